package lines

import (
	"bufio"
	"fmt"
	"io"
	"math"

	"nntui/model"
)

// Descent writes the path, beginning with step 0 at the starting point. Text
// ends with a sentence on the nearest minimum, unless the descent diverged.
func Descent(w io.Writer, f Format, s model.DescentSnapshot) error {
	out := bufio.NewWriter(w)
	row := table{
		keys: []string{"step", "x", "y", "f"},
		head: "   step             x             y             f\n",
		row:  pathRow(s.Path),
	}.rows(out, f)
	for i, p := range s.Path {
		row(i, p.X, p.Y, p.F)
	}
	if f == Text && s.State != model.Diverged {
		fmt.Fprintf(out, "\n%s\n", nearest(s))
	}
	return out.Flush()
}

// pathRow keeps the columns where one value is too large for decimals.
func pathRow(path []model.DescentPoint) string {
	for _, p := range path {
		if max(math.Abs(p.X), math.Abs(p.Y), math.Abs(p.F)) >= 1e5 {
			return "%7d %13.5e %13.5e %13.5e\n"
		}
	}
	return "%7d %13.6f %13.6f %13.6f\n"
}

func nearest(s model.DescentSnapshot) string {
	minimum, distance := s.Nearest()
	if len(s.Surface.Minima) == 0 {
		return fmt.Sprintf("At step %d, f = %.5f. The surface has no minimum here.", len(s.Path)-1, s.Last().F)
	}
	kind := "local"
	if minimum.Global {
		kind = "global"
	}
	last := len(s.Path) - 1
	return fmt.Sprintf("At step %d, f = %.5f. The nearest minimum is the %s one at (%.5f, %.5f) with f = %.5f; it is %.2g away.",
		last, s.Path[last].F, kind, minimum.X, minimum.Y, minimum.F, distance)
}
