package nn

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"pgregory.net/rapid"
)

// TestBCE checks the loss against its formula and its gradient against the
// loss, away from the clamps that TestSaturation checks.
func TestBCE(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		yhat := rapid.Float64Range(0.01, 0.99).Draw(t, "yhat")
		y := float64(rapid.IntRange(0, 1).Draw(t, "y"))
		right := yhat // the probability given to what is true
		if y == 0 {
			right = 1 - yhat
		}
		if got := BCE(yhat, y); !(math.Abs(got+math.Log(right)) <= 1e-12) {
			t.Errorf("BCE = %v, want %v", got, -math.Log(right))
		}
		loss := func(yhat float64) float64 { return BCE(yhat, y) }
		want := fd.Derivative(loss, yhat, &fd.Settings{Formula: fd.Central, Step: 1e-6})
		if got := BCEGrad(yhat, y); !(math.Abs(got-want) <= 1e-6*math.Abs(want)) {
			t.Errorf("BCEGrad = %v, want about %v", got, want)
		}
	})
}

// TestBCE_NaN checks that no clamp hides what went wrong before.
func TestBCE_NaN(t *testing.T) {
	for _, y := range []float64{0, 1} {
		if got := BCE(math.NaN(), y); !math.IsNaN(got) {
			t.Errorf("BCE(NaN, %v) = %v", y, got)
		}
		if got := BCEGrad(math.NaN(), y); !math.IsNaN(got) {
			t.Errorf("BCEGrad(NaN, %v) = %v", y, got)
		}
	}
}
