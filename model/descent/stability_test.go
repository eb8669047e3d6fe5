package descent

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"nntui/model/surface"
)

// TestStability_analytic compares radii with the eigenvalues of Jacobians written
// down by hand: of gradient descent 1 - ηλ, of momentum and Nesterov those of 2x2
// matrices for each curvature λ.
func TestStability_analytic(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		k := math.Pow(10, 2*random.Float64())
		rate, beta := math.Pow(10, 3*random.Float64()-2.5)/k, 0.99*random.Float64()
		for method, matrix := range map[string]func(lambda float64) *mat.Dense{
			"gd": func(lambda float64) *mat.Dense { return mat.NewDense(1, 1, []float64{1 - rate*lambda}) },
			"momentum": func(lambda float64) *mat.Dense { // of (x, v)
				return mat.NewDense(2, 2, []float64{1 - rate*lambda, -rate * beta, lambda, beta})
			},
			"nesterov": func(lambda float64) *mat.Dense {
				return mat.NewDense(2, 2, []float64{1 - rate*(1+beta)*lambda, -rate * beta * beta, lambda, beta})
			},
		} {
			c := changed(func(c *Config) { c.Surface, c.Condition, c.Method, c.Momentum = "bowl", k, method, beta })
			s, err := c.OpenSurface()
			if err != nil {
				t.Fatal(err)
			}
			want := max(radius(t, matrix(1)), radius(t, matrix(k)))
			got := Run{Method: method, Momentum: c.Momentum}.Stability(s, s.Minima[0], rate)
			if math.Abs(got.Radius-want) > 1e-6 || math.Abs(cmplx.Abs(got.Lead)-got.Radius) > 1e-12 {
				t.Errorf("%s, η %v, β %v, λ 1 and %v: %+v, want %v", method, rate, beta, k, got, want)
			}
		}
	}
}

func radius(t *testing.T, m *mat.Dense) (most float64) {
	t.Helper()
	var e mat.Eigen
	if !e.Factorize(m, mat.EigenNone) {
		t.Fatal("no eigenvalues")
	}
	for _, v := range e.Values(nil) {
		most = max(most, cmplx.Abs(v))
	}
	return most
}

// The limits are those of the textbooks, on either side of which the minimum
// holds the method and does not.
func TestLimit(t *testing.T) {
	const lambda, beta = 10, 0.9 // the larger curvature of the bowl
	for method, want := range map[string]float64{
		"gd":       2.0 / lambda,
		"momentum": 2 * (1 + beta) / lambda,
		"nesterov": 2 * (1 + beta) / (1 + 2*beta) / lambda,
	} {
		c := changed(func(c *Config) { c.Surface, c.Method, c.Momentum = "bowl", method, beta })
		s, _ := c.OpenSurface()
		r := Run{Method: method, Momentum: c.Momentum}
		if got := r.Limit(s, s.Minima[0]); math.Abs(got/want-1) > 1e-6 {
			t.Errorf("%s: limit %v, want %v", method, got, want)
		}
		if !r.Stability(s, s.Minima[0], 0.999*want).Holds() || r.Stability(s, s.Minima[0], 1.001*want).Holds() {
			t.Errorf("%s: the limit %v is none", method, want)
		}
	}
}

// At the assignment's global minimum the curvature is 11.04, so that steps up to
// 0.181 settle; Newton and the line search have no step size to be too large.
func TestLimit_assignment(t *testing.T) {
	for method, want := range map[string]float64{"gd": 0.181115, "newton": math.NaN(), "line-search": math.NaN(), "bfgs": math.NaN()} {
		s := descend(t, changed(func(c *Config) { c.Method = method }))
		got := s.Limit(s.Surface, s.Surface.Minima[0])
		if math.IsNaN(want) != math.IsNaN(got) || math.Abs(got-want) > 1e-6 {
			t.Errorf("%s: limit %v, want %v", method, got, want)
		}
		at := s.Stability(s.Surface, s.Surface.Minima[0], 0.1)
		if math.IsNaN(at.Radius) != math.IsNaN(want) {
			t.Errorf("%s: %+v", method, at)
		}
	}
}

// What divides by the size of earlier gradients takes steps of the step size
// however close it is: none but the tiniest settle, but for AdaGrad, which never
// forgets how steep it was.
func TestStability_adaptive(t *testing.T) {
	for method, holds := range map[string]bool{"adagrad": true, "rmsprop": false, "adam": false} {
		s := descend(t, changed(func(c *Config) { c.Method, c.Steps = method, 100 }))
		m := s.Surface.Minima[0]
		if got := s.Stability(s.Surface, m, 0.1); got.Holds() != holds {
			t.Errorf("%s: %+v", method, got)
		}
		if !holds && !s.Stability(s.Surface, m, 1e-9).Holds() {
			t.Errorf("%s does not settle with the tiniest steps", method)
		}
	}
}

// Along a line of minima nothing pulls; across it the limit is 2/λ as ever.
func TestLimit_line(t *testing.T) {
	for formula, want := range map[string]float64{"x^2": 1, "(x+y)^2": 0.5, "(x^2+y^2-1)^2": 0.25} {
		for _, method := range []string{"gd", "momentum"} {
			c := changed(func(c *Config) { c.Function, c.Method, c.Momentum = formula, method, 0.5 })
			s, err := c.OpenSurface()
			if err != nil {
				t.Fatal(err)
			}
			if method == "momentum" {
				want *= 1.5
			}
			if got := (Run{Method: method, Momentum: c.Momentum}).Limit(s, s.Minima[0]); math.Abs(got-want) > 1e-4 {
				t.Errorf("%s, %s: limit %v, want %v", formula, method, got, want)
			}
			if method == "momentum" {
				want /= 1.5
			}
		}
	}
}

// Of a line that is not as steep everywhere the place decides: x²y² has the
// curvature 2x² across its line at (x, 0).
func TestStability_alongLine(t *testing.T) {
	s := descend(t, changed(func(c *Config) { c.Function, c.Step, c.Steps = "x^2*y^2", 0.01, 3000 }))
	at := s.Fate.Minimum
	if s.Fate.End != Reached || !s.Holds[at] {
		t.Errorf("%+v, holds %v", s.Fate, s.Holds)
	}
	if s = descend(t, changed(func(c *Config) { c.Function, c.Step, c.Steps, c.X, c.Y = "x^2*y^2", 0.5, 3, 3, 1e-9 })); s.Holds[at] {
		t.Error("it holds steps of 0.5 as well")
	}
}

// At a kink no step size settles, however the slope is measured; a steep minimum
// is no kink.
func TestLimit_kink(t *testing.T) {
	for function, want := range map[string]float64{"abs(x)+y^2": 0, "abs(x)+abs(y)": 0, "max(x, -x) + y²": 0, "max(x², |x|) - min(y, -y)": 0, "x sign x + y²": 0, "sqrt(x^2+y^2)": 0, "1e6*x^2+y^2": 1e-6, "x^4+y^2": 1} {
		c := changed(func(c *Config) { c.Function = function })
		s, err := c.OpenSurface()
		if err != nil {
			t.Fatal(err)
		}
		r := Run{Method: "gd"}
		if got := r.Limit(s, s.Minima[0]); math.Abs(got-want) > 1e-5*want {
			t.Errorf("%s: limit %v, want %v", function, got, want)
		}
		if r.Stability(s, s.Minima[0], 1e-9).Holds() != (want > 0 && function != "x^4+y^2") {
			t.Errorf("%s: %+v", function, r.Stability(s, s.Minima[0], 1e-9))
		}
	}
}

func TestStability_Regime(t *testing.T) {
	for _, c := range []struct {
		rate, beta float64
		want       string
	}{
		{0.5, 0, "monotone"}, {1.5, 0, "oscillates"}, {2.5, 0, "diverges"},
		{0.1, 0.01, "monotone"}, {0.5, 0.5, "ripples"}, {2.95, 0.5, "oscillates"}, {3.1, 0.5, "diverges"},
	} {
		config := changed(func(d *Config) { d.Surface, d.Condition, d.Method, d.Momentum = "bowl", 1, "momentum", c.beta })
		s, _ := config.OpenSurface()
		if got := (Run{Method: "momentum", Momentum: config.Momentum}).Stability(s, s.Minima[0], c.rate); got.Regime() != c.want {
			t.Errorf("η %v, β %v: %q %+v, want %q", c.rate, c.beta, got.Regime(), got, c.want)
		}
	}
	if got := (Stability{Radius: math.NaN()}).Regime(); got != "unknown" {
		t.Errorf("of nothing: %q", got)
	}
}

// Where nothing is finite there is no radius to speak of, and no endless search.
func TestStability_notFinite(t *testing.T) {
	c := changed(func(c *Config) { c.Function = "log(x)" })
	s, err := c.OpenSurface()
	if err != nil {
		t.Fatal(err)
	}
	if got := (Run{Method: "momentum", Momentum: c.Momentum}).Stability(s, surface.Minimum{}, 1); got.Holds() {
		t.Errorf("%+v", got)
	}
}
