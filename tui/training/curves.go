package training

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/chart"
	"nntui/tui/kit"
)

// curves is how the learning curves are shown.
type curves struct {
	logY, logX bool
	smooth     int  // index of smoothings
	cross      int  // the epoch under the crosshair, from 0; -1 for none
	ghosts     bool // show earlier runs
	stepped    bool // has the run been taken forward by hand, batch by batch?
	told       told
	lens       chart.Lens // on the loss; of the epochs, the accuracy shows the same
	accuracy   chart.Part // what is seen of the axis of the accuracy
}

// smoothings are how much of the mean so far lives on from epoch to epoch.
var smoothings = []float64{0, 0.6, 0.9}

// curveKeys are the keys of the curves, which a large screen shows beside every
// other view.
func (t *Tab) curveKeys() kit.Keys {
	c := &t.curves
	crosshair := kit.On("crosshair", "back-one on-one", "crosshair", t.moveCross(1)).Sign("[ ]")
	if t.view == "curves" {
		crosshair = crosshair.AtEnd("crosshair")
	}
	flip := func(b *bool) func(tea.KeyPressMsg) tea.Cmd { return kit.Do(func() { *b = !*b }) }
	return slices.Concat(kit.Keys{
		crosshair,
		kit.On("crosshair-far", "back-ten on-ten", "ten at once", t.moveCross(10)).Sign("{ }"),
		kit.On("", "back", "no crosshair", kit.Do(func() { c.cross = -1 })).If(c.cross >= 0),
	}, c.lens.Keys(func() *chart.Plot { return t.lossPlot(t.frame) }), kit.Keys{
		kit.On("whole", "whole", "the whole curves", kit.Do(func() { c.lens, c.accuracy = chart.Lens{}, chart.Part{} })),
		kit.On("log-loss", "log", "log or linear loss", flip(&c.logY)),
		kit.On("log-epochs", "log-along", "log or linear epochs", flip(&c.logX)),
		kit.On("smooth", "mean", "smoothing", kit.Do(t.turnSmoothing)),
		kit.On("ghosts", "ghosts", "earlier runs", flip(&c.ghosts)),
	})
}

// turnSmoothing smooths more, and says so.
func (t *Tab) turnSmoothing() {
	c := &t.curves
	if c.smooth = (c.smooth + 1) % len(smoothings); c.smooth == 0 {
		t.say("Not smoothed.")
		return
	}
	t.say(fmt.Sprintf("Smoothed: %.1f of the mean so far lives on. Faint under it what was computed, and the values beside it.", smoothings[c.smooth]))
}

// moveCross moves the crosshair by so many epochs, to the left or the right as
// the key says. It comes in from the end that it moves away from, and where
// only a part of the epochs is seen, that follows it.
func (t *Tab) moveCross(by int) func(tea.KeyPressMsg) tea.Cmd {
	return func(msg tea.KeyPressMsg) tea.Cmd {
		n, c := t.drawnEpochs(), &t.curves.cross
		seen, step := t.curves.lens.X.Of(t.epochAxis()), by
		if strings.Contains("[{", msg.String()) {
			step = -by
		}
		switch {
		case n == 0:
			return nil
		case *c < 0 && step < 0:
			*c = int(math.Floor(seen.High))
		case *c < 0:
			*c = int(math.Ceil(seen.Low)) - 2
		}
		*c = kit.Clamp(min(*c, n)+step, n)
		t.curves.lens.X.Show(t.epochAxis().At(float64(*c + 1)))
		return nil
	}
}

// column returns one column of a table.
func column[T, V any](rows []T, of func(T) V) []V {
	values := make([]V, len(rows))
	for i, r := range rows {
		values[i] = of(r)
	}
	return values
}

// The least sizes of the panels of the curves view, in cells.
const leastLoss, leastAccuracy = 9, 8

// charts says what is where in the view of the curves: the loss, the accuracy
// and, where there are earlier runs, a list of them. Where there is no room for
// all three, the list, which has the accuracies too, takes the place of these.
func (t *Tab) charts(f kit.Frame) []pane {
	rows := 0 // of the list
	if n := len(t.ghosts()); n > 0 {
		rows = n + 3 // with this run and the borders
	}
	loss := (f.Height - rows + 1) / 2
	accuracy := f.Height - rows - loss
	if rows > 0 && f.Height < leastLoss+leastAccuracy+rows {
		loss, accuracy = max(f.Height-rows, min(leastLoss, f.Height)), 0
		rows = f.Height - loss
	}
	panes := []pane{{lossFigure.view(), 0, 0, f.Sized(f.Width, loss)}}
	if accuracy > 0 {
		panes = append(panes, pane{accuracyFigure.view(), 0, loss, f.Sized(f.Width, accuracy)})
	}
	if rows > 0 {
		panes = append(panes, pane{view{name: "earlier", draw: (*Tab).viewEarlier}, 0, loss + accuracy, f.Sized(f.Width, rows)})
	}
	return panes
}

func (t *Tab) viewCurves(f kit.Frame) string { return kit.Beside(t.columns(t.charts(f))...) }

func (t *Tab) mouseCurves(f kit.Frame, msg tea.MouseMsg) { hand(t, msg, t.charts(f)) }

func (t *Tab) hoverCurves(f kit.Frame, m tea.Mouse) string { return read(t, m, t.charts(f)) }

// drawnEpochs is how far the longest of the runs is drawn.
func (t *Tab) drawnEpochs() int {
	const tooLong = 4 // times: then the run itself would be too short to be seen
	n, end := len(t.runner.Snapshot.Epochs), t.ownEnd()
	for _, r := range t.ghosts() {
		if len(r.Epochs) > tooLong*end {
			n = max(n, end)
		} else {
			n = max(n, len(r.Epochs))
		}
	}
	return n
}

// ownEnd is the last epoch of the run, as far as is known.
func (t *Tab) ownEnd() int {
	s := t.runner.Snapshot
	if t.over() {
		return max(1, len(s.Epochs))
	}
	return max(1, cmp.Or(s.Now().Epochs, t.now.Epochs))
}
