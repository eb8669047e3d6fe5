package check

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nntui/data/nprand"
	"nntui/model"
	"nntui/model/setting"
	"nntui/nn"
)

func configOf(component, fault string) Config {
	c := Default()
	c.Component, c.Fault = component, fault
	return c
}

func checkOf(component, formula string, h float64, seed uint64) Config {
	c := Default()
	c.Component, c.Formula, c.H, c.Seed = component, formula, h, seed
	return c
}

// small is the network component with fewer weights, of random inputs and both
// labels; wide is one of which a tensor has more entries than a diagnosis
// looks at, and than are compared in one step.
var small, wide = smaller(3, 4, "linear:5,relu,linear:1,sigmoid"), smaller(3, 5, "linear:30,relu,linear:1,sigmoid")

func smaller(rows, in int, layers string) Component {
	c, err := ComponentNamed("network")
	if err != nil {
		panic(err)
	}
	c.rows, c.in, c.layers = rows, in, layers
	c.draw = func(c *chain, net *nn.Network, seed uint64) error {
		g := nprand.New(seed)
		fill(c.x.Data, g.Normal)
		for r := range c.y.Data {
			c.y.Data[r] = float64(r % 2)
		}
		return net.Init("he", g)
	}
	return c
}

// all but the network, and a small one in its place.
func components() []Component {
	return append(slices.Clone(Components[:len(Components)-1]), small)
}

// opened returns a check of the component before its first step.
func opened(t rapid.TB, component Component, c Config) *Check {
	t.Helper()
	check, err := component.check(c)
	if err != nil {
		t.Fatal(err)
	}
	return check
}

// named returns the component of a name; of the network the small one.
func named(t rapid.TB, name string) Component {
	t.Helper()
	if name == "network" {
		return small
	}
	c, err := ComponentNamed(name)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ended returns a finished check.
func ended(t rapid.TB, component Component, c Config) Snapshot {
	t.Helper()
	check := opened(t, component, c)
	check.Advance(math.MaxInt, 0)
	return check.Snapshot()
}

func checked(t rapid.TB, c Config) Snapshot {
	t.Helper()
	return ended(t, named(t, c.Component), c)
}

// compared returns the entries of a check without the sweep.
func compared(t rapid.TB, component Component, c Config) Snapshot {
	t.Helper()
	check := opened(t, component, c)
	check.Advance(len(check.comparing), 0)
	return check.Snapshot()
}

// Without a fault there is no alarm, whatever is drawn and however large it is.
func TestNoFalseAlarm(t *testing.T) {
	for _, component := range components() {
		for seed := range uint64(60) {
			c := configOf(component.Name, NoFault)
			c.Seed = seed
			component.rows = 1 + int(seed*7%9)
			if got := compared(t, component, c); got.Failed > 0 || !got.Passed() && len(got.hidden()) == 0 {
				t.Fatalf("%s, seed %d, %d rows: %v", component.Name, seed, component.rows, got.Verdict)
			}
		}
	}
}

// Every fault that changes a gradient is found and named, whatever is drawn.
func TestEveryFaultIsFound(t *testing.T) {
	for _, component := range components() {
		for _, fault := range component.Faults {
			for seed := range uint64(8) {
				c := configOf(component.Name, fault)
				c.Seed = seed
				s := compared(t, component, c)
				want := Cause(fault)
				if fault == NoFault || s.Harmless {
					want = CauseNone
				}
				if s.Verdict.Cause != want || (s.Failed > 0) != (want != CauseNone) {
					t.Errorf("%s, %s, seed %d: %d entries fail: %v", component.Name, fault, seed, s.Failed, s.Verdict)
				}
				// Every entry of db is the same where the loss is a sum, and a unit that is on has the slope 1.
				if s.Harmless && fault != "no-activation" && (fault != "shift" || component.Name != "linear") {
					t.Errorf("%s, %s, seed %d: harmless", component.Name, fault, seed)
				}
			}
		}
	}
}

// One entry that is wrong by a part in a thousand fails alone, and one that is
// not a number is found among many.
func TestCheck_oneEntry(t *testing.T) {
	for _, component := range append(components(), wide) {
		for _, factor := range []float64{1.001, math.NaN()} {
			c := opened(t, component, checkOf(component.Name, "central", 1e-5, seed))
			entry, largest := 0, &c.chain.tensors[0].analytic[0]
			number := 0
			for _, tensor := range c.chain.tensors {
				for i := range tensor.analytic {
					if math.Abs(tensor.analytic[i]) > math.Abs(*largest) {
						entry, largest = number, &tensor.analytic[i]
					}
					number++
				}
			}
			*largest *= factor
			c.Advance(len(c.comparing), 0)
			s := c.Snapshot()
			if s.Failed != 1 || s.Worst != entry || s.Verdict.Entry != entry || s.Verdict.Cause == CauseUnfitH || s.Passed() {
				t.Errorf("%s: %v at %d; %d fail, the worst at %d: %v", component.Name, factor, entry, s.Failed, s.Worst, s.Verdict)
			}
			if e := s.Entries[entry]; s.Undefined > 0 || e.Grade() != GradeDiffers && e.Grade() != GradeDoubtful {
				t.Errorf("%s: %v has the grade %v, and %d are undefined", component.Name, factor, e.Grade(), s.Undefined)
			}
			if found := s.Verdict.Cause == CauseNotFinite; found != math.IsNaN(factor) {
				t.Errorf("%s: %v", component.Name, s.Verdict)
			}
		}
	}
}

// A difference that leaves the domain of the logarithm is the worst there is.
func TestCheck_noNumber(t *testing.T) {
	s := check(t, "bce", "central", 1, seed)
	if worst := s.Entries[s.Worst]; !math.IsNaN(worst.Relative) || s.Failed != 5 || s.Undefined != 5 || s.Verdict.Cause != CauseUnfitH {
		t.Errorf("the worst entry is %+v: %v", worst, s.Verdict)
	}
}

// However coarse or fine h is, and whatever kinks hide: a wrong gradient is
// never called right, and a right one never wrong.
func TestOtherH(t *testing.T) {
	for _, h := range []float64{1, 0.5, 0.1, 1e-2, 1e-9, 1e-12} {
		for _, component := range components() {
			for i, fault := range component.Faults {
				c := configOf(component.Name, fault)
				c.H, c.Seed = h, uint64(1000*h)+uint64(i)
				c.Formula = nn.Formulas[i%len(nn.Formulas)].Name
				s := compared(t, component, c)
				if right := fault == NoFault || s.Harmless; right {
					if !slices.Contains([]Cause{CauseNone, CauseUnfitH, CauseKinks}, s.Verdict.Cause) {
						t.Errorf("%v is right: %v", c, s.Verdict)
					}
				} else if slices.Contains([]Cause{CauseNone, CauseUnfitH}, s.Verdict.Cause) {
					t.Errorf("%v is wrong: %v", c, s.Verdict)
				}
			}
		}
	}
}

// Any config is refused or comes to an end, and another h or formula on the way
// makes no difference to it.
func TestCheck_any(t *testing.T) {
	h := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{
		1e-5, 1, 0, 5e-324, 1e-300, 1e-15, 1e3, 1e150, 1e300, math.MaxFloat64, math.Inf(1), math.NaN(),
	}))
	formula := rapid.SampledFrom(append(setting.Names(nn.Formulas, func(f nn.Formula) string { return f.Name }), "sideways"))
	fault := rapid.SampledFrom(append(setting.Names(Faults, func(f Fault) string { return f.Name }), "moth"))
	rapid.Check(t, func(t *rapid.T) {
		component := rapid.SampledFrom(components()).Draw(t, "component")
		component.rows = rapid.IntRange(1, 4).Draw(t, "rows")
		from := Config{component.Name, formula.Draw(t, "formula"), h.Draw(t, "h"), rapid.Uint64().Draw(t, "seed"), fault.Draw(t, "fault")}
		c, err := component.check(from)
		if err != nil {
			return
		}
		c.Advance(rapid.IntRange(0, 50).Draw(t, "steps"), 0)
		to := from
		to.Formula, to.H = formula.Draw(t, "other formula"), h.Draw(t, "other h")
		if c.Retune(to) {
			from = to
		}
		c.Advance(math.MaxInt, 0)
		s := c.Snapshot()
		if got, want := fmt.Sprint(s), fmt.Sprint(ended(t, component, from)); got != want {
			t.Errorf("got %v\nwant %v", got, want)
		}
		if s.State != model.Finished || s.Verdict.Head == "" || s.Worst < 0 || s.Passed() && s.Failed > 0 {
			t.Errorf("%v: %d fail, %v", from, s.Failed, s.Verdict)
		}
	})
}

// Another h or formula keeps what does not depend on it, and gives what a new
// check gives.
func TestCheck_Retune(t *testing.T) {
	c := configOf("linear", "transpose")
	check := opened(t, named(t, "linear"), c)
	if check.Retune(c) {
		t.Error("retuned before the first comparison")
	}
	check.Advance(math.MaxInt, 0)
	before := check.Snapshot()
	c.H, c.Formula = 1e-3, "four-point"
	if !check.Retune(c) {
		t.Fatal("not retuned")
	}
	if s := check.Snapshot(); s.State != model.Unfinished || s.Config != before.Config || len(s.Entries) != len(before.Entries) {
		t.Errorf("a comparison under way shows in the snapshot: %v", s.Config)
	}
	steps := 0
	for ; check.Snapshot().State == model.Unfinished; steps++ {
		check.Advance(1, 0)
	}
	if want := 4; steps != want { // three tensors and the verdict: no Taylor test, no sweep
		t.Errorf("%d steps after another h, want %d", steps, want)
	}
	if got, want := fmt.Sprint(check.Snapshot()), fmt.Sprint(checked(t, c)); got != want {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if before.Config.H != 1e-5 || before.Entries[0].Numerical == check.Snapshot().Entries[0].Numerical {
		t.Error("an earlier snapshot has changed")
	}
	for _, change := range []func(*Config){
		func(c *Config) { c.Seed++ }, func(c *Config) { c.Fault = "sign" }, func(c *Config) { c.Component = "relu" },
		func(c *Config) { c.H = 0 }, func(c *Config) { c.Formula = "sideways" },
	} {
		to := c
		if change(&to); check.Retune(to) {
			t.Errorf("retuned to %v", to)
		}
	}
}

// TestCheck_progress goes tensor by tensor and block by block, and then on to
// the other tests.
func TestCheck_progress(t *testing.T) {
	c := opened(t, wide, configOf("network", NoFault))
	if s := c.Snapshot(); s.Worst != -1 || s.State != model.Unfinished || s.Activation != "relu" || s.About != wide.About || s.Loss == 0 {
		t.Errorf("before the first step: %+v", s)
	}
	var got []string
	for range 10 {
		s := c.Snapshot()
		judged := s.Verdict.Head != ""
		swept := slices.ContainsFunc(s.Sweep.Errors[0], func(e float64) bool { return !math.IsNaN(e) })
		got = append(got, fmt.Sprint(len(s.Entries), len(s.Taylor.H) > 0, judged, s.Sweep.Rounding > 0, swept))
		c.Advance(1, 0)
	}
	want := []string{
		"0 false false false false",
		"15 false false false false",
		"143 false false false false", // 128 entries of 150 of W1
		"165 false false false false",
		"195 false false false false",
		"225 false false false false",
		"226 false false false false",
		"226 true false false false",
		"226 true false true false",
		"226 true true true false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("entries, Taylor test, verdict, theory and sweep: %q, want %q", got, want)
	}
}

// SciPy's check_grad is the norm of analytic minus forward difference.
func TestCheck_checkGrad(t *testing.T) {
	c := opened(t, named(t, "sigmoid"), configOf("sigmoid", "factor"))
	c.Advance(len(c.comparing), 0)
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	var squares float64
	for _, e := range c.Snapshot().Entries {
		n := (sigmoid(e.At+nn.CheckGradStep) - sigmoid(e.At)) / nn.CheckGradStep
		squares += (2*sigmoid(e.At)*(1-sigmoid(e.At)) - n) * (2*sigmoid(e.At)*(1-sigmoid(e.At)) - n)
	}
	if got := c.Snapshot().Tensors[0].CheckGrad; math.Abs(got-math.Sqrt(squares)) > 1e-6 {
		t.Errorf("check_grad is %v, want %v", got, math.Sqrt(squares))
	}
}
