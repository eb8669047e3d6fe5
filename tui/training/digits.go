package training

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// digitBrowser is how the test digits are shown.
type digitBrowser struct {
	chart.Pager
	all bool // all of them in their order, or the mistakes
}

// turn answers the keys that turn pages.
func turn(p *chart.Pager, msg tea.KeyPressMsg) bool {
	return p.Turn(
		key.Matches(msg, kit.Bound.PageUp, kit.Bound.CrossLeft), key.Matches(msg, kit.Bound.PageDown, kit.Bound.CrossRight),
		key.Matches(msg, kit.Bound.Home), key.Matches(msg, kit.Bound.End))
}

func (d *digitBrowser) press(msg tea.KeyPressMsg) bool {
	if key.Matches(msg, kit.Bound.Mistakes) {
		d.all, d.First = !d.all, 0
		return true
	}
	return turn(&d.Pager, msg)
}

// judged returns what the net says to the test digits, nil before that is
// known.
func (t *Tab) judged() *training.Classified {
	if d := t.runner.Snapshot.Detail; d != nil {
		return d.Digits
	}
	return nil
}

// waiting fills a panel whose contents are on the way.
func waiting(f kit.Frame, title string) string {
	return f.Panel(title, "", "\n "+f.Theme.Dimmed("One moment."))
}

// mistakes returns the digits on the wrong side of 0.5, the most confident
// first.
func mistakes(j *training.Classified) []int {
	var list []int
	for i := range j.P {
		if j.Wrong(i) {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(j.Confidence(b), j.Confidence(a)) })
	return list
}

func (t *Tab) viewDigits(f kit.Frame) string {
	j := t.judged()
	if j == nil {
		return waiting(f, "digits")
	}
	wrong := mistakes(j)
	list, title := wrong, "mistakes, surest first"
	if t.digits.all {
		title, list = "all test digits", make([]int, len(j.P))
		for i := range list {
			list[i] = i
		}
	}
	const tileWidth, tileHeight = chart.Side, chart.Side/2 + 1
	w, h := f.Width-4, f.Height-2
	from, to := t.digits.Show(chart.InGrid(w, h-1, tileWidth, tileHeight), len(list))
	tiles := make([][]string, 0, to-from)
	for _, i := range list[from:to] {
		pixels := j.Test.Pixels[chart.Side*chart.Side*i : chart.Side*chart.Side*(i+1)]
		tiles = append(tiles, append(chart.Digit(f, 1, pixels), caption(f, j, i)))
	}
	head := f.Theme.Dimmed(fmt.Sprintf("digit, net's P(0 to 4); %d-%d of %d", min(from+1, to), to, len(list)))
	if len(list) == 0 {
		head = f.Theme.Good.Style().Render("Not one mistake in the test.")
	}
	body := head + "\n" + chart.Grid(tiles, w, h-1, tileWidth, tileHeight)
	note := f.Theme.Dimmed(fmt.Sprintf("%d of %d wrong", len(wrong), len(j.P)))
	return f.Panel(title, note, kit.Indent(body, 1))
}

// caption says which digit it is, what the net says, and whether that is
// wrong.
func caption(f kit.Frame, j *training.Classified, i int) string {
	text := fmt.Sprintf("%d %.3f", j.Test.Class[i], j.P[i])
	if j.Wrong(i) {
		return f.Theme.Bad.Style().Render(text + "✗")
	}
	return text + f.Theme.Good.Style().Render("✓")
}

// confusion counts the test digits by what they are and what the net says.
type confusion struct {
	class [2][2]int // by label and by prediction; 1 is "0 to 4"
	digit [10]struct{ n, wrong int }
}

func confuse(j *training.Classified) (c confusion) {
	for i, p := range j.P {
		says := 0
		if p > 0.5 {
			says = 1
		}
		c.class[int(j.Test.Y.Data[i])][says]++
		d := &c.digit[j.Test.Class[i]]
		if d.n++; j.Wrong(i) {
			d.wrong++
		}
	}
	return c
}

func (t *Tab) viewConfusion(f kit.Frame) string {
	j := t.judged()
	if j == nil {
		return waiting(f, "confusion")
	}
	c := confuse(j)
	lines := append(confusionMatrix(f, c), "", f.Theme.Dimmed(" wrong, digit by digit"))
	for d, count := range c.digit {
		lines = append(lines, digitErrors(f, d, count.wrong, count.n))
	}
	wrong := c.class[0][1] + c.class[1][0]
	note := f.Theme.Dimmed(fmt.Sprintf("%d of %d wrong, %.2f %%", wrong, len(j.P), 100*share(wrong, len(j.P))))
	return f.Panel("confusion", note, strings.Join(lines, "\n"))
}

func share(part, whole int) float64 { return float64(part) / float64(max(1, whole)) }

// confusionMatrix is the table of labels and predictions.
func confusionMatrix(f kit.Frame, c confusion) []string {
	cell := func(label, says int) string {
		n, of := c.class[label][says], c.class[label][0]+c.class[label][1]
		text := fmt.Sprintf("%6d %5.1f %%", n, 100*share(n, of))
		if label == says {
			return f.Theme.Good.Style().Render(text + " ✓")
		}
		return f.Theme.Bad.Style().Render(text + " ✗")
	}
	return []string{
		f.Theme.Dimmed("            the net says"),
		f.Theme.Dimmed(" it is        0 to 4          5 to 9"),
		f.Theme.Dimmed(" 0 to 4 ") + cell(1, 1) + "  " + cell(1, 0),
		f.Theme.Dimmed(" 5 to 9 ") + cell(0, 1) + "  " + cell(0, 0),
	}
}

// digitErrors is a line about one digit: its error rate as a bar, up to a
// quarter, and in numbers.
func digitErrors(f kit.Frame, digit, wrong, n int) string {
	rate := share(wrong, n)
	width := max(4, f.Width-26)
	full := min(width, int(4*rate*float64(width)+0.5))
	return fmt.Sprintf(" %d ", digit) + f.Theme.Bad.Style().Render(strings.Repeat("━", full)) +
		f.Theme.Border.Style().Render(strings.Repeat("─", width-full)) + fmt.Sprintf(" %4.1f %% %3d of %3d", 100*rate, wrong, n)
}
