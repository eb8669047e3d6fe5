package training

import (
	"fmt"
	"strings"

	"nntui/model/training"
	"nntui/tui/kit"
)

// confusion counts the test digits by what they are and what the net says.
type confusion struct {
	class [2][2]int // by label and by prediction; 1 is "0 to 4"
	digit [10]struct{ n, wrong int }
}

func confuse(digits *training.Classified) (c confusion) {
	for i, p := range digits.P {
		says := 0
		if p > 0.5 {
			says = 1
		}
		is, d := says, &c.digit[digits.Test.Class[i]]
		d.n++
		if digits.Wrong(i) {
			is = 1 - says
			d.wrong++
		}
		c.class[is][says]++
	}
	return c
}

func (t *Tab) viewConfusion(f kit.Frame) string {
	digits := t.detail().Digits
	if digits == nil {
		return coming(f, "confusion")
	}
	c := confuse(digits)
	lines := append(confusionMatrix(f, c), "", f.Theme.Dimmed(" wrong, digit by digit"))
	for d, count := range c.digit {
		lines = append(lines, digitErrors(f, d, count.wrong, count.n))
	}
	wrong, n := c.wrong(), len(digits.P)
	note := f.Theme.Dimmed(fmt.Sprintf("%d of %d wrong, %.2f %%", wrong, n, 100*share(wrong, n)))
	return f.Panel("confusion", note, strings.Join(lines, "\n"))
}

func (c confusion) wrong() int { return c.class[0][1] + c.class[1][0] }

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
