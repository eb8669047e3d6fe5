package descent

import (
	"cmp"
	"math"
	"math/cmplx"
	"slices"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"

	"nntui/model/surface"
)

// A Stability says what a method does close to a minimum, by the eigenvalues μ of
// the Jacobian of one step, which takes the place and all that the method
// remembers to what they are after it. A small distance is multiplied by |μ| each
// step, turns by the angle of μ, and changes sides where μ is negative.
//
// Where λ are the curvatures, gradient descent has the eigenvalues 1 - ηλ, and
// momentum the roots of μ² - (1+β-ηλ)μ + β (Goh, Why Momentum Really Works, 2017).
type Stability struct {
	Radius float64    // the largest |μ|, the spectral radius; NaN where a step has no Jacobian
	Lead   complex128 // the μ of that size
}

// Holds reports whether the minimum holds the method: whoever is close comes
// closer.
func (s Stability) Holds() bool { return s.Radius < 1 }

// Regime says in a word how a small distance changes.
func (s Stability) Regime() string {
	switch {
	case math.IsNaN(s.Radius):
		return "unknown"
	case !s.Holds():
		return "diverges"
	case math.Abs(imag(s.Lead)) > 1e-6*s.Radius:
		return "ripples"
	case real(s.Lead) < 0:
		return "oscillates"
	}
	return "monotone"
}

// Stability returns that of the run's method at a minimum, for steps of that
// size, and with what AdaGrad remembers for ever.
func (r Run) Stability(s *surface.Surface, m surface.Minimum, rate float64) Stability {
	l, ok := r.linear(s, m.Point)
	if !ok {
		return Stability{Radius: math.NaN()}
	}
	return l.stability(rate, flatDirections(m))
}

// Limit returns the largest step size with which a minimum holds the run's
// method: 2/λmax of gradient descent, 2(1+β)/λmax of momentum. It is infinite
// where all do, 0 at a kink, where none does, and NaN where a step has no Jacobian.
func (r Run) Limit(s *surface.Surface, m surface.Minimum) float64 {
	l, ok := r.linear(s, m.Point)
	if !ok {
		return math.NaN()
	}
	flat := flatDirections(m)
	_, steepest, _, _ := s.Jet(m.X, m.Y).Eigen()
	high := 1e3 / steepest
	switch {
	case l.kink:
		return 0
	case !(steepest > 0) || l.stability(high, flat).Holds():
		return math.Inf(1)
	}
	low := high
	for range 80 {
		if low /= 2; l.stability(low, flat).Holds() {
			break
		}
		high = low
	}
	for range 40 {
		if middle := (low + high) / 2; l.stability(middle, flat).Holds() {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// flatDirections counts the directions along a line of minima.
func flatDirections(m surface.Minimum) int {
	if m.Line != nil {
		return 1
	}
	return 0
}

// Local reports whether a step of the run's method has the same Jacobian wherever
// the Hessian is the same, at a minimum or not.
func (r Run) Local() bool {
	m, err := methodNamed(r.Method)
	return err == nil && m.rule != "" && !m.adaptive()
}

// linear is the step of an optimizer near a place where it would stay.
type linear struct {
	*firstOrder
	ground *ground
	rest   []float64 // the place, and what is remembered there
	kink   bool      // does the slope jump there?
	stays  int       // how many numbers of that no step on level ground changes
	fd     fd.JacobianSettings
}

// linear returns the step of the run's method at a place, with what it remembers
// after a long time there: nothing of what fades, all of what stays, and a count
// so large that it corrects nothing.
func (r Run) linear(s *surface.Surface, at surface.Point) (l linear, ok bool) {
	method, err := methodNamed(r.Method)
	if err != nil || method.rule == "" {
		return linear{}, false
	}
	l = linear{
		firstOrder: newFirstOrder(method.rule, r.Momentum), ground: &ground{Surface: s}, rest: []float64{at.X, at.Y},
		fd: fd.JacobianSettings{Formula: fd.Central, Step: 1e-6 * s.Width()},
	}
	if method.adaptive() { // the squares that it remembers are not negative, and its ε is small
		l.fd = fd.JacobianSettings{Formula: fd.Forward, Step: 1e-11}
	}
	l.kink = kinked(s, at, 1e-6*s.Width())
	l.recall(slices.Repeat([]float64{1}, len(slices.Concat(l.Memory()...))))
	l.Step(make([]float64, 2), make([]float64, 2), 1) // on level ground
	memory := slices.Concat(r.Memory...)
	for i, v := range slices.Concat(l.Memory()...) {
		switch {
		case v > 1: // a count of steps
			v, l.stays = 1e9, l.stays+1
		case v == 1 && memory != nil:
			v, l.stays = memory[i], l.stays+1
		case v == 1:
			v, l.stays = 0, l.stays+1
		default: // it fades
			v = 0
		}
		l.rest = append(l.rest, v)
	}
	return l, true
}

// kinked reports whether the slope jumps at a place: over a tenth of the distance
// by much more than a tenth. No step size settles there.
func kinked(s *surface.Surface, at surface.Point, h float64) bool {
	jump := func(h float64) float64 {
		x1, y1 := s.Grad(at.X+h, at.Y)
		x0, y0 := s.Grad(at.X-h, at.Y)
		u1, v1 := s.Grad(at.X, at.Y+h)
		u0, v0 := s.Grad(at.X, at.Y-h)
		return math.Hypot(math.Hypot(x1-x0, y1-y0), math.Hypot(u1-u0, v1-v0))
	}
	return jump(h/10) > 0.3*jump(h)
}

// recall sets what is remembered.
func (l linear) recall(values []float64) {
	for _, part := range l.Memory() {
		values = values[copy(part, values):]
	}
}

// stability returns that of steps of a size; so many directions are flat.
func (l linear) stability(rate float64, flat int) (s Stability) {
	if l.kink {
		return Stability{Radius: math.Inf(1), Lead: cmplx.Inf()}
	}
	n := len(l.rest)
	jacobian := mat.NewDense(n, n, nil)
	fd.Jacobian(jacobian, func(next, z []float64) {
		l.recall(z[2:])
		p := l.move(l.ground, surface.Point{X: z[0], Y: z[1]}, rate)
		next[0], next[1] = p.X, p.Y
		for k, rest := 0, next[2:]; k < len(l.Memory()); k++ {
			rest = rest[copy(rest, l.Memory()[k]):]
		}
	}, l.rest, &l.fd)
	var eigen mat.Eigen
	// Of what is not finite Factorize would never come back.
	broken := slices.ContainsFunc(jacobian.RawMatrix().Data, func(v float64) bool { return !finite(v) })
	if broken || !eigen.Factorize(jacobian, mat.EigenNone) {
		return Stability{Radius: math.Inf(1), Lead: cmplx.Inf()}
	}
	values := eigen.Values(nil)
	// What stays for ever has the factor 1, and so has a flat direction.
	slices.SortFunc(values, func(a, b complex128) int { return cmp.Compare(cmplx.Abs(a-1), cmplx.Abs(b-1)) })
	for _, v := range values[flat+l.stays:] {
		if size := cmplx.Abs(v); size > s.Radius {
			s = Stability{size, v}
		}
	}
	return s
}
