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

// wall is how images stand in a frame, each with a line below it.
type wall struct {
	data.Shape
	k             int // cells to the width of a pixel
	width, height int // of the whole, in cells
}

// grid is the size of the whole, and of an image with its line.
func (w wall) grid() (width, height, tileWidth, tileHeight int) {
	return w.width, w.height, w.k * w.Cols, (w.k*w.Rows+1)/2 + 1
}

func (w wall) draw(tiles [][]string) string {
	width, height, tileWidth, tileHeight := w.grid()
	return chart.Wall(tiles, width, height, tileWidth, tileHeight)
}

func digitWall(f kit.Frame, c *training.Classified) wall {
	return wall{c.Test.Shape, 1, f.Width - 4, f.Height - 3}
}

func (t *Tab) digitList(f kit.Frame) (first *kit.List, page, n int) {
	if c := t.detail().Digits; c != nil {
		page, n = chart.InWall(digitWall(f, c).grid()), len(t.listed(c))
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
	list := t.listed(c)
	from, to := pageOf(t.digitList(f))
	var tiles [][]string
	for _, i := range list[from:to] {
		shape := c.Test.Shape
		pixels := c.Test.Pixels[shape.Size()*i : shape.Size()*(i+1)]
		tiles = append(tiles, append(chart.Image(f, 1, shape.Cols, shape.Ink, pixels), caption(f, c, i)))
	}
	head := f.Theme.Dimmed(fmt.Sprintf("digit, net's P(0 to 4); %d-%d of %d", min(from+1, to), to, len(list)))
	if len(list) == 0 {
		head = f.Theme.Good.Style().Render("Not one mistake in the test.")
	}
	title := "mistakes, surest first"
	if t.digits.all {
		title = "all test digits"
	}
	body := head + "\n" + digitWall(f, c).draw(tiles)
	counts := confuse(c)
	note := f.Theme.Dimmed(fmt.Sprintf("%d of %d wrong", total(counts[:]).wrong, len(c.P)))
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
