package figures

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/nn"
)

// Descent returns two figures: "contour", the part of the surface in view as a
// contour map with the way down and those of the rivals, and "curve", f along
// these.
func Descent(s descent.Snapshot, view surface.Rect) []Figure {
	return []Figure{
		{"contour", "contour map with the path", func() page { return contour(s, view) }},
		{"curve", "f from step to step", func() page { return curve(s) }},
	}
}

func surfaceTitle(s descent.Snapshot) string { return "f(x, y) = " + formula(s.Surface.Formula) }

// descentNotes says what was set and where it led.
func descentNotes(s descent.Snapshot) []string {
	notes := []string{descentNote(s)}
	if s.State == model.Diverged {
		notes = append(notes, fmt.Sprintf("%s diverged at %s.", s.Method, s.Reason))
	}
	return notes
}

// descentNote says what was set and where it led.
func descentNote(s descent.Snapshot) string {
	c, end := s.Config, s.Last()
	text := fmt.Sprintf("%s from (%s, %s), ", c.Method, number(c.X, 4), number(c.Y, 4))
	for _, m := range descent.Methods {
		if m.Name == c.Method && m.Rate {
			text += rateNote(c)
		}
	}
	if o, err := nn.OptimizerNamed(c.Method); err == nil && o.Momentum > 0 {
		text += "momentum " + number(c.Momentum, 4) + ", "
	}
	text += fmt.Sprintf("%s. It ends at (%s, %s), f = %s", count(len(s.Path)-1, "step"), number(end.X, 4), number(end.Y, 4), number(end.F, 5))
	if m, distance := s.Nearest(); len(s.Surface.Minima) > 0 {
		text += fmt.Sprintf(", %s from the %s", number(distance, 2), m.Kind())
	}
	return text + "."
}

func rateNote(c descent.Config) string {
	text := "step size " + number(c.Step, 4) + ", "
	switch c.Schedule {
	case "constant":
		return text
	case "exponential":
		if c.Decay == 1 {
			return text
		}
		return text + "times " + number(c.Decay, 4) + " each step, "
	case "cosine":
		return text + "cosine schedule, "
	}
	return text + fmt.Sprintf("schedule %s with decay %s, ", c.Schedule, number(c.Decay, 4))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// runs lists the ways down, that of the chosen method first.
func runs(s descent.Snapshot) []descent.Run {
	return append([]descent.Run{s.Run}, s.Rivals...)
}

// columns returns a path as numbers of steps, x, y and f.
func columns(path []descent.Point) (step, x, y, f []float64) {
	for i, p := range path {
		step, x, y, f = append(step, float64(i)), append(x, p.X), append(y, p.Y), append(f, p.F)
	}
	return step, x, y, f
}

// curve is f over the steps, on a logarithmic axis where f stays above 0 and
// goes over more than three decades.
func curve(s descent.Snapshot) page {
	f := page{title: "f along the path", notes: append([]string{surfaceTitle(s)}, descentNotes(s)...), height: 250}
	var all, steps []float64
	for _, r := range runs(s) {
		n, _, _, values := columns(r.Path)
		all, steps = append(all, values...), append(steps, n...)
	}
	log := decades(all)
	x, y := span("step", false, steps...), span("f", log, all...).padded(0.05)
	x.whole = true
	if log {
		y.label = "f (logarithmic)"
	}
	p := newPanel(x, y)
	p.grid()
	for i, r := range runs(s) {
		n, _, _, values := columns(r.Path)
		thumbs := []plot.Thumbnailer{p.line(n, values, line(i))}
		if len(n) <= mostMarked {
			thumbs = append(thumbs, p.marks(n, values, disc(line(i).Color, stepMark)))
		}
		name := methodName(r)
		if len(s.Rivals) > 0 {
			name += ", f = " + number(r.Last().F, 4)
		}
		f.legend = append(f.legend, entry{name, thumbs})
	}
	f.legend = append(f.legend, p.floor(s.Surface.Minima)...)
	f.body = func(c draw.Canvas) { p.place(c, whole(c)) }
	return f
}

// floor adds a line at the lowest minimum, if it is in sight.
func (p panel) floor(minima []surface.Minimum) []entry {
	if len(minima) == 0 {
		return nil
	}
	f := minima[0].F
	if t, ok := p.y.at(f); !ok || t < 0 || t > 1 {
		return nil
	}
	thumb := p.horizontal(f, draw.LineStyle{Color: soft, Width: 0.8, Dashes: []vg.Length{1, 2}})
	return []entry{{"global minimum, f = " + number(f, 5), []plot.Thumbnailer{thumb}}}
}

// decades reports whether values are all above 0 and three decades apart; a
// few zeros at the end of a descent do not matter.
func decades(values []float64) bool {
	low, high := math.Inf(1), 0.0
	for _, v := range values {
		if v < 0 {
			return false
		}
		if v > 0 {
			low, high = min(low, v), max(high, v)
		}
	}
	return high > 1000*low
}
