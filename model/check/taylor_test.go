package check

import (
	"math"
	"slices"
	"strings"
	"testing"

	"nntui/data/nprand"
	"nntui/nn"
)

// The slope is 2 where the gradient is right, unless the function is straight,
// and 1 where it is wrong.
func TestTaylor(t *testing.T) {
	straight := []string{"relu", "leaky-relu", "relu-layer", "linear-y"}
	for _, component := range components() {
		for _, fault := range component.Faults {
			s := compared(t, component, configOf(component.Name, fault))
			got, want := s.Taylor.FirstSlope, 2.0
			if fault != NoFault && !s.Harmless {
				want = 1
			}
			if slices.Contains(straight, component.Name) && want == 2 && math.IsNaN(got) {
				continue
			}
			if !(math.Abs(got-want) < 0.1 && math.Abs(s.Taylor.ZerothSlope-1) < 0.1) {
				t.Errorf("%s, %s: slopes %.2f and %.2f, want 1 and %v", component.Name, fault, s.Taylor.ZerothSlope, got, want)
			}
		}
	}
}

// The remainders are those of the sum of five sigmoids along a unit vector.
func TestTaylor_remainders(t *testing.T) {
	c := opened(t, named(t, "sigmoid"), configOf("sigmoid", NoFault))
	c.Advance(len(c.comparing), 0)
	g := nprand.New(c.config.Seed + 1)
	x, v := c.chain.tensors[0].at, make([]float64, 5)
	var norm float64
	for i := range v {
		v[i] = g.Normal()
		norm += v[i] * v[i]
	}
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	got := c.Snapshot().Taylor
	if len(got.H) != 17 || got.H[0] != 1 || math.Abs(got.H[16]/1e-8-1) > 1e-12 {
		t.Fatalf("h is %v", got.H)
	}
	if loss := c.Snapshot().Loss; got.Noise != 4*nn.Epsilon*loss {
		t.Errorf("noise %v, of a loss of %v", got.Noise, loss)
	}
	for k, h := range got.H {
		var zeroth, first float64
		for i := range x {
			step := h * v[i] / math.Sqrt(norm)
			change := sigmoid(x[i]+step) - sigmoid(x[i])
			zeroth, first = zeroth+change, first+change-step*sigmoid(x[i])*(1-sigmoid(x[i]))
		}
		if math.Abs(got.Zeroth[k]-math.Abs(zeroth)) > 1e-14 || math.Abs(got.First[k]-math.Abs(first)) > 1e-14 || got.Kink[k] {
			t.Errorf("h = %v: remainders %v and %v, kink %t; want %v and %v", h, got.Zeroth[k], got.First[k], got.Kink[k], zeroth, first)
		}
	}
}

// Beside a small loss, rounding is that of 1; a kink on the way is marked.
func TestTaylor_noiseAndKinks(t *testing.T) {
	component := named(t, "relu")
	component.draw = func(c *chain, _ *nn.Network, _ uint64) error {
		copy(c.x.Data, []float64{1e-3, 1e-3, 1e-3, -1e-3, -1e-3})
		return nil
	}
	got := compared(t, component, configOf("relu", NoFault)).Taylor
	if got.Noise != 4*nn.Epsilon {
		t.Errorf("noise %v", got.Noise)
	}
	if !got.Kink[0] || !got.Kink[4] || got.Kink[8] || got.Kink[16] {
		t.Errorf("kinks 0.001 away: %v", got.Kink)
	}
}

// taylorOf has remainders of h to a power.
func taylorOf(power float64) (r Taylor, remainder []float64) {
	for i := range 9 {
		r.H = append(r.H, math.Pow(10, -float64(i)/2))
		r.Kink = append(r.Kink, false)
		remainder = append(remainder, math.Pow(r.H[i], power))
	}
	return r, remainder
}

func TestTaylor_slope(t *testing.T) {
	want := func(what string, r Taylor, remainder []float64, want float64) {
		t.Helper()
		if got := r.slope(remainder); !(math.Abs(got-want) < 1e-12) && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%s: slope %v, want %v", what, got, want)
		}
	}
	for _, power := range []float64{1, 1.5, 2, 3} {
		r, remainder := taylorOf(power)
		want("a power", r, remainder, power)
	}

	r, remainder := taylorOf(2) // of the three smallest pairs, the middle one
	remainder[8] *= 10          // slopes 2, 2, 0
	want("one outlier", r, remainder, 2)
	remainder[6] *= 10 // slopes 0, 4, 0 from the small end
	want("two outliers", r, remainder, 0)
	remainder[4] *= 10000 // is not among the three pairs
	want("an outlier at large h", r, remainder, 0)

	r, remainder = taylorOf(2)
	r.Noise = remainder[6] / 300 // rounding reaches it and what is smaller
	remainder[6], remainder[7], remainder[8] = remainder[6]*1, 1e-9, 1e-9
	want("rounding", r, remainder, 2)
	r.Noise /= 1.001 // and now only what is smaller: a slope of 2 from the next
	remainder[6], remainder[5] = remainder[6]*10, remainder[5]*10
	want("just above rounding", r, remainder, 2)

	r, remainder = taylorOf(2)
	r.Noise = 1
	want("rounding only", r, remainder, math.NaN())

	r, remainder = taylorOf(2)
	for i := range r.Kink {
		r.Kink[i] = i < 8
	}
	want("kinks up to the last but one", r, remainder, math.NaN())
	r.Kink[7] = false
	remainder[8] *= 10
	want("only the last pair has none", r, remainder, 0)

	r, remainder = taylorOf(2)
	r.Noise = remainder[2] / 301 // leaves the pairs of 0.3 and 0.1, and of 1 and 0.3
	remainder[0] = 1e9
	want("not from h = 1", r, remainder, 2)
	r.Noise = remainder[1] / 299
	want("nothing but h = 1", r, remainder, math.NaN())
}

func TestTaylor_String(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		zeroth, first   float64
		contradicts     bool
		says, agreement string
	}{
		{nan, nan, false, "does not change", "rounding only"},
		{nan, 2, false, "does not change", "2.00, as for a right gradient"},
		{1, nan, false, "straight here", "rounding only"},
		{1, 2, false, "h^2.00, as it does for a right one", "2.00, as for a right gradient"},
		{1, above(1.7), false, "h^1.70, as it does for a right one", "1.70, as for a right gradient"},
		{1, 1.7, false, "h^1.70; for a right one it is", "1.70; for a right gradient"},
		{1, 1.3, false, "h^1.30; for a right one it is", "1.30; for a right gradient"},
		{1, math.Nextafter(1.3, 0), true, "h^1.30 only; for", "1.30; for a right gradient"},
		{1, 1, true, "h^1.00 only; for", "1.00; for a right gradient"},
	} {
		r := Taylor{ZerothSlope: c.zeroth, FirstSlope: c.first}
		if r.contradicts() != c.contradicts || !strings.Contains(r.String(), c.says) || !strings.Contains(r.agreement(), c.agreement) {
			t.Errorf("slopes %v and %v: contradicts %t; %s; %s", c.zeroth, c.first, r.contradicts(), r, r.agreement())
		}
	}
}

// A gradient that is not a number does not fit to the last digit; at a large h
// it may be the function that has no value.
func TestTaylor_noNumber(t *testing.T) {
	nan := math.NaN()
	for says, first := range map[string][]float64{"is not a number": {1, nan}, "to the last digit": {nan, 1}} {
		if r := (Taylor{ZerothSlope: 1, FirstSlope: nan, First: first}); !strings.HasSuffix(r.String(), says) {
			t.Errorf("remainders %v: %s", first, r)
		}
	}
}
