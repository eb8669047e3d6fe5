package descent

import (
	"math"
	"math/rand/v2"
	"testing"

	"nntui/model/surface"
)

// TestFate_bruteForce compares the fates of a thousand descents with what is seen
// of ten times as many steps, the last step size held.
func TestFate_bruteForce(t *testing.T) {
	random := rand.New(rand.NewPCG(12, 4))
	const descents, long = 1000, 10
	wrong := 0
	for range descents {
		c := someDescent(random)
		s := descend(t, c)
		if why := refute(s, bruteForce(t, s, long)); why != "" {
			wrong++
			t.Logf("%s %s from (%.3g, %.3g), step %.3g, decay %.3g, %d steps: %+v, but %s", c.Surface, c.Method, c.X, c.Y, c.Step, c.Decay, c.Steps, s.Fate, why)
		}
	}
	if wrong > descents/100 {
		t.Errorf("%d of %d fates are not what comes", wrong, descents)
	}
}

// What theory knows of simple surfaces, however slowly it comes about.
func TestFate_known(t *testing.T) {
	for _, c := range []struct {
		function string
		step     float64
		want     Fate
	}{
		{"x^2+y^2", 0.99999, Fate{End: Heading}},
		{"x^2+y^2", 1, Fate{End: Orbiting, Period: 2}},
		{"x^2+y^2", 1.00001, Fate{End: Gone, Minimum: -1}},
		{"x^2+y^2", 1.001, Fate{End: Gone, Minimum: -1}},
		{"abs(x)+abs(y)", 0.1, Fate{End: Orbiting, Period: 2}},
		{"abs(x)+y^2", 0.07, Fate{End: Orbiting, Period: 2}},
		{"abs(x)+y^2", 1e-6, Fate{End: Heading}},
		{"log(x)+y^2", 0.1, Fate{End: Lost, Minimum: -1}},
		{"(x-200)^2+y^2", 0.1, Fate{End: Resting, Minimum: -1}},
	} {
		s := descend(t, changed(func(d *Config) { d.Function, d.Step, d.Steps = c.function, c.step, 100 }))
		if c.function == "log(x)+y^2" {
			s = descend(t, changed(func(d *Config) { d.Function, d.Step, d.Steps = c.function, c.step, 20 }))
		}
		if s.Fate != c.want {
			t.Errorf("%s, step %v: %+v, want %+v", c.function, c.step, s.Fate, c.want)
		}
	}
}

// Where f is not defined nothing starts, and nothing is counted.
func TestFate_undefined(t *testing.T) {
	c := changed(func(c *Config) { c.Function = "log(x)+y^2" })
	b, err := NewBasins(c.Basins(surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}, 20, 20))
	if err != nil {
		t.Fatal(err)
	}
	b.Advance(math.MaxInt, 0)
	if counts := CountFates(b.Snapshot()); counts.All != 200 || counts.Ends[Lost] != 200 || counts.Ends[Unknown] != 0 {
		t.Errorf("%+v", counts)
	}
}

// someDescent is a descent by any method, on any surface, with step sizes far
// too small to far too large.
func someDescent(random *rand.Rand) Config {
	c := Default()
	names := surface.Names()
	c.Use(names[random.IntN(len(names))])
	s, _ := c.OpenSurface()
	c.X = s.Domain.MinX + random.Float64()*(s.Domain.MaxX-s.Domain.MinX)
	c.Y = s.Domain.MinY + random.Float64()*(s.Domain.MaxY-s.Domain.MinY)
	c.Method = Methods[random.IntN(len(Methods))].Name
	c.Step *= math.Pow(10, 3.5*random.Float64()-2)
	c.Steps = 20 + random.IntN(280)
	if random.IntN(2) == 0 {
		c.Decay = 1 - 0.03*random.Float64()
	}
	return c
}

// bruteForce goes on with a descent, up to that many times its steps.
func bruteForce(t *testing.T, s Snapshot, times int) []surface.Point {
	t.Helper()
	c := s.Config
	m, _ := methodNamed(c.Method)
	b := c
	b.Steps = max(b.Steps*times, 4*outlook)
	mover := m.start(b)
	path := []surface.Point{{X: c.X, Y: c.Y}}
	for k := range b.Steps {
		path = append(path, mover.move(&ground{Surface: s.Surface}, path[k], c.Rate(min(k, c.Steps-1))))
	}
	return path
}

// refute says what of a fate is not so, seen from a path that is much longer.
func refute(s Snapshot, path []surface.Point) string {
	width := s.Surface.Domain.MaxX - s.Surface.Domain.MinX
	last := path[len(path)-1]
	late := path[len(path)*9/10:]
	out := !(math.Hypot(last.X, last.Y) < 1e3*width)
	// Methods that divide by the size of the gradient take steps as long as the step
	// size however close they are, and now and then leave again.
	m, _ := methodNamed(s.Method)
	tolerance, most := width/500, 0
	if m.adaptive() && s.Fate.End == Heading {
		tolerance += 2 * s.Config.LastRate()
	}
	if m.adaptive() {
		most = len(late) / 2
	}
	there := -1
	if at, _ := s.Surface.Minima.Nearest(late[len(late)/2]); at >= 0 {
		away := 0
		for _, p := range late {
			if !(s.Surface.Minima[at].Distance(p) <= tolerance) {
				away++
			}
		}
		if away <= most {
			there = at
		}
	}
	fate := s.Fate
	lower := s.Surface.F(last.X, last.Y) < s.Last().F
	switch {
	case fate.End == Gone && !out && !(lower && !s.Surface.Domain.Contains(last)):
		return "it stays"
	case fate.End != Gone && !(fate.End == Heading && fate.Minimum < 0) && out:
		return "it leaves"
	case fate.End == Reached && there != int(fate.Minimum):
		return "it does not stay there"
	case fate.End == Heading && there >= 0 && there != int(fate.Minimum):
		return "it comes to another minimum"
	case fate.End == Heading && there < 0 && (!lower || downhill(s.Surface, last) != int(fate.Minimum)):
		return "it does not come there"
	case fate.End == Orbiting && !repeats(late, int(fate.Period), 0.02):
		return "it does not repeat itself"
	case fate.End == Orbiting && there >= 0 && s.Surface.Minima[there].Distance(last) < width/1e6:
		return "it settles"
	case fate.End == Wandering && there >= 0:
		return "it settles"
	case fate.End == Wandering && repeatsAtAll(late):
		return "it repeats itself"
	case fate.End == Resting && late[0].Distance(last) > width/500:
		return "it goes on"
	}
	return ""
}

func repeats(path []surface.Point, period int, off float64) bool {
	n := len(path)
	if n <= 2*period {
		return true // too short to tell
	}
	width := 0.0
	for _, p := range path {
		width = max(width, p.Distance(path[0]))
	}
	for i := n - period; i < n; i++ {
		if path[i].Distance(path[i-period]) > off*width {
			return false
		}
	}
	return true
}

func repeatsAtAll(path []surface.Point) bool {
	for period := 1; period <= 16; period++ {
		if len(path) > 4*period && repeats(path, period, 1e-4) && repeats(path[:len(path)-period], period, 1e-4) {
			return true
		}
	}
	return false
}

// downhill follows the gradient in steps so small that it need not be told when
// they are too large.
func downhill(s *surface.Surface, p surface.Point) int {
	step := 5e-4 * (s.Domain.MaxX - s.Domain.MinX)
	for range 20_000 {
		at, distance := s.Minima.Nearest(p)
		if distance < 5*step {
			return at
		}
		dx, dy := s.Grad(p.X, p.Y)
		size := math.Hypot(dx, dy)
		p = surface.Point{X: p.X - step*dx/size, Y: p.Y - step*dy/size}
	}
	return -1
}
