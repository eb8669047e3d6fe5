package surface

import "math"

// Heights returns f at the nodes of a grid over a view and, as they lie between
// nodes, at the minima in it: a sample for the scale of a map, which must not
// depend on how finely the map is drawn. A minimum that lies far below all nodes
// is a pole, and does not stretch the scale.
func (s *Surface) Heights(view Rect) []float64 {
	const nodes = 61 // along each side, and on all of them
	heights := make([]float64, 0, nodes*nodes+len(s.Minima))
	low, high := math.Inf(1), math.Inf(-1)
	for j := range nodes {
		for i := range nodes {
			x, y := float64(i)/(nodes-1), float64(j)/(nodes-1)
			f := s.F(view.MinX+x*(view.MaxX-view.MinX), view.MinY+y*(view.MaxY-view.MinY))
			if heights = append(heights, f); !math.IsNaN(f) {
				low, high = min(low, f), max(high, f)
			}
		}
	}
	for _, m := range s.Minima {
		if view.Contains(m.Point) && m.F > low-(high-low)/10 {
			heights = append(heights, m.F)
		}
	}
	return heights
}
