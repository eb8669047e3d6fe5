package training

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// trainingViews are the pictures that v cycles through, each with what it
// needs to see of the net.
var views = []struct {
	name  string
	draw  func(*Tab, kit.Frame) string
	needs func(*Tab, *training.Watch)
}{
	{"curves", (*Tab).viewCurves, func(*Tab, *training.Watch) {}},
	{"digits", (*Tab).viewDigits, func(_ *Tab, w *training.Watch) { w.Digits = true }},
	{"confusion", (*Tab).viewConfusion, func(_ *Tab, w *training.Watch) { w.Digits = true }},
	{"weights", (*Tab).viewWeights, func(_ *Tab, w *training.Watch) { w.Weights = true }},
	{"health", (*Tab).viewHealth, func(_ *Tab, w *training.Watch) { w.Health = true }},
	{"draw", (*Tab).viewDraw, func(t *Tab, w *training.Watch) { w.Drawn = string(t.drawing.shown()[:]) }},
}

const (
	curvesView  = 0
	digitsView  = 1
	weightsView = 3
	drawView    = 5
)

// pane is a view on the screen; lossPane is the upper half of the curves.
type pane struct {
	view       int
	x, y, w, h int
}

const lossPane = -1

// panes says what is where in a body of that size: one view on a small screen,
// and the curves beside or under another view on a larger one.
func (t *Tab) panes(width, height int) []pane {
	if t.zoomed {
		return []pane{{t.view, 0, 0, width, height}}
	}
	left := width - kit.SideWidth(width)
	switch {
	case left >= 110 && height >= 30:
		half, other := left/2, t.view
		if other == curvesView {
			other = digitsView
		}
		list := []pane{{curvesView, 0, 0, half, height}, {other, half, 0, left - half, height}}
		if height >= 44 {
			below := digitsView
			if other == digitsView {
				below = weightsView
			}
			upper := height / 2
			list[1].h = upper
			list = append(list, pane{below, half, upper, left - half, height - upper})
		}
		return list
	case height >= 32 && t.view != curvesView:
		upper := max(height*3/5, 23)
		return []pane{{t.view, 0, 0, left, upper}, {lossPane, 0, upper, left, height - upper}}
	}
	return []pane{{t.view, 0, 0, left, height}}
}

// watch returns what the views on the screen need.
func (t *Tab) watch() (w training.Watch) {
	w.Digits = t.exporting
	w.Learned = t.learned
	for _, p := range t.panes(t.width, t.height) {
		if p.view != lossPane {
			views[p.view].needs(t, &w)
		}
	}
	return w
}

// pressView answers the keys of the view that is shown.
func (t *Tab) pressView(msg tea.KeyPressMsg) bool {
	n := len(views)
	switch {
	case key.Matches(msg, kit.Bound.View):
		t.view = (t.view + 1) % n
	case key.Matches(msg, kit.Bound.ViewBack):
		t.view = (t.view + n - 1) % n
	case key.Matches(msg, kit.Bound.FullScreen):
		t.zoomed = !t.zoomed
	case key.Matches(msg, kit.Bound.Cancel) && t.zoomed:
		t.zoomed = false
	default:
		switch views[t.view].name {
		case "digits":
			return t.digits.press(msg)
		case "weights":
			return turn(&t.weights, msg)
		case "draw":
			return t.pressDraw(msg) || t.curves.press(msg, len(t.runner.Snapshot.Epochs))
		}
		return t.curves.press(msg, len(t.runner.Snapshot.Epochs))
	}
	return true
}

func (t *Tab) View(f kit.Frame) string {
	t.width, t.height = f.Width, f.Height
	panes := t.panes(f.Width, f.Height)
	if t.dialog != nil {
		const least = 60 // on a narrower screen the knobs make room
		left := f.Width - kit.SideWidth(f.Width)
		if t.zoomed || left < least {
			return t.dialog.view(t, f)
		}
		return kit.Beside(t.dialog.view(t, f.Sized(left, f.Height)), t.viewSide(f.Sized(f.Width-left, f.Height)))
	}
	var columns []string
	for _, p := range panes {
		if p.y == 0 {
			columns = append(columns, t.viewPane(f, p))
		} else {
			columns[len(columns)-1] = kit.Above(columns[len(columns)-1], t.viewPane(f, p))
		}
	}
	if !t.zoomed {
		columns = append(columns, t.viewSide(f.Sized(kit.SideWidth(f.Width), f.Height)))
	}
	return kit.Beside(columns...)
}

func (t *Tab) viewPane(f kit.Frame, p pane) string {
	f = f.Sized(p.w, p.h)
	switch p.view {
	case lossPane:
		return t.viewLoss(f)
	case curvesView:
		return t.viewCurves(f)
	}
	// All that the other views depend on is a few values, and most frames
	// change none of them.
	m := t.drawn[p.view]
	if now := (drawnKey{f, t.runner.Snapshot.Detail, t.digits, t.weights, t.drawing}); m.key != now || m.picture == "" {
		m.picture = views[p.view].draw(t, f)
		m.key = drawnKey{f, t.runner.Snapshot.Detail, t.digits, t.weights, t.drawing} // drawing counts what fits
		t.drawn[p.view] = m
	}
	return m.picture
}

// drawnKey is all that a view but the curves depends on.
type drawnKey struct {
	frame   kit.Frame
	detail  *training.Detail
	digits  digitBrowser
	weights chart.Pager
	drawing drawing
}

// drawn is a view as it was last drawn.
type drawn struct {
	key     drawnKey
	picture string
}

// viewSide is the column of knobs and numbers.
func (t *Tab) viewSide(f kit.Frame) string {
	knobs := f.Sized(f.Width, min(t.knobs.Height(), f.Height-6))
	epochs := f.Sized(f.Width, f.Height-knobs.Height)
	title := "knobs"
	if at, of := t.knobs.At(); knobs.Height-2 < of {
		title = fmt.Sprintf("knobs %d/%d", at, of)
	}
	note := f.Theme.Dimmed(fmt.Sprintf("%d parameters", t.runner.Snapshot.Params))
	return kit.Above(
		knobs.Panel(title, note, t.knobs.View(knobs.Sized(f.Width-2, knobs.Height-2))),
		t.viewEpochs(epochs),
	)
}

// viewEpochs is the table of the last epochs, or those around the crosshair,
// as the assignment prints them; a check mark stands before NumPy's numbers.
func (t *Tab) viewEpochs(f kit.Frame) string {
	s, want := t.runner.Snapshot, training.NumPy(t.runner.Snapshot.Config)
	rows, n := max(0, f.Height-3), len(s.Epochs)
	first := max(0, n-rows)
	if c := t.curves.cross; c >= 0 {
		first = max(0, min(c-rows/2, n-rows))
	}
	held := s.Config.Validation > 0 && f.Width >= 48
	heads := fmt.Sprintf("%4s%7s%7s%7s%7s", "ep", "loss", "acc", "loss", "acc")
	if held {
		heads += fmt.Sprintf("%7s%7s", "valid", "acc")
	}
	lines := []string{f.Theme.Dimmed(heads)}
	best := s.Best()
	for i := first; i < min(n, first+rows); i++ {
		e := s.Epochs[i]
		test := fourDecimals(e.LossTest) + fourDecimals(e.AccuracyTest)
		if i == best {
			test = f.Theme.Good.Style().Bold(true).Render(test)
		}
		head := fmt.Sprintf("%4d", i+1)
		if i < len(want) && i < 999 && e.Agrees(want[i]) {
			head = f.Theme.Good.Style().Render("✓") + head[1:]
		}
		if i == t.curves.cross {
			head = f.Theme.Active(fmt.Sprintf("%4d", i+1))
		}
		if held {
			test += f.Theme.Good.Style().Render(fourDecimals(e.LossValidation) + fourDecimals(e.AccuracyValidation))
		}
		lines = append(lines, head+fourDecimals(e.LossTrain)+fourDecimals(e.AccuracyTrain)+test)
	}
	return f.Panel(t.epochsTitle(), t.epochsNote(f, len(want) > 0), strings.Join(lines, "\n"))
}

// epochsTitle names the table, or the batch under way where that can be read.
func (t *Tab) epochsTitle() string {
	s := t.runner.Snapshot
	if s.Batch == 0 || s.State != model.Unfinished || t.running() && !speeds[t.config.speed].batch {
		return "epochs"
	}
	return fmt.Sprintf("batch %d/%d:%s", s.Batch, s.Batches, fourDecimals(s.Loss))
}

func (t *Tab) epochsNote(f kit.Frame, known bool) string {
	note := f.Theme.Train.Style().Render("train") + ", " + f.Theme.Test.Style().Render("test")
	if known {
		note += " " + f.Theme.Good.Style().Render("✓") + f.Theme.Dimmed("NumPy")
	}
	return note
}

// fourDecimals shows a loss (100 at most) or accuracy as the assignment prints
// them, in seven cells.
func fourDecimals(v float64) string {
	decimals := 4
	for limit := 10.0; v >= limit && decimals > 0; limit *= 10 {
		decimals--
	}
	return fmt.Sprintf("%7.*f", decimals, v)
}
