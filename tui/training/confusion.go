package training

import (
	"fmt"
	"strings"

	"nntui/model/training"
	"nntui/tui/kit"
)

// count is how many test digits there are, and how many the net gets wrong.
type count struct{ n, wrong int }

// confuse counts digit by digit.
func confuse(digits *training.Classified) (c [10]count) {
	for i := range digits.P {
		d := &c[digits.Test.Class[i]]
		d.n++
		if digits.Wrong(i) {
			d.wrong++
		}
	}
	return c
}

// total is the sum over some digits.
func total(digits []count) (sum count) {
	for _, d := range digits {
		sum.n, sum.wrong = sum.n+d.n, sum.wrong+d.wrong
	}
	return sum
}

func share(part, whole int) float64 { return float64(part) / float64(max(1, whole)) }

func (t *Tab) viewConfusion(f kit.Frame) string {
	digits := t.detail().Digits
	if digits == nil {
		return coming(f, "confusion")
	}
	c := confuse(digits)
	cell := func(n, of int, hue kit.Hue, sign string) string {
		return hue.Style().Render(fmt.Sprintf("%6d %5.1f %% %s", n, 100*share(n, of), sign))
	}
	right := func(c count) string { return cell(c.n-c.wrong, c.n, f.Theme.Good, "✓") }
	wrong := func(c count) string { return cell(c.wrong, c.n, f.Theme.Bad, "✗") }
	low, high, all := total(c[:5]), total(c[5:]), total(c[:])
	lines := []string{
		f.Theme.Dimmed("            the net says"),
		f.Theme.Dimmed(" it is        0 to 4          5 to 9"),
		f.Theme.Dimmed(" 0 to 4 ") + right(low) + "  " + wrong(low),
		f.Theme.Dimmed(" 5 to 9 ") + wrong(high) + "  " + right(high),
		"", f.Theme.Dimmed(" wrong, digit by digit"),
	}
	for d, count := range c {
		lines = append(lines, digitErrors(f, d, count.wrong, count.n))
	}
	note := f.Theme.Dimmed(fmt.Sprintf("%d of %d wrong, %.2f %%", all.wrong, all.n, 100*share(all.wrong, all.n)))
	return f.Panel("confusion", note, strings.Join(lines, "\n"))
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
