package descent

import "math"

// Counts says how many starts on a map of basins come to which end.
type Counts struct {
	Ends   [len(Ends)]int
	Minima [][len(Ends)]int // of each of Surface.Minima
	All    int              // the starts that are computed, and where f is defined
}

// CountFates counts the starts on a map of basins. Of an unfinished one these
// are those that are computed, which are spread over all of it.
func CountFates(s MapSnapshot[Fate]) Counts {
	all := int(math.Round(s.Done * float64(len(s.Cells))))
	counts := Counts{Minima: make([][len(Ends)]int, len(s.Surface.Minima))}
	done := 0
	for at := range coarseToFine(s.Config.W, s.Config.H) {
		if done == all {
			break
		}
		f := s.Cells[at]
		done++
		if f.End == Unknown { // where nothing can start
			continue
		}
		counts.All++
		counts.Ends[f.End]++
		if f.Minimum >= 0 {
			counts.Minima[f.Minimum][f.End]++
		}
	}
	return counts
}
