package model

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nntui/nn"
)

// near fails the test unless got and want are equal to 1e-9.
func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) || len(want) == 0 {
		t.Fatalf("%s: %d values, want %d (and some)", what, len(got), len(want))
	}
	for i := range got {
		if !(math.Abs(got[i]-want[i]) <= 1e-9) {
			t.Errorf("%s[%d] = %v, want %v", what, i, got[i], want[i])
		}
	}
}

// of returns one number of each entry of a tensor.
func of(s CheckSnapshot, tensor string, number func(CheckEntry) float64) (list []float64) {
	for _, e := range s.Entries {
		if s.Tensors[e.Tensor].Name == tensor {
			list = append(list, number(e))
		}
	}
	return list
}

func at(e CheckEntry) float64        { return e.At }
func value(e CheckEntry) float64     { return e.Value }
func label(e CheckEntry) float64     { return e.Label }
func analytic(e CheckEntry) float64  { return e.Analytic }
func numerical(e CheckEntry) float64 { return e.Numerical }
func absolute(e CheckEntry) float64  { return e.Absolute }

// Every value of the assignment's cells is in the entries of a check.
func TestGoldenCells(t *testing.T) {
	type points struct {
		X, Y, Grad []float64
		Numerical  []float64 `json:"numerical_h1e3"`
	}
	type layer struct{ X, Y, DX [][]float64 }
	var golden struct {
		Sigmoid, ReLU points
		BCE           struct {
			Y, Loss, Grad, Difference []float64
			YHat                      []float64 `json:"y_hat"`
			Numerical                 []float64 `json:"numerical_pm1e3"`
		}
		OneLayer struct {
			W, X    []float64
			B, Loss float64
			Y       float64
			GradX   []float64 `json:"grad_x"`
		} `json:"one_layer"`
		OneLayerCheck struct{ X, Symbolic, Numerical []float64 } `json:"one_layer_check"`
		Linear        struct {
			X, W, Y, DX, DW [][]float64
			B, DB           []float64
		}
		SigmoidLayer layer `json:"sigmoid_layer"`
		ReLULayer    layer `json:"relu_layer"`
		CheckGrad    struct {
			Err map[string]float64
		} `json:"check_grad"`
	}
	read(t, "cells.json", &golden)
	run := func(component, formula string, h float64) CheckSnapshot {
		c := configOf(component, NoFault)
		c.Formula, c.H = formula, h
		return checked(t, c)
	}
	for name, want := range map[string]points{"sigmoid": golden.Sigmoid, "relu": golden.ReLU} {
		s := run(name, "central", 1e-3)
		near(t, name+" x", of(s, "x", at), want.X)
		near(t, name+" y", of(s, "x", value), want.Y)
		near(t, name+" gradient", of(s, "x", analytic), want.Grad)
		near(t, name+" numerical", of(s, "x", numerical), want.Numerical)
	}

	s := run("bce", "central-h", 1e-3)
	near(t, "labels", of(s, "yhat", label), golden.BCE.Y)
	near(t, "predictions", of(s, "yhat", at), golden.BCE.YHat)
	near(t, "losses", of(s, "yhat", value), golden.BCE.Loss)
	near(t, "BCE gradient", of(s, "yhat", analytic), golden.BCE.Grad)
	near(t, "BCE numerical", of(s, "yhat", numerical), golden.BCE.Numerical)
	near(t, "BCE difference", of(s, "yhat", absolute), golden.BCE.Difference)

	s = run("one-layer", "central-h", 1e-5)
	near(t, "w", of(s, "W1", at), golden.OneLayer.W)
	near(t, "b", of(s, "b1", at), []float64{golden.OneLayer.B})
	near(t, "x", of(s, "x", at), append(golden.OneLayerCheck.X, golden.OneLayer.X...))
	near(t, "loss", of(s, "x", value)[9:], []float64{golden.OneLayer.Loss})
	near(t, "label", of(s, "x", label)[9:], []float64{golden.OneLayer.Y})
	near(t, "dL/dx", of(s, "x", analytic), append(golden.OneLayerCheck.Symbolic, golden.OneLayer.GradX...))
	near(t, "numerical", of(s, "x", numerical)[:5], golden.OneLayerCheck.Numerical)

	s = run("linear", "central", 1e-5)
	near(t, "linear x", of(s, "x", at), slices.Concat(golden.Linear.X...))
	near(t, "linear W", of(s, "W", at), slices.Concat(golden.Linear.W...))
	near(t, "linear b", of(s, "b", at), golden.Linear.B)
	near(t, "linear y", of(s, "y", at), slices.Concat(golden.Linear.Y...))
	near(t, "linear dx", of(s, "x", analytic), slices.Concat(golden.Linear.DX...))
	near(t, "linear dW", of(s, "W", analytic), slices.Concat(golden.Linear.DW...))
	near(t, "linear db", of(s, "b", analytic), golden.Linear.DB)
	near(t, "linear dy", of(s, "y", analytic), slices.Repeat([]float64{1}, 21))

	for name, want := range map[string]layer{"sigmoid-layer": golden.SigmoidLayer, "relu-layer": golden.ReLULayer} {
		s := run(name, "central", 1e-5)
		near(t, name+" x", of(s, "x", at), slices.Concat(want.X...))
		near(t, name+" y", of(s, "x", value), slices.Concat(want.Y...))
		near(t, name+" dx", of(s, "x", analytic), slices.Concat(want.DX...))
	}

	for name, want := range golden.CheckGrad.Err {
		component, tensor, _ := strings.Cut(name, "_d")
		if component != "linear" {
			component += "-layer"
		}
		s := run(component, "central", 1e-5)
		k := slices.IndexFunc(s.Tensors, func(t CheckTensor) bool { return t.Name == tensor })
		got := s.Tensors[k].CheckGrad
		if sameSize := got == want || got/want < 4 && want/got < 4; !sameSize || got >= 1e-5 {
			t.Errorf("check_grad of %s is %.1e, SciPy has %.1e", name, got, want)
		}
	}
}

// compared returns the entries of a check without what follows.
func compared(t testing.TB, c CheckConfig, s size) CheckSnapshot {
	t.Helper()
	check, err := newCheck(c, s)
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
	try := func(t testing.TB, component string, seed uint64, s size) {
		c := configOf(component, NoFault)
		c.Seed = seed
		if got := compared(t, c, s); got.Failed > 0 || got.Verdict.Cause != CauseNone {
			t.Fatalf("%s, seed %d, %+v: %v", component, seed, s, got.Verdict)
		}
	}
	for _, component := range Components {
		t.Run(component.Name, func(t *testing.T) {
			for seed := range uint64(1000) {
				try(t, component.Name, seed, size{
					rows: 1 + int(seed*7%9), in: 1 + int(seed*5%8), out: 1 + int(seed*3%7),
				})
			}
			for seed := range uint64(5) {
				try(t, component.Name, seed, size{})
			}
			rapid.Check(t, func(r *rapid.T) {
				one := rapid.IntRange(1, 6)
				try(t, component.Name, rapid.Uint64().Draw(r, "seed"),
					size{rows: one.Draw(r, "rows"), in: one.Draw(r, "in"), out: one.Draw(r, "out")})
			})
		})
	}
}

// Every fault that changes a gradient is found, whatever is drawn. Where two
// faults leave the same numbers, as in a tensor of one entry, either may be
// named: so this test asks for the alarm only.
func TestEveryFaultIsFound(t *testing.T) {
	for _, component := range Components {
		for _, fault := range component.Faults[1:] {
			for seed := range uint64(20) {
				if component.Name == "network" && seed > 3 {
					break
				}
				c := configOf(component.Name, fault)
				c.Seed = seed
				s := compared(t, c, size{})
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

// A component knows which faults can happen to it: all others leave it as it is.
func TestFaultsFit(t *testing.T) {
	for _, component := range Components {
		p, err := component.build(12345, size{})
		if err != nil {
			t.Fatal(err)
		}
		right := p.tensors(p.differentiate(Faults[0]))
		for _, fault := range Faults[1:] {
			spoiled := !sameGradients(p.tensors(p.differentiate(fault)), right)
			if listed := slices.Contains(component.Faults, fault.Name); spoiled && !listed {
				t.Errorf("%s can happen to %s, which does not list it", fault.Name, component.Name)
			}
		}
	}
}

// hinge checks the ReLU right beside its kink.
func hinge(t *testing.T, x float64) CheckSnapshot {
	check, err := NewCheck(configOf("relu", NoFault))
	if err != nil {
		t.Fatal(err)
	}
	check.tensors[0].live[0], check.tensors[0].at[0] = x, x
	check.chain.below[0][0] = x < 0
	check.tensors[0].analytic[0] = 1
	if x < 0 {
		check.tensors[0].analytic[0] = 0
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
		if ratio := truncation / s.Errors[f][perDecade]; math.Abs(ratio-1) > 0.1 {
			t.Errorf("%s: theory is %.2f times the error at 1e-2", formula.Name, ratio)
		}
		if best := s.H[s.Best(f)]; best > 1e-2 || best < 1e-10 {
			t.Errorf("%s: best h %v", formula.Name, best)
		}
		for i := 8 * perDecade; i < len(s.H); i++ {
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
			got, bends := s.Taylor.FirstSlope, s.Activation != "relu" && s.Activation != "leaky-relu"
			want := 2.0
			if fault != NoFault && !s.Harmless {
				want = 1
			}
			if straight := want == 2 && !bends && component.Name != "network"; straight && math.IsNaN(got) {
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
	check, err := NewCheck(c)
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
	if s := check.Snapshot(); s.State != Unfinished || s.Config != before.Config || len(s.Entries) != len(before.Entries) {
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
	check, err := NewCheck(c)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; check.Snapshot().State == Unfinished; n++ {
		if n > 1000 {
			t.Fatal("no end")
		}
		check.Advance(1, 0)
	}
	if got, want := fmt.Sprint(check.Snapshot()), fmt.Sprint(checked(t, c)); got != want {
		t.Errorf("got %v\nwant %v", got, want)
	}
}
