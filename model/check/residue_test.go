package check

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nntui/nn"
)

func TestResidue(t *testing.T) {
	const keeps, bends = "The last digits differ: numbers keep only 16 digits (rounding).", "The last digits differ: the curve bends within h (truncation)."
	const both, straight = "The last digits differ: the curve bends within h (truncation), and numbers keep only 16 digits (rounding).", " Nothing bends, so there is no truncation."
	nan := math.NaN()
	for _, c := range []struct {
		left        residue
		cause, says string
	}{
		{residue{1, 0.1, 1, false}, "rounding", keeps},
		{residue{1, above(0.1), 1, false}, "truncation and rounding", both},
		{residue{1, 1, above(0.1), false}, "truncation and rounding", both},
		{residue{1, 1, 0.1, false}, "truncation", bends},
		{residue{1, 0, 1, true}, "rounding", keeps + straight},
		{residue{1, 0, 1, false}, "rounding", keeps},
		{residue{1, nan, nan, false}, "truncation and rounding", both},
		{residue{0, 0, 1, true}, "rounding", "Both sides agree to the last digit."},
		{residue{math.SmallestNonzeroFloat64, 0, 1, true}, "rounding", keeps + straight},
	} {
		if cause, says := c.left.cause(), c.left.String(); cause != c.cause || says != c.says {
			t.Errorf("%+v: %q, %q", c.left, cause, says)
		}
	}
}

// What a passed check says follows from what is checked: a component that is
// straight between its kinks has no truncation error, whatever the formula, and
// no other is called straight.
func TestVerdict_residue(t *testing.T) {
	straight := []string{"relu", "leaky-relu", "linear", "linear-y", "relu-layer"}
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(components()).Draw(t, "component")
		formula := rapid.SampledFrom(nn.Formulas).Draw(t, "formula").Name
		h := math.Pow(10, -rapid.Float64Range(2, 8).Draw(t, "h"))
		s := compared(t, m, checkOf(m.Name, formula, h, rapid.Uint64Max(1e6).Draw(t, "seed")))
		if s.Sweep.Straight() != slices.Contains(straight, m.Name) {
			t.Fatalf("%s: straight is %t", m.Name, s.Sweep.Straight())
		}
		if !s.Passed() || s.Kinks > 0 {
			return
		}
		said := s.Verdict.String()
		none := s.Entries[s.Worst].Absolute == 0
		if strings.Contains(said, "no truncation") != (s.Sweep.Straight() && !none) || strings.Contains(said, "agree to the last digit") != none {
			t.Errorf("%s, error %v: %s", m.Name, s.Entries[s.Worst].Absolute, said)
		}
		if s.Sweep.Straight() && (strings.Contains(said, "bends within") || strings.Contains(said, "from truncation")) {
			t.Errorf("%s bends: %s", m.Name, said)
		}
	})
}

// Where truncation alone is to blame the error grows with h as theory has it;
// where rounding alone is, a right gradient in exact numbers would be nearer.
func TestCheck_residue(t *testing.T) {
	counts := map[string]int{}
	for _, name := range []string{"sigmoid", "tanh", "bce", "one-layer", "sigmoid-layer"} {
		for _, formula := range nn.Formulas {
			for h := 1e-2; h > 1e-9; h /= 10 {
				c := opened(t, named(t, name), checkOf(name, formula.Name, h, 7))
				c.Advance(len(c.comparing), 0)
				s := c.Snapshot()
				e := s.Entries[s.Worst]
				if !s.Passed() {
					continue
				}
				left, grown := c.residue(), c.chain.compare(c.chain.tensors[e.Tensor], e.Index, formula, 2*h)
				ratio := math.Log2(grown.Relative / e.Relative)
				counts[left.cause()]++
				switch left.cause() {
				case "truncation":
					if math.Abs(ratio-float64(formula.Order)) > 0.4 {
						t.Errorf("%s, %s, h = %v: truncation, and the error grows as h^%.2f", name, formula.Name, h, ratio)
					}
				case "rounding":
					if e.Relative > 4*left.rounding || math.Abs(ratio-float64(formula.Order)) < 0.01 {
						t.Errorf("%s, %s, h = %v: rounding %v, and the error is %v and grows as h^%.2f", name, formula.Name, h, left.rounding, e.Relative, ratio)
					}
				}
			}
		}
	}
	if counts["truncation"] < 40 || counts["rounding"] < 40 || counts["truncation and rounding"] < 5 {
		t.Errorf("too few of a kind: %v", counts)
	}
}

// polynomial is a check whose loss is a sum of powers of the outputs.
func polynomial(t *testing.T, power float64) *Check {
	t.Helper()
	m := named(t, "linear-y")
	draw := m.draw
	m.draw = func(c *chain, net *nn.Network, seed uint64) error {
		c.loss.Value = func(yhat, _ nn.Matrix) (sum float64) {
			for _, v := range yhat.Data {
				sum += math.Pow(v, power)
			}
			return sum
		}
		c.loss.Gradient = func(dyhat, yhat, _ nn.Matrix) {
			for i, v := range yhat.Data {
				dyhat.Data[i] = power * math.Pow(v, power-1)
			}
		}
		return draw(c, net, seed)
	}
	return opened(t, m, configOf("linear-y", NoFault))
}

// Of a parabola a central difference has no truncation error, but the curve
// is not straight; of a line there is none, of a cubic there are all.
func TestSweep_Straight(t *testing.T) {
	for power, want := range map[float64][]bool{1: {false, false, false, false, false}, 2: {false, false, true, true, false}, 3: {true, true, true, true, false}, 5: {true, true, true, true, true}} {
		c := polynomial(t, power)
		c.Advance(len(c.comparing), 0)
		s := c.Snapshot()
		for f, formula := range nn.Formulas {
			if got := !math.IsNaN(s.Sweep.Truncation[f]); got != want[f] {
				t.Errorf("power %v, %s: truncation %v", power, formula.Name, s.Sweep.Truncation[f])
			}
		}
		if s.Sweep.Straight() != (power == 1) {
			t.Errorf("power %v is straight: %t", power, s.Sweep.Straight())
		}
	}
	if newSweep().Straight() {
		t.Error("straight before it is known")
	}
}

// Theory looks nearer where a step leaves (0, 1).
func TestCheck_theoryNear(t *testing.T) {
	m := named(t, "bce")
	at := 0.002
	m.draw = func(c *chain, _ *nn.Network, _ uint64) error {
		fill(c.x.Data, func() float64 { return at })
		fill(c.y.Data, func() float64 { return 1 })
		return nil
	}
	c := opened(t, m, configOf("bce", NoFault))
	truncation, rounding := c.theory([][]int{{0, 1, 2}})
	want := 2 / (at * at) / 24 // f''' / f' / 24 of the logarithm
	if math.Abs(truncation[0]/want-1) > 0.01 || !(rounding > 0) {
		t.Errorf("truncation %v, want %v; rounding %v", truncation[0], want, rounding)
	}
	at = 1e-7 // steps as small as are looked at leave it
	if _, rounding := opened(t, m, configOf("bce", NoFault)).theory([][]int{{0}}); !math.IsNaN(rounding) {
		t.Errorf("rounding %v where nothing can be known", rounding)
	}
}

// A difference that is not a number is explained: by a prediction that leaves
// (0, 1), and otherwise by numbers that are too large.
func TestCheck_undefined(t *testing.T) {
	m := named(t, "bce")
	m.draw = func(c *chain, _ *nn.Network, _ uint64) error {
		copy(c.x.Data, []float64{0.5, 0.5, 0.5, 0.5, 0.25})
		copy(c.y.Data, []float64{1, 0, 1, 0, 1})
		return nil
	}
	for h, says := range map[float64]string{
		0.49:                   "",
		0.5:                    "", // to 0 itself: the logarithm is clamped there
		math.Nextafter(0.5, 1): "With h = 0.5 yhat[4] leaves (0, 1): the loss at -5.551e-17 is not a number.",
		0.75:                   "With h = 0.75 yhat[4] leaves (0, 1): the loss at -0.125 is not a number.",
	} {
		s := ended(t, m, checkOf("bce", "central", h, 1))
		if s.Verdict.Cause != CauseUnfitH || strings.Contains(s.Verdict.Why, "leaves") != (says != "") || !strings.Contains(s.Verdict.Why, says) {
			t.Errorf("h = %v: %v", h, s.Verdict)
		}
		for i, e := range s.Entries {
			want := ""
			if i == 4 && says != "" {
				want = strings.TrimSuffix(says[strings.Index(says, "yhat"):], ".")
			}
			if e.Undefined != want {
				t.Errorf("h = %v: %s is undefined: %q, want %q", h, e.Name, e.Undefined, want)
			}
		}
		if says != "" && (s.Failed != 5 || s.Undefined != 1 || s.Difference() != "4 of 5 entries differ, 1 cannot be compared") {
			t.Errorf("h = %v: %d failed, %d undefined: %s", h, s.Failed, s.Undefined, s.Difference())
		}
		if says != "" && (s.Verdict.Worst != "" || s.Entries[s.Verdict.Entry].Name != "yhat[4]") {
			t.Errorf("h = %v: at %d, %q", h, s.Verdict.Entry, s.Verdict.Worst)
		}
	}
	for formula, says := range map[string]string{"forward": "leaves (0, 1): the loss at 1.5", "backward": "leaves (0, 1): the loss at -0.5"} {
		say(t, formula, ended(t, m, checkOf("bce", formula, 1, 1)).Verdict, CauseUnfitH, says, "h = 1 is too large")
	}
	s := ended(t, named(t, "linear"), checkOf("linear", "central", 1e308, 1))
	say(t, "overflow", s.Verdict, CauseUnfitH, "h = 1e+308 is too large.", "Inf: numbers so large overflow. Take a smaller h.")
	for _, e := range s.Entries { // of infinity as of NaN
		if finite := !math.IsInf(e.Numerical, 0) && !math.IsNaN(e.Numerical); finite != (e.Undefined == "") {
			t.Errorf("overflow: the difference at %s is %v, undefined: %q", e.Name, e.Numerical, e.Undefined)
		}
	}
	c := configOf("bce", "sign")
	c.H = 0.75
	s = ended(t, m, c)
	say(t, "wrong as well", s.Verdict, CauseSign, "The difference is not a number at h = 0.75. At yhat[4] with h = 1e-05: analytic")
}

// The worst entry may show no truncation though others do, or be too near a
// kink to tell although nothing bends.
func TestCheck_residueOfOne(t *testing.T) {
	at := func(name string, x ...float64) residue {
		m := named(t, name)
		m.draw = func(c *chain, _ *nn.Network, _ uint64) error {
			copy(c.x.Data, x)
			return nil
		}
		c := opened(t, m, configOf(name, NoFault))
		c.Advance(len(c.comparing), 0)
		if c.snapshot.Worst != 0 {
			t.Fatalf("%s: the worst entry is %d", name, c.snapshot.Worst)
		}
		return c.residue()
	}
	if r := at("tanh", 10, 0.3, 0.3, 0.3, 0.3); r.truncation != 0 || r.straight || r.cause() != "rounding" {
		t.Errorf("where tanh is flat: %v %v %v", r.truncation, r.rounding, r.straight)
	}
	if r := at("relu", 6e-6, -1, -1, -1, -1); !math.IsNaN(r.rounding) || r.truncation != 0 || !r.straight || r.cause() != "rounding" {
		t.Errorf("beside a kink: %v %v %v %v", r.truncation, r.rounding, r.straight, r.absolute)
	}
}
