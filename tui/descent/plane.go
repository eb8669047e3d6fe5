package descent

import (
	"math"
	"strings"

	"nntui/model/descent"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// onPlane draws the paths on a map of the plane, and all signs; levels, which
// may be nil, has the contour lines that get their levels written on them.
func (t *Tab) onPlane(g *chart.Grid, levels *chart.Relief) picture {
	p := plotter{g, t.window, map[sign]bool{}}
	s := t.runner.Snapshot
	runs := t.runs()
	for i := len(runs) - 1; i >= 0; i-- { // the chosen one lies on top
		p.path(t.visible(runs[i].Path), t.penOnMap(g.Frame, i), i == 0 && g.Frame.Dots())
	}
	p.critical(s.Surface)
	if t.cursor.on {
		p.put(t.cursor.at, signCursor, chart.OnMap(g.Frame))
	}
	for i, r := range runs {
		t.ends(p, i, r)
	}
	if t.downhill {
		p.downhill(s.Surface)
	}
	if levels != nil {
		g.WriteLevels(levels)
	}
	return picture{Grid: g, x: axis.Axis{Name: "x", Low: t.window.MinX, High: t.window.MaxX}, y: axis.Axis{Name: "y", Low: t.window.MinY, High: t.window.MaxY}, signs: p.legend()}
}

// runs lists the ways of all methods, the chosen one first.
func (t *Tab) runs() []descent.Run {
	return append([]descent.Run{t.runner.Snapshot.Run}, t.runner.Snapshot.Rivals...)
}

// penOnMap is the pen of a path. Without dots its sign is the letter of its
// method in a race, and one that no contour line has if it is alone.
func (t *Tab) penOnMap(f kit.Frame, i int) kit.Pen {
	pen := f.Theme.Pen(i)
	if f.Blocks() {
		pen = f.Theme.PenOnMap(i)
	}
	pen.Sign = "#"
	if runs := t.runs(); len(runs) > 1 {
		pen.Sign = strings.ToLower(methodLetter(runs[i].Method))
	}
	return pen
}

// ends puts a sign on the beginning and on the end of a path: the chosen one's
// end is the present place, and in a race each has its letter.
func (t *Tab) ends(p plotter, i int, r descent.Run) {
	path, ink := t.visible(r.Path), chart.OnMap(p.Frame)
	first, last := path[0].Point(), path[len(path)-1].Point()
	if i == 0 {
		p.put(last, signNow, ink)
		if first != last {
			p.put(first, signStart, ink)
		}
	}
	if len(t.runs()) > 1 {
		p.put(last, sign{glyph: methodLetter(r.Method)}, t.penOnMap(p.Frame, i).Ink)
	}
}

// path draws a path: a line from step to step, with arrowheads along it. A bold
// one is twice as wide as those of the map, but where it turns back, as across a
// valley, and has a thick dot for each step. A path that leaves the map for good
// is drawn to its edge.
func (p plotter) path(points []descent.Point, pen kit.Pen, bold bool) {
	across, _ := p.cell()
	between, long, short := 15*across, 5*across, 2*across // from arrowhead to arrowhead; steps that have room for one
	phase, since := 0.0, between/2
	var before [2]float64 // the direction of the last step
	end := min(descent.Inside(points, p.view)+1, len(points))
	for i := 1; i < end; i++ {
		x0, y0 := p.place(points[i-1].Point())
		x1, y1 := p.place(points[i].Point())
		dx, dy, length := x1-x0, y1-y0, math.Hypot(x1-x0, y1-y0)
		if length == 0 {
			continue
		}
		back := before[0]*dx+before[1]*dy < 0
		before = [2]float64{dx, dy}
		var wide [2]float64
		if bold && !back {
			wide = wider(dx, dy)
			p.Line(x0+wide[0], y0+wide[1], x1+wide[0], y1+wide[1], &pen, chart.Over, phase)
			p.joint(x0, y0, points, i-1, &pen)
		}
		phase = p.Line(x0, y0, x1, y1, &pen, chart.Over, phase)
		if since += length; since > between && !back && (length > long || length < short) {
			p.arrowhead((x0+x1+wide[0])/2, (y0+y1+wide[1])/2, dx/length, dy/length, &pen)
			since = 0
		}
	}
}

// wider is how far beside a line in a direction its second one is drawn.
func wider(dx, dy float64) [2]float64 {
	if math.Abs(dx) > math.Abs(dy) {
		return [2]float64{0, 1}
	}
	return [2]float64{1, 0}
}

// joint makes the line wider at a step, if those beside it are far enough away.
func (p plotter) joint(x, y float64, points []descent.Point, i int, pen *kit.Pen) {
	const near = 6 // dots
	for _, k := range [...]int{i - 1, i + 1} {
		if k < 0 {
			return // the start has a sign
		}
		if a, b := p.place(points[k].Point()); math.Hypot(a-x, b-y) < near {
			return
		}
	}
	for _, by := range [...][2]float64{{-1, 0}, {-1, 1}, {2, 0}, {2, 1}, {0, -1}, {1, -1}, {0, 2}, {1, 2}} {
		p.Dot(x+by[0], y+by[1], pen, chart.Over)
	}
}

// arrowhead draws two strokes back from a place on a line in the direction
// (dx, dy), of length 1. Without dots it is a character.
func (p plotter) arrowhead(x, y, dx, dy float64, pen *kit.Pen) {
	if w, _ := p.Dots(); w == p.Frame.Width {
		i, j := direction(dx, dy, p.Frame.ASCII)
		p.Mark(x, y, arrows[j+1][i+1], pen.Ink)
		return
	}
	const length, opening = 5, 0.7 // dots, radians
	solid := *pen
	solid.Dash = ""
	for _, side := range [...]float64{opening, -opening} {
		sin, cos := math.Sincos(side)
		p.Line(x, y, x-length*(dx*cos-dy*sin), y-length*(dx*sin+dy*cos), &solid, chart.Over, 0)
	}
}

// letters are the signs of the methods on the map, on curves and in the table.
var letters = map[string]string{"gd": "G", "momentum": "M", "nesterov": "N", "adagrad": "D", "rmsprop": "R", "adam": "A", "line-search": "L", "newton": "W", "bfgs": "B"}

func methodLetter(method string) string { return letters[method] }

// picture is what is drawn in a map's panel, and what is said about it.
type picture struct {
	*chart.Grid
	x, y  axis.Axis
	scale string   // what the colours mean, under the map
	signs []string // the legend
	title string
	note  string
}

// withAxes draws the picture with the ticks of its axes at the left and below.
func (m picture) withAxes() []string {
	f, theme := m.Frame, m.Frame.Theme
	left := make([]string, f.Height)
	for _, tick := range m.y.Ticks(max(1, f.Height/4)) {
		row := int((1 - m.y.At(tick.Value)) * float64(f.Height))
		left[min(max(row, 0), f.Height-1)] = tick.Label
	}
	left[0] = m.y.Name
	lines := m.Lines()
	for row, label := range left {
		label = kit.FitLine(label, min(len(label), yAxisWidth-1))
		lines[row] = theme.Dimmed(strings.Repeat(" ", yAxisWidth-1-len(label))+label+" ") + lines[row]
	}
	return append(lines, theme.Dimmed(m.xLabels()))
}

// xLabels is the line under the map: its ticks, and at the end its name.
func (m picture) xLabels() string {
	width := m.Frame.Width
	line := chart.NewGrid(m.Frame.Sized(yAxisWidth+width, 1))
	at := yAxisWidth + width - len(m.x.Name)
	line.Put(at, 0, m.x.Name, nil, false)
	for _, tick := range m.x.Ticks(max(1, width/8)) {
		col := yAxisWidth + min(int(m.x.At(tick.Value)*float64(width)), width-1) - len(tick.Label)/2
		if tick.Label != "" && col+len(tick.Label) < at {
			line.Put(col, 0, tick.Label, nil, false)
		}
	}
	return line.String()
}
