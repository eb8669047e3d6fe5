package check

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nntui/model"
	"nntui/nn"
)

// compared returns the entries of a check without what follows.
func compared(t testing.TB, c Config) Snapshot {
	t.Helper()
	component, err := ComponentNamed(c.Component)
	if err != nil {
		t.Fatal(err)
	}
	return comparedOf(t, component, c)
}

// sized returns a component of another size.
func sized(t testing.TB, name string, rows, in, out int) Component {
	t.Helper()
	c, err := ComponentNamed(name)
	if err != nil {
		t.Fatal(err)
	}
	c.rows = rows
	switch {
	case name == "linear-y":
		c.in = out
	case c.in > 1:
		c.in = in
	}
	wide := fmt.Sprint("linear:", out)
	c.layers = strings.NewReplacer("linear:7", wide, "linear:32", wide).Replace(c.layers)
	return c
}

func comparedOf(t testing.TB, component Component, c Config) Snapshot {
	t.Helper()
	check, err := component.check(c)
	if err != nil {
		t.Fatal(err)
	}
	for !check.compared {
		check.Advance(1, 0)
	}
	return check.Snapshot()
}

// Without a fault there is no alarm, whatever is drawn and however large it is.
func TestNoFalseAlarm(t *testing.T) {
	try := func(t testing.TB, component Component, seed uint64) {
		c := configOf(component.Name, NoFault)
		c.Seed = seed
		if got := comparedOf(t, component, c); got.Failed > 0 || !got.Passed() && len(got.hidden()) == 0 {
			t.Fatalf("%s, seed %d, %dx%d, %s: %v", component.Name, seed, component.rows, component.in, component.layers, got.Verdict)
		}
	}
	for _, component := range Components {
		t.Run(component.Name, func(t *testing.T) {
			for seed := range uint64(1000) {
				try(t, sized(t, component.Name, 1+int(seed*7%9), 1+int(seed*5%8), 1+int(seed*3%7)), seed)
			}
			for seed := range uint64(3) {
				try(t, component, seed)
			}
			rapid.Check(t, func(r *rapid.T) {
				one := rapid.IntRange(1, 6)
				try(t, sized(t, component.Name, one.Draw(r, "rows"), one.Draw(r, "in"), one.Draw(r, "out")), rapid.Uint64().Draw(r, "seed"))
			})
		})
	}
}

// Every fault that changes a gradient is found and named, whatever is drawn.
func TestEveryFaultIsFound(t *testing.T) {
	for _, component := range Components {
		for _, fault := range component.Faults[1:] {
			for seed := range uint64(8) {
				if component.Name == "network" && seed > 1 {
					break
				}
				c := configOf(component.Name, fault)
				c.Seed = seed
				s := compared(t, c)
				if found := s.Failed > 0; found == s.Harmless {
					t.Errorf("%s, %s, seed %d: %d entries fail, harmless %t", component.Name, fault, seed, s.Failed, s.Harmless)
				}
				if !s.Harmless && string(s.Verdict.Cause) != fault {
					t.Errorf("%s, %s, seed %d: %v", component.Name, fault, seed, s.Verdict)
				}
			}
		}
	}
}

// However coarse or fine h is, and whatever kinks hide: a wrong gradient never
// passes, and is never called right; and a right one is never called wrong.
func TestOtherH(t *testing.T) {
	for _, h := range []float64{1, 0.5, 0.1, 1e-2, 1e-9, 1e-12} {
		for _, component := range Components {
			for i, fault := range component.Faults {
				c := configOf(component.Name, fault)
				c.H, c.Seed = h, uint64(1000*h)+uint64(i)
				c.Formula = nn.Formulas[i%len(nn.Formulas)].Name
				s := comparedOf(t, sized(t, component.Name, 2, 5, 4), c)
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

// What kinks hide is told all the same.
func TestHiddenFault(t *testing.T) {
	for _, c := range []Config{
		{"network", "four-point", 0.1, 13, "shift"},
		{"network", "central-h", 1, 3211, "shift"},
		{"network", "four-point", 1, 21, "transpose"},
		{"network", "four-point", 0.5, 2441, "shift"},
	} {
		if s := compared(t, c); string(s.Verdict.Cause) != c.Fault || s.Taylor.FirstSlope > 1.3 {
			t.Errorf("%v: %v", c, s.Verdict)
		}
		c.Fault = NoFault
		if s := compared(t, c); s.Verdict.Cause != CauseKinks && s.Verdict.Cause != CauseUnfitH {
			t.Errorf("%v: %v", c, s.Verdict)
		}
	}
}

// A component knows which faults can happen to it: all others leave it as it is.
func TestFaultsFit(t *testing.T) {
	for _, component := range Components {
		c, err := component.chain(component.draw, 12345)
		if err != nil {
			t.Fatal(err)
		}
		right := c.tensors
		for _, fault := range Faults[1:] {
			c.differentiate(fault)
			spoiled := !sameGradients(c.tensors, right)
			if listed := slices.Contains(component.Faults, fault.Name); spoiled && !listed {
				t.Errorf("%s can happen to %s, which does not list it", fault.Name, component.Name)
			}
		}
	}
}

// hinge checks the ReLU right beside its kink.
func hinge(t *testing.T, x float64) Snapshot {
	component, _ := ComponentNamed("relu")
	component.draw = func(c *chain, net *nn.Network, seed uint64) error {
		err := points(wide)(c, net, seed)
		c.x.Data[0] = x
		return err
	}
	check, err := component.check(configOf("relu", NoFault))
	if err != nil {
		t.Fatal(err)
	}
	check.Advance(math.MaxInt, 0)
	return check.Snapshot()
}

func TestKinks(t *testing.T) {
	for x, want := range map[float64]bool{0: true, 4e-6: true, -4e-6: true, 6e-6: false, -6e-6: false} {
		s := hinge(t, x)
		if e := s.Entries[0]; e.Kink != want || s.Kinks != map[bool]int{true: 1}[want] {
			t.Errorf("at %v: kink %t, %d in all; want %t", x, e.Kink, s.Kinks, want)
		}
		if s.Failed > 0 {
			t.Errorf("at %v: a kink fails: %v", x, s.Verdict)
		}
		if told := strings.Contains(s.Verdict.String(), "1 entry is a kink"); told != want {
			t.Errorf("at %v: %v", x, s.Verdict)
		}
	}
}

// A wrong h is not blamed on the gradient.
func TestWrongH(t *testing.T) {
	for h, want := range map[float64]string{0.1: "too large", 1e-13: "too small"} {
		for _, component := range []string{"sigmoid", "tanh", "sigmoid-layer"} {
			c := configOf(component, NoFault)
			c.H = h
			s := checked(t, c)
			if s.Failed == 0 || s.Verdict.Cause != CauseUnfitH || !strings.Contains(s.Verdict.Head, want) {
				t.Errorf("%s at h = %v: %v, want %s", component, h, s.Verdict, want)
			}
		}
	}
}

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

// With a fault no h helps.
func TestSweepOfFault(t *testing.T) {
	s := checked(t, configOf("sigmoid", "factor")).Sweep
	if least := s.Errors[0][s.Best(0)]; least < 0.1 {
		t.Errorf("least error %v with a factor of 2", least)
	}
}

func TestTaylor(t *testing.T) {
	for _, component := range Components {
		for _, fault := range component.Faults {
			s := checked(t, configOf(component.Name, fault))
			got, straight := s.Taylor.FirstSlope, slices.Contains([]string{"relu", "leaky-relu", "relu-layer", "linear-y"}, component.Name)
			want := 2.0
			if fault != NoFault && !s.Harmless {
				want = 1
			}
			if straight && want == 2 && math.IsNaN(got) {
				continue
			}
			if !(math.Abs(got-want) < 0.1 && math.Abs(s.Taylor.ZerothSlope-1) < 0.1) {
				t.Errorf("%s, %s: slopes %.2f and %.2f, want 1 and %v", component.Name, fault, s.Taylor.ZerothSlope, got, want)
			}
		}
	}
}

// Another h or formula keeps what does not depend on it, and gives what a new
// check gives.
func TestCheck_Retune(t *testing.T) {
	c := configOf("linear", "transpose")
	check, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
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
	check.Advance(math.MaxInt, 0)
	if got, want := fmt.Sprint(check.Snapshot()), fmt.Sprint(checked(t, c)); got != want {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if before.Config.H != 1e-5 || before.Entries[0].Numerical == check.Snapshot().Entries[0].Numerical {
		t.Error("an earlier snapshot has changed")
	}
	c.Seed++
	if check.Retune(c) {
		t.Error("retuned to another seed")
	}
}

// In steps as small as they come, a check comes to the same end.
func TestCheck_Advance(t *testing.T) {
	c := configOf("one-layer", "no-activation")
	check, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; check.Snapshot().State == model.Unfinished; n++ {
		if n > 1000 {
			t.Fatal("no end")
		}
		check.Advance(1, 0)
	}
	if got, want := fmt.Sprint(check.Snapshot()), fmt.Sprint(checked(t, c)); got != want {
		t.Errorf("got %v\nwant %v", got, want)
	}
}
