package figures

import (
	"cmp"
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/model"
	"nntui/model/training"
)

// The page of digits: tiles in rows, with what is said to a digit under it.
const (
	perRow, mostRows      = 8, 8
	tileWidth, tileHeight = 56, 71 // in points
	digitWidth            = 40
	side, pixel           = 8, 15 // of a digit in pixels, and of a pixel in those of its picture
)

// digitsPage shows test digits beside what the network says to them: first the
// mistakes, the surest first; then, where there is room, the others, the least
// sure first.
func digitsPage(s training.Snapshot) *page {
	j := s.Detail.Digits
	order, wrong := mistakesFirst(j)
	order = order[:min(len(order), perRow*mostRows)]
	rows := max(1, (len(order)+perRow-1)/perRow)
	f := &page{title: "What the net says to the test digits", height: vg.Length(rows * tileHeight)}
	f.note(true, "%s", settings(s.Config))
	f.note(true, "%s", wrongNote(s, wrong))
	f.note(true, "Under each digit: what it is, and below that what the net says and how sure it is.")
	f.explain("wrong", badge{})
	f.body = func(c draw.Canvas) {
		c.Max.X = c.Min.X + perRow*tileWidth
		for n, i := range order {
			drawDigit(draw.Tiles{Cols: perRow, Rows: rows}.At(c, n%perRow, n/perRow), j, i)
		}
	}
	return f
}

// wrongNote counts the mistakes, and says which digits are shown.
func wrongNote(s training.Snapshot, wrong int) string {
	n, epoch := len(s.Detail.Digits.P), s.Detail.Epoch
	if s.Config.Patience > 0 && s.State == model.Finished {
		epoch = s.Best() + 1 // whose weights were kept
	}
	text := fmt.Sprintf("After epoch %d, %d of %d test digits are on the wrong side (%.1f %%). ", epoch, wrong, n, 100*float64(wrong)/float64(n))
	switch {
	case n == 0:
		return "There are no test digits."
	case wrong > perRow*mostRows:
		return text + fmt.Sprintf("Shown are the %d mistakes of which the net is surest.", perRow*mostRows)
	case wrong > 0:
		return text + "They come first, the surest before the others; then come the right ones, the least sure first."
	}
	return text + "Shown are those of which the net is least sure."
}

// mistakesFirst orders the digits, and counts the mistakes.
func mistakesFirst(j *training.Classified) (order []int, wrong int) {
	for i := range j.P {
		order = append(order, i)
		if j.Wrong(i) {
			wrong++
		}
	}
	rank := func(i int) float64 {
		if j.Wrong(i) {
			return -j.Confidence(i)
		}
		return j.Confidence(i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank(a), rank(b)) })
	return order, wrong
}

// drawDigit draws a digit into the upper left corner of a tile, frames it, and
// says under it what it is and what the net says.
func drawDigit(tile draw.Canvas, j *training.Classified, i int) {
	frame := vg.Rectangle{Min: vg.Point{X: tile.Min.X, Y: tile.Max.Y - digitWidth}, Max: vg.Point{X: tile.Min.X + digitWidth, Y: tile.Max.Y}}
	tile.DrawImage(frame, picture(j.Test.Pixels[side*side*i:]))
	name, style, edge := sans(7.5, ink, xfont.WeightBold), sans(7.5, soft, xfont.WeightNormal), solid(color.Gray{0xb0}, 0.5)
	if j.Wrong(i) {
		style.Color, edge = red, solid(red, 1.6)
	}
	tile.SetLineStyle(edge)
	tile.Stroke(frame.Path())
	if j.Wrong(i) {
		tile.Rectangle = vg.Rectangle{Min: frame.Max, Max: frame.Max}
		badge{}.Thumbnail(&tile)
	}
	says := "no number"
	if !math.IsNaN(j.P[i]) {
		says = fmt.Sprintf("%s: %.1f %%", halves[j.P[i] > 0.5], 100*j.Confidence(i))
	}
	name.YAlign, style.YAlign = draw.YTop, draw.YTop
	tile.FillText(name, frame.Min.Sub(vg.Point{Y: 3}), fmt.Sprintf("%d (%s)", j.Test.Class[i], halves[j.Test.Y.Data[i] == 1]))
	tile.FillText(style, frame.Min.Sub(vg.Point{Y: 12}), says)
}

// picture draws a digit's pixels, 0 to 16, large enough to stay sharp.
func picture(pixels []byte) image.Image {
	m := image.NewGray(image.Rect(0, 0, side*pixel, side*pixel))
	for k := range m.Pix {
		v := pixels[k/m.Stride/pixel*side+k%m.Stride/pixel]
		m.Pix[k] = byte(0xf4 - int(v)*0xdc/16)
	}
	return m
}

// halves are what the net tells apart.
var halves = map[bool]string{true: "0–4", false: "5–9"}

// badge is the sign of a mistake: a cross on a disc.
type badge struct{}

// Thumbnail implements plot.Thumbnailer.
func (badge) Thumbnail(c *draw.Canvas) {
	const radius, arm = 4.5, 2
	at := c.Center()
	c.DrawGlyphNoClip(disc(red, radius), at)
	c.StrokeLine2(solid(paper, 1.3), at.X-arm, at.Y-arm, at.X+arm, at.Y+arm)
	c.StrokeLine2(solid(paper, 1.3), at.X-arm, at.Y+arm, at.X+arm, at.Y-arm)
}
