package descent

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model"
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
	rate, chosen := s.Config.LastRate(), descent.Run{Method: s.Config.Method, Momentum: s.Config.Momentum}
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

// A fateShare is how many starts do something, in the words of a sentence.
type fateShare struct {
	n      int
	end    descent.End
	does   string
	lowest bool   // to the lowest minimum, or to one of those as low
	after  string // what is said after that
}

// basinWords says what becomes of the starts: of most of them first. Where the line
// has no room, it says less of why, and at last adds the smallest shares up.
func (t *Tab) basinWords(f kit.Frame) string {
	s := t.basins.Snapshot
	if !t.basins.Ready || s.State == model.Unfinished {
		return f.Theme.Dimmed("Computing where each starting point leads.")
	}
	counts, low := descent.CountFates(t.starts()), s.Surface.Minima.Lowest()
	shares := t.lowestShares(counts, low)
	ends := t.basinEnds(low, len(shares) > 0)
	shares = append(shares, t.otherShares(counts, low)...)
	if descent.StopShort(s) {
		shares = stopShort(shares)
	}
	slices.SortStableFunc(shares, func(a, b fateShare) int { return cmp.Compare(b.n, a.n) })
	var text string
	fits := func(shares []fateShare, end string) bool {
		text = t.tellShares(f, counts, shares) + end
		return ansi.StringWidth(text) < f.Width
	}
	for _, end := range ends {
		if fits(shares, end) {
			return text
		}
	}
	for i := range shares {
		shares[i].after = ""
	}
	if fits(shares, ".") {
		return text
	}
	rest := fateShare{does: "end otherwise"}
	for k := len(shares) - 1; k > 0; k-- {
		rest.n += shares[k].n
		if fits(append(shares[:k:k], rest), ".") {
			break
		}
	}
	return text
}

// basinEnds are what can be said behind the shares, the longest first: that there is
// no minimum, or that no start has to do with the lowest.
func (t *Tab) basinEnds(low int, some bool) []string {
	s := t.basins.Snapshot.Surface
	switch {
	case low == 0 && s.Unbounded:
		return []string{". This surface has no minimum here: " + s.Caveat() + ".", ". This surface has no minimum here.", "."}
	case low == 0:
		return []string{". This surface has no minimum here.", "."}
	case some:
		return []string{"."}
	}
	name := s.Minima.Name(0)
	settle := ". From no start does it settle in " + name
	return []string{settle + t.aboveLimit() + ".", settle + ".", ". None settles in " + name + ".", "."}
}

// tellShares writes shares one after another. The first of those that come to a
// minimum names it.
func (t *Tab) tellShares(f kit.Frame, counts descent.Counts, shares []fateShare) string {
	minima := t.basins.Snapshot.Surface.Minima
	var parts []string
	named := false
	for _, s := range shares {
		does := s.does
		switch {
		case s.lowest && named && minima.Lowest() > 1:
			does += " one"
		case s.lowest && named:
			does += " it"
		case s.lowest:
			does, named = does+" "+t.lowestName(f), true
		case !named:
			does = strings.Replace(does, "another", "a higher minimum", 1)
		}
		parts = append(parts, percent(counts, s.n)+" "+does+s.after)
	}
	return strings.Join(parts, "; ")
}

// lowestName names the lowest minimum with its colour or its letter; or all that
// are as low.
func (t *Tab) lowestName(f kit.Frame) string {
	switch minima := t.basins.Snapshot.Surface.Minima; {
	case minima.Lowest() > 1:
		return minima.Name(0)
	case f.Blocks():
		return "the " + f.Theme.Basin(0).Render(minima[0].Kind())
	default:
		return minima.Name(0) + " A"
	}
}

// lowestShares are those of the starts that have to do with the lowest minima, of
// which there are so many.
func (t *Tab) lowestShares(counts descent.Counts, low int) (shares []fateShare) {
	for _, does := range []struct {
		end          descent.End
		words, after string
	}{{descent.Reached, "reached", ""}, {descent.Heading, "head for", ", not yet there"}, {descent.Orbiting, "orbit", t.aboveLimit()}} {
		n := 0
		for _, ends := range counts.Minima[:low] {
			n += ends[does.end]
		}
		if n > 0 {
			shares = append(shares, fateShare{n, does.end, does.words, true, does.after})
		}
	}
	return shares
}

// otherShares are those of the other starts.
func (t *Tab) otherShares(counts descent.Counts, low int) (shares []fateShare) {
	for i, n := range byLook(counts, low) {
		look := fateLooks[i]
		if i == falling { // it is not on its way
			look.end = descent.Gone
			if t.basins.Snapshot.Surface.Unbounded {
				look.of = "fall without end"
			}
		}
		if n > 0 {
			shares = append(shares, fateShare{n: n, end: look.end, does: look.of})
		}
	}
	return shares
}

// stopShort adds up those that are on their way, or rest on it, with steps too
// short to come anywhere.
func stopShort(shares []fateShare) []fateShare {
	short := fateShare{does: "stop short of a minimum", after: ": the steps shrink too fast"}
	shares = slices.DeleteFunc(shares, func(s fateShare) bool {
		stops := s.end == descent.Heading || s.end == descent.Resting
		if stops {
			short.n += s.n
		}
		return stops
	})
	if short.n > 0 {
		shares = append(shares, short)
	}
	return shares
}

// aboveLimit says that the last step size is at the limit of the lowest minimum or
// above, where it is.
func (t *Tab) aboveLimit() string {
	s, shown := t.runner.Snapshot, t.basins.Snapshot.Surface
	if len(shown.Minima) == 0 {
		return ""
	}
	if why := descent.TooLarge(s.Config.LastRate(), s.Limit(shown, shown.Minima[0]), "its limit"); why != "" {
		return ": " + why
	}
	return ""
}
