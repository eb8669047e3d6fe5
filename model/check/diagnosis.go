package check

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"nntui/nn"
)

// A diagnosis looks for the pattern in a wrong gradient. It knows the numbers
// only: what the layers return, and finite differences of what they compute
// forward. The h of the check may be the worst there is, so it has its own.
type diagnosis struct {
	check   *Check
	c       *chain
	formula nn.Formula
	known   map[probe]probed
	skipped bool // is an entry left out for its kink?
}

// probe is a finite difference: by which entry of which tensor, of which row's
// loss, and with which of the steps.
type probe struct {
	live  *float64
	layer int
	index int
	row   int
	step  int
}

type probed struct {
	d    float64
	kink bool
}

// steps are the h of a diagnosis: an entry is wrong where it is with both.
var steps = [...]float64{1e-5, 1e-6}

func newDiagnosis(c *Check) *diagnosis {
	central, _ := nn.FormulaNamed("central")
	return &diagnosis{check: c, c: c.chain, formula: central, known: map[probe]probed{}}
}

func (d *diagnosis) difference(t tensor, i, row, step int) probed {
	p := probe{layer: t.layer, index: i, row: row, step: step}
	if !t.inner {
		p.live = &t.live[0]
	}
	if known, ok := d.known[p]; ok {
		return known
	}
	var r probed
	r.d, r.kink = d.c.derivative(t, i, d.formula, steps[step], row)
	d.known[p] = r
	return r
}

// numerical is the derivative of the loss (or of one row's) by entry i of t.
func (d *diagnosis) numerical(t tensor, i, row int) float64 {
	return d.difference(t, i, row, 0).d
}

// most is how many entries of a tensor are looked at.
const most = 96

// sample returns the entries of t to look at: all of a few, of many some
// evenly spread and those that differ most. Those with a kink are left out.
func (d *diagnosis) sample(t tensor) []int {
	places := make([]int, len(t.at))
	for i := range places {
		places[i] = i
	}
	if n := len(places); n > most {
		entries := d.entriesOf(t)
		slices.SortStableFunc(entries, func(a, b Entry) int { return cmp.Compare(b.Absolute, a.Absolute) })
		places = places[:0]
		for i := range most / 2 {
			places = append(places, i*n/(most/2))
			if i < len(entries) {
				places = append(places, entries[i].Index)
			}
		}
		slices.Sort(places)
		places = slices.Compact(places)
	}
	n := len(places)
	places = slices.DeleteFunc(places, func(i int) bool { return d.difference(t, i, all, 0).kink })
	d.skipped = d.skipped || len(places) < n
	return places
}

// entriesOf returns a copy of the entries of a tensor of the check.
func (d *diagnosis) entriesOf(t tensor) []Entry {
	return slices.DeleteFunc(slices.Clone(d.check.next), func(e Entry) bool {
		return &d.check.tensors[e.Tensor].at[0] != &t.at[0]
	})
}

// wrong reports whether an entry of t differs from the numbers whatever h.
func (d *diagnosis) wrong(t tensor) bool {
	return slices.ContainsFunc(d.sample(t), func(i int) bool {
		for step := range steps {
			if nn.RelativeError(t.analytic[i], d.difference(t, i, all, step).d) <= Tolerance {
				return false
			}
		}
		return true
	})
}

// widest returns the entry of a tensor of the check that differs most from the
// numbers, and what they are.
func (d *diagnosis) widest(s *Snapshot, k int) (entry int, e Entry) {
	t := d.check.tensors[k]
	for _, i := range d.sample(t) {
		a, n := t.analytic[i], d.numerical(t, i, all)
		if gap := math.Abs(a - n); e.Name == "" || gap > e.Absolute {
			entry, e = s.Tensors[k].First+i, Entry{Name: t.entryName(i), Analytic: a, Numerical: n, Absolute: gap, Relative: nn.RelativeError(a, n)}
		}
	}
	return entry, e
}

// match is how well a pattern must fit: a relative error.
const match = 1e-3

// agrees reports whether the analytic gradient is what a pattern says at every
// place, and much more so than it is the numerical gradient itself.
func (d *diagnosis) agrees(t tensor, places []int, pattern func(i int) float64) bool {
	if len(places) == 0 {
		return false
	}
	var error float64
	for _, i := range places {
		error = max(error, nn.RelativeError(t.analytic[i], d.numerical(t, i, all)))
	}
	bound := min(match, max(error/10, Tolerance/10))
	return !slices.ContainsFunc(places, func(i int) bool {
		return !(nn.RelativeError(t.analytic[i], pattern(i)) <= bound)
	})
}

// explain finds the pattern of a wrong tensor.
func (d *diagnosis) explain(t tensor, what string) finding {
	places := d.sample(t)
	for _, pattern := range []func(tensor, []int) (Cause, string){
		d.notFinite, d.sign, d.batch, d.factor, d.transposed, d.shifted, d.missing,
	} {
		if cause, why := pattern(t, places); cause != CauseNone {
			return finding{what, cause, why}
		}
	}
	return finding{what, CauseUnknown, "Analytic and numerical side differ without a pattern."}
}

func (d *diagnosis) notFinite(t tensor, _ []int) (Cause, string) {
	for i, a := range t.analytic {
		if math.IsNaN(a) || math.IsInf(a, 0) {
			return CauseNotFinite, fmt.Sprintf("The analytic side of %s is %v.", t.entryName(i), a)
		}
	}
	return CauseNone, ""
}

func (d *diagnosis) sign(t tensor, places []int) (Cause, string) {
	if d.agrees(t, places, func(i int) float64 { return -d.numerical(t, i, all) }) {
		return CauseSign, "Analytic = -1 × numerical in every entry."
	}
	return CauseNone, ""
}

// batch finds one row that stands for the sum, and the mean for the sum.
func (d *diagnosis) batch(t tensor, places []int) (Cause, string) {
	rows := len(d.c.rows)
	if rows < 2 || &t.live[0] == &t.input.Data[0] { // of an input every row has its own part
		return CauseNone, ""
	}
	for row := rows - 1; row >= 0; row-- {
		if d.agrees(t, places, func(i int) float64 { return d.numerical(t, i, row) }) {
			return CauseBatch, fmt.Sprintf("The analytic side is the gradient of row %d of %d alone.", row+1, rows)
		}
	}
	if d.agrees(t, places, func(i int) float64 { return d.numerical(t, i, all) / float64(rows) }) {
		return CauseBatch, fmt.Sprintf("Analytic = numerical / %d: the mean over the %[1]d rows, where the loss has the sum.", rows)
	}
	for row := range rows {
		if d.agrees(t, places, func(i int) float64 { return d.numerical(t, i, all) - d.numerical(t, i, row) }) {
			return CauseMissing, fmt.Sprintf("The analytic side lacks row %d of %d.", row+1, rows)
		}
	}
	return CauseNone, ""
}

// factor finds a constant ratio, by least squares.
func (d *diagnosis) factor(t tensor, places []int) (Cause, string) {
	var an, nn float64
	for _, i := range places {
		n := d.numerical(t, i, all)
		an, nn = an+t.analytic[i]*n, nn+n*n
	}
	c := an / nn
	switch rows := len(d.c.rows); {
	case !d.agrees(t, places, func(i int) float64 { return c * d.numerical(t, i, all) }):
		return CauseNone, ""
	case math.Abs(c) < match:
		return CauseMissing, "The analytic side is 0 in every entry: it is never computed, or cleared."
	case rows > 1 && math.Abs(c/float64(rows)-1) < match:
		return CauseFactor, fmt.Sprintf("Analytic = %.6g × numerical in every entry; %d is also the number of rows.", c, rows)
	default:
		return CauseFactor, fmt.Sprintf("Analytic = %.6g × numerical in every entry.", c)
	}
}

// transposed finds a gradient whose rows and columns are exchanged in memory.
func (d *diagnosis) transposed(t tensor, places []int) (Cause, string) {
	if t.rows > 1 && t.cols > 1 && d.moved(t, places, func(i int) int { return i%t.rows*t.cols + i/t.rows }) {
		return CauseTranspose, "The analytic side is the numerical one with rows and columns exchanged."
	}
	return CauseNone, ""
}

// shifted finds entries that all stand a few places further on.
func (d *diagnosis) shifted(t tensor, places []int) (Cause, string) {
	n := len(t.at)
	for _, by := range []int{1, -1, 2, -2} {
		if n > 2 && d.moved(t, places, func(i int) int { return (i - by + n) % n }) {
			return CauseShift, fmt.Sprintf("Analytic[i] = numerical[i%+d] in every entry: they are rotated.", -by)
		}
	}
	return CauseNone, ""
}

// moved reports whether every entry of the analytic gradient is another one of
// the numerical gradient. Those that come from an entry with a kink are left
// out.
func (d *diagnosis) moved(t tensor, places []int, from func(i int) int) bool {
	places = slices.DeleteFunc(slices.Clone(places), func(i int) bool { return d.difference(t, from(i), all, 0).kink })
	return d.agrees(t, places, func(i int) float64 { return d.numerical(t, from(i), all) })
}

// missing finds a term that the numbers have and the formula lacks, or the
// other way round: a constant, or one in proportion to the variable itself.
func (d *diagnosis) missing(t tensor, places []int) (Cause, string) {
	gap := func(i int) float64 { return t.analytic[i] - d.numerical(t, i, all) }
	if len(places) < 2 {
		return CauseNone, ""
	}
	c := gap(places[0])
	if d.agrees(t, places, func(i int) float64 { return d.numerical(t, i, all) + c }) {
		return CauseMissing, fmt.Sprintf("Analytic - numerical = %.6g in every entry.", c)
	}
	var gx, xx float64
	for _, i := range places {
		gx, xx = gx+gap(i)*t.at[i], xx+t.at[i]*t.at[i]
	}
	if c := gx / xx; d.agrees(t, places, func(i int) float64 { return d.numerical(t, i, all) + c*t.at[i] }) {
		return CauseMissing, fmt.Sprintf("Analytic - numerical = %.6g × the variable itself, as a weight penalty would give.", c)
	}
	return CauseNone, ""
}
