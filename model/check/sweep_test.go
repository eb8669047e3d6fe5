package check

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"nntui/nn"
)

// The V: truncation rises with the order of the formula, rounding falls with
// h, and the best h lies between.
func TestSweep(t *testing.T) {
	s := checked(t, configOf("sigmoid", NoFault)).Sweep
	for f, formula := range nn.Formulas {
		slope := 3. / 2 * math.Log10(s.Errors[f][1]/s.Errors[f][3])
		if math.Abs(slope-float64(formula.Order)) > 0.1 {
			t.Errorf("%s: the error falls as h^%.2f at large h, want h^%d", formula.Name, slope, formula.Order)
		}
		truncation, _ := s.Theory(f, 1e-2)
		if ratio := truncation / s.Errors[f][PerDecade]; math.Abs(ratio-1) > 0.1 {
			t.Errorf("%s: theory is %.2f times the error at 1e-2", formula.Name, ratio)
		}
		if best := s.H[s.Best(f)]; best > 1e-2 || best < 1e-10 {
			t.Errorf("%s: best h %v", formula.Name, best)
		}
		for i := 8 * PerDecade; i < len(s.H); i++ {
			if _, rounding := s.Theory(f, s.H[i]); s.Errors[f][i] > 10*rounding {
				t.Errorf("%s: error %.1e at %.0e, rounding explains %.1e", formula.Name, s.Errors[f][i], s.H[i], rounding)
			}
		}
	}
}

// With a fault no h helps, and theory is that of a right gradient all the same.
func TestSweep_fault(t *testing.T) {
	right, wrong := checked(t, configOf("sigmoid", NoFault)).Sweep, checked(t, configOf("sigmoid", "factor")).Sweep
	for f, errors := range wrong.Errors {
		if e := errors[4*PerDecade]; math.Abs(e-0.5) > 1e-4 || wrong.Best(f) < 0 {
			t.Errorf("error %v at 1e-5 with a factor of 2", e)
		}
	}
	if !slices.Equal(right.Truncation, wrong.Truncation) || right.Rounding != wrong.Rounding {
		t.Error("another theory for a wrong gradient")
	}
}

func TestSweep_H(t *testing.T) {
	s := newSweep()
	if len(s.H) != 40 {
		t.Fatalf("%d steps", len(s.H))
	}
	for i, h := range s.H {
		if want := -1 - float64(i)/3; math.Abs(math.Log10(h)-want) > 1e-12 {
			t.Errorf("step %d is %v", i, h)
		}
	}
	if len(s.Errors) != len(nn.Formulas) || s.Best(0) != -1 || !math.IsNaN(s.Truncation[4]+s.Rounding) {
		t.Errorf("a sweep before its first step: %v", s)
	}
	s.Errors[1][3], s.Errors[1][5], s.Errors[1][7] = 2, 1, 1
	if got := s.Best(1); got != 5 {
		t.Errorf("best %d of 2 at 3, 1 at 5 and 1 at 7", got)
	}
	s.Errors[2][0], s.Errors[2][5] = 1, 2
	if got := s.Best(2); got != 0 {
		t.Errorf("best %d of 1 at 0 and 2 at 5", got)
	}
}

// Theory measures at a large h, the larger the higher the order: 10^(-11/6),
// 10^(-5/3) and 10^(-4/3).
func TestSweep_theory(t *testing.T) {
	c := opened(t, named(t, "tanh"), checkOf("tanh", "central", 1e-5, 1))
	c.Advance(len(c.comparing), 0)
	var d, third float64 // of the whole gradient, in the norm of its entries
	for _, x := range c.chain.tensors[0].at {
		tanh := math.Tanh(x)
		d, third = math.Hypot(d, 1-tanh*tanh), math.Hypot(third, (1-tanh*tanh)*(6*tanh*tanh-2))
	}
	got := c.Snapshot().Sweep.Truncation
	for f, want := range map[int]float64{0: third / d / 24, 1: third / d / 6} {
		if math.Abs(got[f]/want-1) > 1e-3 {
			t.Errorf("%s: truncation %v, want %v", nn.Formulas[f].Name, got[f], want)
		}
	}
	finest, _ := nn.FormulaNamed("four-point")
	right := func(t tensor, i int) Entry { return c.chain.compare(t, i, finest, 1e-3) }
	for f, formula := range nn.Formulas {
		h := map[int]float64{1: 0.014677992676220698, 2: 0.02154434690031884, 4: 0.046415888336127795}[formula.Order]
		want := c.chain.errorOf(formula, h, c.chain.samples(), right) / math.Pow(h, float64(formula.Order))
		if math.Abs(got[f]/want-1) > 1e-9 {
			t.Errorf("%s: truncation %v, want %v", formula.Name, got[f], want)
		}
	}
}

// A sweep goes from coarse to fine.
func TestSweep_order(t *testing.T) {
	c := opened(t, named(t, "bce"), checkOf("bce", "central", 1e-5, 3))
	c.Advance(len(c.comparing), 0)
	seen := map[int]bool{}
	var order []int
	for range len(c.sweeping) {
		c.Advance(1, 0)
		for i, e := range c.snapshot.Sweep.Errors[2] {
			if !math.IsNaN(e) && !seen[i] {
				seen[i] = true
				order = append(order, i)
			}
		}
	}
	if got, want := fmt.Sprint(order[:15]), "[0 8 16 24 32 4 12 20 28 36 2 6 10 14 18]"; got != want || len(order) != 40 {
		t.Errorf("%d steps, %s, want %s", len(order), got, want)
	}
}

// The error of tensors is the largest of theirs, of a norm each; theory knows
// the rounding error of the loss by the gradient.
func TestSweep_norms(t *testing.T) {
	c := opened(t, named(t, "linear"), configOf("linear", NoFault))
	places := c.chain.samples()
	if got, want := fmt.Sprint(places), "[[0 9 3 12 7 1 10 4] [0 21 8 29 16 3 24 11] [0 4 1 5 3 0 4]]"; got != want {
		t.Fatalf("entries %s, want %s", got, want)
	}
	for i := range c.chain.tensors[2].analytic {
		c.chain.tensors[2].analytic[i] = 3 + 0.3*float64(i%2) // 1, 5 and 3, three of the seven, are off by 0.3
	}
	central, _ := nn.FormulaNamed("central")
	want := math.Sqrt(3*0.3*0.3) / math.Sqrt(4*9+3*3.3*3.3)
	if got := c.chain.errorOf(central, 1e-3, places, nil); math.Abs(got-want) > 1e-9 {
		t.Errorf("error %v, want %v", got, want)
	}

	c.Advance(math.MaxInt, 0)
	s := c.Snapshot()
	want = 0
	size := math.Abs(s.Loss) // or that of an output which others cancel
	for _, v := range c.chain.stages[1].value.Data {
		size = max(size, math.Abs(v))
	}
	for k, indices := range places {
		var squares float64
		for _, i := range indices {
			n := s.Entries[s.Tensors[k].First+i].Numerical
			squares += n * n
		}
		want = max(want, nn.Epsilon*size*math.Sqrt(float64(len(indices)))/math.Sqrt(squares))
	}
	if math.Abs(s.Sweep.Rounding/want-1) > 1e-6 {
		t.Errorf("rounding %v, want %v", s.Sweep.Rounding, want)
	}
	for f, formula := range nn.Formulas { // L is linear in each entry: rounding only
		if !math.IsNaN(s.Sweep.Truncation[f]) {
			t.Errorf("%s: truncation %v", formula.Name, s.Sweep.Truncation[f])
		}
	}
}

// Entries with a kink are left out where there are others.
func TestSweep_kinks(t *testing.T) {
	component := named(t, "relu")
	component.draw = func(c *chain, _ *nn.Network, _ uint64) error {
		copy(c.x.Data, []float64{0.01, 1, 1, -1, -1})
		return nil
	}
	c := opened(t, component, configOf("relu", NoFault)).chain
	forward, _ := nn.FormulaNamed("backward")
	none, all := [][]int{{1, 2, 3, 4}}, [][]int{{0}}
	some := [][]int{{0, 1, 2, 3, 4}}
	errorAt := func(h float64, places [][]int) float64 { return c.errorOf(forward, h, places, nil) }
	if a, b := errorAt(0.1, some), errorAt(0.1, none); a > 1e-12 || b > 1e-12 {
		t.Errorf("errors %v with an entry that has a kink, and %v without", a, b)
	}
	if got := errorAt(0.1, all); math.Abs(got-0.9) > 1e-9 { // from 0.01 back to 0: a tenth of the way
		t.Errorf("error %v where all have a kink", got)
	}
	four, _ := nn.FormulaNamed("four-point")
	right := func(t tensor, i int) Entry { return c.compare(t, i, four, 0.1) }
	if got := c.errorOf(forward, 1e-3, some, right); got > 1e-12 {
		t.Errorf("error %v where the right gradient has a kink", got)
	}
}
