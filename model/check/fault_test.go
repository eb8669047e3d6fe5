package check

import (
	"slices"
	"strings"
	"testing"

	"nntui/nn"
)

// A component lists the faults that can happen to it, and all others leave it
// as it is.
func TestFaults_fit(t *testing.T) {
	for name, want := range map[string]string{
		"sigmoid":       "none sign factor no-activation",
		"relu":          "none sign factor no-activation",
		"tanh":          "none sign factor no-activation",
		"leaky-relu":    "none sign factor no-activation",
		"bce":           "none sign factor",
		"linear":        "none sign factor no-batch-sum transpose shift",
		"linear-y":      "none sign factor",
		"sigmoid-layer": "none sign factor no-activation",
		"relu-layer":    "none sign factor no-activation",
		"one-layer":     "none sign factor no-activation",
		"one-layer-a":   "none sign factor no-activation",
		"network":       "none sign factor no-batch-sum transpose no-activation shift",
	} {
		component, err := ComponentNamed(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(component.Faults, " "); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		c := opened(t, component, configOf(name, NoFault)).chain
		right := c.tensors
		for _, fault := range Faults {
			c.differentiate(fault)
			spoiled := !sameGradients(c.tensors, right)
			if listed := slices.Contains(component.Faults, fault.Name); spoiled && !listed {
				t.Errorf("%s can happen to %s, which does not list it", fault.Name, name)
			}
		}
		if c.differentiate(Faults[0]); !sameGradients(c.tensors, right) {
			t.Errorf("%s: a fault stays", name)
		}
	}
}

// One row has no sum over the batch, and one output nothing to rotate.
func TestFault_happensTo(t *testing.T) {
	for _, c := range []struct {
		rows   int
		layers string
		want   string
	}{
		{1, "linear:1", "none sign factor"},
		{2, "linear:1", "none sign factor no-batch-sum"},
		{1, "linear:2", "none sign factor transpose shift"},
		{1, "linear:1,relu,linear:2", "none sign factor transpose no-activation shift"},
	} {
		got := withFaults([]Component{{rows: c.rows, in: 3, layers: c.layers}})[0].Faults
		if strings.Join(got, " ") != c.want {
			t.Errorf("%d rows, %s: %s, want %s", c.rows, c.layers, got, c.want)
		}
	}
}

// What each fault does, by the numbers of one layer: dy is 1 everywhere, so
// that every entry of db is the number of rows.
func TestFaults_numbers(t *testing.T) {
	c := opened(t, named(t, "linear"), configOf("linear", NoFault)).chain
	c.loss.Gradient = func(dyhat, _, _ nn.Matrix) {
		for i := range dyhat.Data {
			dyhat.Data[i] = float64(i)
		}
	}
	gradients := func(fault string) (dx, dw, db []float64) {
		c.differentiate(faultOf(t, fault))
		return c.tensors[0].analytic, c.tensors[1].analytic, c.tensors[2].analytic
	}
	dx, dw, db := gradients(NoFault)
	near(t, "db", db, 21, 24, 27, 30, 33, 36, 39)
	times := func(x []float64, by float64) (y []float64) {
		for _, v := range x {
			y = append(y, by*v)
		}
		return y
	}
	for fault, want := range map[string]struct{ dx, dw, db []float64 }{
		"sign":         {dx, times(dw, -1), times(db, -1)},
		"factor":       {dx, times(dw, 2), times(db, 2)},
		"no-batch-sum": {dx, dw, []float64{14, 15, 16, 17, 18, 19, 20}},
		"shift":        {dx, dw, []float64{39, 21, 24, 27, 30, 33, 36}},
		"transpose":    {misreadBy(c.tensors[1].at, 3, 5, 7), dw, db},
	} {
		x, w, b := gradients(fault)
		near(t, fault+": dx", x, want.dx...)
		near(t, fault+": dW", w, want.dw...)
		near(t, fault+": db", b, want.db...)
	}
}

// misreadBy is dy·V for V the numbers of W (in x out) as if they were out x in.
func misreadBy(w []float64, rows, in, out int) (dx []float64) {
	for r := range rows {
		for i := range in {
			var sum float64
			for j := range out {
				sum += float64(r*out+j) * w[j*in+i]
			}
			dx = append(dx, sum)
		}
	}
	return dx
}
