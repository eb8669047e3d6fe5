package descent

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/surface"
)

// What a cell of the tuning map says is what that descent does, and cells and
// descents are each other's inverse.
func TestTuningTellsTheTruth(t *testing.T) {
	const w, h = 15, 8
	base := changed(func(c *Config) { c.Race = "all" })
	tuning, err := NewTuning(base.Tuning(w, h))
	if err != nil {
		t.Fatal(err)
	}
	tuning.Advance(math.MaxInt, 0)
	s := tuning.Snapshot()
	if s.State != model.Finished || !agrees(s.Start, startOf(t, base).F) {
		t.Errorf("state %v, from f = %v", s.State, s.Start)
	}
	for at, f := range s.Cells {
		c := s.Config.At(at%w, at/w)
		d := descend(t, c)
		if len(d.Rivals) > 0 || d.State == model.Diverged && !math.IsInf(f, 1) && f < 1e100 || d.State != model.Diverged && d.Last().F != f {
			t.Errorf("step size %v and decay %v end at %v (%v), the map says %v", c.Step, c.Decay, d.Last().F, d.State, f)
		}
		i, j := s.Config.Pixel(c)
		if math.Abs(i-float64(at%w)) > 0.05 || math.Abs(j-float64(at/w)) > 0.05 {
			t.Errorf("cell (%d, %d) comes back as (%v, %v)", at%w, at/w, i, j)
		}
	}
	if s.Best < 0 || s.Cells[s.Best] > -2 {
		t.Fatalf("the best of the map is %v, the assignment reaches -2", s.Best)
	}
	if end := descend(t, s.Config.At(s.Best%w, s.Best/w)).Last().Point(); s.End != end {
		t.Errorf("the best ends at %v, want %v", s.End, end)
	}
}

// startOf returns where a descent starts.
func startOf(t *testing.T, c Config) Point {
	t.Helper()
	c.Steps = 0
	return descend(t, c).Last()
}

func TestTuningAxes(t *testing.T) {
	c := Default().Tuning(30, 20)
	for _, at := range []struct {
		i, j        int
		step, decay float64
	}{{0, 0, 0.001, 1.05}, {29, 19, 2, 0.7}, {0, 19, 0.001, 0.7}, {10, 10, 0.0137, 0.866}, {20, 5, 0.189, 0.958}} {
		if d := c.At(at.i, at.j); d.Step != at.step || d.Decay != at.decay || d.Race != "off" || d.X != 3 || d.Steps != 20 {
			t.Errorf("cell (%d, %d) is %+v", at.i, at.j, d)
		}
	}
	if d := Default().Tuning(1, 1).At(0, 0); d.Step != 0.001 || d.Decay != 1.05 {
		t.Errorf("the only cell is %+v", d)
	}
	for v, want := range map[float64]float64{0.0123456: 0.0123, 0.98765: 0.988, 0.99999: 1, 1.0446: 1.04, 2: 2, 0.001: 0.001} {
		if got := threeDigits(v); got != want {
			t.Errorf("%v becomes %v, want %v", v, got, want)
		}
	}
}

// Of all cells that come as low as the lowest but for a thousandth of the way,
// the one whose worst neighbour is lowest is chosen.
func TestTuning_best(t *testing.T) {
	inf := math.Inf(1)
	for name, c := range map[string]struct {
		start float64
		cells string
		want  int
	}{
		"the lowest alone":        {10, "9 9 9 9 / 9 9 5 9 / 9 9 9 9", 6},
		"the better neighbours":   {1000, "0 9 1 0 / 9 9 1 1", 3},
		"just within":             {1000, "0 500 2 1 / 500 500 2 2", 3},
		"just outside":            {1000, "0 500 2 1.5 / 500 500 2 2", 0},
		"the first of equals":     {10, "1 1 / 1 1", 0},
		"nothing falls":           {5, "5 6 / inf 7", -1},
		"one falls by the edge":   {5, "inf inf / inf 4", 3},
		"neighbours that diverge": {10, "inf 1 2 / 2 2 1", 5},
		"corners are neighbours":  {10, "1 2 / 9 9 ", 0},
		"one row":                 {10, "1 9 2 1 2", 3},
		"one column":              {10, "1 / 9 / 2 / 1 / 2", 3},
	} {
		rows := strings.Split(c.cells, "/")
		s := TuningSnapshot{Start: c.start}
		for _, row := range rows {
			for _, text := range strings.Fields(row) {
				f, _ := strconv.ParseFloat(text, 64)
				s.Cells = append(s.Cells, f)
			}
		}
		s.Config.H, s.Config.W = len(rows), len(s.Cells)/len(rows)
		if got := s.best(); got != c.want {
			t.Errorf("%s: cell %d is chosen, want %d", name, got, c.want)
		}
	}
	s := TuningSnapshot{Start: 2, MapSnapshot: MapSnapshot[float64]{Cells: []float64{1, 2, 3, inf}}}
	if falls := s.Falls(); falls[0] != 1 || !math.IsNaN(falls[1]) || !math.IsNaN(falls[2]) || !math.IsNaN(falls[3]) || s.Cells[1] != 2 {
		t.Errorf("what falls is %v", falls)
	}
}

// The best cell of any map is the one that a search all over it finds.
func TestTuning_bestOfAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 6).Draw(t, "w"), rapid.IntRange(1, 6).Draw(t, "h")
		s := TuningSnapshot{Start: 8}
		s.Config.W, s.Config.H = w, h
		s.Cells = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 {
			return rapid.SampledFrom([]float64{1, 1, 1, 1.0065, 1.0075, 2, 3, 4, 5, 6, 7, 8, 9, math.Inf(1)}).Draw(t, "f")
		}), w*h, w*h).Draw(t, "cells")
		want, least := -1, 0.
		for at, f := range s.Cells {
			worst := f
			for other, g := range s.Cells {
				if dx, dy := at%w-other%w, at/w-other/w; dx*dx <= 1 && dy*dy <= 1 {
					worst = max(worst, g)
				}
			}
			if low := slices.Min(s.Cells); f < s.Start && f <= low+(s.Start-low)/1000 && (want < 0 || worst < least) {
				want, least = at, worst
			}
		}
		if got := s.best(); got != want {
			t.Fatalf("of %v the best is %d, want %d", s.Cells, got, want)
		}
	})
}

// Of a map of one cell, where f falls, that is the best.
func TestTuning_oneCell(t *testing.T) {
	tuning, err := NewTuning(Default().Tuning(1, 1))
	if err != nil {
		t.Fatal(err)
	}
	tuning.Advance(1, 0)
	if s := tuning.Snapshot(); s.Best != 0 || s.End != descend(t, s.Config.At(0, 0)).Last().Point() {
		t.Errorf("got %+v", s)
	}
}

// A map where nothing falls has no best cell.
func TestTuning_noBest(t *testing.T) {
	tuning, err := NewTuning(changed(func(c *Config) { c.Surface, c.X, c.Y = "bowl", 0, 0 }).Tuning(3, 3))
	if err != nil {
		t.Fatal(err)
	}
	tuning.Advance(math.MaxInt, 0)
	if s := tuning.Snapshot(); s.Best != -1 || s.End != (surface.Point{}) || s.Start != 0 {
		t.Errorf("from the minimum itself: %+v", s)
	}
}
