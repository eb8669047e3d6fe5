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
	chain   *chain
	entries []Entry  // of the comparison
	stages  []tensor // the input of each layer, then the output
	formula nn.Formula
	known   map[probe]probed
	skipped bool // is an entry left out for its kink?
}

// A probe is a finite difference: by which entry, of which row's loss, and with
// which of the steps.
type probe struct {
	at   *float64 // the entry: where its tensor has the point
	row  int
	step int
}

type probed struct {
	d    float64
	kink bool
}

// steps are the h of a diagnosis: an entry is wrong where it is with both.
var steps = [...]float64{1e-5, 1e-6}

func newDiagnosis(c *Check) *diagnosis {
	central, _ := nn.FormulaNamed("central")
	d := &diagnosis{chain: c.chain, entries: c.next, formula: central, known: map[probe]probed{}}
	d.stages = append(d.stages, c.chain.tensors[0])
	for k := range c.chain.taps {
		name := "the output"
		if k+1 < len(c.chain.taps) {
			name = "the input of " + d.layerName(k+1)
		}
		d.stages = append(d.stages, c.chain.input(k+1, name))
	}
	return d
}

func (d *diagnosis) layerName(k int) string {
	if len(d.chain.taps) == 1 {
		return "the " + d.chain.taps[k].name + " layer"
	}
	return fmt.Sprintf("layer %d (%s)", k+1, d.chain.taps[k].name)
}

func (d *diagnosis) difference(t tensor, i, row, step int) probed {
	p := probe{&t.at[i], row, step}
	r, ok := d.known[p]
	if !ok {
		r.d, r.kink = d.chain.derivative(t, i, d.formula, steps[step], row)
		d.known[p] = r
	}
	return r
}

// numerical is the derivative of the loss (or of one row's) by entry i of t.
func (d *diagnosis) numerical(t tensor, i, row int) float64 {
	return d.difference(t, i, row, 0).d
}

// sampled is how many entries of a tensor are looked at, at most.
const sampled = 96

// sample returns the entries of t to look at: all of a few, of many some
// evenly spread and those that differ most. Those with a kink are left out.
func (d *diagnosis) sample(t tensor) (places []int) {
	n := len(t.at)
	for i := 0; n <= sampled && i < n; i++ {
		places = append(places, i)
	}
	if n > sampled {
		entries := slices.DeleteFunc(slices.Clone(d.entries), func(e Entry) bool { return d.chain.tensors[e.Tensor].name != t.name })
		slices.SortStableFunc(entries, func(a, b Entry) int { return cmp.Compare(b.Absolute, a.Absolute) })
		for i := range sampled / 2 {
			places = append(places, i*n/(sampled/2))
			if i < len(entries) {
				places = append(places, entries[i].Index)
			}
		}
		slices.Sort(places)
		places = slices.Compact(places)
	}
	n = len(places)
	places = slices.DeleteFunc(places, func(i int) bool { return d.difference(t, i, everyRow, 0).kink })
	d.skipped = d.skipped || len(places) < n
	return places
}

// wrong reports whether an entry of t differs from the numbers whatever h.
func (d *diagnosis) wrong(t tensor) bool {
	return slices.ContainsFunc(d.sample(t), func(i int) bool {
		for step := range steps {
			if nn.RelativeError(t.analytic[i], d.difference(t, i, everyRow, step).d) <= Tolerance {
				return false
			}
		}
		return true
	})
}

// widest returns the entry of tensor k of the check that differs most from the
// numbers, and what they are.
func (d *diagnosis) widest(s *Snapshot, k int) (entry int, e Entry) {
	t := d.chain.tensors[k]
	for _, i := range d.sample(t) {
		a, n := t.analytic[i], d.numerical(t, i, everyRow)
		if gap := math.Abs(a - n); e.Name == "" || gap > e.Absolute {
			entry, e = s.Tensors[k].First+i, Entry{Name: t.entryName(i), Analytic: a, Numerical: n, Absolute: gap, Relative: nn.RelativeError(a, n)}
		}
	}
	return entry, e
}

// fitting is how well a pattern must fit: a relative error.
const fitting = 1e-3

// fits reports whether the analytic gradient is what a pattern says at every
// place, and much more so than it is the numerical gradient itself. What comes
// from an entry with a kink is left out.
func (d *diagnosis) fits(t tensor, places []int, p pattern) bool {
	if p.from != nil {
		places = slices.DeleteFunc(slices.Clone(places), func(i int) bool { return d.difference(t, p.from(i), everyRow, 0).kink })
		p.says = func(i int) float64 { return d.numerical(t, p.from(i), everyRow) }
	}
	var difference float64
	for _, i := range places {
		difference = max(difference, nn.RelativeError(t.analytic[i], d.numerical(t, i, everyRow)))
	}
	bound := min(fitting, max(difference/10, Tolerance/10))
	return len(places) > 0 && !slices.ContainsFunc(places, func(i int) bool {
		return !(nn.RelativeError(t.analytic[i], p.says(i)) <= bound)
	})
}

// A finding is what is wrong with one tensor, or with one step back through a
// layer.
type finding struct {
	what  string // "W1", "layer 4 (sigmoid)"
	cause Cause
	why   string
}

// explain finds the pattern of a wrong tensor.
func (d *diagnosis) explain(t tensor, what string) finding {
	for i, a := range t.analytic {
		if math.IsNaN(a) || math.IsInf(a, 0) {
			return finding{what, CauseNotFinite, fmt.Sprintf("The analytic side of %s is %v.", t.entryName(i), a)}
		}
	}
	places := d.sample(t)
	for _, p := range d.patterns(t, places) {
		if d.fits(t, places, p) {
			return finding{what, p.cause, p.why}
		}
	}
	return finding{what, CauseUnknown, "Analytic and numerical side differ without a pattern."}
}

// findings looks at the layers from the loss backwards. Where the gradient of
// a layer's output is right, what the layer makes of it must be right too;
// where not, the fault is there, and all that comes after only follows from it.
func (d *diagnosis) findings(failed []int) (found []finding) {
	last := len(d.stages) - 1
	right := !d.wrong(d.stages[last])
	if !right {
		found = append(found, d.explain(d.stages[last], d.stages[last].name))
	}
	for k := last - 1; k >= 0; k-- {
		above := right
		if right = !d.wrong(d.stages[k]); above && !right {
			found = append(found, d.explainBack(k))
		}
		if above {
			found = append(found, d.explainParams(k, failed)...)
		}
	}
	if len(found) == 0 {
		t := d.chain.tensors[failed[0]]
		found = append(found, d.explain(t, t.name))
	}
	return found
}

func (d *diagnosis) explainParams(k int, failed []int) (found []finding) {
	for _, i := range failed {
		if t := d.chain.tensors[i]; !t.inner && t.layer == k && d.wrong(t) {
			found = append(found, d.explain(t, t.name))
		}
	}
	return found
}

// explainBack explains a layer that gets a right gradient of its output and
// returns a wrong one of its input: first by what only such a step can do.
func (d *diagnosis) explainBack(k int) finding {
	in, out := d.stages[k], d.stages[k+1]
	found := finding{d.layerName(k), CauseActivation, "The analytic gradient of its input is that of its output, as if f' were 1."}
	says := func(i int) float64 { return d.numerical(out, i, everyRow) }
	if l := d.chain.taps[k].weighted(); l != nil {
		w, _ := l.Weights()
		found = finding{"W in d" + in.name, CauseTranspose, "The analytic side is dy·W where the numbers are dy·Wᵀ."}
		says = func(i int) float64 {
			dy := make([]float64, w.Cols)
			for j := range dy {
				dy[j] = d.numerical(out, i/w.Rows*w.Cols+j, everyRow)
			}
			return misread(w, dy, i%w.Rows)
		}
	}
	if d.fits(in, d.sample(in), pattern{says: says}) {
		return found
	}
	return d.explain(in, in.name)
}
