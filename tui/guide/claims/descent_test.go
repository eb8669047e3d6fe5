package claims

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/surface"
)

// golden reads a file that NumPy wrote.
func golden(t testing.TB, file string, into any) {
	t.Helper()
	found, err := filepath.Glob("../../../model/*/testdata/" + file)
	if err != nil || len(found) != 1 {
		t.Fatalf("%s is at %q, %v", file, found, err)
	}
	text, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// numpyF returns f at the end of NumPy's descent from (3, 2).
func (f *figures) numpyF(step, decay float64, steps int) float64 {
	f.Helper()
	var file struct {
		Runs []struct {
			StepSize float64 `json:"step_size"`
			Decay    float64
			Steps    int
			Value    float64
		}
	}
	golden(f, "descent.json", &file)
	for _, r := range file.Runs {
		if r.StepSize == step && r.Decay == decay && r.Steps == steps {
			return r.Value
		}
	}
	f.Fatalf("NumPy has no descent with step %v, decay %v and %d steps", step, decay, steps)
	return 0
}

// minima are those of the assignment's surface in NumPy, the global one first.
func (f *figures) minima() [][3]float64 {
	f.Helper()
	var file struct {
		Minima [][3]float64 `json:"local_minima"`
	}
	golden(f, "descent.json", &file)
	slices.SortFunc(file.Minima, func(a, b [3]float64) int { return int(math.Copysign(1, a[2]-b[2])) })
	return file.Minima
}

// surfaceOf returns the assignment's surface.
func surfaceOf(f *figures) *surface.Surface {
	s, err := surface.Named("assignment", 1)
	if err != nil {
		f.Fatal(err)
	}
	return s
}

// fixed descends from (3, 2) by plain steps.
func (f *figures) fixed(step float64, steps int) descent.Snapshot {
	c := descent.Default()
	c.Step, c.Steps = step, steps
	r, err := runDescent(c)
	if err != nil {
		f.Fatal(err)
	}
	return r.descent
}

// ends checks what the program says of the end of a descent.
func (f *figures) ends(name string, end descent.End, period int16) {
	f.Helper()
	got := f.of(name).descent.Fate
	f.is(got.End == end && got.Period == period, "%q is %v with period %d; the program says %v, %d", name, end, period, got.End, got.Period)
}

// rests reports whether a descent no longer moves.
func rests(path []descent.Point) bool {
	end := path[len(path)-1].Point()
	return end.Distance(path[len(path)-2].Point()) < 1e-4
}

// period returns the number of points that a descent goes round in the end, 0
// where there are too many.
func period(path []descent.Point) int {
	const most = 50
	last := path[len(path)-most:]
	for n := 1; n <= most; n++ {
		before := path[len(path)-most-n:]
		if !slices.ContainsFunc(last, func(p descent.Point) bool {
			q := before[0].Point()
			before = before[1:]
			return p.Point().Distance(q) > 1e-9
		}) {
			return n
		}
	}
	return 0
}

// falls reports whether f falls at every step, but for rounding at the end.
func falls(path []descent.Point) bool {
	for i := range path[1:] {
		if path[i+1].F > path[i].F+1e-12 {
			return false
		}
	}
	return true
}

// within reports whether a is as near as tolerance to b.
func within(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance }

var _ = claim("1.1 (a) One step of gradient descent", func(f *figures) {
	dx, dy := surfaceOf(f).Grad(3, 2)
	f.says("8.764", dx)
	f.says("7", dy)
	f.near("f", f.numpyF(0.1, 1, 1), 1e-9)
	f.is(f.n("f") < f.n("start_f"), "f falls")

	up, down := surface.Point{X: 3 + 0.1*dx, Y: 2 + 0.1*dy}, surface.Point{X: 3 - 0.1*dx, Y: 2 - 0.1*dy}
	_, later := surfaceOf(f).Grad(down.X, 2)
	at := surface.Point{X: f.n("x"), Y: f.n("y")}
	f.says("2.12", down.X)
	f.says("3.88", up.X)
	f.says("2.70", up.Y)
	f.says("1.39", 2-0.1*later)
	f.choose(at.Distance(up) < 0.01, at.Distance(down) < 1e-12, at.Distance(surface.Point{X: down.X, Y: 2 - 0.1*later}) < 0.01)
})

var _ = claim("1.1 (b) Ten steps, then twenty", func(f *figures) {
	f.near("ten.f", f.numpyF(0.1, 1, 10), 1e-9)
	f.near("twenty.f", f.numpyF(0.1, 1, 20), 1e-9)
	path := f.path("twenty")
	first, last := path[0].Point().Distance(path[1].Point()), path[19].Point().Distance(path[20].Point())
	f.is(last < first/20, "the steps become short: %v, then %v", first, last)
	f.is(!rests(path), "the walk is not at its end")
	f.ends("ten", descent.Heading, 0)
	f.ends("twenty", descent.Heading, 0)
	share := (f.n("start_f") - f.n("ten.f")) / (f.n("start_f") - f.n("twenty.f"))
	f.choose(share < 0.6, share > 0.85 && share < 0.95, share > 0.99)
})

var _ = claim("1.1 (c) Does it find the minimum?", func(f *figures) {
	m := f.minima()
	f.says("-2.28", m[0][2])
	f.says("-0.25", m[1][2])
	f.says("1.24", m[2][2])
	f.near("f", m[2][2], 1e-8)
	f.near("global_f", m[0][2], 1e-8)
	f.is(rests(f.path("")), "the walk rests")
	f.ends("", descent.Reached, 0)
	f.is(f.n("global_distance") > 1.5, "the global minimum is far away")
	f.choose(within(f.n("f"), m[0][2], 1e-3), within(f.n("f"), m[1][2], 1e-3), within(f.n("f"), m[2][2], 1e-3))
})

var _ = claim("1.1 (d) Other step sizes", func(f *figures) {
	f.near("six.f", f.numpyF(0.315, 1, 6), 1e-9)
	f.is(f.reading("six.minimum").Text == "global minimum" && f.n("six.distance") < 0.2, "six steps come close")
	path := f.path("thousand")
	f.is(!rests(path), "a thousand steps settle nowhere")
	sides := 0
	for i := range path[len(path)-20:] {
		if at := len(path) - 20 + i; (path[at].X < f.minima()[0][0]) != (path[at-1].X < f.minima()[0][0]) {
			sides++
		}
	}
	f.is(sides >= 10, "it jumps from side to side: %d times in 20 steps", sides)
	f.is(f.n("eight.f") > f.n("six.f"), "it is worse after eight steps")
	f.ends("thousand", descent.Orbiting, 20)
	f.is(period(f.fixed(0.315, 20_000).Path) == 20, "in the end it goes round 20 points")
	f.is(f.of("thousand").descent.Config.Step > f.n("six.global_stable_rate"), "0.315 is above the limit")
	change := f.n("eight.f") - f.n("six.f")
	f.choose(change < -0.01, change > 0.01, within(change, 0, 0.01))
})

var _ = claim("1.1 (e) Too small and too large", func(f *figures) {
	f.is(f.n("short.f") > 5, "20 small steps are not enough")
	f.is(f.reading("from3.minimum").Text == "local minimum" && f.n("from3.distance") < 0.05, "from (3, 2) it is the local minimum")
	f.is(falls(f.path("from3")) && falls(f.path("from2")), "small steps go down")
	f.near("large.f", f.numpyF(1, 1, 20), 1e-9)
	f.ends("short", descent.Heading, 0)
	f.ends("from3", descent.Reached, 0)
	f.ends("from2", descent.Heading, 0)
	f.ends("large", descent.Gone, 0)
	large := f.path("large")
	for i := range large[1:] {
		f.is(large[i+1].F > large[i].F, "step %d lands higher", i+1)
	}

	at := f.reading("from2.minimum").Text
	f.choose(at == "local minimum" && f.n("from2.distance") < 0.05, at == "global minimum" && f.n("from2.distance") < 0.05, f.n("from2.distance") > 0.5)
})

var _ = claim("1.1 (f) Can a fixed step get there?", func(f *figures) {
	f.says("11.04", f.n("curvature"))
	f.near("global_stable_rate", 2/f.n("curvature"), 1e-8)
	f.is(f.n("distance") < 1e-6 && 0.16 < f.n("global_stable_rate"), "0.16 settles")
	f.near("tenth.f", f.minima()[2][2], 1e-8)
	f.ends("", descent.Reached, 0)
	f.ends("tenth", descent.Reached, 0)
	f.ends("swing", descent.Orbiting, 2)
	f.ends("back", descent.Reached, 0)
	f.is(f.reading("swing.minimum").Text == "global minimum" && period(f.path("swing")) == 2, "0.2 orbits it from side to side")
	f.near("back.f", f.minima()[2][2], 1e-8)
	f.is(f.n("back.curvature") < f.n("curvature") && 0.3 < f.n("back.stable_rate"), "the local one is flatter")
	none, low, high, above := true, math.Inf(1), 0.0, true
	for step := 0.105; step < 0.4; step += 0.005 {
		s := f.fixed(step, 3000)
		m, distance := s.Nearest()
		settles := m.Global && distance < 1e-3
		if settles {
			none, low, high = false, min(low, step), max(high, step)
		}
		f.is(settles || step < 0.145 || step > 0.178, "%v settles, as all between 0.14 and 0.18", step)
		above = above && (step < 0.14 || settles)
	}
	f.choose(none, !none && within(low, 0.14, 0.006) && within(high, 0.18, 0.006), above)
})

var _ = claim("1.1 (f) Does line search guarantee it?", func(f *figures) {
	f.near("corner.f", f.minima()[1][2], 1e-8)
	f.near("plain.f", f.minima()[0][2], 1e-8)
	f.is(f.reading("start.minimum").Text == "global minimum" && f.n("start.distance") < 1e-3, "from (3, 2) it finds the global one")
	for _, s := range []string{"corner", "plain", "start"} {
		f.ends(s, descent.Reached, 0)
	}
	first := f.path("start")[1]
	f.is(first.X < 0, "its first step lands beyond the ridge: %v", first)
	f.is(falls(f.path("corner")) && falls(f.path("start")), "f falls at every step")
	m, distance := f.of("corner").descent.Nearest()
	f.choose(m.Global && distance < 0.1, !m.Global && distance < 0.1, f.of("corner").descent.State == model.Diverged)
})

var _ = claim("1.1 (g) A step size that decays", func(f *figures) {
	f.is(f.reading("slow.minimum").Text == "global minimum" && f.n("slow.distance") < 1e-2, "0.95 settles in the global one")
	f.ends("slow", descent.Reached, 0)
	f.ends("constant", descent.Orbiting, 2)
	f.ends("fast", descent.Resting, 0)
	f.is(period(f.fixed(0.2, 1000).Path) == 2 && f.n("constant.stable_rate") < 0.2, "without decay it orbits")
	c, sum := f.of("fast").descent.Config, 0.0
	for t := range c.Steps {
		sum += c.Rate(t)
	}
	f.says("0.4", sum)
	end := f.of("fast").descent.Last()
	dx, dy := surfaceOf(f).Grad(end.X, end.Y)
	c.Steps = 5000
	longer, err := runDescent(c)
	f.is(err == nil && longer.descent.Last() == end, "it gets no further")
	stuck := math.Hypot(dx, dy) > 0.1
	m, distance := f.of("fast").descent.Nearest()
	f.choose(m.Global && distance < 0.1, !m.Global && distance < 0.1, stuck && distance > 0.1)
})

var _ = claim("1.1 (h) Tune it until f < -2", func(f *figures) {
	f.near("f", f.numpyF(0.2, 0.95, 10), 1e-9)
	f.is(f.n("f") < -2 && f.n("constant.f") > -2, "it is the decay that does it")
	f.near("rate", 0.2*math.Pow(0.95, 9), 1e-12)
	f.ends("", descent.Heading, 0)
	f.ends("constant", descent.Orbiting, 2)
	f.is(f.minima()[1][2] > -2, "no other hollow is that deep")

	tuning, err := descent.NewTuning(f.of("").descent.Config.Tuning("step", "decay", 100, 60))
	if err != nil {
		f.Fatal(err)
	}
	tuning.Advance(math.MaxInt, 0)
	final := tuning.Snapshot().Cells
	good := 0
	for _, value := range final {
		if value < -2 {
			good++
		}
	}
	f.is(good > len(final)/10, "many settings do it: %d of %d", good, len(final))

	// Below -2 there is one piece of the plane, around the global minimum.
	s, far := surfaceOf(f), 0.0
	for i := range 400 {
		for j := range 400 {
			if p := s.Domain.At(i, j, 400, 400); s.F(p.X, p.Y) < -2 {
				far = max(far, s.Minima[0].Distance(p))
			}
		}
	}
	f.choose(far < 0.8, far >= 0.8)
})
