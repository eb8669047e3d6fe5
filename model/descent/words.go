package descent

import (
	"fmt"
	"math"
	"strconv"

	"nntui/model"
	"nntui/model/surface"
)

// A Sentence says what became of a descent.
type Sentence struct {
	Good bool   // at a global minimum, to stay
	Head string // what it does: "Orbits the global minimum with period 2"
	Tail string // the figures, the cause and what to do, each part with what separates it from the one before
}

func (s Sentence) String() string { return s.Head + s.Tail }

// Sentence says what becomes of a run of the snapshot that is at its end.
func (s Snapshot) Sentence(r Run) Sentence {
	if r.State == model.Diverged {
		return Sentence{Head: "Diverged", Tail: " at " + r.Reason + "."}
	}
	if v, ok := s.noisy(r); ok {
		return v
	}
	v := Sentence{}
	switch f := r.Fate; f.End {
	case Unknown:
		return v
	case Reached:
		v = s.reached(r)
	case Heading:
		v = s.heading(r)
	case Orbiting:
		v.Head = "Orbits"
		if f.Minimum >= 0 {
			v.Head += " " + s.Surface.Minima.Name(int(f.Minimum))
		} else {
			v.Head += " between minima"
		}
		v.Head += fmt.Sprintf(" with period %d", f.Period)
		v.Tail = s.tooLarge(r, int(f.Minimum)) + "."
	case Wandering:
		v.Head = "Wanders"
		v.Tail = ": neither settles nor repeats itself" + s.tooLarge(r, -1) + "."
	case Resting:
		v = s.resting(r)
	case Gone:
		v = s.gone(r)
	case Lost:
		v = Sentence{Head: "Comes to where f is not defined", Tail: "."}
	}
	if s.Split > 0 && r.Method == s.Method {
		v.Tail += fmt.Sprintf(" From step %d on chaos decides its digits: they differ between machines.", s.Split)
	}
	return v
}

func (s Snapshot) reached(r Run) Sentence {
	m := s.Surface.Minima[r.Fate.Minimum]
	v := Sentence{Good: m.Global, Head: "Reached " + s.Surface.Minima.Name(int(r.Fate.Minimum)), Tail: fmt.Sprintf(" f = %s after %s", inDigits(m.F, 5), steps(int(r.Fate.Steps)))}
	switch g, ok := s.global(r.Last().Point()); {
	case m.Global:
	case ok:
		v.Tail += fmt.Sprintf("; the global one is %s away", inDigits(g.Distance(r.Last().Point()), 2))
	case surface.Lower(s.Surface.Minima[0].F, m.F):
		v.Tail += fmt.Sprintf("; the lowest found in this map has f = %s", inDigits(s.Surface.Minima[0].F, 5))
	case m.Lowest:
		v.Tail += "; " + s.Surface.Caveat()
	default:
		v.Tail += "; the lowest found in this map, but " + s.Surface.Caveat()
	}
	if held := r.Stability(s.Surface, m.Near(r.Last().Point()), s.Config.LastRate()); held.Radius >= 1 {
		v.Tail += fmt.Sprintf("; with this step size %s will leave it again", r.Method)
	}
	v.Tail += "."
	return v
}

func (s Snapshot) heading(r Run) Sentence {
	if r.Fate.Minimum < 0 {
		return s.falling()
	}
	m, name := s.Surface.Minima[r.Fate.Minimum], s.Surface.Minima.Name(int(r.Fate.Minimum))
	away := m.Distance(r.Last().Point())
	if s.ahead(r) < away {
		return Sentence{
			Head: "Stops short of " + name,
			Tail: fmt.Sprintf(": %s away, and the steps shrink too fast. The step size is %s now.", inDigits(away, 2), inDigits(s.Config.LastRate(), 2)),
		}
	}
	v := Sentence{Head: "Heads for " + name + ", not there yet", Tail: fmt.Sprintf(": %s away.", inDigits(away, 2))}
	if len(r.Path) > 1 {
		v.Tail += " More steps get closer."
	}
	return v
}

// ahead is how far a run still comes by its schedule, if each step is to the last
// as their step sizes are.
func (s Snapshot) ahead(r Run) float64 {
	last := len(r.Path) - 1
	if m, err := methodNamed(r.Method); err != nil || !m.Rate || last == 0 {
		return math.Inf(1)
	}
	rest := s.Config.Remaining()
	if rest == 0 {
		return 0
	}
	return rest / s.Config.LastRate() * r.Path[last].Point().Distance(r.Path[last-1].Point())
}

// Remaining is the sum of the step sizes that the schedule has after the last step,
// for however many more steps. It is infinite unless they shrink by the same factor
// again and again.
func (c Config) Remaining() (sum float64) {
	const block = 10 // as long as a stair
	from := c.Steps
	c.Steps = MaxSteps // where the schedule depends on their number, more of them stretch it
	for t := range block {
		sum += c.Rate(from + t)
	}
	first, second, third := c.Rate(from), c.Rate(from+block), c.Rate(from+2*block)
	switch lost := 1 - second/first; {
	case second == 0: // or too small to count
		return sum
	case math.Abs(third/second-second/first) > 1e-6*lost:
		return math.Inf(1)
	default: // without end where nothing is lost
		return sum / lost
	}
}

// StopShort reports whether no start on a map of basins that is not at a minimum can
// still come to one: all further steps are too short for that, however steep the
// view is.
func StopShort(s MapSnapshot[Fate]) bool {
	rest := s.Config.Remaining()
	m, err := methodNamed(s.Config.Method)
	if err != nil || !m.Rate || math.IsInf(rest, 1) {
		return false
	}
	const looks = 16
	pace := 5.0 // of Adam, in step sizes: 0.1/√0.001 for x and for y
	for at := range looks * looks {
		p := s.Config.View.At(at%looks, at/looks, looks, looks)
		pace = max(pace, math.Hypot(s.Surface.Grad(p.X, p.Y)))
	}
	if m.remembers() {
		pace /= 1 - s.Config.Momentum
	}
	return rest*pace < s.Surface.Tolerance()
}

// falling speaks of a path that goes downhill, away from all minima.
func (s Snapshot) falling() Sentence {
	if s.Surface.Unbounded {
		return Sentence{Head: "Falls without end", Tail: ": this surface has no lowest point."}
	}
	return Sentence{Head: "Still falls", Tail: ", towards no minimum of this map."}
}

// gone tells a fall without end from steps that overshoot.
func (s Snapshot) gone(r Run) Sentence {
	switch {
	case r.Last().F >= r.Path[0].F:
		return Sentence{Head: "Gone", Tail: ": each step overshoots further than the last" + s.tooLarge(r, -1) + "."}
	case s.Surface.Unbounded:
		return s.falling()
	}
	return Sentence{Head: "Gone", Tail: ": downhill, away from this map."}
}

// tooLarge says that the last step size is at the limit of a minimum, or of the
// nearest, or above; nothing where it is not, or where there is no limit.
func (s Snapshot) tooLarge(r Run, at int) string {
	if at < 0 {
		at, _ = s.Surface.Minima.Nearest(r.Last().Point())
	}
	if at < 0 {
		return ""
	}
	of := "its limit"
	if int(r.Fate.Minimum) != at {
		of = "the limit of " + s.Surface.Minima.Name(at)
	}
	if why := TooLarge(s.Config.LastRate(), r.Limit(s.Surface, s.Surface.Minima[at].Near(r.Last().Point())), of); why != "" {
		return ": " + why
	}
	return ""
}

// TooLarge says that a step size is at a limit, or above it, in as many digits as
// tell them apart; nothing where it is below.
func TooLarge(rate, limit float64, of string) string {
	const rounding = 1e-6 // of a limit that is found by halving
	switch {
	case limit == 0:
		return "no step size settles on a kink"
	case !(rate >= limit*(1-rounding)):
		return ""
	case rate <= limit*(1+rounding):
		return "step " + inDigits(rate, 3) + " is at " + of
	}
	n := 3
	for inDigits(rate, n) == inDigits(limit, n) {
		n++
	}
	if of != "its limit" {
		of += ","
	}
	return fmt.Sprintf("step %s is above %s %s", inDigits(rate, n), of, inDigits(limit, n))
}

// resting speaks of a path that stands still: because its steps have shrunk to
// nothing, or for the place where it is.
func (s Snapshot) resting(r Run) Sentence {
	p := r.Last().Point()
	slope, first, last := math.Hypot(s.Surface.Grad(p.X, p.Y)), s.Config.Rate(0), s.Config.LastRate()
	if last < 1e-3*first && first*slope > 1e-6*s.Surface.Tolerance() {
		r.Fate = newJudge(s.Surface, r, last, s.Surface.Domain).flows(p)
		return s.heading(r)
	}
	if moves := len(r.Path) > 1 && p.Distance(r.Path[len(r.Path)-2].Point()) > s.Surface.Tolerance(); moves {
		return Sentence{Head: "Comes to rest", Tail: " where no minimum of this map is, but not yet."}
	}
	return Sentence{Head: "Stands still", Tail: " " + s.where(p) + "."}
}

// where says at what kind of place a path stands still.
func (s Snapshot) where(p surface.Point) string {
	for _, list := range []struct {
		words  string
		points []surface.Critical
	}{{"at a saddle point", s.Surface.Saddles}, {"at a maximum", s.Surface.Maxima}} {
		for _, c := range list.points {
			if c.Distance(p) < s.Surface.Tolerance() {
				return list.words + ", where the slope is 0"
			}
		}
	}
	switch away := s.Surface.Jet(p.X, p.Y).Bottom(); {
	case !(away < s.Surface.Tolerance()):
		return "where no minimum of this map is"
	case !s.Surface.Domain.Contains(p):
		return "in a minimum outside this map"
	default:
		return "in a minimum that was not found before"
	}
}

// global returns the global minimum nearest to p.
func (s Snapshot) global(p surface.Point) (g surface.Minimum, ok bool) {
	least := math.Inf(1)
	for _, m := range s.Surface.Minima {
		if d := m.Distance(p); m.Global && d < least {
			g, ok, least = m, true, d
		}
	}
	return g, ok
}

func inDigits(v float64, n int) string { return strconv.FormatFloat(v, 'g', n, 64) }

func steps(n int) string {
	if n == 1 {
		return "1 step"
	}
	return fmt.Sprintf("%d steps", n)
}
