package descent

import (
	"math"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/descent"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// onPlane draws the paths on a map of the plane, and all signs.
func (t *Tab) onPlane(g *chart.Grid) picture {
	surface, runs := t.runner.Snapshot.Surface, t.runs()
	p := &plotter{Grid: g, view: t.window, near: surface.Tolerance()}
	pens := make([]kit.Pen, len(runs))
	var way [][2]float64
	var crowded []bool
	for i, r := range slices.Backward(runs) { // the chosen one comes last, and lies on top
		pens[i], way = t.penOnMap(g.Frame, i), p.way(t.visible(r.Path))
		crowded = p.path(way, pens[i], i == 0 && g.Frame.Dots())
	}
	p.lines(surface.Minima)
	p.cloud(t.runner.Snapshot, t.step)
	p.places(append(t.moving(), p.critical(surface)...))
	p.loose(t.runner.Snapshot)
	for i, r := range runs {
		if len(runs) > 1 && !t.lettered(g.Frame) {
			p.label(t.end(r).Point(), methodLetter(r.Method), pens[i].Ink)
		}
	}
	p.steps(way, pens[0])
	p.arrows(way, crowded, pens[0])
	if t.downhill {
		p.downhill(surface)
	}
	return picture{Grid: g, x: axis.Axis{Name: "x", Low: t.window.MinX, High: t.window.MaxX}, y: axis.Axis{Name: "y", Low: t.window.MinY, High: t.window.MaxY}, signs: append(p.legend(), t.racers(g.Frame)...)}
}

// cloud draws where the paths with other noise are at a step.
func (p *plotter) cloud(s descent.Snapshot, step int) {
	pen := kit.Pen{Ink: p.Frame.Theme.OnMap, Sign: ","}
	for _, points := range s.Cloud {
		x, y := p.place(points[min(step, len(points)-1)])
		if _, _, ok := p.Cell(x, y); ok {
			p.Dot(math.Round(x), math.Round(y), &pen, chart.Over)
			p.has(sign{p.plain("⠂", ","), "other seeds"})
		}
	}
}

// moving lists the places that change: the start, where the path has come to,
// and the cursor.
func (t *Tab) moving() (list []place) {
	path := t.path()
	first, now := path[0].Point(), path[len(path)-1].Point()
	if first != now {
		list = append(list, place{signStart, first})
	}
	list = append(list, place{signNow, now})
	if t.cursor.on {
		list = append(list, place{signCursor, t.cursor.at})
	}
	return list
}

// runs lists the ways of all methods, the chosen one first.
func (t *Tab) runs() []descent.Run {
	return append([]descent.Run{t.runner.Snapshot.Run}, t.runner.Snapshot.Rivals...)
}

// penOnMap is the pen of a path: in colour without gaps, otherwise with dashes
// long enough to be followed. Among the colours of basins a path that is alone has
// none. Without dots its sign is the letter of its method in
// a race, and one that no contour line has if it is alone.
func (t *Tab) penOnMap(f kit.Frame, i int) kit.Pen {
	pen := f.Theme.Pen(i)
	if f.Blocks() {
		pen = f.Theme.PenOnMap(i)
	}
	pen.Dash = strings.ReplaceAll(pen.Dash, "x", "xxx")
	if f.Profile >= colorprofile.ANSI {
		pen.Dash = ""
	}
	pen.Sign = "="
	if runs := t.runs(); len(runs) > 1 {
		pen.Sign = strings.ToLower(methodLetter(runs[i].Method))
	} else if t.view == "basins" && f.Blocks() {
		pen.Ink = f.Theme.OnMap
	}
	return pen
}

// way returns the places of the steps of a path in dots, without those that stay
// where they are, up to the last step that is on the map anywhere.
func (p *plotter) way(points []descent.Point) (way [][2]float64) {
	n := len(points)
	for ; n > 1; n-- {
		x0, y0 := p.place(points[n-2].Point())
		if x1, y1 := p.place(points[n-1].Point()); p.Touches(x0, y0, x1, y1) {
			break
		}
	}
	for _, q := range points[:n] {
		x, y := p.place(q.Point())
		if at := [2]float64{x, y}; len(way) == 0 || way[len(way)-1] != at {
			way = append(way, at)
		}
	}
	return way
}

// path draws a path: a line from step to step. A bold one is twice as wide as
// those of the map. Where it comes back to where it was, as across a valley, all
// but its last steps are thin and dotted, to be told apart. It returns where that
// is.
func (p *plotter) path(way [][2]float64, pen kit.Pen, bold bool) []bool {
	const last = 10
	crowded, dotted := p.crowded(way), pen
	dotted.Dash = "x  "
	phase := 0.0
	for i := 1; i < len(way); i++ {
		a, b, pen := way[i-1], way[i], &pen
		if crowded[i] && i < len(way)-last {
			pen = &dotted
		}
		phase = p.stroke(a, b, pen, chart.Over, phase, bold && !crowded[i])
	}
	return crowded
}

// stroke draws a line between places in dots, a wide one two dots wide, and returns
// where along its dashes it ends.
func (p *plotter) stroke(a, b [2]float64, pen *kit.Pen, r chart.Rank, phase float64, wide bool) float64 {
	if wide {
		right, down := 1.0, 0.0
		if math.Abs(b[0]-a[0]) > math.Abs(b[1]-a[1]) {
			right, down = 0, 1
		}
		p.Line(a[0]+right, a[1]+down, b[0]+right, b[1]+down, pen, r, phase)
	}
	return p.Line(a[0], a[1], b[0], b[1], pen, r, phase)
}

// crowded tells of each step of a way whether it comes back to a place that the
// way has left, to the next cell at least.
func (p *plotter) crowded(way [][2]float64) []bool {
	const left = 4 // cells
	crowded, been, walked := make([]bool, len(way)), map[[2]int]float64{}, 0.0
	for i := 1; i < len(way); i++ {
		a, b := way[i-1], way[i]
		columns, rows := p.inCells(a, b)
		length := math.Hypot(columns, rows)
		n := math.Ceil(min(2*length, 1e3))
		for k := 0.0; k <= n; k++ {
			col, row, ok := p.Cell(a[0]+(b[0]-a[0])*k/n, a[1]+(b[1]-a[1])*k/n)
			if !ok {
				continue
			}
			now := walked + length*k/n
			for by := range 9 {
				before, ok := been[[2]int{col + by%3 - 1, row + by/3 - 1}]
				crowded[i] = crowded[i] || ok && now-before > left
			}
			been[[2]int{col, row}] = now
		}
		walked += length
	}
	return crowded
}

// inCells returns how many cells it is from one place in dots to another, in
// columns and in rows.
func (p *plotter) inCells(a, b [2]float64) (columns, rows float64) {
	across, down := p.cell()
	return (b[0] - a[0]) / across, (b[1] - a[1]) / down
}

// steps puts a sign on each step that is two cells from the one before.
func (p *plotter) steps(way [][2]float64, pen kit.Pen) {
	s := sign{p.plain("•", "#"), "step"}
	for i := 1; i < len(way)-1; i++ {
		columns, rows := p.inCells(way[i-1], way[i])
		col, row, ok := p.Cell(way[i][0], way[i][1])
		if ok && max(math.Abs(columns), math.Abs(rows)) >= 2 && p.Free(col, row, 1, chart.Over+1) {
			p.Put(col, row, s.glyph, pen.Ink, true)
			p.has(s)
		}
	}
}

// arrows puts arrows on a way, every so many cells where it is not crowded, that
// point along it.
func (p *plotter) arrows(way [][2]float64, crowded []bool, pen kit.Pen) {
	const every = 8.0 // cells
	since := every / 2
	for i := 1; i < len(way); i++ {
		a, b := way[i-1], way[i]
		columns, rows := p.inCells(a, b)
		since += math.Hypot(columns, rows)
		col, row, ok := p.Cell((a[0]+b[0])/2, (a[1]+b[1])/2)
		if since < every || crowded[i] || !ok || !p.Free(col, row, 1, chart.Over+1) {
			continue
		}
		dx, dy := direction(columns, 2*rows, p.Frame.ASCII)
		p.Put(col, row, arrows[dy+1][dx+1], pen.Ink, true)
		since = 0
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
		left[min(max(row, 0), f.Height-1)] = atLeft(tick)
	}
	left[0] = m.y.Name
	lines := m.Lines()
	for row, label := range left {
		lines[row] = theme.Dimmed(kit.Blank(yAxisWidth-1-ansi.StringWidth(label))+label+" ") + lines[row]
	}
	return append(lines, theme.Dimmed(m.xLabels()))
}

// atLeft is a tick in the cells left of a map, with as many digits as these have
// room for.
func atLeft(t axis.Tick) string {
	const room = yAxisWidth - 1
	label := t.Label
	for digits := 4; len(label) > room && digits > 0; digits-- {
		label = axis.Short(t.Value, digits)
	}
	return ansi.Truncate(label, room, "…")
}

// xLabels is the line under the map: its ticks, and at the end its name.
func (m picture) xLabels() string {
	width := m.Frame.Width
	line := chart.NewGrid(m.Frame.Sized(yAxisWidth+width, 1))
	at := yAxisWidth + width - len(m.x.Name)
	line.Put(at, 0, m.x.Name, nil, false)
	column := func(tick axis.Tick) int {
		return yAxisWidth + min(int(m.x.At(tick.Value)*float64(width)), width-1) - len(tick.Label)/2
	}
	var ticks []axis.Tick
	for most := max(1, width/8); len(ticks) < 2 && most <= width/4; most++ { // one alone has no scale
		ticks = slices.DeleteFunc(m.x.Ticks(most), func(tick axis.Tick) bool {
			return tick.Label == "" || column(tick)+len(tick.Label) >= at
		})
	}
	for _, tick := range ticks {
		line.Put(column(tick), 0, tick.Label, nil, false)
	}
	return line.String()
}
