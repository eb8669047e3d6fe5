package descent

import "math"

// Counts says how many starts on a map of basins lead where.
type Counts struct {
	Minima   []Count // of each of Surface.Minima
	Diverged int     // those that lead away; all where there is no minimum
	All      int     // the starts that are computed, the sum of the others
}

// A Count is how many starts lead to one minimum.
type Count struct {
	Reached int // within the steps
	NotYet  int // after the steps nearest to it, but not there
}

// Total is how many starts lead there, whether or not they have arrived.
func (c Count) Total() int { return c.Reached + c.NotYet }

// CountFates counts the starts on a map of basins. Of an unfinished one these
// are those that are computed, which are spread over all of it.
func CountFates(s MapSnapshot[Fate]) Counts {
	all := int(math.Round(s.Done * float64(len(s.Cells))))
	counts := Counts{Minima: make([]Count, len(s.Surface.Minima))}
	for at := range coarseToFine(s.Config.W, s.Config.H) {
		if counts.All == all {
			break
		}
		counts.All++
		switch f := s.Cells[at]; {
		case f.Minimum < 0:
			counts.Diverged++
		case f.Steps < 0:
			counts.Minima[f.Minimum].NotYet++
		default:
			counts.Minima[f.Minimum].Reached++
		}
	}
	return counts
}
