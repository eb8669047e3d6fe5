package descent

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"nntui/model/setting"
)

func quadratic(method string, low, high float64) Quadratic {
	t, ok := setting.Named(theories, method, func(t theory) string { return t.name })
	if !ok {
		panic(method)
	}
	return Quadratic{low, high, t}
}

// jacobians are those of a step along a direction, of the place and what is
// remembered, as the comments in package nn have the methods.
var jacobians = map[string]func(η, β, λ float64) []float64{
	"gd":       func(η, _, λ float64) []float64 { return []float64{1 - η*λ} },
	"momentum": func(η, β, λ float64) []float64 { return []float64{1 - η*λ, -η * β, λ, β} },
	"nesterov": func(η, β, λ float64) []float64 { return []float64{1 - η*λ*(1+β), -η * β * β, λ, β} },
}

// gonumRadius is the spectral radius that gonum finds, with the eigenvalue of that size.
func gonumRadius(method string, η, β float64, curvatures ...float64) Stability {
	var s Stability
	for _, λ := range curvatures {
		j := jacobians[method](η, β, λ)
		n := int(math.Sqrt(float64(len(j))))
		var eigen mat.Eigen
		eigen.Factorize(mat.NewDense(n, n, j), mat.EigenNone)
		for _, v := range eigen.Values(nil) {
			if size := cmplx.Abs(v); size > s.Radius {
				s = Stability{size, v}
			}
		}
	}
	return s
}

// byDiscriminant tells by the discriminant of the direction that decides.
func byDiscriminant(method string, η, β float64, low, high float64) string {
	a, b := gonumRadius(method, η, β, low), gonumRadius(method, η, β, high)
	λ := low
	if b.Radius > a.Radius {
		a, λ = b, high
	}
	trace, determinant := 1-η*λ, 0.0
	switch method {
	case "momentum":
		trace, determinant = 1+β-η*λ, β
	case "nesterov":
		trace, determinant = (1+β)*(1-η*λ), β*(1-η*λ)
	}
	switch {
	case a.Radius >= 1:
		return "diverges"
	case trace*trace < 4*determinant:
		return "ripples"
	case trace < 0:
		return "oscillates"
	}
	return "monotone"
}

func TestQuadratic_radius(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		method := rapid.SampledFrom([]string{"gd", "momentum", "nesterov"}).Draw(t, "method")
		low := rapid.Float64Range(0.1, 2).Draw(t, "low")
		high := low * rapid.Float64Range(1, 50).Draw(t, "condition")
		q := quadratic(method, low, high)
		η, β := q.View().MaxX*rapid.Float64Range(0.001, 1).Draw(t, "η"), rapid.Float64Range(0, 1).Draw(t, "β")
		got, want := q.Stability(η, β), gonumRadius(method, η, β, low, high)
		if math.Abs(got.Radius-want.Radius) > 1e-6 {
			t.Fatalf("radius %v, want %v", got, want)
		}
		if a, b := gonumRadius(method, η, β, low), gonumRadius(method, η, β, high); math.Abs(a.Radius-b.Radius) > 1e-9 && math.Abs(want.Radius-1) > 1e-9 {
			if w := byDiscriminant(method, η, β, low, high); got.Regime() != w && math.Abs(imag(want.Lead)) > 1e-5 {
				t.Fatalf("%v, want %s", got.Regime(), w)
			}
		}
	})
}

// What the theory says of a bowl is what the very code does there.
func TestQuadratic_code(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		c := changed(func(c *Config) {
			c.Use("bowl")
			c.Method = []string{"gd", "momentum", "nesterov"}[random.IntN(3)]
			c.Condition, c.Momentum = 1+40*random.Float64(), 0.99*random.Float64()
			c.Step = 4 * random.Float64() / c.Condition
		})
		s := descend(t, c)
		m := s.Surface.Minima[s.Closest()]
		q, ok := s.Quadratic(m)
		got, want := q.Stability(c.Step, c.Momentum), s.Stability(s.Surface, m, c.Step)
		if !ok || math.Abs(got.Radius-want.Radius) > 1e-4 {
			t.Errorf("%s, condition %v, step %v, momentum %v: %v, the code %v", c.Method, c.Condition, c.Step, c.Momentum, got, want)
		}
	}
}

// No step size and momentum of a fine grid is faster than the best, and the best is
// as fast as it says.
func TestQuadratic_best(t *testing.T) {
	for _, condition := range []float64{1, 2, 10, 100} {
		for method := range jacobians {
			q := quadratic(method, 0.5, 0.5*condition)
			best, v := q.Best(), q.View()
			if got := q.Stability(best.Step, best.Momentum).Radius; math.Abs(got-best.Radius) > 1e-6 {
				t.Errorf("%s, %v: the best says %v, and is %v", method, condition, best, got)
			}
			const n = 300
			least := math.Inf(1)
			for at := range n * n {
				p := v.At(at%n, at/n, n, n)
				if !q.Momentum {
					p.Y = 0
				}
				least = min(least, q.Stability(p.X, p.Y).Radius)
			}
			if least < best.Radius-1e-9 || least > best.Radius+0.08 {
				t.Errorf("%s, %v: the lowest of a grid is %v, the best %v", method, condition, least, best.Radius)
			}
			if best.Step <= 0 || best.Step > v.MaxX || best.Momentum < 0 || best.Momentum >= 1 {
				t.Errorf("%s, %v: the best is beside the view: %v", method, condition, best)
			}
		}
	}
	// Distill's article: for κ = 100 momentum leaves 9/11 a step, gradient descent 99/101.
	if got := quadratic("momentum", 1, 100).Best(); !agrees(got.Radius, 9.0/11) || !agrees(got.Momentum, 81.0/121) || !agrees(got.Step, 4.0/121) {
		t.Errorf("got %v", got)
	}
	if got := quadratic("gd", 1, 100).Best(); !agrees(got.Radius, 99.0/101) || !agrees(got.Step, 2.0/101) {
		t.Errorf("got %v", got)
	}
}

// The four regimes lie where Distill's article has them.
func TestQuadratic_regimes(t *testing.T) {
	for _, c := range []struct {
		method string
		η, β   float64
		want   string
	}{
		{"gd", 0.5, 0, "monotone"}, {"gd", 0.99, 0, "monotone"}, {"gd", 1.01, 0, "oscillates"}, {"gd", 1.99, 0, "oscillates"}, {"gd", 2.01, 0, "diverges"},
		{"momentum", 0.05, 0.5, "monotone"}, {"momentum", 0.1, 0.5, "ripples"}, {"momentum", 2.9, 0.5, "ripples"},
		{"momentum", 2.95, 0.5, "oscillates"}, {"momentum", 2.99, 0.5, "oscillates"}, {"momentum", 3.01, 0.5, "diverges"},
		{"momentum", 2.9, 0.9999, "ripples"}, {"nesterov", 0.5, 0.9, "ripples"}, {"nesterov", 1.3, 0.9, "oscillates"}, {"nesterov", 1.4, 0.9, "diverges"},
	} {
		if got := quadratic(c.method, 1, 1).Stability(c.η, c.β); got.Regime() != c.want {
			t.Errorf("%s with %v and %v: %s (%v), want %s", c.method, c.η, c.β, got.Regime(), got, c.want)
		}
	}
	for method, want := range map[string]float64{"gd": 1.15 * 2 / 5, "momentum": 1.15 * 4 / 5, "nesterov": 1.15 * 2 / 5} {
		if v := quadratic(method, 1, 5).View(); math.Abs(v.MaxX-want) > 1e-12 || v.MinX != 0 || v.MinY != 0 || v.MaxY != 1 {
			t.Errorf("%s is looked at in %v", method, v)
		}
	}
}

// Of which minima there is a theory, and of which methods.
func TestSnapshot_quadratic(t *testing.T) {
	for _, c := range []struct {
		function, method string
		low, high        float64
		ok               bool
	}{
		{"x^2 + 3*y^2", "gd", 2, 6, true}, {"x^2 + 3*y^2", "nesterov", 2, 6, true},
		{"x^2 + 3*y^2", "adam", 0, 0, false}, {"x^2 + 3*y^2", "newton", 0, 0, false}, {"x^2 + 3*y^2", "line-search", 0, 0, false},
		{"x^2", "momentum", 2, 2, true}, {"x^4 + y^2", "gd", 0, 0, false}, {"abs(x) + y^2", "gd", 0, 0, false},
	} {
		s := descend(t, changed(func(d *Config) { d.Function, d.Method, d.Steps = c.function, c.method, 3 }))
		q, ok := s.Quadratic(s.Surface.Minima[s.Closest()])
		if ok != c.ok || ok && (math.Abs(q.Low-c.low) > 1e-9 || math.Abs(q.High-c.high) > 1e-9 || q.Momentum != (c.method != "gd")) {
			t.Errorf("%s of %s: %v, %v, want %v to %v, %v", c.method, c.function, q, ok, c.low, c.high, c.ok)
		}
	}
	if s := descend(t, changed(func(d *Config) { d.Function = "x + y" })); s.Closest() != -1 {
		t.Errorf("a plane has a minimum near: %d", s.Closest())
	}
	// From the assignment's start, step by step: the path comes nearest to the one it
	// passes, not to the one it ends at.
	s := descend(t, Default())
	if at, _ := s.Surface.Minima.Nearest(s.Last().Point()); s.Closest() != at {
		t.Errorf("near minimum %d, ends at %d", s.Closest(), at)
	}
	s.Path = append(s.Path, Point{X: 100, Y: 100})
	if at, _ := s.Surface.Minima.Nearest(s.Path[20].Point()); s.Closest() != at {
		t.Errorf("near minimum %d, passes %d", s.Closest(), at)
	}
}

// The measured rate of a path on a bowl is the spectral radius.
func TestSnapshot_measure(t *testing.T) {
	for _, c := range []struct {
		method string
		η, β   float64
	}{
		{"gd", 0.05, 0}, {"gd", 0.1, 0}, {"gd", 0.15, 0}, {"gd", 0.18, 0}, {"gd", 0.19, 0},
		{"momentum", 0.1, 0.5}, {"momentum", 0.05, 0.8}, {"momentum", 0.02, 0.9}, {"momentum", 0.2, 0.1}, {"momentum", 0.03, 0.3},
		{"nesterov", 0.05, 0.5}, {"nesterov", 0.02, 0.9},
	} {
		s := descend(t, changed(func(d *Config) {
			d.Use("bowl")
			d.Method, d.Step, d.Momentum, d.Steps = c.method, c.η, c.β, 1000
		}))
		m := s.Surface.Minima[s.Closest()]
		got, want := s.Measure(m), s.Stability(s.Surface, m, c.η).Radius
		if got.Why != "" || math.Abs(got.Rate/want-1) > 0.01 {
			t.Errorf("%s with %v and %v: %+v, want %v", c.method, c.η, c.β, got, want)
		}
	}
}

// Ten steps near the minimum are enough, nine are not.
func TestSnapshot_measureLeast(t *testing.T) {
	s := descend(t, changed(func(c *Config) { c.Use("bowl"); c.Steps = 60 }))
	m, near := s.Surface.Minima[s.Closest()], 0
	for k := range s.Path[1:] {
		if math.Hypot(m.Distance(s.Path[k].Point()), m.Distance(s.Path[k+1].Point())) >= s.Surface.Near() {
			near = k + 2 // the step after it
		}
	}
	for n, want := range map[int]string{9: "too few steps near", 10: ""} {
		s.Path = s.Path[:near+n]
		if got := s.Measure(m); got.Why != want {
			t.Errorf("with %d steps near: %+v", n, got)
		}
		s = descend(t, s.Config)
	}
}

func TestSnapshot_measureNot(t *testing.T) {
	for want, change := range map[string]func(*Config){
		"":                   func(c *Config) { c.Steps = 60 },
		"noisy gradient":     func(c *Config) { c.Steps, c.Noise = 60, 0.01 },
		"never near":         func(c *Config) { c.Steps = 5 },
		"too few steps near": func(c *Config) { c.Steps = 36 },
		"step size changes":  func(c *Config) { c.Steps, c.Decay = 200, 0.999 },
		"too few steps": func(c *Config) {
			c.Method, c.Steps, c.Condition, c.Momentum, c.Step = "momentum", 200, 1.6634, 0.29779, 0.31915
		},
	} {
		s := descend(t, changed(func(c *Config) { c.Use("bowl"); change(c) }))
		m := s.Surface.Minima[s.Closest()]
		if got := s.Measure(m); got.Why != want || (got.Why != "") != (got.Rate == 0) {
			t.Errorf("got %+v, want %q", got, want)
		}
	}
}
