package chart

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// Scales with bars, thin and thick, and in ASCII.
func TestScale(t *testing.T) {
	var b strings.Builder
	ascii := plain(40, 1)
	for _, c := range []struct {
		high  float64
		width int
		frame kit.Frame
		thick bool
	}{{27.3, 30, inked(40, 1), false}, {27.3, 30, inked(40, 1), true}, {27.3, 30, ascii, true}, {0, 12, inked(40, 1), false}, {100, 11, inked(40, 1), false}} {
		s := NewScale(c.high, c.width)
		b.WriteString(s.Labels("%") + "\n")
		for _, share := range []float64{0, 0.05, 0.5, 0.98, 1} {
			b.WriteString("|" + ansi.Strip(s.Bar(c.frame, c.frame.Theme.Bad, share*c.high, c.thick)) + "|\n")
		}
		b.WriteString("|" + ansi.Strip(s.Grid(c.frame)) + "|\n\n")
	}
	stage.Golden(t, "scale", b.String())
}

// A thick bar is as long as its value, to a sixteenth of a cell, and always as
// wide as its scale, which ends at a tick no farther than the largest needs.
func TestScale_bar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(4, 200).Draw(t, "width")
		high := rapid.Float64Range(1e-3, 100).Draw(t, "high")
		v := rapid.Float64Range(0, high).Draw(t, "value")
		s := NewScale(high, width)
		end, before := s.ticks[len(s.ticks)-1].Value, s.ticks[len(s.ticks)-2].Value
		if end != s.axis.High || end < high*(1-1e-9) || before >= high {
			t.Fatalf("%v is the highest on a scale of %v", high, s.ticks)
		}
		f := inked(width, 1)
		bar := []rune(ansi.Strip(s.Bar(f, f.Theme.Bad, v, true)))
		if len(bar) != width {
			t.Fatalf("%d cells, not %d", len(bar), width)
		}
		long := 0
		for _, r := range bar {
			if i := strings.IndexRune("▏▎▍▌▋▊▉█", r); i >= 0 {
				long += 1 + i/len("█")
			}
		}
		if want := v / end * float64(8*width); math.Abs(float64(long)-want) > 0.5+1e-9 {
			t.Fatalf("%v of %v is %d eighths of a cell long, not %v", v, end, long, want)
		}
	})
}

func TestBars(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		values        []float64
		width, height int
		high          float64
		want          string
	}{
		{[]float64{0, 1, 8, 9}, 4, 1, 8, "▁▁██"},
		{[]float64{0, 1, 8, 9, 4}, 5, 2, 16, "   ▁ |▁▁██▄"},
		{[]float64{8, 4}, 7, 1, 8, "██ ▄▄ "},
		{[]float64{8, 4}, 40, 1, 8, "█████ ▄▄▄▄▄ "},
		{[]float64{8, 4, 8, 4}, 3, 1, 8, "█▄…"},
		{[]float64{8, 4}, 1, 1, 8, "…"},
		{[]float64{nan, math.Inf(1), -1, 0}, 4, 1, 0, "▁█▁▁"},
		{[]float64{1}, 1, 1, nan, "▁"},
		{nil, 4, 1, 1, ""}, {[]float64{1}, 0, 1, 1, ""}, {[]float64{1}, 1, 0, 1, ""},
	} {
		if got := ansi.Strip(strings.Join(Bars(inked(c.width, 1), c.values, c.width, c.height, c.high), "|")); got != c.want {
			t.Errorf("%v of %v in %dx%d: %q, want %q", c.values, c.high, c.width, c.height, got, c.want)
		}
	}
}
