package descent

import (
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/descent"
	"nntui/tui/kit"
)

// A fateShare is how many starts do something, in the words of a sentence.
type fateShare struct {
	n      int
	end    descent.End
	does   string
	lowest bool   // to the lowest minimum, or to one of those as low
	after  string // what is said after that
}

// basinWords says what becomes of the starts: first of those that have to do with the
// lowest minimum, then of the others, of most of them first. Where the line has no
// room, it says less of why, and at last only where they lead.
func (t *Tab) basinWords(f kit.Frame) string {
	s := t.basins.Snapshot
	if !t.basins.Ready || s.State == model.Unfinished {
		return f.Theme.Dimmed("Computing where each starting point leads.")
	}
	counts, low := descent.CountFates(t.starts()), s.Surface.Minima.Lowest()
	lowest, others := t.lowestShares(counts, low), t.otherShares(counts, low)
	ends := t.basinEnds(low, len(lowest) > 0)
	shares := append(lowest, others...)
	local := 0 // lead to another minimum
	for _, ends := range counts.Minima[low:] {
		local += total(ends)
	}
	if descent.StopShort(s) {
		shares = stopShort(shares)
		for _, ends := range counts.Minima[low:] {
			local -= ends[descent.Heading]
		}
	}
	weight := func(s fateShare) int {
		if s.lowest {
			return counts.All + s.n
		}
		return s.n
	}
	slices.SortStableFunc(shares, func(a, b fateShare) int { return cmp.Compare(weight(b), weight(a)) })
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
	for _, fewer := range fewerShares(shares, local, counts.All) {
		if fits(fewer, ".") {
			break
		}
	}
	return text
}

// fewerShares adds shares up: those that lead to the lowest minimum, those that lead
// to another, which are local of all, and the rest; or, where none does the first, the
// smallest of them.
func fewerShares(shares []fateShare, local, all int) (list [][]fateShare) {
	lead, rest := fateShare{does: "lead to", lowest: true}, fateShare{does: "end otherwise"}
	for _, s := range shares {
		if s.lowest {
			lead.n += s.n
		}
	}
	if others := all - lead.n; lead.n > 0 {
		rest.n = others - local
		some := []fateShare{lead, {n: local, does: "to a local one"}, rest}
		some = slices.DeleteFunc(some, func(s fateShare) bool { return s.n == 0 })
		return [][]fateShare{some, {lead, {n: others, does: "do not"}}}
	}
	for k := len(shares) - 1; k > 0; k-- {
		rest.n += shares[k].n
		list = append(list, append(shares[:k:k], rest))
	}
	return list
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
		case named:
			does = strings.Replace(does, "a local minimum", "a local one", 1)
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
			shares = append(shares, fateShare{n: n, end: does.end, does: does.words, lowest: true, after: does.after})
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
