package descent

import (
	"math"
	"sync"

	"nntui/model/surface"
)

// An End is what becomes of a descent that goes on with the step size of its last
// step, and without noise.
type End int8

const (
	Unknown   End = iota // has not ended
	Gone                 // leaves for good, or falls without end
	Reached              // is within tolerance of a minimum at its last step, and stays
	Heading              // comes there later; or with no minimum, goes down and away
	Orbiting             // goes round a cycle
	Wandering            // stays near, but neither settles nor repeats itself
	Lost                 // comes to where f is not defined
	Resting              // stands still where no minimum is: on a saddle point, a plateau, or beside the map
)

// Ends lists all ends in words.
var Ends = [...]string{"unknown", "gone", "reached", "heading there", "orbiting", "wandering", "lost", "resting"}

func (e End) String() string { return Ends[e] }

// A Fate is how a descent ends.
type Fate struct {
	End     End
	Minimum int16 // of Surface.Minima: which it reaches, heads for or orbits; -1 for none
	Period  int16 // of a cycle, in steps
	Steps   int32 // of Reached: after how many it is there to stay
}

// judge says how descents on a surface end.
type judge struct {
	*surface.Surface
	adaptive bool                          // does the method remember squares of gradients?
	outlook  int                           // of steps, after which is told what there is to tell
	far      float64                       // from where nothing comes back
	partial  bool                          // is f not defined somewhere?
	radius   func(surface.Minimum) float64 // the spectral radius there, with the last step size
	radii    []func() float64              // of each minimum, at its point
}

// newJudge returns the judge of descents with that method and that last step
// size, seen in a view.
func newJudge(s *surface.Surface, r Run, rate float64, view surface.Rect) *judge {
	method, _ := methodNamed(r.Method)
	j := &judge{Surface: s, adaptive: method.adaptive(), outlook: outlook, radii: make([]func() float64, len(s.Minima))}
	j.radius = func(m surface.Minimum) float64 { return r.Stability(s, m, rate).Radius }
	if !method.remembers() {
		j.outlook /= 2
	}
	for _, edge := range []surface.Rect{s.Domain, view} {
		j.far = max(j.far, edge.MaxX-edge.MinX, math.Abs(edge.MinX), math.Abs(edge.MaxX), math.Abs(edge.MinY), math.Abs(edge.MaxY))
	}
	j.far *= 1e3
	for i, m := range s.Minima {
		j.radii[i] = sync.OnceValue(func() float64 { return j.radius(m) })
	}
	j.partial = undefined(s, s.Domain) || undefined(s, view)
	return j
}

// undefined reports whether f has no value somewhere on a grid.
func undefined(s *surface.Surface, on surface.Rect) bool {
	const grid = 40
	for k := range grid * grid {
		if p := on.At(k%grid, k/grid, grid, grid); math.IsNaN(s.F(p.X, p.Y)) {
			return true
		}
	}
	return false
}

// lost reports whether f has no value at p.
func (j *judge) lost(p surface.Point) bool { return j.partial && math.IsNaN(j.F(p.X, p.Y)) }

// outlook is for how many steps a descent is followed beyond its last; half as
// many where the method remembers nothing, twice where it remembers for long.
const outlook = 2048

// longest is the longest period that is looked for.
const longest = 64

func within(p surface.Point, far float64) bool { return math.Abs(p.X) < far && math.Abs(p.Y) < far }

// A stay is how long a path has been within tolerance of a minimum.
type stay struct {
	at    int // the minimum, -1 for none
	since int // the step
	away  float64
}

// note brings a stay to the next point of its path.
func (j *judge) note(s stay, p surface.Point, step int) stay {
	at, distance := j.Minima.Within(p, j.Tolerance())
	if at != s.at {
		s.at, s.since = at, step
	}
	s.away = distance
	return s
}

// trails have room for the points of a trail, of which a map has thousands.
var trails = sync.Pool{New: func() any { return new([]surface.Point) }}

// fate returns the fate of a path that has come to p after so many steps and been
// near a minimum as s says: by what the mover does from there.
func (j *judge) fate(g *ground, m mover, p surface.Point, steps int, s stay, rate float64) Fate {
	room := trails.Get().(*[]surface.Point)
	t := &trail{judge: j, mover: m, ground: g, rate: rate, steps: steps, end: s, stay: s, points: append((*room)[:0], p)}
	defer func() { *room = t.points; trails.Put(room) }()
	t.far = max(j.far, 10*math.Abs(p.X), 10*math.Abs(p.Y)) // who is far out may come back
	if t.settled() {
		return t.rests()
	}
	for {
		if f, ok := t.step(); ok {
			return f
		}
		if len(t.points)%longest == 0 {
			if f, ok := t.look(); ok {
				return f
			}
		}
		switch len(t.points) {
		case j.outlook:
			// What divides by earlier gradients forgets them only slowly.
			if f := t.verdict(); f.End != Wandering || !j.adaptive {
				return f
			}
		case 2 * outlook:
			return t.verdict()
		}
	}
}

// of returns the fate of a way at its end. It takes the way's mover further on.
func (j *judge) of(w *walker, rate float64) Fate {
	last := len(w.Path) - 1
	s := j.note(stay{at: -1}, w.Last().Point(), last)
	for s.at >= 0 && s.since > 0 && j.Minima[s.at].Distance(w.Path[s.since-1].Point()) < j.Tolerance() {
		s.since--
	}
	return j.fate(&ground{Surface: j.Surface}, w.mover, w.Last().Point(), last, s, rate)
}

// A trail is where a path goes after its last step.
type trail struct {
	*judge
	mover  mover
	ground *ground
	rate   float64
	far    float64
	steps  int             // of the path
	end    stay            // as it was at the path's last step
	line   int             // the index, from 1, of a line of minima that the path is near
	held   float64         // the radius where it is near that
	stay   stay            // as it is at the end of the trail
	points []surface.Point // from the path's last on
}

// settled reports whether the trail is so near to a minimum that holds it, and was
// so one step before, that it can only stay.
func (t *trail) settled() bool {
	s, step := t.stay, t.steps+len(t.points)-1
	return s.at >= 0 && s.away <= 1e-3*t.Tolerance() && s.since < step && t.holds(s.at)
}

// holds reports whether a minimum holds the method. Newton and line searches,
// which have no radius, are held by all.
func (t *trail) holds(at int) bool { return !(t.radiusAt(at) >= 1) }

// radiusAt is the spectral radius at a minimum: of a line, which is not as steep
// everywhere, where the trail first came near it.
func (t *trail) radiusAt(at int) float64 {
	m := t.Minima[at]
	if m.Line == nil {
		return t.radii[at]()
	}
	if t.line != at+1 {
		t.line, t.held = at+1, t.radius(m.Near(t.points[len(t.points)-1]))
	}
	return t.held
}

// step goes on, and returns the fate where there is nowhere to go.
func (t *trail) step() (Fate, bool) {
	p := t.points[len(t.points)-1]
	q := t.mover.move(t.ground, p, t.rate)
	switch {
	case !within(q, t.far):
		return Fate{End: Gone, Minimum: -1}, true
	case t.lost(q):
		return Fate{End: Lost, Minimum: -1}, true
	case q == p && !t.adaptive:
		return t.rests(), true
	}
	t.points = append(t.points, q)
	t.stay = t.note(t.stay, q, t.steps+len(t.points)-1)
	return t.rests(), t.settled()
}

// look returns the fate where the trail so far tells it.
func (t *trail) look() (Fate, bool) {
	period, width := t.period()
	n := len(t.points)
	switch {
	case n == longest && t.stay.at < 0 && t.width(t.points) < t.Tolerance() && t.falls(): // too slow to tell more
		return t.flows(t.points[n-1]), true
	case t.stay.at >= 0 && t.holds(t.stay.at) || t.adaptive && n < outlook: // nothing is sure yet
		return Fate{}, false
	case width < 1e-9*t.Tolerance(): // the last digits
		return t.rests(), true
	case period > 0:
		if f, ok := t.linear(); ok {
			return f, true
		}
		return Fate{Orbiting, t.orbited(period), int16(period), 0}, true
	}
	return Fate{}, false
}

// verdict is the fate as far as the whole trail tells it.
func (t *trail) verdict() Fate {
	n := len(t.points)
	at, stays := t.stay.at, t.steps+n-t.stay.since >= n/8
	switch {
	case at >= 0 && stays && (t.adaptive || t.holds(at) || t.contracts(at)):
		return t.rests()
	case t.falls():
		return t.flows(t.points[n-1])
	}
	if f, ok := t.linear(); ok {
		return f
	}
	return Fate{End: Wandering, Minimum: -1}
}

// linear returns the fate of a trail whose width changes by the very factor of
// linear theory: it closes in on the nearest minimum or, so far out, leaves it,
// however slowly.
func (t *trail) linear() (Fate, bool) {
	const span, exact = 8, 0.02
	n := len(t.points)
	at, _ := t.Minima.Nearest(t.points[n-1])
	if at < 0 || n < 4*span {
		return Fate{}, false
	}
	before, after := t.width(t.points[n/2:n/2+span]), t.width(t.points[n-span:])
	factor, radius := math.Pow(after/before, 1/float64(n-span-n/2)), t.radiusAt(at)
	switch {
	case !(math.Abs(factor-radius) < exact*math.Abs(radius-1)):
		return Fate{}, false
	case radius < 1:
		return Fate{End: Heading, Minimum: int16(at)}, true
	}
	return Fate{End: Gone, Minimum: -1}, after > t.Near()
}

// rests is the fate of a path whose trail has come to rest.
func (t *trail) rests() Fate {
	switch s := t.stay; {
	case !within(t.points[len(t.points)-1], t.judge.far):
		return Fate{End: Gone, Minimum: -1}
	case s.at < 0:
		return Fate{End: Resting, Minimum: -1}
	case s.at == t.end.at && s.since == t.end.since:
		return Fate{Reached, int16(s.at), 0, int32(s.since)}
	default:
		return Fate{End: Heading, Minimum: int16(s.at)}
	}
}

// contracts reports whether the trail comes no less close to a minimum in its
// second half than in its first.
func (t *trail) contracts(at int) bool {
	farthest := func(points []surface.Point) (most float64) {
		for _, p := range points {
			most = max(most, t.Minima[at].Distance(p))
		}
		return most
	}
	half := len(t.points) / 2
	return farthest(t.points[half:]) <= farthest(t.points[:half])
}

// period returns the number of steps after which the end of the trail repeats
// itself, to a ten thousandth of its width, 0 where it does not; and how wide the
// end is.
func (t *trail) period() (period int, width float64) {
	const off = 1e-4
	n := len(t.points)
	width = t.width(t.points[n-min(n, 2*longest):])
	for period = 2; period <= min(longest, n/3); period++ {
		if t.points[n-1].Distance(t.points[n-1-period]) > 2*off*width { // no part of the end is wider than twice that
			continue
		}
		if rounds := t.points[n-max(2*period, 8):]; t.repeats(rounds, period, off*t.width(rounds[:period])) {
			return period, width
		}
	}
	return 0, width
}

// width is the largest distance from the first of these points.
func (t *trail) width(points []surface.Point) (most float64) {
	for _, p := range points {
		most = max(most, p.Distance(points[0]))
	}
	return most
}

// repeats reports whether the last points of the trail are, but for that much,
// where they were a period before.
func (t *trail) repeats(last []surface.Point, period int, off float64) bool {
	before := t.points[len(t.points)-len(last)-period:]
	for i, p := range last {
		if !(p.Distance(before[i]) <= off) {
			return false
		}
	}
	return true
}

// orbited returns the minimum that all points of a cycle would flow to; where they
// flow to none, as at a kink, the one within the cycle, and -1 where that is none.
func (t *trail) orbited(period int) (around int16) {
	const looks = 8
	for k := range min(period, looks) {
		f := t.flows(t.points[len(t.points)-1-k*period/min(period, looks)])
		if k > 0 && f.Minimum != around {
			return -1
		}
		around = f.Minimum
	}
	if around >= 0 {
		return around
	}
	cycle := t.points[len(t.points)-period:]
	var middle surface.Point
	for _, p := range cycle {
		middle.X += p.X / float64(period)
		middle.Y += p.Y / float64(period)
	}
	at, _ := t.Minima.Within(middle, max(t.width(cycle), t.Tolerance()))
	return int16(at)
}

// falls reports whether f is lower, on the mean, in each eighth of the trail than
// in the one before.
func (t *trail) falls() bool {
	const parts = 8
	before, n := math.Inf(1), len(t.points)/parts
	for k := range parts {
		sum := 0.0
		for _, p := range t.points[k*n : (k+1)*n] {
			sum += t.F(p.X, p.Y)
		}
		if !(sum < before) {
			return false
		}
		before = sum
	}
	return true
}

// flows follows the way of the steepest descent from p, in infinitely small steps:
// exact for the quadratic that touches the surface, piece by piece. It ends at a
// minimum, or leaves, or comes to rest.
func (j *judge) flows(p surface.Point) Fate {
	const pieces = 1000
	far := max(j.far, 10*math.Abs(p.X), 10*math.Abs(p.Y))
	width := j.Width()
	time := 1.0
	for range pieces {
		if at, _ := j.Minima.Within(p, j.Tolerance()); at >= 0 {
			return Fate{End: Heading, Minimum: int16(at)}
		}
		jet := j.Jet(p.X, p.Y)
		low, high, vx, vy := jet.Eigen()
		a, b := jet.DX*vx+jet.DY*vy, jet.DY*vx-jet.DX*vy // along the eigenvectors of high and low
		var across, along float64
		for time = min(4*time, 1e12); ; time /= 2 {
			across, along = a*share(high, time), b*share(low, time)
			if length := math.Hypot(across, along); length <= max(width, (math.Abs(p.X)+math.Abs(p.Y)-2*width)*10)/100 {
				break
			} else if math.IsNaN(length) {
				return Fate{End: Resting, Minimum: -1}
			}
		}
		q := surface.Point{X: p.X - across*vx + along*vy, Y: p.Y - across*vy - along*vx}
		switch {
		case !within(q, far):
			return Fate{End: Heading, Minimum: -1}
		case q == p:
			return Fate{End: Resting, Minimum: -1}
		}
		p = q
	}
	if !j.Domain.Contains(p) {
		return Fate{End: Heading, Minimum: -1}
	}
	return j.slides(p)
}

// slides looks downhill from p in eight directions, by shorter and shorter steps:
// over kinks, which no gradient leads along.
func (j *judge) slides(p surface.Point) Fate {
	for step := j.Near(); step > j.Tolerance()/8; {
		next := p
		for k := range 8 {
			sin, cos := math.Sincos(float64(k) * math.Pi / 4)
			if q := (surface.Point{X: p.X + step*cos, Y: p.Y + step*sin}); j.F(q.X, q.Y) < j.F(next.X, next.Y) {
				next = q
			}
		}
		if next == p {
			step /= 2
		}
		if p = next; !within(p, j.far) {
			return Fate{End: Heading, Minimum: -1}
		}
	}
	if at, _ := j.Minima.Within(p, j.Tolerance()); at >= 0 {
		return Fate{End: Heading, Minimum: int16(at)}
	}
	return Fate{End: Resting, Minimum: -1}
}

// share is what a slope of 1 moves in a time along a direction with a curvature:
// (1 - exp(-λt))/λ.
func share(curvature, time float64) float64 {
	if math.Abs(curvature*time) < 1e-9 {
		return time
	}
	return -math.Expm1(-curvature*time) / curvature
}
