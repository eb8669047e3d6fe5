package descent

import (
	"fmt"
	"math"
	"slices"

	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// readBasins is the table of the minima: the colour or the letter of each, the
// share of the starts that reach it, head for it or orbit it, where it is, and f
// there; and under it the share of each end. Those that have no row are counted.
func (t *Tab) readBasins(f kit.Frame) (title, note, text string) {
	s := t.basins.Snapshot
	if title = "starts in view"; !t.basins.Ready || s.Config.View != t.window {
		return title, "", f.Theme.Dimmed(" computing")
	}
	counts, minima := descent.CountFates(t.starts()), s.Surface.Minima
	ends := endShares(f, counts)
	if why := s.Surface.Caveat(); why != "" && len(minima) > 0 {
		ends = append(ends, " "+f.Theme.Dimmed(why))
	}
	rows := 10 - len(ends)
	if f.Height < 24 {
		rows = 6 - len(ends)
	}
	shown := len(minima)
	if shown > rows {
		shown = max(rows-1, 0)
	}
	var lines []string
	for i, m := range minima[:shown] {
		lines = append(lines, " "+swatch(f, int16(i))+
			fmt.Sprintf("%6s%7.2f%7.2f %s", percent(counts, total(counts.Minima[i])), hundredths(m.X), hundredths(m.Y), inEight(m.F)))
	}
	if rest := 0; shown < len(minima) {
		for _, n := range counts.Minima[shown:] {
			rest += total(n)
		}
		line, again := fmt.Sprintf("  %6s to %d others", percent(counts, rest), len(minima)-shown), ", in the same colours"
		if f.Blocks() && len(minima) > len(f.Theme.Basins) && len(line+again) <= f.Width-2 {
			line += f.Theme.Dimmed(again)
		}
		lines = append(lines, line)
	}
	return title, "to x, y, f", kit.Above(append(lines, ends...)...)
}

// starts is the map of basins; where f falls without end and the steps are small
// enough for it, those that are gone have fallen.
func (t *Tab) starts() descent.MapSnapshot[descent.Fate] {
	s := t.basins.Snapshot
	rate, chosen := s.Config.LastRate(), s.Config.Chosen()
	steep := func(c surface.Critical) bool {
		_, high, _, _ := s.Surface.Jet(c.X, c.Y).Eigen()
		return rate*high >= 2
	}
	if !s.Surface.Unbounded || slices.ContainsFunc(s.Surface.Saddles, steep) ||
		len(s.Surface.Minima) > 0 && descent.TooLarge(rate, chosen.Limit(s.Surface, s.Surface.Minima[0]), "") != "" {
		return s
	}
	s.Cells = slices.Clone(s.Cells)
	for i := range s.Cells {
		if s.Cells[i].End == descent.Gone {
			s.Cells[i].End = descent.Heading
		}
	}
	return s
}

// endShares are lines with the share of each end.
func endShares(f kit.Frame, counts descent.Counts) (lines []string) {
	var parts []string
	for i, n := range byLook(counts, 0) {
		if n > 0 {
			parts = append(parts, fateLooks[i].words+" "+percent(counts, n))
		}
	}
	for _, line := range kit.Flow(parts, f.Width-4) {
		lines = append(lines, " "+f.Theme.Dimmed(line))
	}
	return lines
}

func total(ends [len(descent.Ends)]int) (n int) {
	for _, k := range ends {
		n += k
	}
	return n
}

// percent is a share of the starts; of some, but not all, neither 0 nor 100 %.
func percent(c descent.Counts, n int) string {
	switch share := 100 * float64(n) / float64(max(1, c.All)); {
	case n > 0 && share <= 0.5:
		return "<1 %"
	case n < c.All && share >= 99.5:
		return ">99 %"
	default:
		return fmt.Sprintf("%.0f %%", share)
	}
}

// inEight writes a height in eight cells, with four digits if they fit, and 0
// for what rounding leaves of it.
func inEight(v float64) string {
	if math.Abs(v) < 1e-12 {
		v = 0
	}
	text := fmt.Sprintf("%8.4g", v)
	if len(text) > 8 {
		text = fmt.Sprintf("%8.2g", v)
	}
	return text
}

// hundredths rounds, and not to -0.
func hundredths(v float64) float64 { return math.Round(100*v)/100 + 0 }

// swatch shows a minimum's colour or, without, its letter.
func swatch(f kit.Frame, minimum int16) string {
	if !f.Blocks() {
		return chart.Look{Bold: true}.Render(letter(minimum, 'A'))
	}
	return chart.Look{Fg: f.Theme.Basins[int(minimum)%len(f.Theme.Basins)][0]}.Render("■")
}
