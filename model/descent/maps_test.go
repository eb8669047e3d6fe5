package descent

import (
	"fmt"
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
				if want := descend(t, c).Fate; fate != want {
					t.Errorf("from (%v, %v): %+v, want %+v", p.X, p.Y, fate, want)
				}
			}
		})
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
		if fate.Minimum != -1 || fate.End != Gone {
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

// The map that the screen must show in under a second, where starts hardly move,
// settle soon, and go round for ever.
func BenchmarkBasins(b *testing.B) {
	for _, step := range []float64{1e-6, 0.1, 0.3} {
		b.Run(fmt.Sprint(step), func(b *testing.B) {
			c := changed(func(c *Config) { c.Step, c.Steps = step, 200 })
			for b.Loop() {
				m, err := NewBasins(c.Basins(surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}, 100, 120))
				if err != nil {
					b.Fatal(err)
				}
				m.Advance(math.MaxInt, 0)
			}
		})
	}
}
