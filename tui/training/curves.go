package training

import (
	"fmt"
	"math"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// curves is how the learning curves are shown.
type curves struct {
	logY, logX bool
	smooth     int  // index of smoothings
	cross      int  // the epoch under the crosshair, from 0; -1 for none
	ghosts     bool // show earlier runs
}

// smoothings are how much of the mean so far lives on from epoch to epoch.
var smoothings = []float64{0, 0.6, 0.9}

// curveKeys are the keys of the curves, which a large screen shows beside every
// other view.
func (t *Tab) curveKeys() kit.Keys {
	c := &t.curves
	flip := func(b *bool) func(tea.KeyPressMsg) tea.Cmd { return kit.Do(func() { *b = !*b }) }
	return kit.Keys{
		kit.On("crosshair", "[ ]", "crosshair", t.moveCross(1)).Sign("[ ]"),
		kit.On("crosshair-far", "{ }", "ten at once", t.moveCross(10)).Sign("{ }"),
		kit.On("", "esc", "no crosshair", kit.Do(func() { c.cross = -1 })).If(c.cross >= 0),
		kit.On("log-loss", "a", "log or linear loss", flip(&c.logY)),
		kit.On("log-epochs", "A", "log or linear epochs", flip(&c.logX)),
		kit.On("smooth", "m", "smoothing", kit.Do(func() { c.smooth = (c.smooth + 1) % len(smoothings) })),
		kit.On("ghosts", "G", "earlier runs", flip(&c.ghosts)),
	}
}

// moveCross moves the crosshair by so many epochs, to the left or the right as
// the key says. It comes in from the end that it moves away from.
func (t *Tab) moveCross(by int) func(tea.KeyPressMsg) tea.Cmd {
	return func(msg tea.KeyPressMsg) tea.Cmd {
		n, c := len(t.runner.Snapshot.Epochs), &t.curves.cross
		left := strings.Contains("[{", msg.String())
		switch {
		case n == 0:
		case !left:
			*c = min(*c+by, n-1)
		case *c < 0:
			*c = max(0, n-by)
		default:
			*c = max(0, min(*c, n)-by)
		}
		return nil
	}
}

// smoothed returns the running mean of values in which each counts less the
// longer ago it is; the start is not drawn towards 0.
func smoothed(values []float64, keep float64) []float64 {
	out := make([]float64, len(values))
	sum, weight := 0.0, 0.0
	for i, v := range values {
		sum, weight = keep*sum+v, keep*weight+1
		out[i] = sum / weight
	}
	return out
}

// quantity is what one chart shows of an epoch: in training, test and
// validation.
type quantity func(training.Epoch) [3]float64

func losses(e training.Epoch) [3]float64 {
	return [3]float64{e.LossTrain, e.LossTest, e.LossValidation}
}

func accuracies(e training.Epoch) [3]float64 {
	return [3]float64{e.AccuracyTrain, e.AccuracyTest, e.AccuracyValidation}
}

// part is one of the three, as it is drawn.
type part struct {
	name, sign string
	chart.Series
}

// parts are those that the run has.
func (t *Tab) parts(f kit.Frame) []part {
	list := []part{
		{"train", "──", chart.Series{Hue: f.Theme.Train}},
		{"test", "┄┄", chart.Series{Hue: f.Theme.Test, Dashed: true}},
		{"valid", "╌╌", chart.Series{Hue: f.Theme.Good, Dashed: true, Dotted: true}},
	}
	if t.runner.Snapshot.Config.Validation == 0 {
		return list[:2]
	}
	return list
}

// column returns one column of a table.
func column[T, V any](rows []T, of func(T) V) []V {
	values := make([]V, len(rows))
	for i, r := range rows {
		values[i] = of(r)
	}
	return values
}

func (t *Tab) viewCurves(f kit.Frame) string {
	loss := f.Sized(f.Width, (f.Height+1)/2)
	return kit.Above(t.viewLoss(loss), t.viewAccuracy(f.Sized(f.Width, f.Height-loss.Height)))
}

// ghosts returns the runs that are drawn behind the current one, the latest
// first.
func (t *Tab) ghosts() (runs []training.Run) {
	const most = 5
	for _, r := range slices.Backward(t.runs) {
		if !r.Hidden && t.curves.ghosts && len(runs) < most {
			runs = append(runs, r)
		}
	}
	return runs
}

func (t *Tab) axes() chart.Axes {
	return chart.Axes{High: 1, First: 1, Last: t.runner.Snapshot.Config.Epochs, XName: "epoch", XLog: t.curves.logX}
}

// leastLog is the least loss on a logarithmic axis.
const leastLog = 1e-9

func (t *Tab) viewLoss(f kit.Frame) string {
	axes := t.axes()
	main, all := t.series(f, losses)
	low, high := chart.Bounds(main)
	if len(t.runner.Snapshot.Epochs) > 0 {
		ghostLow, ghostHigh := chart.Bounds(all)
		low, axes.High = min(low, ghostLow), max(high, min(1.5*high, ghostHigh))
	}
	title := "loss"
	if t.curves.logY {
		title = "loss, log"
		low = max(low, leastLog)
		axes.Low, axes.High = math.Log10(low), math.Log10(max(axes.High, 1.1*low))
		axes.Label = func(v float64) string { return fmt.Sprintf("%.2g", math.Pow(10, v)) }
		for _, s := range all {
			for i, v := range s.Values {
				s.Values[i] = math.Log10(max(v, leastLog))
			}
		}
	}
	if keep := smoothings[t.curves.smooth]; keep > 0 {
		title += fmt.Sprintf(", smoothed %.1f", keep)
	}
	body, inner := "", f.Sized(f.Width-2, f.Height-2)
	if ghosts := t.ghostLine(f); ghosts != "" {
		inner.Height--
		body = "\n" + ghosts
	}
	body = t.plot(inner, axes, all, t.marks(inner, axes)) + body
	return f.Panel(title, t.legend(f, losses), body)
}

func (t *Tab) viewAccuracy(f kit.Frame) string {
	axes := t.axes()
	axes.Low, axes.Limit = 0.5, 1
	main, all := t.series(f, accuracies)
	if len(t.runner.Snapshot.Epochs) > 0 {
		low, _ := chart.Bounds(main)
		ghostLow, _ := chart.Bounds(all)
		axes.Low = min(low, max(ghostLow, 1-1.5*(1-low)), 0.95)
	}
	return f.Panel("accuracy", t.legend(f, accuracies), t.plot(f.Sized(f.Width-2, f.Height-2), axes, all, nil))
}

// series returns the curves of the run, and these with what lies under them:
// earlier runs, and the raw values where the curves are smoothed. The smoothed
// values are new, so that callers may change them.
func (t *Tab) series(f kit.Frame, q quantity) (main, all []chart.Series) {
	for _, r := range t.ghosts() {
		test := column(r.Epochs, func(e training.Epoch) float64 { return q(e)[1] })
		all = append(all, chart.Series{Values: test, Hue: f.Theme.Dim, Faint: true, Dotted: true})
	}
	keep := smoothings[t.curves.smooth]
	for i, p := range t.parts(f) {
		s := p.Series
		s.Values = column(t.runner.Snapshot.Epochs, func(e training.Epoch) float64 { return q(e)[i] })
		if keep > 0 {
			all = append(all, chart.Series{Values: s.Values, Hue: f.Theme.Border, Faint: true, Dotted: true})
			s.Values = smoothed(s.Values, keep)
		}
		main = append(main, s)
	}
	return main, append(all, main...)
}

// stamp is text on top of a chart.
type stamp struct {
	x, y int
	text string
}

// plot draws the chart, and on top of it the stamps, the letters of the
// earlier runs and the crosshair.
func (t *Tab) plot(f kit.Frame, a chart.Axes, all []chart.Series, stamps []stamp) string {
	lines := strings.Split(chart.Lines(f, a, all...), "\n")
	put := func(x, y int, s string) {
		if y >= 0 && y < len(lines)-1 && x >= 0 && x < f.Width {
			lines[y] = ansi.Truncate(lines[y], x, "") + s + ansi.TruncateLeft(lines[y], x+ansi.StringWidth(s), "")
		}
	}
	for _, s := range stamps {
		put(s.x, s.y, s.text)
	}
	for i := range t.ghosts() {
		values := all[i].Values
		at := min(len(values), a.Last-a.First+1)
		if x, y := chart.Place(f, a, at, values[at-1]); at > 1 {
			put(x-1, y, f.Theme.Dim.Bold(string(rune('a'+i))))
		}
	}
	if c := t.curves.cross; c >= 0 && c < len(t.runner.Snapshot.Epochs) {
		x, _ := chart.Place(f, a, c+1, 0)
		for y := range lines {
			put(x, y, f.Theme.Accent.Style().Render("│"))
		}
	}
	return strings.Join(lines, "\n")
}
