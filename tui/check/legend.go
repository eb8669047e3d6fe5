package check

import (
	"fmt"
	"slices"

	"github.com/charmbracelet/x/ansi"

	"nntui/tui/chart"
	"nntui/tui/kit"
)

// A legend is the table that belongs to a plot: a line for each of its curves.
type legend struct {
	heads []string // of the columns; a narrow frame shows the last
	here  int      // the column of the values under the crosshair
	rows  []row
	foot  []string // the parts of a last line, as far as there is room
	frame kit.Frame
}

// A row is a curve with its marks, and what a legend says of it. Where there is
// room for one only, it is the bold one.
type row struct {
	curve       chart.Curve
	marks       []chart.Mark
	sign, star  string // before the curve, and before the name
	name, short string
	cells       []string // one for each column
	more        string   // behind them, on a wide frame
}

func (r row) bold() bool { return r.curve.Pen.Bold }

// legendWidth is that of a legend beside a plot.
const legendWidth = 44

// place divides a frame among a plot and its legend: beside each other where it
// is wide and low. The plot gets the curves that the legend has room for.
func (l *legend) place(f kit.Frame, p *chart.Plot) []plot {
	wide, room := f.Width >= 120 && f.Height < 20, f.Height
	if !wide {
		const least = 6 // lines of the plot
		room -= least
	}
	height := func() int { return 1 + len(l.rows) + min(len(l.foot), 1) }
	if room < height() {
		l.rows, l.foot = slices.DeleteFunc(l.rows, func(r row) bool { return !r.bold() }), nil
	}
	for _, bold := range []bool{false, true} { // which is on top
		for _, r := range l.rows {
			if r.bold() == bold {
				p.Curves, p.Marks = append(p.Curves, r.curve), append(p.Marks, r.marks...)
			}
		}
	}
	switch {
	case wide:
		l.frame, f = f.Sized(legendWidth, f.Height), f.Sized(f.Width-legendWidth, f.Height)
	case room >= height():
		l.frame, f = f.Sized(f.Width, height()), f.Sized(f.Width, f.Height-height())
	}
	return []plot{{frame: f, Plot: p, legend: l}}
}

// withLegend draws the plot with the legend below or beside it.
func (p plot) withLegend() string {
	drawn, l := p.Draw(p.frame), p.legend
	switch {
	case l.frame.Height == 0:
		return drawn
	case l.frame.Width < p.frame.Width:
		return kit.Beside(drawn, kit.Fit(kit.Above(l.lines()...), l.frame.Width, l.frame.Height))
	}
	return kit.Above(append([]string{drawn}, l.lines()...)...)
}

// lines are the table. Where the column of the crosshair has no room, the head
// tells that of the bold row.
func (l *legend) lines() []string {
	const before, shortest, column = 7, 9, 8 // cells: a sign, a bit of the curve and a star; a name; a number
	width := min(l.frame.Width, legendWidth-1)
	shown := kit.Clamp((width-before-shortest)/column, len(l.heads)+1)
	first, name := len(l.heads)-shown, width-before-column*shown
	columns := func(text string, cells []string) string {
		for _, c := range cells[first:] {
			text += kit.Blank(column-ansi.StringWidth(c)) + c
		}
		return text
	}
	head, lines := "", []string{""}
	for _, r := range l.rows {
		style, text := l.frame.Theme.Dimmed, r.name
		if ansi.StringWidth(text) > name {
			text = r.short
		}
		if r.bold() {
			style = l.frame.Theme.Bold
			if l.here < first {
				head = l.heads[l.here] + ": " + r.cells[l.here]
			}
		}
		text = columns(kit.FitLine(r.star, 1)+kit.FitLine(text, name), r.cells)
		if l.frame.Width >= 2*legendWidth {
			text += "   " + r.more
		}
		lines = append(lines, kit.FitLine(r.sign, 1)+chart.Sample(l.frame, r.curve.Pen)+style(text))
	}
	lines[0] = columns(kit.FitLine(head, before+name), l.heads)
	if len(l.foot) > 0 {
		lines = append(lines, roomFor(l.frame.Width, l.foot...))
	}
	return lines
}

// roomFor joins those of the parts that a line has room for.
func roomFor(width int, parts ...string) (line string) {
	for _, s := range parts {
		if ansi.StringWidth(line+s) <= width {
			line += s
		}
	}
	return line
}

// atH is the head of the column of the values at h.
func atH(f kit.Frame, h float64) string {
	return f.Theme.Accent.Style().Render(fmt.Sprintf("h %.0e", h))
}
