package check

import (
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
	known   map[probe]Entry
	skipped bool // is an entry left out for its kink?
}

// A probe is a comparison: of which entry, by which row's loss, with which h.
type probe struct {
	at  *float64 // where the tensor has the point
	row int
	h   float64
}

// steps are the h of a diagnosis: an entry is wrong where it is with both.
var steps = []float64{1e-5, 1e-6}

func newDiagnosis(c *Check) *diagnosis {
	central, _ := nn.FormulaNamed("central")
	d := &diagnosis{chain: c.chain, entries: c.next, formula: central, known: map[probe]Entry{}}
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

// compare compares entry i of t with a difference of its own.
func (d *diagnosis) compare(t tensor, i int, h float64) Entry {
	p := probe{&t.at[i], t.row, h}
	if _, ok := d.known[p]; !ok {
		d.known[p] = d.chain.compare(t, i, d.formula, h)
	}
	return d.known[p]
}

// numerical is the numerical side of the entries of t.
func (d *diagnosis) numerical(t tensor) func(i int) float64 {
	return func(i int) float64 { return d.compare(t, i, steps[0]).Numerical }
}

// sampled is how many entries of a tensor are looked at, at most.
const sampled = 96

// sample returns the entries of t to look at: all of a few, of many some
// evenly spread and those that differ most. Those with a kink are left out.
func (d *diagnosis) sample(t tensor) (places []int) {
	n, even := len(t.at), len(t.at)
	if n > sampled {
		even = sampled / 2
		entries := slices.DeleteFunc(slices.Clone(d.entries), func(e Entry) bool { return d.chain.tensors[e.Tensor].name != t.name })
		slices.SortStableFunc(entries, func(a, b Entry) int { return by(absolute)(b, a) })
		for _, e := range entries[:min(sampled/2, len(entries))] {
			places = append(places, e.Index)
		}
	}
	for i := range even {
		places = append(places, i*n/even)
	}
	slices.Sort(places)
	places = slices.Compact(places)
	n = len(places)
	places = slices.DeleteFunc(places, func(i int) bool { return d.compare(t, i, steps[0]).Kink })
	d.skipped = d.skipped || len(places) < n
	return places
}

// wrong reports whether an entry of t differs from the numbers whatever h.
func (d *diagnosis) wrong(t tensor) bool {
	return slices.ContainsFunc(d.sample(t), func(i int) bool {
		return !slices.ContainsFunc(steps, func(h float64) bool {
			return d.compare(t, i, h).Relative <= Tolerance
		})
	})
}

// widest returns the entry of t that differs most from the numbers.
func (d *diagnosis) widest(t tensor) Entry {
	var entries []Entry
	for _, i := range d.sample(t) {
		entries = append(entries, d.compare(t, i, steps[0]))
	}
	return slices.MaxFunc(entries, by(absolute))
}

// fitting is how well a pattern must fit: a relative error.
const fitting = 1e-3

// fits reports whether the analytic gradient is what a pattern says at every
// place, and much more so than it is the numerical gradient itself. What comes
// from an entry with a kink is left out.
func (d *diagnosis) fits(t tensor, places []int, p pattern) bool {
	n := d.numerical(t)
	if p.from != nil {
		places = slices.DeleteFunc(slices.Clone(places), func(i int) bool { return d.compare(t, p.from(i), steps[0]).Kink })
		p.says = func(i int) float64 { return n(p.from(i)) }
	}
	var difference float64
	for _, i := range places {
		difference = max(difference, d.compare(t, i, steps[0]).Relative)
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
func (d *diagnosis) explain(t tensor) finding {
	if i := slices.IndexFunc(t.analytic, func(a float64) bool { return math.IsNaN(a) || math.IsInf(a, 0) }); i >= 0 {
		return finding{t.name, CauseNotFinite, fmt.Sprintf("The analytic side of %s is %v.", t.entryName(i), t.analytic[i])}
	}
	places := d.sample(t)
	for _, p := range d.patterns(t, places) {
		if d.fits(t, places, p) {
			return finding{t.name, p.cause, p.why}
		}
	}
	return finding{t.name, CauseUnknown, "Analytic and numerical side differ without a pattern."}
}

// findings looks at the layers from the loss backwards. Where the gradient of
// a layer's output is right, what the layer makes of it must be right too;
// where not, the fault is there, and all that comes after only follows from it.
func (d *diagnosis) findings(failed []int) (found []finding) {
	last := len(d.stages) - 1
	right := !d.wrong(d.stages[last])
	if !right {
		found = append(found, d.explain(d.stages[last]))
	}
	for k := last - 1; k >= 0; k-- {
		above := right
		right = !d.wrong(d.stages[k])
		if !above {
			continue
		}
		if !right {
			found = append(found, d.explainBack(k))
		}
		for _, i := range failed {
			if t := d.chain.tensors[i]; !t.inner && t.layer == k && d.wrong(t) {
				found = append(found, d.explain(t))
			}
		}
	}
	if len(found) == 0 {
		found = append(found, d.explain(d.chain.tensors[failed[0]]))
	}
	return found
}

// explainBack explains a layer that gets a right gradient of its output and
// returns a wrong one of its input: first by what only such a step can do.
func (d *diagnosis) explainBack(k int) finding {
	in, out := d.stages[k], d.stages[k+1]
	found := finding{d.layerName(k), CauseActivation, "The analytic gradient of its input is that of its output, as if f' were 1."}
	n := d.numerical(out)
	says := n
	if l := d.chain.taps[k].weighted; l != nil {
		w, _ := l.Weights()
		found = finding{"W in d" + in.name, CauseTranspose, "The analytic side is dy·W where the numbers are dy·Wᵀ."}
		says = func(i int) float64 {
			dy := make([]float64, w.Cols)
			for j := range dy {
				dy[j] = n(i/w.Rows*w.Cols + j)
			}
			return misread(w, dy, i%w.Rows)
		}
	}
	if d.fits(in, d.sample(in), pattern{says: says}) {
		return found
	}
	return d.explain(in)
}
