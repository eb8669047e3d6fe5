package training

import (
	"fmt"
	"slices"
	"strings"

	"nntui/model/training"
	"nntui/tui/chart"
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
	c, inner := confuse(digits), inside(f)
	all := total(c[:])
	lines := answers(inner, c)
	lines = append(lines, errorBars(inner.Sized(inner.Width, inner.Height-len(lines)), c)...)
	wrong := fmt.Sprintf("%d of %d wrong, %.2f %%", all.wrong, all.n, 100*share(all.wrong, all.n))
	if f.Width < 40 {
		wrong = fmt.Sprintf("%d wrong", all.wrong)
	}
	return f.Panel("confusion", f.Theme.Dimmed(wrong), strings.Join(lines, "\n"))
}

// answers is a table of what digits are and what the net says: in short where
// there is little room.
func answers(f kit.Frame, c [10]count) []string {
	dim, long := f.Theme.Dimmed, f.Width >= 44 && f.Height >= 16
	cell := func(n, of int, hue kit.Hue, sign string) string {
		if long {
			return hue.Style().Render(fmt.Sprintf("%6d %5.1f %% %s  ", n, 100*share(n, of), sign))
		}
		return hue.Style().Render(fmt.Sprintf("%5d %s", n, sign))
	}
	right := func(c count) string { return cell(c.n-c.wrong, c.n, f.Theme.Good, "✓") }
	wrong := func(c count) string { return cell(c.wrong, c.n, f.Theme.Bad, "✗") }
	low, high := total(c[:5]), total(c[5:])
	rows := []string{dim(" 0 to 4 ") + right(low) + wrong(low), dim(" 5 to 9 ") + wrong(high) + right(high)}
	if !long {
		return rows
	}
	return append([]string{dim("            the net says"), dim(" it is        0 to 4          5 to 9")}, append(rows, "")...)
}

// errorBars shows how many of each digit are wrong, in bars on one scale as
// thick as there is room for.
func errorBars(f kit.Frame, c [10]count) []string {
	const axis = 4 // cells to the left of the bars
	numbers := len("  27.3 %")
	if f.Width >= 44 {
		numbers += len("  27 of  99")
	}
	width, high := max(4, f.Width-axis-numbers-1), max(1, (f.Height-1)/len(c))
	worst := 0.0
	for _, d := range c {
		worst = max(worst, 100*share(d.wrong, d.n))
	}
	scale := chart.NewScale(worst, width)
	edge := f.Theme.Border.Style().Render("│")
	between := "   " + edge + scale.Grid(f)
	lines := []string{f.Theme.Dimmed(kit.Spread("   "+scale.Labels("%"), "wrong ", f.Width))}
	for d, count := range c {
		rate := 100 * share(count.wrong, count.n)
		text := fmt.Sprintf(" %5.1f %%%4d of %3d", rate, count.wrong, count.n)[:numbers]
		bar := edge + scale.Bar(f, f.Theme.Bad, rate, high > 1)
		thick := slices.Repeat([]string{"   " + bar}, max(1, high-1))
		thick[len(thick)/2] = f.Theme.Bold(fmt.Sprintf(" %d ", d)) + bar + text
		lines = append(lines, thick...)
		if high > 1 {
			lines = append(lines, between)
		}
	}
	return lines
}
