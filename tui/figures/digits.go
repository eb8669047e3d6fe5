package figures

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/model"
	"nntui/model/training"
)

// Measures of the page of digits, in points where they are lengths.
const (
	side       = 8 // of a digit, in pixels
	perRow     = 8 // digits
	mostRows   = 8
	pixel      = 5
	tileWidth  = 56
	tileHeight = side*pixel + 31
)

// digitsPage shows test digits beside what the network says to them: first the
// mistakes, the surest first; then, where there is room, the others, the least
// sure first.
func digitsPage(s training.Snapshot) page {
	j := s.Detail.Digits
	order, wrong := mistakesFirst(j)
	order = order[:min(len(order), perRow*mostRows)]
	f := page{
		title:  "What the net says to the test digits",
		notes:  []string{settings(s.Config), wrongNote(s, wrong), "Under each digit: what it is, and below that what the net says and how sure it is."},
		legend: []entry{{"wrong", []plot.Thumbnailer{glyphs{{Color: wrongInk, Radius: 5, Shape: badge{}}}}}},
		height: vg.Length(max(1, (len(order)+perRow-1)/perRow) * tileHeight),
	}
	f.body = func(c draw.Canvas) {
		if len(order) == 0 {
			say(c, c.Rectangle, "There are no test digits.")
		}
		drawTiles(c, j, order)
	}
	return f
}

// wrongNote counts the mistakes, and says which digits are shown.
func wrongNote(s training.Snapshot, wrong int) string {
	n, epoch := len(s.Detail.Digits.P), s.Detail.Epoch
	if s.Config.Patience > 0 && s.State == model.Finished {
		epoch = s.Best() + 1 // whose weights were kept
	}
	text := fmt.Sprintf("After epoch %d, %d of %d test digits are on the wrong side (%.1f %%). ", epoch, wrong, n, 100*float64(wrong)/float64(max(1, n)))
	switch {
	case wrong > perRow*mostRows:
		return text + fmt.Sprintf("Shown are the %d mistakes of which the net is surest.", perRow*mostRows)
	case wrong > 0:
		return text + "They come first, the surest before the others; then come the right ones, the least sure first."
	}
	return text + "Shown are those of which the net is least sure."
}

var wrongInk = rgb(0xb2182b)

// mistakesFirst orders the digits, and counts the mistakes.
func mistakesFirst(j *training.Classified) (order []int, wrong int) {
	for i := range min(len(j.P), j.Test.Len()) {
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

func drawTiles(c draw.Canvas, j *training.Classified, order []int) {
	var inks [17]vg.Path // the pixels of each darkness: few paths make a small file
	for n, i := range order {
		at := vg.Point{X: c.Min.X + vg.Length(n%perRow*tileWidth), Y: c.Max.Y - vg.Length(n/perRow*tileHeight)}
		for k, v := range j.Test.Pixels[side*side*i : side*side*(i+1)] {
			square(&inks[min(v, 16)], vg.Point{X: at.X + vg.Length(k%side*pixel), Y: at.Y - vg.Length(k/side*pixel)}, pixel)
		}
	}
	for v, path := range inks {
		c.SetColor(gray(uint8(0xf4 - v*0xdc/16)))
		c.Fill(path)
	}
	for n, i := range order {
		at := vg.Point{X: c.Min.X + vg.Length(n%perRow*tileWidth), Y: c.Max.Y - vg.Length(n/perRow*tileHeight)}
		caption(c, at, j, i)
	}
}

// square adds a square, by its upper left corner.
func square(p *vg.Path, at vg.Point, size vg.Length) {
	p.Move(at)
	p.Line(vg.Point{X: at.X + size, Y: at.Y})
	p.Line(vg.Point{X: at.X + size, Y: at.Y - size})
	p.Line(vg.Point{X: at.X, Y: at.Y - size})
	p.Close()
}

// caption frames the digit at its upper left corner, and says under it what it
// is and what the net says.
func caption(c draw.Canvas, at vg.Point, j *training.Classified, i int) {
	frame, style := solid(gray(0xb0), 0.5), sans(7.5, soft)
	if j.Wrong(i) {
		frame, style = solid(wrongInk, 1.6), sans(7.5, wrongInk)
	}
	var outline vg.Path
	square(&outline, at, side*pixel)
	c.SetLineStyle(frame)
	c.Stroke(outline)
	if j.Wrong(i) {
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: wrongInk, Radius: 4.5, Shape: badge{}}, at.Add(vg.Point{X: side * pixel}))
	}
	name := bold(7.5)
	name.YAlign, style.YAlign = draw.YTop, draw.YTop
	c.FillText(name, at.Sub(vg.Point{Y: side*pixel + 3}), fmt.Sprintf("%d (%s)", j.Test.Class[i], half(j.Test.Y.Data[i] == 1)))
	c.FillText(style, at.Sub(vg.Point{Y: side*pixel + 12}), says(j, i))
}

func half(low bool) string {
	if low {
		return "0–4"
	}
	return "5–9"
}

// says is the net's answer, and how sure it is.
func says(j *training.Classified, i int) string {
	if math.IsNaN(j.P[i]) {
		return "no number"
	}
	return fmt.Sprintf("%s: %.1f %%", half(j.P[i] > 0.5), 100*j.Confidence(i))
}

// badge is a draw.GlyphDrawer: a cross on a disc.
type badge struct{}

func (badge) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	draw.CircleGlyph{}.DrawGlyph(c, style, at)
	r := 0.45 * style.Radius
	cross := solid(paper, 0.28*style.Radius)
	c.StrokeLine2(cross, at.X-r, at.Y-r, at.X+r, at.Y+r)
	c.StrokeLine2(cross, at.X-r, at.Y+r, at.X+r, at.Y-r)
}
