package descent

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/chart"
	"nntui/tui/kit"
	round "nntui/tui/ticks"
)

// descentLayout is where things are on the tab.
type descentLayout struct {
	panel     kit.Frame // around the map
	picture   kit.Frame // the map itself
	left, top int       // the picture's corner
	side      kit.Frame // the column of knobs and readouts; no width on the full screen
	typing    string    // the line for a formula under the picture, if open
}

// yAxisWidth is the width of the labels left of the map.
const yAxisWidth = 6

func (t *Tab) layout() descentLayout {
	f := t.body
	l := descentLayout{left: 1 + yAxisWidth, top: 1}
	if !t.full {
		l.side = f.Sized(kit.SideWidth(f.Width), f.Height)
	}
	l.panel = f.Sized(f.Width-l.side.Width, f.Height)
	rows := 2 // labels and scrub bar
	if t.typing.open {
		l.typing = t.typing.view(l.panel.Sized(l.panel.Width-2, 0))
		rows += 1 + strings.Count(l.typing, "\n")
	}
	l.picture = f.Sized(l.panel.Width-2-yAxisWidth, l.panel.Height-2-rows)
	return l
}

func (t *Tab) View(f kit.Frame) string {
	if !t.runner.Ready {
		return kit.Fit("", f.Width, f.Height)
	}
	l := t.layout()
	if t.full {
		return t.viewMap(l)
	}
	return kit.Beside(t.viewMap(l), t.viewSide(l.side))
}

func (t *Tab) viewMap(l descentLayout) string {
	var picture, note string
	title := "f = " + t.runner.Snapshot.Surface.Formula
	switch {
	case t.mode == showTuning:
		title = fmt.Sprintf("f after %d steps", t.runner.Snapshot.Config.Steps)
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
	return l.panel.Panel(title, l.panel.Theme.Dimmed(note), kit.Above(parts...))
}

// basinsFit reports whether there is a map of basins for what is on the
// screen.
func (t *Tab) basinsFit(f kit.Frame) bool {
	c := t.basins.Snapshot.Config
	return t.basins.Ready && c.W == f.Width && c.H == f.Height*f.PixelRows() && c.View == t.view
}

func (t *Tab) basinNote(f kit.Frame) string {
	if t.basins.Snapshot.State == model.Unfinished {
		return fmt.Sprintf("%3.0f %%", 100*t.basins.Snapshot.Done)
	}
	if f.Blocks() {
		return "lighter: sooner"
	}
	return "A a: minimum, small if not there yet"
}

// surfaceMap draws the plane with the paths on it.
func (t *Tab) surfaceMap(f kit.Frame) string {
	s := t.runner.Snapshot
	c := chart.NewCanvas(f)
	w, h := c.Size()
	if t.mode == showBasins && t.basinsFit(f) {
		paintFates(c, t.basins.Snapshot.Cells, s.Config.Steps)
	} else {
		c.PaintBands(t.field.At(chart.FieldKey{Surface: s.Surface, View: t.view, W: w, H: h, Bands: c.Bands()}))
	}
	p := plotter{c, t.view}
	for i, r := range s.Rivals {
		t.drawRival(p, r, f.Theme.Racer(i+1))
	}
	t.drawPath(p)
	if t.cursor.on {
		p.mark(t.cursor.at, "┼", f.Theme.OnMap)
	}
	return withAxes(c, planeTicks(t.view, w, h))
}

// plotter draws in the coordinates of the plane.
type plotter struct {
	*chart.Canvas
	view surface.Rect
}

func (p plotter) line(a, b surface.Point, s chart.Sign) (x, y float64) {
	w, h := p.Size()
	x0, y0 := p.view.Pixel(a, w, h)
	x1, y1 := p.view.Pixel(b, w, h)
	return p.Canvas.Line(x0, y0, x1, y1, s)
}

func (p plotter) mark(at surface.Point, glyph string, ink color.Color) {
	w, h := p.Size()
	x, y := p.view.Pixel(at, w, h)
	p.Canvas.Mark(x, y, glyph, ink)
}

// path draws a path. One that leaves the map for good is cut at the frame and
// has a cross there.
func (p plotter) path(points []descent.Point, s chart.Sign) {
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
		p.Canvas.Mark(x, y, "✗", p.Frame.Theme.OnMap)
	}
}

// drawPath puts minima and path on the map.
func (t *Tab) drawPath(p plotter) {
	path, theme := t.path(), p.Frame.Theme
	p.path(path, chart.Sign{Glyph: "•", Color: theme.Racer(0).Color()})
	for _, m := range t.runner.Snapshot.Surface.Minima {
		glyph := "◇"
		if m.Global {
			glyph = "◆"
		}
		p.mark(m.Point, glyph, theme.OnMap)
	}
	for _, q := range path {
		p.mark(q.Point(), "•", theme.OnMap)
	}
	p.mark(path[0].Point(), "○", theme.OnMap)
	p.mark(path[len(path)-1].Point(), "●", theme.OnMap)
}

// drawRival draws the way of another method; its letter stands at the end.
func (t *Tab) drawRival(p plotter, r descent.Run, h kit.Hue) {
	path := t.visible(r.Path)
	p.path(path, chart.Sign{Glyph: strings.ToLower(methodLetter(r.Method)), Color: h.Color()})
	p.mark(path[len(path)-1].Point(), methodLetter(r.Method), p.Frame.Theme.OnMap)
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
	for _, x := range round.Linear(view.MinX, view.MaxX, max(2, w/9)) {
		i, _ := view.Pixel(surface.Point{X: x}, w, h)
		t.x[kit.Clamp(int(math.Round(i)), w)] = kit.Number(kit.Tidy(x))
	}
	for _, y := range round.Linear(view.MinY, view.MaxY, max(2, h/8)) {
		_, j := view.Pixel(surface.Point{Y: y}, w, h)
		t.y[kit.Clamp(int(math.Round(j)), h)] = kit.Number(kit.Tidy(y))
	}
	return t
}

// withAxes draws the picture with labels at the left and below.
func withAxes(c *chart.Canvas, t ticks) string {
	w, h := c.Frame.Width, c.Frame.Height
	if w < 1 || h < 1 {
		return ""
	}
	left := make([]string, h)
	for j, text := range t.y {
		left[kit.Clamp(j/c.Rows, h)] = text
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
		l = kit.FitLine(l, min(len(l), yAxisWidth-1))
		lines[j] = c.Frame.Theme.Dimmed(strings.Repeat(" ", yAxisWidth-1-len(l))+l+" ") + lines[j]
	}
	return strings.Join(lines, "\n") + "\n" + c.Frame.Theme.Dimmed(string(bottom))
}

// scrubBar shows how much of the path is drawn.
func (t *Tab) scrubBar(f kit.Frame) string {
	last := t.last()
	at := min(t.shown, last)
	label := fmt.Sprintf("step %d/%d ", at, last)
	width := f.Width + yAxisWidth - len(label) - 2
	if width < 5 {
		return ""
	}
	full := kit.Clamp(at*(width-1)/max(last, 1), width)
	return " " + f.Theme.Dimmed(label) + f.Theme.Accent.Style().Render(strings.Repeat("━", full)+"●") +
		f.Theme.Border.Style().Render(strings.Repeat("─", width-1-full))
}

// tuningMap draws what other step sizes and decays would reach.
func (t *Tab) tuningMap(f kit.Frame) string {
	c := chart.NewCanvas(f)
	w, h := c.Size()
	s := t.tuning.Snapshot
	if !t.tuning.Ready || s.Config.W != w || s.Config.H != h {
		return withAxes(c, ticks{})
	}
	c.PaintBands(chart.IntoBands(s.Falls(), c.Bands()))
	if s.Best >= 0 {
		c.Mark(float64(s.Best%w), float64(s.Best/w), "◆", f.Theme.OnMap)
	}
	i, j := s.Config.Pixel(t.runner.Config)
	c.Mark(i, j, "●", f.Theme.OnMap)
	return withAxes(c, tuningTicks(s.Config))
}

func tuningTicks(c descent.MapConfig) ticks {
	t := ticks{map[int]string{}, map[int]string{}}
	d := c.Config
	for _, v := range []float64{0.001, 0.01, 0.1, 1} {
		d.Step, d.Decay = v, 1
		i, _ := c.Pixel(d)
		t.x[kit.Clamp(int(math.Round(i)), c.W)] = kit.Number(v)
	}
	for _, v := range []float64{0.7, 0.8, 0.9, 1} {
		d.Step, d.Decay = 1, v
		_, j := c.Pixel(d)
		t.y[kit.Clamp(int(math.Round(j)), c.H)] = kit.Number(v)
	}
	return t
}

// paintFates colours each pixel by the minimum that it leads to, the lighter
// the sooner; without half blocks a letter names the minimum, a small one where
// the steps do not suffice to get there.
func paintFates(c *chart.Canvas, fates []descent.Fate, steps int) {
	for at, f := range fates {
		if f.Minimum < 0 {
			c.Ink[at], c.Signs[at] = c.Frame.Theme.Nowhere, chart.Sign{Glyph: "#", Color: c.Frame.Theme.Bad.Color()}
			continue
		}
		shades := c.Frame.Theme.Basins[int(f.Minimum)%len(c.Frame.Theme.Basins)]
		shade, letter := len(shades)-1, 'a'+rune(f.Minimum)%26
		if f.Steps >= 0 {
			shade = min(int(f.Steps)*(len(shades)-1)/max(steps+1, 1), len(shades)-2)
			letter = 'A' + rune(f.Minimum)%26
		}
		c.Ink[at], c.Signs[at] = shades[shade], chart.Sign{Glyph: string(letter), Color: shades[0]}
	}
}
