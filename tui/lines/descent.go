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
		return fmt.Sprintf("At step %d, f = %s. The surface has no minimum here.", len(s.Path)-1, fiveDecimals(s.Last().F))
	}
	kind := "local"
	if minimum.Global {
		kind = "global"
	}
	last := len(s.Path) - 1
	return fmt.Sprintf("At step %d, f = %s. The nearest minimum is the %s one at (%s, %s) with f = %s; it is %.2g away.",
		last, fiveDecimals(s.Path[last].F), kind, fiveDecimals(minimum.X), fiveDecimals(minimum.Y), fiveDecimals(minimum.F), distance)
}

// fiveDecimals shows a number with five decimals, or in powers of ten where
// that would be a long line of digits.
func fiveDecimals(v float64) string {
	if math.Abs(v) >= 1e6 {
		return fmt.Sprintf("%.5e", v)
	}
	// Adding 0 turns -0 into 0.
	return fmt.Sprintf("%.5f", math.Round(v*1e5)/1e5+0)
}
