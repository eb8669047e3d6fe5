package nn

import "testing"

// TestActivations_zero pins what happens at the kinks: as in the assignment,
// a ReLU's derivative at 0 is the one from the right.
func TestActivations_zero(t *testing.T) {
	for name, want := range map[string]struct{ value, derivative float64 }{
		"sigmoid":    {0.5, 0.25},
		"relu":       {0, 1},
		"leaky-relu": {0, 1},
		"tanh":       {0, 1},
	} {
		f := activationNamed(t, name)
		y, dydx := []float64{7}, []float64{7}
		f.Value(y, []float64{0})
		f.Derivative(dydx, []float64{0})
		if y[0] != want.value || dydx[0] != want.derivative {
			t.Errorf("%s(0) = %v and %s'(0) = %v, want %v and %v", name, y[0], name, dydx[0], want.value, want.derivative)
		}
	}
}
