package descent

import (
	"math"
	"testing"
)

// A path that settles, or circles, depends on no twelfth digit; a chaotic one does,
// and the step is where a twin from a whisper away has left it for good.
func TestSnapshot_Split(t *testing.T) {
	for _, c := range []struct {
		step  float64
		steps int
		least int // the step of the split
		most  int
	}{{0.1, 1000, 0, 0}, {0.22, 1000, 0, 0}, {0.5, 10, 0, 0}, {0.5, 1000, 11, 60}, {0.315, 1000, 20, 900}} {
		s := descend(t, descentOf(3, 2, c.step, 1, c.steps))
		if s.Split < c.least || s.Split > c.most {
			t.Errorf("step %v: split at %d, want %d to %d", c.step, s.Split, c.least, c.most)
		}
		if s.Split == 0 {
			continue
		}
		apart := 0.0
		for _, nudge := range whispers(s.Path[0].Point()) { // the first step is over
			twin := descend(t, descentOf(s.Path[1].X+nudge.X, s.Path[1].Y+nudge.Y, c.step, 1, c.steps-1))
			twin.Path = append([]Point{s.Path[0]}, twin.Path...)
			if before := s.Path[s.Split-1].Point().Distance(twin.Path[s.Split-1].Point()); before > 1e-4 && twin.Last() != s.Last() {
				t.Errorf("step %v: a twin is apart by %v before the split at %d", c.step, before, s.Split)
			}
			apart = max(apart, s.Path[s.Split].Point().Distance(twin.Path[s.Split].Point()))
		}
		if apart < 1e-4 {
			t.Errorf("step %v: apart by %v at the split", c.step, apart)
		}
	}
}

// What is exactly 0 is so on all machines: at (1, 1) Beale's slope along x is.
func TestSnapshot_Split_exact(t *testing.T) {
	s := descend(t, changed(func(c *Config) {
		c.Surface, c.X, c.Y, c.Method, c.Steps = "beale", 1, 1, "adagrad", 200
	}))
	if s.Split != 0 {
		t.Errorf("split at %d", s.Split)
	}
}

// Noise is drawn as NumPy draws it, the same again for the same seed, and only for
// methods that see gradients alone.
func TestNoise(t *testing.T) {
	noisy := func(change func(*Config)) Snapshot {
		return descend(t, changed(func(c *Config) {
			c.Noise, c.NoiseSeed, c.Steps = 2, 7, 50
			change(c)
		}))
	}
	a, b := noisy(func(*Config) {}), noisy(func(*Config) {})
	if a.Last() != b.Last() {
		t.Error("the same seed has other noise")
	}
	if c := noisy(func(c *Config) { c.NoiseSeed = 8 }); c.Last() == a.Last() {
		t.Error("another seed has the same noise")
	}
	// numpy.random.default_rng(7).normal(size=2)*2 on the gradient (7.66..., 7)
	s := descend(t, changed(func(c *Config) { c.Steps = 1 }))
	const first, second = 0.0012301533574825742, 0.2987455375084699
	if x, y := s.Last().X-0.1*2*first, s.Last().Y-0.1*2*second; math.Abs(a.Path[1].X-x) > 1e-12 || math.Abs(a.Path[1].Y-y) > 1e-12 {
		t.Errorf("the first step leads to %v, want %v, %v", a.Path[1], x, y)
	}
	for _, method := range []string{"newton", "line-search", "bfgs"} {
		if got := noisy(func(c *Config) { c.Method = method }); len(got.Cloud) > 0 || got.Last() != descend(t, got.withoutNoise()).Last() {
			t.Errorf("%s feels noise", method)
		}
	}
}

func (s Snapshot) withoutNoise() Config {
	c := s.Config
	c.Noise = 0
	return c
}

// The cloud has the paths of the seeds that follow, and hovers as far from the
// minimum as theory says: each part with the variance η σ²/(λ(2-ηλ)).
func TestSnapshot_Cloud(t *testing.T) {
	const eta, sigma, lambda = 0.1, 0.5, 1
	c := changed(func(c *Config) {
		c.Surface, c.Condition, c.Step, c.Steps, c.Noise, c.NoiseSeed = "bowl", lambda, eta, 200, sigma, 5
	})
	s := descend(t, c)
	if len(s.Cloud) != 60 {
		t.Fatalf("%d paths", len(s.Cloud))
	}
	c.NoiseSeed = 6
	if next := descend(t, c); next.Last().Point() != s.Cloud[0][200] {
		t.Errorf("the first ends at %v, want %v", s.Cloud[0][200], next.Last())
	}
	m, mean, n := s.Hovering(200)
	want := math.Sqrt(eta*sigma*sigma/(lambda*(2-eta*lambda))) * math.Sqrt(math.Pi/2) // of a Rayleigh distribution
	if n != 60 || m.F != 0 || mean < 0.8*want || mean > 1.2*want {
		t.Errorf("%d hover %v from %v, theory has %v", n, mean, m, want)
	}
	if _, away, _ := s.Hovering(0); math.Abs(away-math.Hypot(c.X, c.Y)) > 1e-9 {
		t.Errorf("at the start they are %v away", away)
	}
	c.Steps = 100_000
	if s := descend(t, c); len(s.Cloud) != 6 {
		t.Errorf("%d long paths are kept", len(s.Cloud))
	}
	if _, _, n := descend(t, s.withoutNoise()).Hovering(0); n != 0 {
		t.Errorf("%d hover without noise", n)
	}
}
