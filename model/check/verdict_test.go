package check

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// checked returns a finished check.
func checked(t testing.TB, c Config) Snapshot {
	t.Helper()
	check, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	check.Advance(math.MaxInt, 0)
	return check.Snapshot()
}

func configOf(component, fault string) Config {
	c := Default()
	c.Component, c.Fault = component, fault
	return c
}

// The check names the right cause of every fault in every component that it
// can happen to.
func TestVerdicts(t *testing.T) {
	for _, component := range Components {
		for _, fault := range component.Faults {
			t.Run(component.Name+"/"+fault, func(t *testing.T) {
				s := compared(t, configOf(component.Name, fault))
				want := Cause(fault)
				if fault == NoFault || s.Harmless {
					want = CauseNone
				}
				if s.Verdict.Cause != want || (s.Failed > 0) != (want != CauseNone) {
					t.Errorf("%d entries fail, cause %q; want %q: %v", s.Failed, s.Verdict.Cause, want, s.Verdict)
				}
				t.Log(s.Verdict, s.Harmless, s.Taylor.ZerothSlope, s.Taylor.FirstSlope)
				for _, x := range s.Tensors {
					t.Log(x)
				}
			})
		}
	}
}

// Patterns that no fault plants are found as well.
func TestPatterns(t *testing.T) {
	scale := func(by float64) func(c *Check, a []float64, i int) float64 {
		return func(_ *Check, a []float64, i int) float64 { return by * a[i] }
	}
	for name, c := range map[string]struct {
		component string
		tensor    int
		spoil     func(c *Check, a []float64, i int) float64
		cause     Cause
		says      string
	}{
		"mean for sum":     {"linear", 1, scale(1. / 3), CauseBatch, "numerical / 3: the mean over the 3 rows"},
		"sum for mean":     {"linear", 1, scale(3), CauseFactor, "3 is also the number of rows"},
		"a little too big": {"sigmoid", 0, scale(1.003), CauseFactor, "Analytic = 1.003 × numerical"},
		"never computed":   {"linear", 2, scale(0), CauseMissing, "0 in every entry"},
		"not a number":     {"linear", 1, scale(math.NaN()), CauseNotFinite, "W[0,0] is NaN"},
		"stored transposed": {"network", 1, func(_ *Check, a []float64, i int) float64 {
			return a[i%64*32+i/64]
		}, CauseTranspose, "rows and columns exchanged"},
		"weight penalty": {"one-layer", 1, func(c *Check, a []float64, i int) float64 {
			return a[i] + 0.1*c.chain.tensors[1].at[i]
		}, CauseMissing, "0.1 × the variable itself"},
		"constant term": {"sigmoid", 0, func(_ *Check, a []float64, i int) float64 {
			return a[i] + 0.25
		}, CauseMissing, "numerical = 0.25 in every entry of x."},
		"row left out": {"network", 3, func(c *Check, a []float64, i int) float64 {
			d := newDiagnosis(c)
			return a[i] - d.numerical(c.chain.tensors[3], i, 2)
		}, CauseMissing, "lacks row 3 of 5"},
		"rotated the other way": {"network", 2, func(_ *Check, a []float64, i int) float64 {
			return a[(i+1)%len(a)]
		}, CauseShift, "numerical[i+1]"},
		"no pattern": {"network", 1, func(_ *Check, a []float64, i int) float64 {
			return a[i] * (1 + 0.5*math.Sin(float64(i)))
		}, CauseUnknown, "without a pattern"},
		"below the tolerance": {"network", 1, scale(1 + Tolerance/2), CauseUnknown, "a little wrong: Taylor's slope is 1"},
		"doubtful": {"network", 1, func(_ *Check, a []float64, i int) float64 {
			return a[i] * (1 + 0.004*math.Sin(float64(i)))
		}, CauseUnknown, "a small fault; no pattern fits"},
	} {
		t.Run(name, func(t *testing.T) {
			check, err := New(configOf(c.component, NoFault))
			if err != nil {
				t.Fatal(err)
			}
			right := slices.Clone(check.chain.tensors[c.tensor].analytic)
			for i := range right {
				check.chain.tensors[c.tensor].analytic[i] = c.spoil(check, right, i)
			}
			check.Advance(math.MaxInt, 0)
			v := check.Snapshot().Verdict
			if v.Cause != c.cause || !strings.Contains(v.String(), c.says) {
				t.Errorf("cause %q: %v; want %q: %s", v.Cause, v, c.cause, c.says)
			}
		})
	}
}

// A kink of one entry does not hide that the others are rotated.
func TestShiftBesideKink(t *testing.T) {
	c := configOf("network", "shift")
	c.Seed = 201
	if s := compared(t, c); s.Verdict.Cause != CauseShift {
		t.Errorf("%v", s.Verdict)
	}
}
