package check

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"nntui/nn"
)

// say fails the test unless a verdict has the cause and says that.
func say(t *testing.T, what string, v Verdict, cause Cause, says ...string) {
	t.Helper()
	for _, s := range says {
		if !strings.Contains(v.String(), s) {
			t.Errorf("%s: %v\nwant %s", what, v, s)
		}
	}
	if v.Cause != cause {
		t.Errorf("%s: cause %q, want %q: %v", what, v.Cause, cause, v)
	}
}

// Which tensors are looked at closer: those that fail, and those of which a
// kink may hide it.
// A tensor is hidden where kinks leave a tenth at most.
func TestSnapshot_hidden(t *testing.T) {
	for _, c := range []struct {
		kinks, done int
		want        bool
	}{
		{0, 0, false}, {0, 10, false}, {1, 1, true}, {8, 10, false}, {9, 10, true}, {10, 10, true}, {8, 9, false}, {89, 100, false}, {90, 100, true}, {1, 2, false},
	} {
		s := Snapshot{Tensors: []Tensor{{Kinks: c.kinks, Done: c.done}}}
		if got := len(s.hidden()) > 0; got != c.want {
			t.Errorf("%d kinks of %d: hidden %t", c.kinks, c.done, got)
		}
	}
}

func TestSnapshot_notCompared(t *testing.T) {
	s := Snapshot{Config: Config{H: 0.25}, Taylor: Taylor{FirstSlope: 2}}
	hidden := []Tensor{{Name: "W1", Kinks: 9, Done: 10, Worst: 4}, {Name: "b1", Kinks: 5, Done: 5, Worst: 11}}
	v := s.notCompared(hidden)
	say(t, "hidden", v, CauseKinks, "Not checked: W1 and b1. 14 of 15 entries there have a kink within h = 0.25:", "of the formula. Take a smaller h.")
	if v.Entry != 4 {
		t.Errorf("entry %d", v.Entry)
	}
	s.Taylor.FirstSlope = 1.04
	say(t, "hidden and wrong", s.notCompared(hidden), CauseKinks, "Taylor's slope is 1.04, as for a wrong gradient.")
}

func TestSnapshot_allRight(t *testing.T) {
	s := Snapshot{Config: Config{Fault: "shift"}, Taylor: Taylor{FirstSlope: 2}}
	s.show(s.Config, entriesOf(0, 1e-9, 1e-7, 1e-8), []tensor{{}})
	both := residue{absolute: 1, truncation: 1, rounding: 1}
	v := s.allRight(both)
	say(t, "good", v, CauseNone, "right: all 3 entries agree. Largest relative error 1.0e-07, below 1e-07. "+both.String())
	if v.Entry != 1 || v.Worst != "" {
		t.Errorf("entry %d, %q", v.Entry, v.Worst)
	}
	s.show(s.Config, entriesOf(0, 1e-9, above(1e-7), -1), []tensor{{}})
	say(t, "passed", s.allRight(both), CauseNone, "right: all 2 other entries agree. Largest relative error 1.0e-07: the difference's own, from truncation and rounding. Taylor's slope is 2.00",
		"1 entry is a kink: a unit switches on or off between the points of the formula. It does not count.")
	s.show(s.Config, entriesOf(0, -1, 1e-9, -1), []tensor{{}})
	s.Harmless = true
	say(t, "harmless", s.allRight(both), CauseNone, "all 1 other entries agree. The fault shift changes no number here, so there is nothing to find.", "2 entries are kinks", "They do not count.")
}

// The entry that tells most: in the tensor with the most failures, of about
// the largest relative errors, the one with the largest absolute error.
func TestSnapshot_telling(t *testing.T) {
	entry := func(name string, tensor int, relative, absolute float64) Entry {
		return Entry{Name: name, Tensor: tensor, Relative: relative, Absolute: absolute}
	}
	var s Snapshot
	s.show(Config{}, []Entry{
		entry("x", 0, 5, 9),    // the only one to fail
		entry("W0", 1, 1.8, 9), // 0.9 of the largest, and so too small
		entry("W1", 1, 2, 1),
		entry("W2", 1, 1.81, 3),
		entry("W3", 1, 1.9, 2),
		entry("b", 2, 7, 7),
		{Name: "k", Tensor: 2, Relative: 9, Absolute: 9, Kink: true},
	}, []tensor{{at: make([]float64, 1)}, {at: make([]float64, 4)}, {at: make([]float64, 2)}, {}})
	for _, c := range []struct {
		wrong []int
		want  string
	}{
		{[]int{0, 1, 2}, "W2"}, {[]int{0}, "x"}, {[]int{2}, "b"}, {[]int{0, 2}, "x"}, {[]int{3}, ""},
	} {
		if got := s.telling(c.wrong); got.Name != c.want {
			t.Errorf("of %v: %q, want %q", c.wrong, got.Name, c.want)
		}
	}
}

// What fails only because of h is counted apart.
func TestSnapshot_byH(t *testing.T) {
	s := Snapshot{Tensors: []Tensor{{Name: "x", Failed: 3}, {Name: "W", Failed: 1}, {Name: "b"}, {Name: "W2", Failed: 2}}}
	for _, c := range []struct {
		wrong []int
		want  string
	}{
		{[]int{0, 1, 3}, ""},
		{[]int{0, 3}, " 1 entry of W fails by h alone."},
		{[]int{0}, " 3 entries of W and W2 fail by h alone."},
		{nil, " 6 entries of x, W and W2 fail by h alone."},
	} {
		if got := s.byH(c.wrong); got != c.want {
			t.Errorf("wrong %v: %q, want %q", c.wrong, got, c.want)
		}
	}
}

func TestSummarise(t *testing.T) {
	sign := func(what string) finding { return finding{what, CauseSign, "It is so in every entry."} }
	for _, c := range []struct {
		found   []finding
		skipped bool
		want    string
	}{
		{[]finding{sign("W")}, false, "Wrong sign: W. It is so in every entry of W. Look for a lost or doubled minus."},
		{[]finding{sign("W"), sign("b")}, true, "Wrong sign: W and b. It is so in every entry of W and b without a kink. Look for a lost or doubled minus."},
		{[]finding{sign("W"), sign("b"), sign("c")}, false, "Wrong sign: W, b and c. It is so in every entry of these. Look for a lost or doubled minus."},
		{[]finding{{"b", CauseShift, "B in every entry."}, sign("W"), {"c", CauseShift, "C in every entry."}, {"x", CauseFactor, ""}}, false,
			"Shifted: b and c. B in every entry of b. Look for an index that is off by one. Also Wrong sign: W."},
	} {
		if got := summarise(c.found, c.skipped).String(); got != c.want {
			t.Errorf("%v: %s\nwant %s", c.found, got, c.want)
		}
	}
	for cause, words := range causes {
		if cause == CauseNone || strings.Count(words.head, "%s") != 1 || words.advice == "" {
			t.Errorf("%s: %+v", cause, words)
		}
	}
}

func TestEntry_sides(t *testing.T) {
	e := Entry{Name: "W[0]", Analytic: math.Copysign(0, -1), Numerical: 1.23456789, Relative: 0.5}
	if got := e.sides(" with h = 1"); got != "At W[0] with h = 1: analytic 0, numerical 1.23457, relative error 5.0e-01." {
		t.Error(got)
	}
}

// A wrong h is not blamed on the gradient, unless Taylor finds it wrong too.
func TestCheck_blameH(t *testing.T) {
	for h, want := range map[float64]string{0.1: "too large", 1e-13: "too small"} {
		for _, component := range []string{"sigmoid", "tanh", "sigmoid-layer"} {
			s := checked(t, checkOf(component, "central", h, 12345))
			if s.Failed == 0 {
				t.Errorf("%s at h = %v: nothing fails", component, h)
			}
			say(t, component, s.Verdict, CauseUnfitH, fmt.Sprintf("Not the gradient: h = %.3g is %s.", h, want), s.Entries[s.Worst].sides(""))
			if s.Verdict.Entry != s.Worst || s.Verdict.Advice != "" {
				t.Errorf("%s at h = %v: %+v", component, h, s.Verdict)
			}
		}
	}
	c := opened(t, named(t, "sigmoid"), checkOf("sigmoid", "central", 0.1, 12345))
	c.Advance(len(c.comparing), 0)
	c.snapshot.Taylor.FirstSlope = 1.02
	say(t, "wrong as well", c.blameH([]Tensor{{Name: "x"}}), CauseUnknown, "h = 0.1 is too large to tell, and the gradient is wrong as well.",
		"Taylor's slope is 1.02, as for a wrong gradient; with", "Kinks leave hardly anything of x to compare.")
}

// The best step is the one of a decade each whose difference comes nearest. At
// it and below h is too small, above it too large.
func TestCheck_bestStep(t *testing.T) {
	for _, c := range []struct {
		formula string
		least   float64 // the h at which the difference is made right
	}{{"forward", 1e-2}, {"forward", 1e-4}, {"backward", 1e-8}, {"forward", 1e-10}} {
		check := opened(t, named(t, "linear-y"), checkOf("linear-y", c.formula, 1, 1))
		check.Advance(len(check.comparing), 0)
		at := check.chain.tensors[0].at
		worst := check.snapshot.Entries[check.snapshot.Worst].Index
		right := at[worst]
		check.chain.loss.Value = func(yhat, _ nn.Matrix) float64 {
			step := math.Abs(yhat.Data[worst] - right)
			if step == 0 {
				return 0
			}
			sign := 1.0
			if c.formula == "backward" {
				sign = -1
			}
			return sign * step * (1 + math.Abs(math.Log10(step/c.least)))
		}
		got := check.bestStep()
		if math.Abs(math.Log10(got/c.least)) > 0.01 {
			t.Errorf("best step %v, want %v", got, c.least)
		}
		for h, want := range map[float64]string{c.least / 2: "too small", got: "too small", c.least * 2: "too large"} {
			check.config.H = h
			say(t, c.formula, check.blameH(nil), CauseUnfitH, want)
		}
	}
}

// Of steps that are equally near it is the largest, and none is below 1e-11.
func TestCheck_bestStepTies(t *testing.T) {
	c := opened(t, named(t, "linear-y"), configOf("linear-y", NoFault))
	c.Advance(len(c.comparing), 0)
	c.chain.loss.Value = func(_, _ nn.Matrix) float64 { return 1 }
	if got := c.bestStep(); got != 1e-2 {
		t.Errorf("best step %v of a constant", got)
	}
	c.formula, _ = nn.FormulaNamed("forward")
	worst := c.snapshot.Entries[c.snapshot.Worst]
	c.chain.loss.Value = func(yhat, _ nn.Matrix) float64 { // nearer the smaller h is
		step := yhat.Data[worst.Index] - worst.At
		return step * (1 + math.Sqrt(step))
	}
	if got := c.bestStep(); got < 0.9e-11 || got > 1.1e-11 {
		t.Errorf("best step %v where the smallest is nearest", got)
	}
}

// Every entry may pass and the whole gradient still be a little wrong.
func TestCheck_blameSmall(t *testing.T) {
	c := opened(t, small, configOf("network", NoFault))
	for i, a := range c.chain.tensors[1].analytic {
		c.chain.tensors[1].analytic[i] = a * (1 + Tolerance/2)
	}
	c.Advance(len(c.comparing), 0)
	s := c.Snapshot()
	say(t, "a little", s.Verdict, CauseUnknown, "The gradient is a little wrong: Taylor's slope is 1.", "No entry differs by more than 1e-04", s.Entries[s.Worst].sides(""))
	if s.Verdict.Entry != s.Worst || s.Failed > 0 {
		t.Errorf("%+v, %d fail", s.Verdict, s.Failed)
	}
}

// Between doubtful and wrong there is no saying without a pattern; above, the
// gradient is wrong.
func TestSnapshot_blameGradient(t *testing.T) {
	for relative, says := range map[float64]string{
		0.009: "Between 1e-07 and 1e-02 it may be h, rounding, or a small fault; no pattern fits. At",
		0.011: "differ without a pattern",
	} {
		c := opened(t, named(t, "linear-y"), configOf("linear-y", NoFault))
		for i := range c.chain.tensors[0].analytic {
			c.chain.tensors[0].analytic[i] = 1 - relative*[]float64{0, 0.3, 1}[i%3]
		}
		c.Advance(len(c.comparing), 0)
		v := c.Snapshot().Verdict
		say(t, fmt.Sprint(relative), v, CauseUnknown, says)
		if c.Snapshot().Entries[v.Entry].Index%3 != 2 || v.Worst != c.Snapshot().Entries[v.Entry].sides("") {
			t.Errorf("entry %d: %v", v.Entry, v)
		}
	}
}

// A verdict says which layer it is.
func TestVerdict_layers(t *testing.T) {
	for name, says := range map[string]string{
		"sigmoid": "Activation's derivative forgotten: the sigmoid layer.", "network": "Activation's derivative forgotten: layer 4 (sigmoid).",
	} {
		s := compared(t, named(t, name), configOf(name, "no-activation"))
		say(t, name, s.Verdict, CauseActivation, says, "The analytic gradient of its input is that of its output, as if f' were 1.")
	}
	s := compared(t, small, configOf("network", "transpose"))
	say(t, "transposed", s.Verdict, CauseTranspose, "Transposed: W in dx. The analytic side is dy·W where the numbers are dy·Wᵀ.")
	middle := Fault{weighted: func(l nn.Weighted, _ []float64, _, dx nn.Matrix) {
		if w, _ := l.Weights(); w.Cols == 1 {
			for i := range dx.Data {
				dx.Data[i] *= 3
			}
		}
	}}
	c := opened(t, small, configOf("network", NoFault))
	c.chain.differentiate(middle)
	c.Advance(len(c.comparing), 0)
	say(t, "in the middle", c.Snapshot().Verdict, CauseFactor, "Constant factor: the input of layer 3 (linear). Analytic = 3 × numerical in every entry of the input of layer 3 (linear)")
}

// The edge itself is doubtful.
func TestSnapshot_blameGradientAtEdge(t *testing.T) {
	c := opened(t, named(t, "linear-y"), configOf("linear-y", NoFault))
	for i := range c.chain.tensors[0].analytic {
		c.chain.tensors[0].analytic[i] = []float64{1, 1.1, 1.3}[i%3]
	}
	c.Advance(len(c.comparing), 0)
	for relative, doubtful := range map[float64]bool{Wrong: true, above(Wrong): false} {
		s := c.Snapshot()
		s.Entries = slices.Clone(s.Entries)
		for i := range s.Entries {
			s.Entries[i].Relative = relative
		}
		if v := s.blameGradient(newDiagnosis(c), []int{0}); strings.Contains(v.String(), "small fault") != doubtful {
			t.Errorf("relative errors of %v: %v", relative, v)
		}
	}
}

// What kinks hide is told all the same, with the h that shows it; without a
// fault there is nothing to tell.
func TestCheck_hiddenFault(t *testing.T) {
	for _, c := range []Config{
		{"network", "four-point", 0.5, 80, "shift"},
		{"network", "four-point", 0.5, 80, "transpose"},
		{"network", "four-point", 0.5, 109, "shift"},
	} {
		s := compared(t, small, c)
		say(t, fmt.Sprint(c), s.Verdict, Cause(c.Fault), "Kinks hide it at h = 0.5.", s.Entries[s.Verdict.Entry].Name+" with h = 1e-05: analytic")
		if s.Failed > 0 {
			t.Errorf("%v: %d fail", c, s.Failed)
		}
		c.Fault = NoFault
		if s := compared(t, small, c); s.Verdict.Cause != CauseKinks || s.Failed > 0 {
			t.Errorf("%v: %v", c, s.Verdict)
		}
	}
}
