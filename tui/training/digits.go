package training

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/charmbracelet/x/ansi"

	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// digits is how the test digits are shown.
type digits struct {
	kit.List      // the first that is seen
	all      bool // all of them in their order, or the mistakes
	chosen   int  // the digit that is read out, by its place in the test from 0; none for none
	in       bool // do the arrow keys go from digit to digit?
}

const none = -1

// letGo chooses no digit.
func (d *digits) letGo() { d.chosen, d.in = none, false }

func (t *Tab) digitKeys() kit.Keys {
	d := &t.digits
	return kit.Keys{kit.On("all-digits", "search", "all, mistakes", kit.Do(func() { d.all, d.At = !d.all, 0 })).InFoot("all, mistakes")}
}

// inPanel is the frame of what a panel holds below its first line, away from
// its sides.
func inPanel(f kit.Frame) kit.Frame { return f.Sized(f.Width-4, f.Height-3) }

func (t *Tab) digitWall(f kit.Frame, c *training.Classified) chart.Wall {
	return chart.Hang(inPanel(f), c.Test.Shape.Cols, c.Test.Shape.Rows, len(t.listed(c)), chart.Least(f, false))
}

func (t *Tab) digitList(f kit.Frame) (first *kit.List, page, n int) {
	if c := t.detail().Digits; c != nil {
		page, n = t.digitWall(f, c).Page(), len(t.listed(c))
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
	list, wall, shape := t.listed(c), t.digitWall(f, c), c.Test.Shape
	from, to := pageOf(t.digitList(f))
	var tiles [][]string
	for _, i := range list[from:to] {
		pixels := c.Test.Pixels[shape.Size()*i : shape.Size()*(i+1)]
		tiles = append(tiles, append(chart.Image(f, wall.K, shape.Cols, shape.Ink, pixels), caption(f, c, i, wall.Width, i == t.digits.chosen)))
	}
	counts := confuse(c)
	wrong := f.Theme.Dimmed(fmt.Sprintf("%d of %d wrong", total(counts[:]).wrong, len(c.P)))
	if len(list) == 0 {
		return f.Panel(t.digitTitle(f, wrong), wrong, "\n "+f.Theme.Good.Style().Render("Not one mistake in the test."))
	}
	ink := f.Theme.Dimmed("ink ") + chart.InkScale(f, shape.Ink)
	means := f.Theme.Dimmed("digit, net's P(0 to 4)   ") + ink
	head := firstFit(f, means+"   "+wrong, means, f.Theme.Dimmed("P(0-4)  ")+ink)
	note := pageNote(f, from, to, len(list))
	return f.Panel(t.digitTitle(f, note), note, kit.Indent(head+"\n"+wall.Draw(tiles), 1))
}

func (t *Tab) digitTitle(f kit.Frame, note string) string {
	if t.digits.all {
		return "all digits"
	}
	return titleBeside(f, note, "mistakes, surest first", "mistakes")
}

// titleBeside returns the long title of a panel, or the short one where the
// note at its right would have no room.
func titleBeside(f kit.Frame, note, long, short string) string {
	const edges = 7
	if ansi.StringWidth(long)+ansi.StringWidth(note)+edges > f.Width {
		return short
	}
	return long
}

// firstFit returns the first of some texts that has room in a panel, or the
// last.
func firstFit(f kit.Frame, texts ...string) string {
	i := slices.IndexFunc(texts, func(s string) bool { return ansi.StringWidth(s) <= f.Width-4 })
	if i < 0 {
		i = len(texts) - 1
	}
	return texts[i]
}

// pageNote says which part of a list is seen.
func pageNote(f kit.Frame, from, to, n int) string {
	return f.Theme.Dimmed(fmt.Sprintf("%d-%d of %d", from+1, to, n))
}

// caption says which digit it is, and at the right what the net says and
// whether that is wrong. That of a chosen one is told from all others without
// colour as well.
func caption(f kit.Frame, c *training.Classified, i, width int, chosen bool) string {
	class, says, sign := fmt.Sprint(c.Test.Class[i]), fmt.Sprintf("%.3f", c.P[i]), "✓"
	if c.Wrong(i) {
		sign = "✗"
	}
	switch {
	case chosen:
		return f.Theme.Active(class + "▸" + kit.Blank(width-len(class+says)-2) + says + sign)
	case c.Wrong(i):
		says = f.Theme.Bad.Style().Render(says + sign)
	default:
		says += f.Theme.Good.Style().Render(sign)
	}
	return kit.Spread(f.Theme.Bold(class), says, width)
}
