package descent

import (
	"math"
	"slices"
	"testing"

	"nntui/model/surface"
)

// What is counted on a map, finished or not, is what the descents from the
// starts that are computed come to.
func TestCountFates(t *testing.T) {
	view := surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}
	const w, h = 23, 17
	for name, c := range map[string]Config{
		"all arrive":  changed(func(c *Config) { c.Step, c.Steps = 0.1, 200 }),
		"few arrive":  changed(func(c *Config) { c.Step, c.Steps = 0.05, 12 }),
		"some leave":  changed(func(c *Config) { c.Surface, c.Step, c.Steps = "rosenbrock", 0.002, 50 }),
		"all leave":   changed(func(c *Config) { c.Step, c.Steps = 5, 50 }),
		"no minimum":  changed(func(c *Config) { c.Surface = "saddle" }),
		"no one step": changed(func(c *Config) { c.Steps = 1 }),
	} {
		b, err := NewBasins(c.Basins(view, w, h))
		if err != nil {
			t.Fatal(err)
		}
		done := 0
		for _, steps := range []int{0, 1, 2, 57, 200, w * h} {
			b.Advance(steps, 0)
			done = min(done+steps, w*h)
			s := b.Snapshot()
			got := CountFates(s)
			want := Counts{Minima: make([]Count, len(s.Surface.Minima)), All: done}
			for _, at := range b.raster.order[:done] {
				switch f := b.cell(int(at)%w, int(at)/w); {
				case f == divergedFate:
					want.Diverged++
				case f.Steps == -1:
					want.Minima[f.Minimum].NotYet++
				default:
					want.Minima[f.Minimum].Reached++
				}
			}
			if !slices.Equal(got.Minima, want.Minima) || got.Diverged != want.Diverged || got.All != want.All {
				t.Errorf("%s, %d of %d: %+v, want %+v", name, done, w*h, got, want)
			}
		}
	}
}

// Each of four like basins has a quarter of the plane, and its share of the
// starts adds up.
func TestCountFates_shares(t *testing.T) {
	c := changed(func(c *Config) { c.Function = "(x^2-4)^2/16 + (y^2-4)^2/16" })
	c.Step, c.Steps = 0.1, 300
	b, err := NewBasins(c.Basins(surface.Rect{MinX: -3, MaxX: 3, MinY: -3, MaxY: 3}, 20, 20))
	if err != nil {
		t.Fatal(err)
	}
	b.Advance(math.MaxInt, 0)
	counts := CountFates(b.Snapshot())
	for i, m := range counts.Minima {
		if m != (Count{Reached: 100}) || m.Total() != 100 {
			t.Errorf("of 400, %+v lead to minimum %d", m, i)
		}
	}
	if len(counts.Minima) != 4 || counts.All != 400 || counts.Diverged != 0 {
		t.Errorf("%+v", counts)
	}
	if got := (Count{3, 4}).Total(); got != 7 {
		t.Errorf("three and four are %d", got)
	}
}
