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
	if len(s.Cloud) > 0 && r.Method == s.Method && r.Fate.Minimum >= 0 {
		return s.noisy(r)
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
			v.Head += " the " + s.Surface.Minima[f.Minimum].Kind()
		} else {
			v.Head += " between minima"
		}
		v.Head += fmt.Sprintf(" with period %d", f.Period)
		v.Tail = s.tooLarge(r, int(f.Minimum)) + "."
	case Wandering:
		v.Head = "Wanders"
		v.Tail = ": neither settles nor repeats itself" + s.tooLarge(r, -1) + "."
	case Resting:
		v.Head = "Stands still"
		v.Tail = " " + s.where(r.Last().Point()) + "."
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

// noisy speaks of a path with noise, which no step brings to rest.
func (s Snapshot) noisy(r Run) Sentence {
	m, _ := s.Nearest()
	near, mean, n := s.Hovering(len(r.Path) - 1)
	return Sentence{
		Head: "Noise keeps it moving",
		Tail: fmt.Sprintf(": it ends %s from the %s. Of %d other seeds %d end nearest to the %s, %s away on the mean.",
			inDigits(m.Distance(r.Last().Point()), 2), m.Kind(), len(s.Cloud), n, near.Kind(), inDigits(mean, 2)),
	}
}

func (s Snapshot) reached(r Run) Sentence {
	m := s.Surface.Minima[r.Fate.Minimum]
	v := Sentence{Good: m.Global, Head: "Reached the " + m.Kind(), Tail: fmt.Sprintf(" f = %s after %s", inDigits(m.F, 5), steps(int(r.Fate.Steps)))}
	switch g, ok := s.global(r.Last().Point()); {
	case m.Global:
	case ok:
		v.Tail += fmt.Sprintf("; the global one is %s away", inDigits(g.Distance(r.Last().Point()), 2))
	case surface.Lower(s.Surface.Minima[0].F, m.F):
		v.Tail += fmt.Sprintf("; the lowest found in this map has f = %s", inDigits(s.Surface.Minima[0].F, 5))
	default:
		v.Tail += "; the lowest found in this map, but " + s.Surface.Caveat()
	}
	if held := r.Stability(s.Surface, m, s.Config.LastRate()); held.Radius >= 1 {
		v.Tail += fmt.Sprintf("; it does not hold %s for good", r.Method)
	}
	v.Tail += "."
	return v
}

func (s Snapshot) heading(r Run) Sentence {
	if r.Fate.Minimum < 0 {
		return Sentence{Head: "Still falls", Tail: ", towards no minimum of this map."}
	}
	m := s.Surface.Minima[r.Fate.Minimum]
	v := Sentence{
		Head: "Heads for the " + m.Kind() + ", not there yet",
		Tail: fmt.Sprintf(": %s away.", inDigits(m.Distance(r.Last().Point()), 2)),
	}
	switch last := s.Config.LastRate(); {
	case len(r.Path) == 1:
	case last < 0.1*s.Config.Rate(0):
		v.Tail += fmt.Sprintf(" The steps have shrunk to %s.", inDigits(last, 2))
	default:
		v.Tail += " More steps get closer."
	}
	return v
}

// gone tells a fall without end from steps that overshoot.
func (s Snapshot) gone(r Run) Sentence {
	if r.Last().F < r.Path[0].F {
		if s.Surface.Unbounded {
			return Sentence{Head: "Falls without end", Tail: ": this surface has no lowest point."}
		}
		return Sentence{Head: "Gone", Tail: ": downhill, away from this map."}
	}
	return Sentence{Head: "Gone", Tail: ": each step overshoots further than the last" + s.tooLarge(r, -1) + "."}
}

// tooLarge says that the last step size is above the limit of a minimum, or of the
// nearest; nothing where it is not, or where there is no limit.
func (s Snapshot) tooLarge(r Run, at int) string {
	if at < 0 {
		at, _ = s.Surface.Minima.Nearest(r.Last().Point())
	}
	if at < 0 {
		return ""
	}
	m := s.Surface.Minima[at]
	rate, limit := s.Config.LastRate(), r.Limit(s.Surface, m)
	if !(rate > limit) {
		return ""
	}
	of := "its limit"
	if int(r.Fate.Minimum) != at {
		of = "the limit of the " + m.Kind() + ","
	}
	return fmt.Sprintf(": step %s is above %s %s", inDigits(rate, 3), of, inDigits(limit, 3))
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
	return "where no minimum of this map is"
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
