package training

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// A straight line is its own trend, without noise, however long it is; too few
// points have none.
func TestTrendOf_line(t *testing.T) {
	for _, n := range []int{3, 4, 10, 50, 51, 1000, 1002, 1003, 5000} {
		got := trendOf(listed(line(n, 5, 5-2*float64(n-1))))
		if math.Abs(got.change+2*float64(n-1)) > 1e-9 || got.error > 1e-9 || !got.falls() || got.rises() {
			t.Errorf("%d points: %+v", n, got)
		}
	}
	if got := trendOf(listed([]float64{1, 2})); got != (trend{}) {
		t.Errorf("of two points: %+v", got)
	}
	if got := trendOf(listed([]float64{1, 2, 3})); got.falls() || !got.rises() {
		t.Errorf("rising: %+v", got)
	}
}

// A single jump makes no trend, and less than is shown neither.
func TestTrendOf_jump(t *testing.T) {
	if got := trendOf(listed([]float64{9, 1, 1, 1, 1, 1, 1})); got.change != 0 || got.falls() {
		t.Errorf("%+v", got)
	}
	for _, change := range []float64{0.000049, 0.000051} {
		down, up := trendOf(listed(line(10, 1, 1-change))), trendOf(listed(line(10, 1, 1+change)))
		if want := change > shown; down.falls() != want || up.rises() != want {
			t.Errorf("%v: %+v, %+v", change, down, up)
		}
	}
}

// Of normal noise about a bent curve the deviation is found, and a trend in
// about one of twenty where there is none.
func TestTrendOf_noise(t *testing.T) {
	const runs = 4000
	g := rand.New(rand.NewPCG(1, 2))
	curve, found, noises := make([]float64, lately), 0, 0.0
	for range runs {
		for i := range curve {
			curve[i] = 0.3 * g.NormFloat64()
		}
		if got := trendOf(listed(curve)); got.falls() || got.rises() {
			found++
		}
		for i := range curve {
			curve[i] += 5 * math.Exp(-float64(i)/50)
		}
		noises += noiseOf(listed(curve)) / runs
	}
	if math.Abs(noises-0.3) > 0.03 {
		t.Errorf("noise %v, want 0.3", noises)
	}
	if share := float64(found) / runs; share < 0.03 || share > 0.2 {
		t.Errorf("a trend in %v of what has none", share)
	}
	if noiseOf(listed([]float64{1, 2})) != 0 {
		t.Error("two points have noise")
	}
}

// The noise of a long curve is found as well as that of a short one, from all of
// it.
func TestNoiseOf_long(t *testing.T) {
	g := rand.New(rand.NewPCG(3, 4))
	curve := make([]float64, 30_000)
	for i := range curve {
		if i%3 == 0 { // noisy in its last third alone it would count for nothing
			curve[i] = 0.3 * g.NormFloat64()
		}
	}
	early, late := noiseOf(listed(curve[:10_000])), noiseOf(listed(curve[20_000:]))
	if all := noiseOf(listed(curve)); math.Abs(all-(early+late)/2) > 0.03 || all < 0.1 {
		t.Errorf("noise %v, of its parts %v and %v", all, early, late)
	}
}

// Of a long curve all parts count, not its beginning.
func TestTrendOf_whole(t *testing.T) {
	g, curve := rand.New(rand.NewPCG(5, 6)), make([]float64, 6000)
	for i := range curve {
		if curve[i] = 1; i > 1500 {
			curve[i] = 1 - float64(i)/6000 + 1e-3*g.NormFloat64()
		}
	}
	if got := trendOf(listed(curve)); !got.falls() || got.error == 0 {
		t.Errorf("%+v", got)
	}
}

// A trend does not depend on where the curve lies, and scales with it.
func TestTrendOf_scales(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		curve := rapid.SliceOfN(rapid.Float64Range(-1, 1), 3, 70).Draw(t, "curve")
		by := rapid.Float64Range(-9, 9).Draw(t, "by")
		scaled := make([]float64, len(curve))
		for i, v := range curve {
			scaled[i] = by*v + 7
		}
		a, b := trendOf(listed(curve)), trendOf(listed(scaled))
		if math.Abs(b.change-by*a.change) > 1e-9 || math.Abs(b.error-math.Abs(by)*a.error) > 1e-9 {
			t.Fatalf("%+v, scaled by %v %+v", a, by, b)
		}
	})
}

// TestBatchError takes the row of an epoch, or the last one there is.
func TestBatchError(t *testing.T) {
	s := Snapshot{Health: []HealthRow{{Epoch: 2, Error: 0.2}, {Epoch: 4, Error: 0.4}}}
	for epoch, want := range []float64{0.4, 0.2, 0.4, 0.4, 0.4} {
		if got := s.batchError(epoch); got != want {
			t.Errorf("epoch %d: %v, want %v", epoch, got, want)
		}
	}
	if got := (Snapshot{}).batchError(0); got != 0 {
		t.Errorf("nothing measured: %v", got)
	}
}

// None wrong is no certainty, and a change of one digit no trend.
func TestShareError(t *testing.T) {
	near(t, "of a half", shareError(0.5, 96), 0.05)
	near(t, "of all", shareError(1, 96), math.Sqrt(0.98*0.02/100))
	near(t, "of none", shareError(0.7, 0), 0.25)
	for _, n := range []int{50, 900} {
		if one := 1 / float64(n); beyond*shareError(1, n) < one {
			t.Errorf("one of %d is more than chance", n)
		}
	}
}

// Ten falls in a row are no chance, however unlike they are.
func TestTrendOf_monotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		falls := rapid.SliceOfN(rapid.Float64Range(0.0001, 0.1), lately-1, lately-1).Draw(t, "falls")
		curve := []float64{1}
		for _, by := range falls {
			curve = append(curve, curve[len(curve)-1]-by)
		}
		if got := trendOf(listed(curve)); !got.falls() {
			t.Fatalf("%v: %+v", curve, got)
		}
	})
}
