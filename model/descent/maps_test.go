package descent

import (
	"math"
	"testing"

	"nntui/model"
	"nntui/model/surface"
)

// What the map of basins says of a point is what a descent from there does.
func TestBasinsTellTheTruth(t *testing.T) {
	view := surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}
	for _, m := range Methods {
		t.Run(m.Name, func(t *testing.T) {
			c := changed(func(c *Config) { c.Method, c.Steps, c.Step, c.Decay = m.Name, 60, 0.15, 0.99 })
			const w, h = 12, 9
			b, err := NewBasins(c.Basins(view, w, h))
			if err != nil {
				t.Fatal(err)
			}
			if s := b.Snapshot(); s.State != model.Unfinished || s.Done != 0 || s.Config != c.Basins(view, w, h) {
				t.Fatalf("before its first pixel: state %v, done %v", s.State, s.Done)
			}
			b.Advance(w*h/2, 0)
			if s := b.Snapshot(); s.State != model.Unfinished || s.Done != 0.5 {
				t.Fatalf("half way: state %v, done %v", s.State, s.Done)
			}
			b.Advance(math.MaxInt, 0)
			s := b.Snapshot()
			if s.State != model.Finished || s.Done != 1 || len(s.Cells) != w*h {
				t.Fatalf("state %v, done %v, %d cells", s.State, s.Done, len(s.Cells))
			}
			for at, fate := range s.Cells {
				p := view.At(at%w, at/w, w, h)
				c.X, c.Y = p.X, p.Y
				if want := fateOf(t, c); fate != want {
					t.Errorf("from (%v, %v): %+v, want %+v", p.X, p.Y, fate, want)
				}
			}
		})
	}
}

// fateOf reads from a whole descent what becomes of it: which minimum of the
// assignment, which is 10 wide, it ends nearest to, and when it came within
// 0.2 of that, for the first time since it was as near to another.
func fateOf(t *testing.T, c Config) Fate {
	t.Helper()
	s := descend(t, c)
	fate := divergedFate
	for step, p := range s.Path {
		if max(math.Abs(p.X), math.Abs(p.Y)) >= 1e4 || s.State == model.Diverged {
			return divergedFate
		}
		if at, distance := s.Surface.Minima.Nearest(p.Point()); distance < 0.2 && at != int(fate.Minimum) {
			fate = Fate{int16(at), int32(step)}
		}
	}
	if at, _ := s.Surface.Minima.Nearest(s.Last().Point()); at != int(fate.Minimum) {
		fate = Fate{int16(at), -1}
	}
	return fate
}

// Who goes a thousand times as far out as the domain is wide, or the view
// reaches, is gone; who does not is nearest to some minimum. On the bowl with
// a step of 3 each step goes twice as far out.
func TestBasins_far(t *testing.T) {
	for _, c := range []struct {
		x, y, maxX, maxY float64
		want             int16
	}{
		{4.83, 0, 5, 5, 0}, {4.93, 0, 5, 5, -1}, // to 9,892 and 10,097
		{0, 4.83, 5, 5, 0}, {0, 4.93, 5, 5, -1},
		{9.5, 0, 20, 5, 0}, {9.9, 0, 20, 5, -1},
		{9.5, 0, 5, 20, 0}, {9.9, 0, 5, 20, -1},
	} {
		config := changed(func(c *Config) { c.Surface, c.Condition, c.Step, c.Steps = "bowl", 1, 3, 11 })
		view := surface.Rect{MinX: 2*c.x - c.maxX, MaxX: c.maxX, MinY: 2*c.y - c.maxY, MaxY: c.maxY}
		b, err := NewBasins(config.Basins(view, 1, 1))
		if err != nil {
			t.Fatal(err)
		}
		b.Advance(1, 0)
		if got := b.Snapshot().Cells[0]; got != (Fate{c.want, -1}) {
			t.Errorf("from (%v, %v) in a view to (%v, %v): %+v, want minimum %d", c.x, c.y, c.maxX, c.maxY, got, c.want)
		}
	}
}

// Where there is no minimum, there is none to lead to.
func TestBasins_noMinimum(t *testing.T) {
	c := changed(func(c *Config) { c.Surface = "saddle" })
	b, err := NewBasins(c.Basins(surface.Rect{MinX: -1, MaxX: 1, MinY: -1, MaxY: 1}, 2, 2))
	if err != nil {
		t.Fatal(err)
	}
	b.Advance(math.MaxInt, 0)
	for _, fate := range b.Snapshot().Cells {
		if fate != divergedFate {
			t.Errorf("a saddle leads to %+v", fate)
		}
	}
}

// Maps do not depend on the point that the descent itself starts from.
func TestBasinsConfigIsCommon(t *testing.T) {
	a, b := Default(), Default()
	b.X, b.Y, b.Race = 1, -1, "all"
	if a.Basins(surface.Rect{}, 3, 4) != b.Basins(surface.Rect{}, 3, 4) {
		t.Error("two starts have two maps")
	}
	b = Default()
	b.Step, b.Decay, b.Race = 1, 0.5, "all"
	if a.Tuning("step", "decay", 3, 4) != b.Tuning("step", "decay", 3, 4) {
		t.Error("two step sizes have two tuning maps")
	}
}

// The map of the issue that the screen must show in under a second.
func BenchmarkBasins(b *testing.B) {
	c := Default()
	c.Steps = 100
	for b.Loop() {
		m, err := NewBasins(c.Basins(surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}, 100, 120))
		if err != nil {
			b.Fatal(err)
		}
		m.Advance(math.MaxInt, 0)
	}
}
