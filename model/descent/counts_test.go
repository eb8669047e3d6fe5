package descent

import (
	"math"
	"testing"

	"nntui/model/surface"
)

// What is counted on a map, finished or not, is what the descents from the
// starts that are computed come to.
func TestCountFates(t *testing.T) {
	view := surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}
	const w, h = 13, 9
	for name, c := range map[string]Config{
		"all arrive":  changed(func(c *Config) { c.Step, c.Steps = 0.1, 200 }),
		"few arrive":  changed(func(c *Config) { c.Step, c.Steps = 0.05, 12 }),
		"some orbit":  changed(func(c *Config) { c.Step, c.Steps = 0.22, 100 }),
		"all leave":   changed(func(c *Config) { c.Step, c.Steps = 5, 50 }),
		"no minimum":  changed(func(c *Config) { c.Surface = "saddle" }),
		"no one step": changed(func(c *Config) { c.Steps = 1 }),
	} {
		b, err := NewBasins(c.Basins(view, w, h))
		if err != nil {
			t.Fatal(err)
		}
		done := 0
		for _, steps := range []int{0, 1, 57, w * h} {
			b.Advance(steps, 0)
			done = min(done+steps, w*h)
			s := b.Snapshot()
			got := CountFates(s)
			var ends [len(Ends)]int
			minima := make([][len(Ends)]int, len(s.Surface.Minima))
			for _, at := range b.raster.order[:done] {
				f := b.cell(int(at)%w, int(at)/w)
				ends[f.End]++
				if f.Minimum >= 0 {
					minima[f.Minimum][f.End]++
				}
			}
			if got.All != done || got.Ends != ends {
				t.Errorf("%s, %d of %d: %+v, want %v", name, done, w*h, got, ends)
			}
			for i := range minima {
				if got.Minima[i] != minima[i] {
					t.Errorf("%s, %d of %d, minimum %d: %v, want %v", name, done, w*h, i, got.Minima[i], minima[i])
				}
			}
		}
	}
}

// Each of four like basins has a quarter of the plane.
func TestCountFates_shares(t *testing.T) {
	c := changed(func(c *Config) { c.Function = "(x^2-4)^2/16 + (y^2-4)^2/16" })
	c.Step, c.Steps = 0.1, 300
	b, err := NewBasins(c.Basins(surface.Rect{MinX: -3, MaxX: 3, MinY: -3, MaxY: 3}, 20, 20))
	if err != nil {
		t.Fatal(err)
	}
	b.Advance(math.MaxInt, 0)
	counts := CountFates(b.Snapshot())
	for i, ends := range counts.Minima {
		if ends[Reached] != 100 {
			t.Errorf("of 400, %v come to minimum %d", ends, i)
		}
	}
	if len(counts.Minima) != 4 || counts.All != 400 || counts.Ends[Reached] != 400 {
		t.Errorf("%+v", counts)
	}
}
