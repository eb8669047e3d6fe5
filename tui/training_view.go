package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/training"
)

// trainingViews are the pictures that v cycles through, each with what it
// needs to see of the net.
var trainingViews = []struct {
	name  string
	draw  func(*trainingTab, frame) string
	needs func(*trainingTab, *training.Watch)
}{
	{"curves", (*trainingTab).viewCurves, func(*trainingTab, *training.Watch) {}},
	{"digits", (*trainingTab).viewDigits, func(_ *trainingTab, w *training.Watch) { w.Digits = true }},
	{"confusion", (*trainingTab).viewConfusion, func(_ *trainingTab, w *training.Watch) { w.Digits = true }},
	{"weights", (*trainingTab).viewWeights, func(_ *trainingTab, w *training.Watch) { w.Weights = true }},
	{"health", (*trainingTab).viewHealth, func(_ *trainingTab, w *training.Watch) { w.Health = true }},
	{"draw", (*trainingTab).viewDraw, func(t *trainingTab, w *training.Watch) { w.Drawn = t.drawing.shown() }},
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
func (t *trainingTab) panes(width, height int) []pane {
	if t.zoomed {
		return []pane{{t.view, 0, 0, width, height}}
	}
	left := width - sideWidth(width)
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
func (t *trainingTab) watch() (w training.Watch) {
	w.Digits = t.exporting
	w.Learned = t.learned
	for _, p := range t.panes(t.width, t.height) {
		if p.view != lossPane {
			trainingViews[p.view].needs(t, &w)
		}
	}
	return w
}

// pressView answers the keys of the view that is shown.
func (t *trainingTab) pressView(msg tea.KeyPressMsg) bool {
	n := len(trainingViews)
	switch {
	case key.Matches(msg, keys.View):
		t.view = (t.view + 1) % n
	case key.Matches(msg, keys.ViewBack):
		t.view = (t.view + n - 1) % n
	case key.Matches(msg, keys.FullScreen):
		t.zoomed = !t.zoomed
	case key.Matches(msg, keys.Cancel) && t.zoomed:
		t.zoomed = false
	default:
		switch trainingViews[t.view].name {
		case "digits":
			return t.digits.press(msg)
		case "weights":
			return t.weights.press(msg)
		case "draw":
			return t.pressDraw(msg) || t.curves.press(msg, len(t.runner.snapshot.Epochs))
		}
		return t.curves.press(msg, len(t.runner.snapshot.Epochs))
	}
	return true
}

func (t *trainingTab) View(f frame) string {
	t.width, t.height = f.width, f.height
	panes := t.panes(f.width, f.height)
	if t.dialog != nil {
		const least = 60 // on a narrower screen the knobs make room
		left := f.width - sideWidth(f.width)
		if t.zoomed || left < least {
			return t.dialog.view(t, f)
		}
		return beside(t.dialog.view(t, f.sized(left, f.height)), t.viewSide(f.sized(f.width-left, f.height)))
	}
	var columns []string
	for _, p := range panes {
		if p.y == 0 {
			columns = append(columns, t.viewPane(f, p))
		} else {
			columns[len(columns)-1] = above(columns[len(columns)-1], t.viewPane(f, p))
		}
	}
	if !t.zoomed {
		columns = append(columns, t.viewSide(f.sized(sideWidth(f.width), f.height)))
	}
	return beside(columns...)
}

func (t *trainingTab) viewPane(f frame, p pane) string {
	f = f.sized(p.w, p.h)
	switch p.view {
	case lossPane:
		return t.viewLoss(f)
	case curvesView:
		return t.viewCurves(f)
	}
	// All that the other views depend on is a few values, and most frames
	// change none of them.
	m := t.drawn[p.view]
	if now := (drawnKey{f, t.runner.snapshot.Detail, t.digits, t.weights, t.drawing}); m.key != now || m.picture == "" {
		m.picture = trainingViews[p.view].draw(t, f)
		m.key = drawnKey{f, t.runner.snapshot.Detail, t.digits, t.weights, t.drawing} // drawing counts what fits
		t.drawn[p.view] = m
	}
	return m.picture
}

// drawnKey is all that a view but the curves depends on.
type drawnKey struct {
	frame   frame
	detail  *training.Detail
	digits  digitBrowser
	weights pager
	drawing drawing
}

// drawn is a view as it was last drawn.
type drawn struct {
	key     drawnKey
	picture string
}

// viewSide is the column of knobs and numbers.
func (t *trainingTab) viewSide(f frame) string {
	knobs := f.sized(f.width, min(t.knobs.count()+2, f.height-6))
	epochs := f.sized(f.width, f.height-knobs.height)
	title := "knobs"
	if rows, at := t.knobs.shown(); knobs.height-2 < len(rows) {
		title = fmt.Sprintf("knobs %d/%d", at+1, len(rows))
	}
	note := f.theme.dimmed(fmt.Sprintf("%d parameters", t.runner.snapshot.Params))
	return above(
		knobs.panel(title, note, t.knobs.view(knobs.sized(f.width-2, knobs.height-2), t.config)),
		t.viewEpochs(epochs),
	)
}

// viewEpochs is the table of the last epochs, or those around the crosshair,
// as the assignment prints them; a check mark stands before NumPy's numbers.
func (t *trainingTab) viewEpochs(f frame) string {
	s, want := t.runner.snapshot, training.NumPy(t.runner.snapshot.Config)
	rows, n := max(0, f.height-3), len(s.Epochs)
	first := max(0, n-rows)
	if c := t.curves.cross; c >= 0 {
		first = max(0, min(c-rows/2, n-rows))
	}
	held := s.Config.Validation > 0 && f.width >= 48
	heads := fmt.Sprintf("%4s%7s%7s%7s%7s", "ep", "loss", "acc", "loss", "acc")
	if held {
		heads += fmt.Sprintf("%7s%7s", "valid", "acc")
	}
	lines := []string{f.theme.dimmed(heads)}
	best := s.Best()
	for i := first; i < min(n, first+rows); i++ {
		e := s.Epochs[i]
		test := fourDecimals(e.LossTest) + fourDecimals(e.AccuracyTest)
		if i == best {
			test = f.theme.good.style().Bold(true).Render(test)
		}
		head := fmt.Sprintf("%4d", i+1)
		if i < len(want) && i < 999 && e.Agrees(want[i]) {
			head = f.theme.good.style().Render("✓") + head[1:]
		}
		if i == t.curves.cross {
			head = f.theme.active(fmt.Sprintf("%4d", i+1))
		}
		if held {
			test += f.theme.good.style().Render(fourDecimals(e.LossValidation) + fourDecimals(e.AccuracyValidation))
		}
		lines = append(lines, head+fourDecimals(e.LossTrain)+fourDecimals(e.AccuracyTrain)+test)
	}
	return f.panel(t.epochsTitle(), t.epochsNote(f, len(want) > 0), strings.Join(lines, "\n"))
}

// epochsTitle names the table, or the batch under way where that can be read.
func (t *trainingTab) epochsTitle() string {
	s := t.runner.snapshot
	if s.Batch == 0 || s.State != model.Unfinished || t.running() && !speeds[t.config.speed].batch {
		return "epochs"
	}
	return fmt.Sprintf("batch %d/%d:%s", s.Batch, s.Batches, fourDecimals(s.Loss))
}

func (t *trainingTab) epochsNote(f frame, known bool) string {
	note := f.theme.train.style().Render("train") + ", " + f.theme.test.style().Render("test")
	if known {
		note += " " + f.theme.good.style().Render("✓") + f.theme.dimmed("NumPy")
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
