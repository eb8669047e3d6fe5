package descent

import "math"

// Counts says how many starts on a map of basins come to which end.
type Counts struct {
	Ends   [len(Ends)]int
	Minima [][len(Ends)]int // of each of Surface.Minima
	All    int              // the starts that are computed
}

// CountFates counts the starts on a map of basins. Of an unfinished one these
// are those that are computed, which are spread over all of it.
func CountFates(s MapSnapshot[Fate]) Counts {
	all := int(math.Round(s.Done * float64(len(s.Cells))))
	counts := Counts{Minima: make([][len(Ends)]int, len(s.Surface.Minima))}
	for at := range coarseToFine(s.Config.W, s.Config.H) {
		if counts.All == all {
			break
		}
		counts.All++
		f := s.Cells[at]
		counts.Ends[f.End]++
		if f.Minimum >= 0 {
			counts.Minima[f.Minimum][f.End]++
		}
	}
	return counts
}
