package tui

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/surface"
)

// descentLayout is where things are on the tab.
type descentLayout struct {
	panel     frame  // around the map
	picture   frame  // the map itself
	left, top int    // the picture's corner
	side      frame  // the column of knobs and readouts; no width on the full screen
	typing    string // the line for a formula under the picture, if open
}

// yAxisWidth is the width of the labels left of the map.
const yAxisWidth = 6

func (t *descentTab) layout() descentLayout {
	f := t.body
	l := descentLayout{left: 1 + yAxisWidth, top: 1}
	if !t.full {
		l.side = f.sized(sideWidth(f.width), f.height)
	}
	l.panel = f.sized(f.width-l.side.width, f.height)
	rows := 2 // labels and scrub bar
	if t.typing.open {
		l.typing = t.typing.view(l.panel.sized(l.panel.width-2, 0))
		rows += 1 + strings.Count(l.typing, "\n")
	}
	l.picture = f.sized(l.panel.width-2-yAxisWidth, l.panel.height-2-rows)
	return l
}

func (t *descentTab) View(f frame) string {
	if !t.runner.ready {
		return fit("", f.width, f.height)
	}
	l := t.layout()
	if t.full {
		return t.viewMap(l)
	}
	return beside(t.viewMap(l), t.viewSide(l.side))
}

func (t *descentTab) viewMap(l descentLayout) string {
	var picture, note string
	title := "f = " + t.runner.snapshot.Surface.Formula
	switch {
	case t.mode == showTuning:
		title = fmt.Sprintf("f after %d steps", t.runner.snapshot.Config.Steps)
		picture, note = t.tuningMap(l.picture), "◆ best ● now"
	case t.mode == showBasins && t.basinsFit(l.picture):
		title = "where each start leads"
		picture, note = t.surfaceMap(l.picture), t.basinNote(l.picture)
	default:
		picture, note = t.surfaceMap(l.picture), "○ start ● now ◆ global ◇ local"
	}
	parts := []string{picture, t.scrubBar(l.picture)}
	if t.typing.open {
		parts = append(parts, l.typing)
	}
	return l.panel.panel(title, l.panel.theme.dimmed(note), above(parts...))
}

// basinsFit reports whether there is a map of basins for what is on the
// screen.
func (t *descentTab) basinsFit(f frame) bool {
	c := t.basins.snapshot.Config
	return t.basins.ready && c.W == f.width && c.H == f.height*f.pixelRows() && c.View == t.view
}

func (t *descentTab) basinNote(f frame) string {
	if t.basins.snapshot.State == model.Unfinished {
		return fmt.Sprintf("%3.0f %%", 100*t.basins.snapshot.Done)
	}
	if f.blocks() {
		return "lighter: sooner"
	}
	return "A a: minimum, small if not there yet"
}

// surfaceMap draws the plane with the paths on it.
func (t *descentTab) surfaceMap(f frame) string {
	s := t.runner.snapshot
	c := newCanvas(f)
	w, h := c.size()
	if t.mode == showBasins && t.basinsFit(f) {
		paintFates(c, t.basins.snapshot.Fates, s.Config.Steps)
	} else {
		c.paintBands(t.field.at(fieldKey{s.Surface, t.view, w, h, c.bands()}))
	}
	p := plotter{c, t.view}
	for i, r := range s.Rivals {
		t.drawRival(p, r, f.theme.racer(i+1))
	}
	t.drawPath(p)
	if t.cursor.on {
		p.mark(t.cursor.at, "┼", f.theme.onMap)
	}
	return withAxes(c, planeTicks(t.view, w, h))
}

// plotter draws in the coordinates of the plane.
type plotter struct {
	*canvas
	view surface.Rect
}

func (p plotter) line(a, b surface.Point, s sign) (x, y float64) {
	w, h := p.size()
	x0, y0 := p.view.Pixel(a, w, h)
	x1, y1 := p.view.Pixel(b, w, h)
	return p.canvas.line(x0, y0, x1, y1, s)
}

func (p plotter) mark(at surface.Point, glyph string, ink color.Color) {
	w, h := p.size()
	x, y := p.view.Pixel(at, w, h)
	p.canvas.mark(x, y, glyph, ink)
}

// path draws a path. One that leaves the map for good is cut at the frame and
// has a cross there.
func (p plotter) path(points []descent.Point, s sign) {
	inside := -1 // the last point on the map
	for i, q := range points {
		if p.view.Contains(q.Point()) {
			inside = i
		}
	}
	for i := 1; i <= inside; i++ {
		p.line(points[i-1].Point(), points[i].Point(), s)
	}
	if inside >= 0 && inside < len(points)-1 {
		x, y := p.line(points[inside].Point(), points[inside+1].Point(), s)
		p.canvas.mark(x, y, "✗", p.frame.theme.onMap)
	}
}

// drawPath puts minima and path on the map.
func (t *descentTab) drawPath(p plotter) {
	path, theme := t.path(), p.frame.theme
	p.path(path, sign{"•", theme.racer(0).color()})
	for _, m := range t.runner.snapshot.Surface.Minima {
		glyph := "◇"
		if m.Global {
			glyph = "◆"
		}
		p.mark(m.Point, glyph, theme.onMap)
	}
	for _, q := range path {
		p.mark(q.Point(), "•", theme.onMap)
	}
	p.mark(path[0].Point(), "○", theme.onMap)
	p.mark(path[len(path)-1].Point(), "●", theme.onMap)
}

// drawRival draws the way of another method; its letter stands at the end.
func (t *descentTab) drawRival(p plotter, r descent.Run, h hue) {
	path := t.visible(r.Path)
	p.path(path, sign{strings.ToLower(methodLetter(r.Method)), h.color()})
	p.mark(path[len(path)-1].Point(), methodLetter(r.Method), p.frame.theme.onMap)
}

// methodLetter is the sign of a method on the map and in the table.
func methodLetter(method string) string {
	letters := map[string]string{"gd": "G", "momentum": "M", "nesterov": "N", "adagrad": "D", "rmsprop": "R", "adam": "A", "line-search": "L", "newton": "W", "bfgs": "B"}
	return letters[method]
}

// ticks are labels along the edges of a map, by pixel.
type ticks struct{ x, y map[int]string }

func planeTicks(view surface.Rect, w, h int) ticks {
	t := ticks{map[int]string{}, map[int]string{}}
	for _, x := range roundTicks(view.MinX, view.MaxX, max(2, w/9)) {
		i, _ := view.Pixel(surface.Point{X: x}, w, h)
		t.x[clamp(int(math.Round(i)), w)] = number(tidy(x))
	}
	for _, y := range roundTicks(view.MinY, view.MaxY, max(2, h/8)) {
		_, j := view.Pixel(surface.Point{Y: y}, w, h)
		t.y[clamp(int(math.Round(j)), h)] = number(tidy(y))
	}
	return t
}

// withAxes draws the picture with labels at the left and below.
func withAxes(c *canvas, t ticks) string {
	w, h := c.frame.width, c.frame.height
	if w < 1 || h < 1 {
		return ""
	}
	left := make([]string, h)
	for j, text := range t.y {
		left[clamp(j/c.rows, h)] = text
	}
	bottom := []byte(strings.Repeat(" ", yAxisWidth+w))
	for i := range w {
		text, ok := t.x[i]
		if at := yAxisWidth + i - len(text)/2; ok && at+len(text) <= len(bottom) {
			copy(bottom[at:], text)
		}
	}
	lines := strings.Split(c.String(), "\n")
	for j, l := range left {
		l = fitLine(l, min(len(l), yAxisWidth-1))
		lines[j] = c.frame.theme.dimmed(strings.Repeat(" ", yAxisWidth-1-len(l))+l+" ") + lines[j]
	}
	return strings.Join(lines, "\n") + "\n" + c.frame.theme.dimmed(string(bottom))
}

// scrubBar shows how much of the path is drawn.
func (t *descentTab) scrubBar(f frame) string {
	last := t.last()
	at := min(t.shown, last)
	label := fmt.Sprintf("step %d/%d ", at, last)
	width := f.width + yAxisWidth - len(label) - 2
	if width < 5 {
		return ""
	}
	full := clamp(at*(width-1)/max(last, 1), width)
	return " " + f.theme.dimmed(label) + f.theme.accent.style().Render(strings.Repeat("━", full)+"●") +
		f.theme.border.style().Render(strings.Repeat("─", width-1-full))
}

// tuningMap draws what other step sizes and decays would reach.
func (t *descentTab) tuningMap(f frame) string {
	c := newCanvas(f)
	w, h := c.size()
	s := t.tuning.snapshot
	if !t.tuning.ready || s.Config.W != w || s.Config.H != h {
		return withAxes(c, ticks{})
	}
	c.paintBands(intoBands(s.Falls(), c.bands()))
	if s.Best >= 0 {
		c.mark(float64(s.Best%w), float64(s.Best/w), "◆", f.theme.onMap)
	}
	i, j := s.Config.Pixel(t.runner.config)
	c.mark(i, j, "●", f.theme.onMap)
	return withAxes(c, tuningTicks(s.Config))
}

func tuningTicks(c descent.TuningConfig) ticks {
	t := ticks{map[int]string{}, map[int]string{}}
	d := c.Config
	for _, v := range []float64{0.001, 0.01, 0.1, 1} {
		d.Step, d.Decay = v, 1
		i, _ := c.Pixel(d)
		t.x[clamp(int(math.Round(i)), c.W)] = number(v)
	}
	for _, v := range []float64{0.7, 0.8, 0.9, 1} {
		d.Step, d.Decay = 1, v
		_, j := c.Pixel(d)
		t.y[clamp(int(math.Round(j)), c.H)] = number(v)
	}
	return t
}

// paintFates colours each pixel by the minimum that it leads to, the lighter
// the sooner; without half blocks a letter names the minimum, a small one where
// the steps do not suffice to get there.
func paintFates(c *canvas, fates []descent.Fate, steps int) {
	for at, f := range fates {
		if f.Minimum < 0 {
			c.ink[at], c.signs[at] = c.frame.theme.nowhere, sign{"#", c.frame.theme.bad.color()}
			continue
		}
		shades := c.frame.theme.basins[int(f.Minimum)%len(c.frame.theme.basins)]
		shade, letter := len(shades)-1, 'a'+rune(f.Minimum)%26
		if f.Steps >= 0 {
			shade = min(int(f.Steps)*(len(shades)-1)/max(steps+1, 1), len(shades)-2)
			letter = 'A' + rune(f.Minimum)%26
		}
		c.ink[at], c.signs[at] = shades[shade], sign{string(letter), shades[0]}
	}
}
