package lines

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"nntui/model"
	"nntui/model/descent"
)

// Descent writes the path, beginning with step 0 at the starting point; with
// rivals, all paths one after another, and the method in front of each row.
// Text ends with a sentence on the minimum nearest to each end; of a single
// descent that diverged it has none.
func Descent(w io.Writer, f Format, s descent.Snapshot) error {
	out := bufio.NewWriter(w)
	runs := append([]descent.Run{s.Run}, s.Rivals...)
	t := pathTable(runs)
	row := f.rows(t, out)
	for _, r := range runs {
		for i, p := range r.Path {
			values := []any{r.Method, i, p.X, p.Y, p.F}
			row(values[len(values)-len(t.keys):]...)
		}
	}
	switch {
	case f.prose && len(runs) > 1:
		fmt.Fprintln(out)
		for _, r := range runs {
			fmt.Fprintf(out, "%s: %s\n", r.Method, ending(s, r))
		}
	case f.prose && s.State != model.Diverged: // which is an error of the command
		fmt.Fprintf(out, "\n%s\n", ending(s, s.Run))
	}
	return out.Flush()
}

// pathTable keeps the columns where one value is too large for decimals.
func pathTable(runs []descent.Run) table {
	t := table{
		keys: []string{"step", "x", "y", "f"},
		head: "   step             x             y             f\n",
		row:  "%7d %13.6f %13.6f %13.6f\n",
	}
	if slices.ContainsFunc(runs, large) {
		t.row = "%7d %13.5e %13.5e %13.5e\n"
	}
	if len(runs) > 1 {
		t.keys = append([]string{"method"}, t.keys...)
		t.head, t.row = "method      "+t.head, "%-12s"+t.row
	}
	return t
}

func large(r descent.Run) bool {
	return slices.ContainsFunc(r.Path, func(p descent.Point) bool {
		return max(math.Abs(p.X), math.Abs(p.Y), math.Abs(p.F)) >= 1e5
	})
}

// ending says where a path of s ends.
func ending(s descent.Snapshot, r descent.Run) string {
	if r.State == model.Diverged {
		return s.Sentence(r).String()
	}
	said := ""
	if r.Fate.End != descent.Unknown {
		said = " " + s.Sentence(r).String()
	}
	last, end := len(r.Path)-1, r.Last()
	nearest, distance := s.Surface.Minima.Nearest(end.Point())
	if len(s.Surface.Minima) == 0 {
		return fmt.Sprintf("At step %d, f = %s. The surface has no minimum here.%s", last, fiveDecimals(end.F), said)
	}
	minimum := s.Surface.Minima[nearest]
	at, kind := minimum.Closest(end.Point()), strings.NewReplacer("minimum", "one", "minima", "ones").Replace(s.Surface.Minima.Name(nearest))+" at"
	if minimum.Line != nil {
		kind = s.Surface.Minima.Name(nearest) + " through"
	}
	found := "" // of what is out there nothing is known
	if !s.Surface.Domain.Contains(end.Point()) {
		found = " found in this map"
	}
	return fmt.Sprintf("At step %d, f = %s. The nearest minimum%s is %s (%s, %s) with f = %s; it is %.2g away.%s",
		last, fiveDecimals(end.F), found, kind, fiveDecimals(at.X), fiveDecimals(at.Y), fiveDecimals(minimum.F), distance, said)
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
