// Package surface holds functions of two variables to descend on, the
// classics and those that a user types, with exact gradients and Hessians.
//
// Every surface is a formula, which becomes a function of hyperdual numbers:
// their parts are the derivatives, so that nobody has to write them down, or
// can get them wrong.
package surface

import (
	"math"

	"gonum.org/v1/gonum/num/hyperdual"

	"nntui/model"
	"nntui/model/setting"
)

// A Point is a point of the plane.
type Point struct{ X, Y float64 }

// Distance returns the Euclidean distance of two points.
func (p Point) Distance(q Point) float64 { return math.Hypot(p.X-q.X, p.Y-q.Y) }

// A Surface is a function of the plane.
type Surface struct {
	Name    string // as the catalog has it; empty for a typed formula
	Formula string
	Domain  Rect       // the part that is worth looking at
	Minima  Minima     // in Domain, the lowest first
	Saddles []Critical // in Domain, the lowest first
	Maxima  []Critical // in Domain, the lowest first
	Reach

	expr expression
}

// Near is the distance to a minimum that counts as close by: a cursor reads it, and
// rates are measured there.
func (s *Surface) Near() float64 { return s.Width() / 50 }

// Tolerance is the distance to a minimum that counts as having reached it.
func (s *Surface) Tolerance() float64 { return s.Width() / 500 }

// Width is the shorter side of the domain, of which lengths are shares.
func (s *Surface) Width() float64 {
	return min(s.Domain.MaxX-s.Domain.MinX, s.Domain.MaxY-s.Domain.MinY)
}

// F returns the value at (x, y).
func (s *Surface) F(x, y float64) float64 { return s.expr.value(x, y) }

// Grad returns ∂f/∂x and ∂f/∂y at (x, y).
func (s *Surface) Grad(x, y float64) (dx, dy float64) {
	n := s.expr.dual(hyperdual.Number{Real: x, E1mag: 1}, hyperdual.Number{Real: y, E2mag: 1})
	return n.E1mag, n.E2mag
}

// A Jet is the value of a surface at a point with its first and second
// derivatives.
type Jet struct{ F, DX, DY, DXX, DXY, DYY float64 }

// Jet returns all derivatives up to the second at (x, y). One hyperdual
// evaluation gives the mixed derivative by the directions of its two units,
// so the three second derivatives take three.
func (s *Surface) Jet(x, y float64) Jet {
	at := func(x1, x2, y1, y2 float64) hyperdual.Number {
		return s.expr.dual(hyperdual.Number{Real: x, E1mag: x1, E2mag: x2}, hyperdual.Number{Real: y, E1mag: y1, E2mag: y2})
	}
	xy := at(1, 0, 0, 1)
	return Jet{
		F: xy.Real, DX: xy.E1mag, DY: xy.E2mag,
		DXX: at(1, 1, 0, 0).E1E2mag, DXY: xy.E1E2mag, DYY: at(0, 0, 1, 1).E1E2mag,
	}
}

// Eigen returns the eigenvalues of the Hessian, the smaller first, and the
// unit eigenvector of the larger.
func (j Jet) Eigen() (low, high float64, vx, vy float64) {
	mean, half := (j.DXX+j.DYY)/2, (j.DXX-j.DYY)/2
	r := math.Hypot(half, j.DXY)
	angle := math.Atan2(j.DXY, half) / 2
	return mean - r, mean + r, math.Cos(angle), math.Sin(angle)
}

// Bottom returns how far away the minimum of the quadratic is that touches the
// surface at the point; infinity where it has none.
func (j Jet) Bottom() float64 {
	low, high, vx, vy := j.Eigen()
	if !(low > 0) {
		return math.Inf(1)
	}
	return math.Hypot((j.DX*vx+j.DY*vy)/high, (j.DY*vx-j.DX*vy)/low)
}

// entry is a surface of the catalog.
type entry struct {
	name, formula string
	about         string // in a few words
	domain        Rect
	start         Point
	step          float64
}

// The catalog, each with a place to start and a step size that suits plain
// gradient descent there. The first is the assignment's; k is the condition
// number. The others are the classics of optimization (Surjanovic and Bingham,
// Virtual Library of Simulation Experiments).
var catalog = []entry{
	{"assignment", "x^2 + y^2 + x*(y+2) + cos(3*x)", "the assignment's, with three minima", square(5), Point{3, 2}, 0.1},
	{"bowl", "(x^2 + k*y^2)/2", "a valley, k times as steep across as along", square(5), Point{-4, 2}, 0.1},
	{"rosenbrock", "(1-x)^2 + 100*(y-x^2)^2", "a narrow valley that bends, hardly sloping", Rect{-2, 2, -1, 3}, Point{-1.5, 2}, 0.001},
	{"himmelblau", "(x^2+y-11)^2 + (x+y^2-7)^2", "four minima, equally low", square(5), Point{0, 0}, 0.01},
	{"beale", "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2", "flat in the middle, with steep walls", square(4.5), Point{1, 1}, 0.01},
	{"rastrigin", "20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)", "an egg box: a minimum near each pair of whole numbers", square(5.12), Point{3.3, 2.2}, 0.002},
	{"ackley", "20 + e - 20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2)", "a pit with a kink at its bottom, among many hollows", square(5), Point{3.2, 2.3}, 0.05},
	{"saddle", "x^2 - y^2", "up along x, down along y: no minimum", square(2), Point{1.5, 0.01}, 0.1},
	{"styblinski-tang", "(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)/2", "four minima, one of them lowest", square(5), Point{1, 4}, 0.01},
}

func square(r float64) Rect { return Rect{-r, r, -r, r} }

func (e entry) String() string { return e.name }

// Names lists the names that [Named] takes.
func Names() []string { return setting.Names(catalog, entry.String) }

// Glosses returns what the surfaces of the catalog are.
func Glosses() []setting.Gloss {
	return setting.Glosses(catalog, entry.String, func(e entry) string { return e.about })
}

// Named returns the surface of the catalog of that name; k is the condition
// number of the bowl. The error is a *model.ConfigError.
func Named(name string, k float64) (*Surface, error) {
	e, err := model.EntryNamed("surface", name, catalog, entry.String)
	if err != nil {
		return nil, err
	}
	expr, _, err := parse(e.formula, k)
	if err != nil { // which no formula of the catalog has
		return nil, err
	}
	s := newSurface(e.formula, k, expr, e.domain)
	s.Name = e.name
	return s, nil
}

// Formula returns the formula of a surface of the catalog.
func Formula(name string) string {
	e, _ := setting.Named(catalog, name, entry.String)
	return e.formula
}

// Typed returns the surface of a formula that a user typed. The error is a
// *SyntaxError where the formula makes no sense.
func Typed(formula string, k float64) (*Surface, error) {
	expr, domain, err := parse(formula, k)
	if err != nil {
		return nil, err
	}
	return newSurface(formula, k, expr, domain), nil
}

func newSurface(formula string, k float64, expr expression, domain Rect) *Surface {
	s := &Surface{Formula: formula, Domain: domain, expr: expr}
	key := [...]any{formula, k, domain} // all that the critical points depend on
	like, ok := found.Load(key)
	if !ok {
		var smooth []Critical
		smooth, s.Saddles, s.Maxima = s.findCritical()
		s.findMinima(smooth)
		like, _ = found.LoadOrStore(key, *s)
	}
	*s = like.(Surface)
	return s
}

// Defaults returns a place to start from on a surface of the catalog, and a
// step size for plain gradient descent there.
func Defaults(name string) (start Point, step float64) {
	e, _ := setting.Named(catalog, name, entry.String)
	return e.start, e.step
}
