package training

import (
	"fmt"
	"math"
	"slices"

	tea "charm.land/bubbletea/v2"

	"nntui/model/training"
	"nntui/nn"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// gauge is one number that tells how a layer fares.
type gauge struct {
	title string
	of    func(training.LayerHealth) float64
	has   func(nn.Shape) bool // does a layer have it?
	axis  func(values []float64) axis.Axis
	write func(v float64) string
	band  bool   // is it known what is healthy?
	none  string // said in its place where all values are next to nothing
}

// gauges are drawn as far as there is room.
var gauges = []gauge{
	{"update/weights: good ▼ to ▲", ratioOf, learns, ratioAxis, orNothing, true, "No weights that move."},
	{"norm of the gradient", func(h training.LayerHealth) float64 { return h.Gradient }, learns,
		func(values []float64) axis.Axis { return axis.Span("", true, values...).Rounded(4) }, orNothing, false, "All gradients are ≈ 0."},
	{"dead ReLUs, flat outputs, %", func(h training.LayerHealth) float64 { return 100 * h.Off }, turnsOff,
		func([]float64) axis.Axis { return axis.Axis{High: 100} }, func(v float64) string { return fmt.Sprintf("%3.0f", v) }, false, ""},
}

// ratioOf is what an update is to weights, where these are not all 0.
func ratioOf(h training.LayerHealth) float64 {
	if h.Zero {
		return 0
	}
	return h.Ratio
}

func learns(s nn.Shape) bool   { return s.Params > 0 }
func turnsOff(s nn.Shape) bool { return s.Params == 0 && s.Name != "leaky-relu" }

// ratioAxis has the limits of what is healthy on it, and a little beyond.
func ratioAxis(values []float64) axis.Axis {
	return axis.Span("", true, append(values, training.GoodRatio/training.FarOff/2, training.GoodRatio*training.FarOff*2)...).Rounded(4)
}

func (t *Tab) viewHealth(f kit.Frame) string {
	d := t.detail()
	switch {
	case d.Shapes == nil:
		return coming(f, "health")
	case len(d.Health) == 0:
		return f.Panel("health", "", "\n "+f.Theme.Dimmed("After the first epoch."))
	}
	table := func(f kit.Frame) string {
		var lines []string
		row := t.healthRow()
		for i, s := range d.Shapes {
			lines = append(lines, layerHealth(inside(f), s, row.Layers[i], learnersTo(d.Shapes[:i+1])))
		}
		return f.Panel("health", f.Theme.Dimmed(fmt.Sprintf("last batch of epoch %d", row.Epoch)), atMost(inside(f), lines))
	}
	plots := t.healthPanes(f)
	if len(plots) == 0 {
		return table(f)
	}
	return kit.Above(table(f.Sized(f.Width, t.tableHeight(f))), kit.Beside(t.columns(plots)...))
}

// healthRow is the row under the crosshair, or the last one.
func (t *Tab) healthRow() (row training.HealthRow) {
	rows := t.detail().Health
	for i, r := range rows {
		if i == 0 || t.curves.cross < 0 || r.Epoch <= t.curves.cross+1 {
			row = r
		}
	}
	return row
}

// healthPanes are the plots of the gauges, in columns below the table.
func (t *Tab) healthPanes(f kit.Frame) (panes []pane) {
	const width, height = 36, 7 // the least of a plot
	d := t.detail()
	if d.Shapes == nil || len(d.Health) == 0 {
		return nil
	}
	below := t.tableHeight(f)
	f.Height -= below
	columns := min(max(1, f.Width/width), len(gauges))
	n := min(len(gauges), columns*max(0, f.Height/height))
	for column := range columns { // the later ones have one more where they cannot have as many
		first, next := column*n/columns, (column+1)*n/columns
		left, right := column*f.Width/columns, (column+1)*f.Width/columns
		for i := first; i < next; i++ {
			top, bottom := (i-first)*f.Height/(next-first), (i-first+1)*f.Height/(next-first)
			panes = append(panes, pane{gauges[i].figure().view(), left, below + top, f.Sized(right-left, bottom-top)})
		}
	}
	return panes
}

// tableHeight is that of the panel of the table: a row for each layer, as long
// as that leaves room for a plot.
func (t *Tab) tableHeight(f kit.Frame) int {
	const borders = 2
	return min(len(t.detail().Shapes)+borders, max(f.Height/2, 5))
}

func (t *Tab) mouseHealth(f kit.Frame, msg tea.MouseMsg) { hand(t, msg, t.healthPanes(f)) }

func (t *Tab) hoverHealth(f kit.Frame, m tea.Mouse) string { return read(t, m, t.healthPanes(f)) }

func (g gauge) figure() figure { return figure{title: g.title, plot: g.plot, instead: g.instead} }

// instead is said in place of the gauge where no value of it is more than next
// to nothing: the axis has no place for that.
func (g gauge) instead(t *Tab) string {
	d := t.detail()
	for i, s := range d.Shapes {
		if g.has(s) && slices.ContainsFunc(d.Health, func(r training.HealthRow) bool { return !(g.of(r.Layers[i]) < nothing) }) {
			return ""
		}
	}
	return g.none
}

// plot returns the gauge of each layer over the epochs.
func (g gauge) plot(t *Tab, f kit.Frame) *chart.Plot {
	d, p := t.detail(), &chart.Plot{X: t.epochAxis(), Value: g.write}
	epochs := column(d.Health, func(r training.HealthRow) float64 { return float64(r.Epoch) })
	var all []float64
	for i, s := range d.Shapes {
		if g.has(s) {
			y := column(d.Health, func(r training.HealthRow) float64 { return g.seen(r.Layers[i]) })
			all = append(all, y...)
			pen := f.Theme.Pen(len(p.Curves))
			p.Curves = append(p.Curves, chart.Curve{X: epochs, Y: y, Says: column(d.Health, func(r training.HealthRow) float64 { return g.of(r.Layers[i]) }), Pen: pen, Rank: chart.Middle, Name: layerName(s), Bare: f.Width < roomForWords})
		}
	}
	p.Y = g.axis(all)
	if g.band {
		p.Curves = append(p.Curves, healthy(f, p.X)...) // whose labels are the first to be there; their rank is under the others
	}
	chart.Lens{X: t.curves.lens.X}.Apply(p)
	return t.crossed(p)
}

// seen is the value that is drawn: none that the axis has no place for.
func (g gauge) seen(h training.LayerHealth) float64 {
	if v := g.of(h); g.none == "" || v >= nothing {
		return v
	}
	return math.NaN()
}

// healthy are the limits between which the ratio is known to work.
func healthy(f kit.Frame, x axis.Axis) []chart.Curve {
	limit := func(v float64, beyond string) chart.Curve {
		return chart.Curve{X: []float64{x.Low, x.High}, Y: []float64{v, v}, Pen: f.Theme.Dim.Pen().Dashed("x   ", "."), Name: beyond, Bare: true}
	}
	return []chart.Curve{limit(training.GoodRatio*training.FarOff, "▲ too high"), limit(training.GoodRatio/training.FarOff, "▼ low")}
}

// layerName is short enough for the end of a curve.
func layerName(s nn.Shape) string {
	if learns(s) {
		return fmt.Sprintf("%d-%d", s.In, s.Out)
	}
	return s.Name
}

// tableWidth is the width of the text of the table, in cells.
const tableWidth = 44

// learnersTo counts the layers that learn up to one: the weights of the second
// are W2, its biases b2.
func learnersTo(shapes []nn.Shape) (n int) {
	for _, s := range shapes {
		if learns(s) {
			n++
		}
	}
	return n
}

// nothing is what a gradient or an update counts as 0 below.
const nothing = 1e-12

// orNothing writes a gradient or a ratio, or that it is next to nothing.
func orNothing(v float64) string {
	if v >= 0 && v < nothing {
		return "≈ 0   "
	}
	return inCells(6)(v)
}

// layerHealth is the row of a layer, the n-th that learns: its gradient, and its
// update with a verdict, or the share of it that is off. Where all weights are
// 0, there is no ratio to judge: it says what moves.
func layerHealth(f kit.Frame, s nn.Shape, h training.LayerHealth, n int) string {
	wide := f.Width >= tableWidth
	name := kit.FitLine(" "+layerName(s), 9)
	switch {
	case h.Zero:
		gradient, moves := "", "nothing moves"
		if wide {
			gradient = "grad " + orNothing(h.Gradient) + " "
		}
		if h.Gradient >= nothing {
			moves = fmt.Sprintf("b%d alone moves", n)
		}
		return f.Theme.Bold(name) + gradient + f.Theme.Warn.Style().Render(fmt.Sprintf("W%d is 0: %s", n, moves))
	case learns(s):
		sign, verdict, hue := "✓", " healthy", f.Theme.Good
		switch {
		case h.Ratio > training.FarOff*training.GoodRatio:
			sign, verdict, hue = "▲", " too high", f.Theme.Warn
		case !(h.Ratio >= training.GoodRatio/training.FarOff):
			sign, verdict, hue = "▼", " low", f.Theme.Warn
		}
		gradient := "grad " + orNothing(h.Gradient) + " "
		if !wide {
			gradient, verdict = "", ""
		}
		return f.Theme.Bold(name) + gradient + "upd/w " + orNothing(h.Ratio) + " " + hue.Style().Render(sign+verdict)
	case !turnsOff(s):
		return " " + layerName(s) + f.Theme.Dimmed(" is never off")
	case s.Name != "relu":
		return name + fmt.Sprintf("flat %3.0f %%", 100*h.Off)
	}
	text := fmt.Sprintf("dead %3.0f %%", 100*h.Off)
	if h.Off > 0.5 {
		text = f.Theme.Bad.Style().Render(text)
	}
	return name + text
}
