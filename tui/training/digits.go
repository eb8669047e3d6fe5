package training

import (
	"cmp"
	"fmt"
	"slices"

	"nntui/data"
	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// digits is how the test digits are shown.
type digits struct {
	kit.List      // the first that is seen
	all      bool // all of them in their order, or the mistakes
}

func (t *Tab) digitKeys() kit.Keys {
	d := &t.digits
	return kit.Keys{kit.On("all-digits", "a", "all, mistakes", kit.Do(func() { d.all, d.At = !d.all, 0 })).InFoot("all, mistakes")}
}

// tileSize returns how large an image with a line below it is drawn, in cells,
// k of them to the width of a pixel.
func tileSize(k int, s data.Shape) (width, height int) { return k * s.Cols, (k*s.Rows+1)/2 + 1 }

func (t *Tab) digitList(f kit.Frame) (first *kit.List, page, n int) {
	if c := t.detail().Digits; c != nil {
		w, h := tileSize(1, c.Test.Shape)
		page, n = chart.InGrid(f.Width-4, f.Height-3, w, h), len(t.listed(c))
	}
	return &t.digits.List, page, n
}

// listed returns the digits that the view goes through: all, or those on the
// wrong side of 0.5, the most confident first.
func (t *Tab) listed(c *training.Classified) (list []int) {
	for i := range c.P {
		if t.digits.all || c.Wrong(i) {
			list = append(list, i)
		}
	}
	if !t.digits.all {
		slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(c.Confidence(b), c.Confidence(a)) })
	}
	return list
}

func (t *Tab) viewDigits(f kit.Frame) string {
	c := t.detail().Digits
	if c == nil {
		return coming(f, "digits")
	}
	_, _, n := t.digitList(f)
	from, to := pageOf(t.digitList(f))
	var tiles [][]string
	shape := c.Test.Shape
	for _, i := range t.listed(c)[from:to] {
		pixels := c.Test.Pixels[shape.Size()*i : shape.Size()*(i+1)]
		tiles = append(tiles, append(chart.Image(f, 1, shape.Cols, shape.Ink, pixels), caption(f, c, i)))
	}
	w, h := tileSize(1, shape)
	head := f.Theme.Dimmed(fmt.Sprintf("digit, net's P(0 to 4); %d-%d of %d", min(from+1, to), to, n))
	if n == 0 {
		head = f.Theme.Good.Style().Render("Not one mistake in the test.")
	}
	title := "mistakes, surest first"
	if t.digits.all {
		title = "all test digits"
	}
	body := head + "\n" + chart.Grid(tiles, f.Width-4, f.Height-3, w, h)
	note := f.Theme.Dimmed(fmt.Sprintf("%d of %d wrong", confuse(c).wrong(), len(c.P)))
	return f.Panel(title, note, kit.Indent(body, 1))
}

// caption says which digit it is, what the net says, and whether that is
// wrong.
func caption(f kit.Frame, c *training.Classified, i int) string {
	text := fmt.Sprintf("%d %.3f", c.Test.Class[i], c.P[i])
	if c.Wrong(i) {
		return f.Theme.Bad.Style().Render(text + "✗")
	}
	return text + f.Theme.Good.Style().Render("✓")
}
