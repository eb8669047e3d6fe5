package descent

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"nntui/model"
	"nntui/model/surface"
)

// endsOf returns the end states of a descent for some values of a setting.
func endsOf(t testing.TB, c EndsConfig) EndsSnapshot {
	t.Helper()
	e, err := NewEndStates(c)
	if err != nil {
		t.Fatal(err)
	}
	e.Advance(math.MaxInt, 0)
	return e.Snapshot()
}

// softened is a bowl that is less steep further out. With steps η above 2/λmax = 2
// gradient descent along x goes between ±√(6(1-2/η)), where x - η(x - x³/6) = -x.
func softened(c *Config) { c.Function, c.X, c.Y = "x^2/2 - x^4/24 + y^2/4", 0.5, 0.2 }

func TestEndStates_splitAtTheLimit(t *testing.T) {
	s := endsOf(t, changed(softened).EndStates("step", 1.9, 2.1, 200))
	if len(s.Limits) != 1 || s.Limits[0].Minimum != 0 || math.Abs(s.Limits[0].At-2) > 1e-6 {
		t.Fatalf("the limits are %v, want 2", s.Limits)
	}
	for i, e := range s.Cells {
		η := s.At(i)
		switch at := math.Sqrt(max(0, 6*(1-2/η))); {
		case math.Abs(η-2) < 0.03: // settles too slowly
		case η < 2:
			if !slices.Contains([]End{Reached, Heading}, e.End) || len(e.Visits) != 1 || math.Abs(e.Visits[0].X) > 1e-9 || math.Abs(e.Visits[0].F) > 1e-15 {
				t.Errorf("with %v: %v, %d visits, first %v", η, e.Fate, len(e.Visits), e.Visits[0])
			}
		case e.End != Orbiting || e.Minimum != 0 || e.Period != 2 || len(e.Visits) != 2 ||
			math.Abs(math.Abs(e.Visits[0].X)-at) > 1e-6 || math.Abs(e.Visits[0].X+e.Visits[1].X) > 1e-6:
			t.Errorf("with %v: %v, %d visits, first %v, want ±%v", η, e.Fate, len(e.Visits), e.Visits[0], at)
		case !agrees(e.Visits[0].F, at*at/2-at*at*at*at/24):
			t.Errorf("with %v: f = %v", η, e.Visits[0].F)
		}
	}
}

// A column says what becomes of the descent with that value, as the descent itself
// does; where it settles is the minimum.
func TestEndStates_fates(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		c := someDescent(random)
		if len(c.Overs()) == 0 {
			continue
		}
		if random.IntN(4) == 0 {
			c.Noise, c.NoiseSeed = 0.05, 7
		}
		over := c.Overs()[random.IntN(len(c.Overs()))]
		e, err := NewEndStates(c.EndStates(over, 0.1, 0.2, 10))
		if err != nil {
			t.Fatal(err)
		}
		got, d := e.state(*c.Over(over)), descend(t, c)
		if got.Fate.End != d.Fate.End || got.Fate.Minimum != d.Fate.Minimum || got.Fate.Period != d.Fate.Period {
			t.Errorf("%+v: over %s %+v, the descent %+v", c, over, got.Fate, d.Fate)
		}
		if n := len(got.Visits); (got.End == Gone) != (n == 0) || n > looks || got.End == Gone != (got.Left > 0) {
			t.Errorf("%v with %d visits and step %d", got.Fate, n, got.Left)
		}
		if got.End == Reached && !c.methodAdaptive() {
			last := got.Visits[len(got.Visits)-1]
			if m := d.Surface.Minima[got.Minimum]; m.Distance(last.Point()) > d.Surface.Tolerance() || last.F != d.Surface.F(last.X, last.Y) {
				t.Errorf("reached %v, but visits %v", m, last)
			}
		}
	}
}

func (c Config) methodAdaptive() bool {
	m, _ := methodNamed(c.Method)
	return m.adaptive()
}

// On a bowl f grows by the same factor each step, and beyond a thousand widths of
// the map it is gone.
func TestEndStates_leaves(t *testing.T) {
	c := changed(func(c *Config) { c.Use("bowl"); c.X, c.Y, c.Steps = 1, 1, 5 })
	s := endsOf(t, c.EndStates("step", 0.205, 0.215, 1))
	want := int(math.Ceil(math.Log(1e3*10) / math.Log(1.1))) // |1-ηλ| = 1.1, of a map that is 10 wide
	if e := s.Cells[0]; s.At(0) != 0.21 || e.End != Gone || e.Left != want || e.Visits != nil {
		t.Errorf("with %v: %+v, want gone at step %d", s.At(0), e, want)
	}
}

// A way that wanders shows as many places as are looked at, after it had time to
// settle.
func TestEndStates_visits(t *testing.T) {
	e, err := NewEndStates(Default().EndStates("step", 0.4, 0.5, 10))
	if err != nil {
		t.Fatal(err)
	}
	s := e.state(0.47)
	path := []surface.Point{{X: 3, Y: 2}}
	for k := range 20 + outlook {
		dx, dy := e.surface.Grad(path[k].X, path[k].Y)
		path = append(path, surface.Point{X: path[k].X - 0.47*dx, Y: path[k].Y - 0.47*dy})
	}
	if s.End != Wandering || len(s.Visits) != looks {
		t.Fatalf("%v, %d visits", s.Fate, len(s.Visits))
	}
	at := slices.Index(path, s.Visits[0].Point())
	if at < 20+settling {
		t.Errorf("the first visit is of step %d", at)
	}
	for i, v := range s.Visits {
		if v.Point() != path[at+i] {
			t.Fatalf("visit %d is %v, want %v", i, v, path[at+i])
		}
	}
}

// The picture goes from small steps, with which the path settles, to where it
// leaves, and has the limits of the minima there.
func TestEndStates_span(t *testing.T) {
	for _, name := range []string{"assignment", "bowl", "rosenbrock", "himmelblau", "beale"} {
		for _, method := range []string{"gd", "momentum"} {
			c := changed(func(c *Config) { c.Use(name); c.Method = method })
			s := endsOf(t, c.EndStates("step", 0, 0, 60))
			first, last := s.Cells[0], s.Cells[59]
			if s.Config.View.MinX != 0 || first.End != Heading && first.End != Reached || last.End != Gone {
				t.Errorf("%s with %s up to %v: from %v to %v", name, method, s.Config.View.MaxX, first.Fate, last.Fate)
			}
			if stay := slices.IndexFunc(s.Cells, func(e EndState) bool { return e.End == Gone }); stay < 10 {
				t.Errorf("%s with %s: gone from column %d of 60", name, method, stay)
			}
			if len(s.Limits) == 0 {
				t.Errorf("%s with %s: no limit up to %v", name, method, s.Config.View.MaxX)
			}
		}
	}
	// Of a bowl, whose paths leave above its limit 0.2, a little more is shown.
	if v := endsOf(t, changed(func(c *Config) { c.Use("bowl") }).EndStates("step", 0, 0, 1)).Config.View; v.MaxX != 0.23 {
		t.Errorf("a bowl up to %v", v.MaxX)
	}
	saddle := endsOf(t, changed(func(c *Config) { c.Use("saddle") }).EndStates("step", 0, 0, 9))
	if v := saddle.Config.View.MaxX; v < 0.05 || slices.ContainsFunc(saddle.Cells, EndState.Stays) {
		t.Errorf("on a saddle, up to %v: %v", v, saddle.Cells)
	}
	for over, want := range map[string]float64{"momentum": 0.99, "decay": 1.05} {
		c := changed(func(c *Config) { c.Method = "momentum" })
		if v := endsOf(t, c.EndStates(over, 0, 0, 1)).Config.View; v.MaxX != want {
			t.Errorf("%s goes up to %v, want %v", over, v.MaxX, want)
		}
	}
	if v := endsOf(t, changed(func(c *Config) { c.Method = "adam" }).EndStates("step", 0, 0, 1)).Config.View; v.MaxX < 1 {
		t.Errorf("the steps of adam go up to %v", v.MaxX)
	}
}

// Limits are where the stability of a minimum says so, whatever is across.
func TestEndStates_limits(t *testing.T) {
	bowl := changed(func(c *Config) { c.Use("bowl"); c.Method, c.Step, c.Steps = "momentum", 0.3, 11 })
	for _, c := range []struct {
		over      string
		low, high float64
		want      float64
	}{
		{"step", 0, 0.5, 2 * 1.9 / 10},
		{"momentum", 0, 0.99, 0.5},                          // η = 2(1+β)/10
		{"decay", 0.9, 1.1, math.Pow(2*1.9/10/0.3, 1.0/10)}, // ηd¹⁰ = 2(1+β)/10
		{"momentum", 0.6, 0.99, math.NaN()},                 // none there
	} {
		s := endsOf(t, bowl.EndStates(c.over, c.low, c.high, 1))
		if math.IsNaN(c.want) != (len(s.Limits) == 0) || len(s.Limits) > 0 && math.Abs(s.Limits[0].At-c.want) > 1e-6 {
			t.Errorf("over %s: %v, want %v", c.over, s.Limits, c.want)
		}
	}
	d := descend(t, Default())
	s := endsOf(t, Default().EndStates("step", 0, 1, 1))
	if len(s.Limits) != len(d.Surface.Minima) {
		t.Fatalf("%v for %d minima", s.Limits, len(d.Surface.Minima))
	}
	for _, l := range s.Limits {
		if want := d.Limit(d.Surface, d.Surface.Minima[l.Minimum]); math.Abs(l.At-want) > 1e-6 {
			t.Errorf("minimum %d: %v, want %v", l.Minimum, l.At, want)
		}
	}
}

func TestOvers(t *testing.T) {
	for _, c := range []struct {
		method, schedule string
		steps            int
		want             []string
	}{
		{"gd", "exponential", 20, []string{"step", "decay"}},
		{"gd", "exponential", 0, []string{"step", "decay"}},
		{"gd", "constant", 20, []string{"step"}},
		{"momentum", "exponential", 20, []string{"step", "decay", "momentum"}},
		{"nesterov", "constant", 20, []string{"step", "momentum"}},
		{"adam", "constant", 20, []string{"step", "momentum"}},
		{"rmsprop", "constant", 20, []string{"step"}},
		{"line-search", "constant", 20, []string{"step"}},
		{"newton", "exponential", 20, nil},
		{"bfgs", "exponential", 20, nil},
		{"none", "exponential", 20, nil},
	} {
		got := changed(func(d *Config) { d.Method, d.Schedule, d.Steps, d.Race = c.method, c.schedule, c.steps, "all" }).Overs()
		if !slices.Equal(got, c.want) {
			t.Errorf("%s, %s, %d steps: %v, want %v", c.method, c.schedule, c.steps, got, c.want)
		}
	}
}

// Values across have few digits and lie in their columns.
func TestEndStates_columns(t *testing.T) {
	s := endsOf(t, Default().EndStates("step", 0, 0.68, 200))
	for i := range s.Config.W {
		v := s.At(i)
		if s.Column(v) != i || !agrees(v*1e4, math.Round(v*1e4)) {
			t.Errorf("column %d is %v, which is in column %d", i, v, s.Column(v))
		}
	}
	for v, want := range map[float64]int{-1: -1, 0.0001: 0, 0.6799: 199, 0.6801: 200, 5: 200} {
		if got := s.Column(v); got != want {
			t.Errorf("%v is in column %d, want %d", v, got, want)
		}
	}
}

func TestNewEndStates_refuses(t *testing.T) {
	for name, c := range map[string]EndsConfig{
		"no such setting":  Default().EndStates("momentum", 0, 0, 9),
		"nothing to vary":  changed(func(c *Config) { c.Method = "newton" }).EndStates("step", 0, 0, 9),
		"no width":         Default().EndStates("step", 0, 0, 0),
		"no place":         changed(func(c *Config) { c.X = math.NaN() }).EndStates("step", 0, 0, 9),
		"no surface":       changed(func(c *Config) { c.Function = "x +" }).EndStates("step", 0, 0, 9),
		"no number":        changed(func(c *Config) { c.Steps = -1 }).EndStates("step", 0, 0, 9),
		"no other numbers": changed(func(c *Config) { c.Step = -1 }).EndStates("decay", 0, 0, 9),
	} {
		var refused *model.ConfigError
		if _, err := NewEndStates(c); !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Equal pictures have equal configs, whatever is across and whoever races.
func TestEndStates_config(t *testing.T) {
	a := changed(func(c *Config) { c.Step, c.Race = 0.5, "all" }).EndStates("step", 0, 1, 9)
	if b := Default().EndStates("step", 0, 1, 9); a != b {
		t.Errorf("%+v and %+v", a, b)
	}
}

func BenchmarkEndStates(b *testing.B) {
	for b.Loop() {
		endsOf(b, Default().EndStates("step", 0, 0, 200))
	}
}

func TestEndState_stays(t *testing.T) {
	visits := []Point{{}}
	for _, c := range []struct {
		state EndState
		want  bool
	}{
		{EndState{}, false},
		{EndState{Fate: Fate{End: Gone, Minimum: -1}, Left: 3}, false},
		{EndState{Fate: Fate{End: Heading, Minimum: -1}, Visits: visits}, false},
		{EndState{Fate: Fate{End: Heading}, Visits: visits}, true},
		{EndState{Fate: Fate{End: Wandering, Minimum: -1}, Visits: visits}, true},
	} {
		if got := c.state.Stays(); got != c.want {
			t.Errorf("%+v stays: %v", c.state, got)
		}
	}
}

// Who leaves so slowly that it is still to come has no step that leads out.
func TestEndStates_slow(t *testing.T) {
	c := changed(func(c *Config) { c.Function, c.Steps = "x^2+y^2", 20 })
	e, err := NewEndStates(c.EndStates("step", 1.0001, 4, 3))
	if err != nil {
		t.Fatal(err)
	}
	if s := e.state(1.0001); s.End != Gone || s.Left != 0 {
		t.Errorf("%+v", s)
	}
	if s := e.state(3); s.End != Gone || s.Left == 0 {
		t.Errorf("%+v", s)
	}
}
