package training

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
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

// press answers the keys of the curves, of a run of n epochs.
func (c *curves) press(msg tea.KeyPressMsg, n int) bool {
	by := 1
	if key.Matches(msg, kit.Bound.CrossFar) {
		by = 10
	}
	switch {
	case key.Matches(msg, kit.Bound.CrossLeft) && n > 0:
		if c.cross < 0 {
			c.cross = n
		}
		c.cross = max(0, min(c.cross, n)-by)
	case key.Matches(msg, kit.Bound.CrossRight) && n > 0:
		c.cross = min(c.cross+by, n-1)
	case key.Matches(msg, kit.Bound.Cancel):
		c.cross = -1
	case key.Matches(msg, kit.Bound.LogY):
		c.logY = !c.logY
	case key.Matches(msg, kit.Bound.LogX):
		c.logX = !c.logX
	case key.Matches(msg, kit.Bound.Smooth):
		c.smooth = (c.smooth + 1) % len(smoothings)
	case key.Matches(msg, kit.Bound.Ghosts):
		c.ghosts = !c.ghosts
	default:
		return false
	}
	return true
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

// quantity is what one chart shows of an epoch.
type quantity struct {
	title                   string
	train, test, validation func(training.Epoch) float64
}

var (
	lossCurves = quantity{"loss",
		func(e training.Epoch) float64 { return e.LossTrain },
		func(e training.Epoch) float64 { return e.LossTest },
		func(e training.Epoch) float64 { return e.LossValidation },
	}
	accuracyCurves = quantity{"accuracy",
		func(e training.Epoch) float64 { return e.AccuracyTrain },
		func(e training.Epoch) float64 { return e.AccuracyTest },
		func(e training.Epoch) float64 { return e.AccuracyValidation },
	}
)

// column returns one column of the epochs.
func column(epochs []training.Epoch, of func(training.Epoch) float64) []float64 {
	values := make([]float64, len(epochs))
	for i, e := range epochs {
		values[i] = of(e)
	}
	return values
}

func (t *Tab) viewCurves(f kit.Frame) string {
	loss := f.Sized(f.Width, (f.Height+1)/2)
	return kit.Above(t.viewLoss(loss), t.viewAccuracy(f.Sized(f.Width, f.Height-loss.Height)))
}

// shown returns the runs behind the current one, the latest first, at most
// five.
func (t *Tab) shown() (runs []training.Run) {
	for _, r := range slices.Backward(t.runs) {
		if !r.Hidden && t.curves.ghosts && len(runs) < 5 {
			runs = append(runs, r)
		}
	}
	return runs
}

// ghostLetter names the i-th of the shown runs.
func ghostLetter(i int) string { return string(rune('a' + i)) }

func (t *Tab) axes() chart.Axes {
	return chart.Axes{High: 1, First: 1, Last: t.runner.Snapshot.Config.Epochs, XName: "epoch", XLog: t.curves.logX}
}

// leastLog is the least loss on a logarithmic axis.
const leastLog = 1e-9

func (t *Tab) viewLoss(f kit.Frame) string {
	axes := t.axes()
	main, all := t.series(f, lossCurves)
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
	body, inner := "", f.Sized(f.Width-2, f.Height-2)
	if ghosts := t.ghostLine(f); ghosts != "" {
		inner.Height--
		body = "\n" + ghosts
	}
	body = t.plot(inner, axes, all, t.marks(inner, axes)) + body
	return f.Panel(title+t.smoothNote(), t.legend(f, lossCurves), body)
}

func (t *Tab) viewAccuracy(f kit.Frame) string {
	axes := t.axes()
	axes.Low, axes.Limit = 0.5, 1
	main, all := t.series(f, accuracyCurves)
	if len(t.runner.Snapshot.Epochs) > 0 {
		low, _ := chart.Bounds(main)
		ghostLow, _ := chart.Bounds(all)
		axes.Low = min(low, max(ghostLow, 1-1.5*(1-low)), 0.95)
	}
	return f.Panel("accuracy", t.legend(f, accuracyCurves), t.plot(f.Sized(f.Width-2, f.Height-2), axes, all, nil))
}

func (t *Tab) smoothNote() string {
	if keep := smoothings[t.curves.smooth]; keep > 0 {
		return fmt.Sprintf(", smoothed %.1f", keep)
	}
	return ""
}

// series returns the curves of the run, and these with what lies under them:
// earlier runs, and the raw values where the curves are smoothed. The smoothed
// values are new, so that callers may change them.
func (t *Tab) series(f kit.Frame, q quantity) (main, all []chart.Series) {
	epochs := t.runner.Snapshot.Epochs
	for _, r := range t.shown() {
		all = append(all, chart.Series{Values: column(r.Epochs, q.test), Hue: f.Theme.Dim, Faint: true, Dotted: true})
	}
	main = []chart.Series{{Values: column(epochs, q.train), Hue: f.Theme.Train}, {Values: column(epochs, q.test), Hue: f.Theme.Test, Dashed: true}}
	if t.runner.Snapshot.Config.Validation > 0 {
		main = append(main, chart.Series{Values: column(epochs, q.validation), Hue: f.Theme.Good, Dashed: true, Dotted: true})
	}
	if keep := smoothings[t.curves.smooth]; keep > 0 {
		for i, s := range main {
			all = append(all, chart.Series{Values: s.Values, Hue: f.Theme.Border, Faint: true, Dotted: true})
			main[i].Values = smoothed(s.Values, keep)
		}
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
			lines[y] = overlay(lines[y], x, s)
		}
	}
	for _, s := range stamps {
		put(s.x, s.y, s.text)
	}
	for i := range t.shown() {
		values := all[i].Values
		at := min(len(values), a.Last-a.First+1)
		if x, y := chart.Place(f, a, at, values[at-1]); at > 1 {
			put(x-1, y, f.Theme.Dim.Style().Bold(true).Render(ghostLetter(i)))
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

// overlay puts s into a styled line, over what was there at cell x.
func overlay(line string, x int, s string) string {
	return ansi.Truncate(line, x, "") + s + ansi.TruncateLeft(line, x+ansi.StringWidth(s), "")
}
