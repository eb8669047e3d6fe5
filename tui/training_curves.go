package tui

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/training"
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
	if key.Matches(msg, keys.CrossFar) {
		by = 10
	}
	switch {
	case key.Matches(msg, keys.CrossLeft) && n > 0:
		if c.cross < 0 {
			c.cross = n
		}
		c.cross = max(0, min(c.cross, n)-by)
	case key.Matches(msg, keys.CrossRight) && n > 0:
		c.cross = min(c.cross+by, n-1)
	case key.Matches(msg, keys.Cancel):
		c.cross = -1
	case key.Matches(msg, keys.LogY):
		c.logY = !c.logY
	case key.Matches(msg, keys.LogX):
		c.logX = !c.logX
	case key.Matches(msg, keys.Smooth):
		c.smooth = (c.smooth + 1) % len(smoothings)
	case key.Matches(msg, keys.Ghosts):
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

func (t *trainingTab) viewCurves(f frame) string {
	loss := f.sized(f.width, (f.height+1)/2)
	return above(t.viewLoss(loss), t.viewAccuracy(f.sized(f.width, f.height-loss.height)))
}

// shown returns the runs behind the current one, the latest first, at most
// five.
func (t *trainingTab) shown() (runs []training.Run) {
	for _, r := range slices.Backward(t.runs) {
		if !r.Hidden && t.curves.ghosts && len(runs) < 5 {
			runs = append(runs, r)
		}
	}
	return runs
}

// ghostLetter names the i-th of the shown runs.
func ghostLetter(i int) string { return string(rune('a' + i)) }

func (t *trainingTab) axes() chartAxes {
	return chartAxes{high: 1, first: 1, last: t.runner.snapshot.Config.Epochs, xName: "epoch", xLog: t.curves.logX}
}

// leastLog is the least loss on a logarithmic axis.
const leastLog = 1e-9

func (t *trainingTab) viewLoss(f frame) string {
	axes := t.axes()
	main, all := t.series(f, lossCurves)
	low, high := bounds(main)
	if len(t.runner.snapshot.Epochs) > 0 {
		ghostLow, ghostHigh := bounds(all)
		low, axes.high = min(low, ghostLow), max(high, min(1.5*high, ghostHigh))
	}
	title := "loss"
	if t.curves.logY {
		title = "loss, log"
		low = max(low, leastLog)
		axes.low, axes.high = math.Log10(low), math.Log10(max(axes.high, 1.1*low))
		axes.label = func(v float64) string { return fmt.Sprintf("%.2g", math.Pow(10, v)) }
		for _, s := range all {
			for i, v := range s.values {
				s.values[i] = math.Log10(max(v, leastLog))
			}
		}
	}
	body, inner := "", f.sized(f.width-2, f.height-2)
	if ghosts := t.ghostLine(f); ghosts != "" {
		inner.height--
		body = "\n" + ghosts
	}
	body = t.plot(inner, axes, all, t.marks(inner, axes)) + body
	return f.panel(title+t.smoothNote(), t.legend(f, lossCurves), body)
}

func (t *trainingTab) viewAccuracy(f frame) string {
	axes := t.axes()
	axes.low, axes.limit = 0.5, 1
	main, all := t.series(f, accuracyCurves)
	if len(t.runner.snapshot.Epochs) > 0 {
		low, _ := bounds(main)
		ghostLow, _ := bounds(all)
		axes.low = min(low, max(ghostLow, 1-1.5*(1-low)), 0.95)
	}
	return f.panel("accuracy", t.legend(f, accuracyCurves), t.plot(f.sized(f.width-2, f.height-2), axes, all, nil))
}

func (t *trainingTab) smoothNote() string {
	if keep := smoothings[t.curves.smooth]; keep > 0 {
		return fmt.Sprintf(", smoothed %.1f", keep)
	}
	return ""
}

// series returns the curves of the run, and these with what lies under them:
// earlier runs, and the raw values where the curves are smoothed. The smoothed
// values are new, so that callers may change them.
func (t *trainingTab) series(f frame, q quantity) (main, all []series) {
	epochs := t.runner.snapshot.Epochs
	for _, r := range t.shown() {
		all = append(all, series{values: column(r.Epochs, q.test), hue: f.theme.dim, faint: true, dotted: true})
	}
	main = []series{{values: column(epochs, q.train), hue: f.theme.train}, {values: column(epochs, q.test), hue: f.theme.test, dashed: true}}
	if t.runner.snapshot.Config.Validation > 0 {
		main = append(main, series{values: column(epochs, q.validation), hue: f.theme.good, dashed: true, dotted: true})
	}
	if keep := smoothings[t.curves.smooth]; keep > 0 {
		for i, s := range main {
			all = append(all, series{values: s.values, hue: f.theme.border, faint: true, dotted: true})
			main[i].values = smoothed(s.values, keep)
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
func (t *trainingTab) plot(f frame, a chartAxes, all []series, stamps []stamp) string {
	lines := strings.Split(drawChart(f, a, all...), "\n")
	put := func(x, y int, s string) {
		if y >= 0 && y < len(lines)-1 && x >= 0 && x < f.width {
			lines[y] = overlay(lines[y], x, s)
		}
	}
	for _, s := range stamps {
		put(s.x, s.y, s.text)
	}
	for i := range t.shown() {
		values := all[i].values
		at := min(len(values), a.last-a.first+1)
		if x, y := placeOf(f, a, at, values[at-1]); at > 1 {
			put(x-1, y, f.theme.dim.style().Bold(true).Render(ghostLetter(i)))
		}
	}
	if c := t.curves.cross; c >= 0 && c < len(t.runner.snapshot.Epochs) {
		x, _ := placeOf(f, a, c+1, 0)
		for y := range lines {
			put(x, y, f.theme.accent.style().Render("│"))
		}
	}
	return strings.Join(lines, "\n")
}

// overlay puts s into a styled line, over what was there at cell x.
func overlay(line string, x int, s string) string {
	return ansi.Truncate(line, x, "") + s + ansi.TruncateLeft(line, x+ansi.StringWidth(s), "")
}
