package check

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// leans are how far the cursor was clicked from the middle of what is seen: in
// the table, and among the rows and the columns of the heat map.
type leans struct{ table, row, col int }

// mouse hands the mouse to each picture on the screen.
func (t *Tab) mouse(msg tea.MouseMsg) {
	if p, ok := t.paneAt(msg.Mouse()); ok {
		p.view.mouse(t, p, kit.Within(msg, p.x+1, p.y+1))
	}
}

// paneAt returns the picture under the pointer.
func (t *Tab) paneAt(m tea.Mouse) (p pane, ok bool) {
	if !t.runner.Ready {
		return p, false
	}
	panes, aside := t.panes(t.frame)
	for _, p := range append(panes, aside) {
		if at := (kit.Place{X: p.x + 1, Y: p.y + 1, Frame: p.inside()}); at.Holds(at.From(m)) {
			return p, true
		}
	}
	return p, false
}

// mousePlots puts the crosshair of a plot where it is clicked or dragged, and
// zooms with the wheel.
func (t *Tab) mousePlots(p pane, msg tea.MouseMsg) {
	for _, q := range p.view.plots(t, p.inside()) {
		lens := t.lenses[p.view.name]
		at := kit.Within(msg, q.x, q.y).Mouse()
		switch msg.(type) {
		case tea.MouseClickMsg, tea.MouseMotionMsg:
			if x, ok := q.At(q.frame, at.X, at.Y); ok && at.Button == tea.MouseLeft {
				p.view.point(t, x)
			}
		case tea.MouseWheelMsg:
			lens.Wheel(q.Plot, q.frame, at)
			if p.view.name == "activations" {
				lens.Y = chart.Part{} // which have no common axis
			}
		}
	}
}

// mouseTable chooses an entry, and scrolls with the wheel.
func (t *Tab) mouseTable(p pane, msg tea.MouseMsg) {
	list := kit.List{At: t.row(), Lean: t.leans.table}
	below, lines := kit.Within(msg, 0, 1), p.inside().Height-1
	if list.Line(below.Mouse().Y, len(t.order), lines) >= 0 {
		t.enter(p, msg)
	}
	list.Mouse(below, len(t.order), lines)
	t.moveTo(list.At)
	t.leans.table = list.Lean
}

// mouseHeat chooses the entry of a cell, and moves up and down with the wheel.
func (t *Tab) mouseHeat(p pane, msg tea.MouseMsg) {
	h, ok := t.heatIn(p.inside())
	if !ok {
		return
	}
	if by := kit.Wheeled(msg); by != 0 {
		t.moveCell(0, by)
	}
	if row, col, ok := h.at(msg.Mouse()); ok && kit.Clicks(msg) {
		m, _ := t.tensor()
		t.cursor = m.First + row*m.Cols + col
		t.leans.row, t.leans.col = row-h.top-(h.high-h.top)/2, col-h.left-(h.far-h.left)/2
		t.enter(p, msg)
	}
}

// enter gives the arrow keys to the chosen picture where it is clicked.
func (t *Tab) enter(p pane, msg tea.MouseMsg) {
	t.inside = t.inside || kit.Clicks(msg) && p.view.name == t.view
}

// MouseKey names the key that does what the mouse does in a picture.
func (t *Tab) MouseKey(msg tea.MouseMsg) string {
	p, ok := t.paneAt(msg.Mouse())
	by := kit.Wheeled(msg)
	switch {
	case !ok:
		return ""
	case p.view.plots == nil && by != 0:
		return "scroll"
	case p.view.plots == nil:
		return "inside"
	case by < 0:
		return "stretch"
	case by > 0:
		return "squeeze"
	}
	return "crosshair"
}

// KnobsAt is where the table of knobs is.
func (t *Tab) KnobsAt() (at kit.Place) {
	if left, right := divide(t.frame); t.runner.Ready && !t.full {
		at = kit.Place{X: left.Width + 1, Y: 1, Frame: right.Sized(right.Width-2, t.knobs.Height()-2)}
	}
	return at
}

// Hover reads out the entry under the pointer, or the curves of a plot.
func (t *Tab) Hover(m tea.Mouse) string {
	p, ok := t.paneAt(m)
	if !ok {
		return ""
	}
	return p.view.hover(t, p, kit.Place{X: p.x + 1, Y: p.y + 1}.From(m))
}

// hoverTable reads out an entry of the table.
func (t *Tab) hoverTable(p pane, m tea.Mouse) string {
	list := kit.List{At: t.row(), Lean: t.leans.table}
	at := list.Line(m.Y-1, len(t.order), p.inside().Height-1)
	if at < 0 {
		return ""
	}
	return t.entryInFull(t.frame, t.runner.Snapshot.Entries[t.order[at]])
}

// hoverHeat reads out the entry of a cell.
func (t *Tab) hoverHeat(p pane, m tea.Mouse) string {
	h, ok := t.heatIn(p.inside())
	if !ok {
		return ""
	}
	row, col, ok := h.at(m)
	if !ok {
		return ""
	}
	return t.entryInFull(t.frame, h.entries[row*h.cols+col])
}

// hoverPlots reads out the curves of a plot with a legend by their names there.
func (t *Tab) hoverPlots(p pane, m tea.Mouse) string {
	for _, q := range p.view.plots(t, p.inside()) {
		x, ok := q.At(q.frame, m.X-q.x, m.Y-q.y)
		if !ok || q.legend == nil {
			continue
		}
		parts := []string{fmt.Sprintf("%s %s:", q.X.Name, axis.Short(x, 2))}
		for _, bold := range []bool{true, false} { // what is chosen has room
			for _, r := range q.legend.rows {
				if len(r.curve.X) > 0 && r.bold() == bold {
					parts = append(parts, fmt.Sprintf("  %s %s", r.short, axis.Short(r.curve.Y[nearest(r.curve.X, x)], 2)))
				}
			}
		}
		return roomFor(t.frame.Width-1, parts...)
	}
	return ""
}

// hoverActivations reads out both activations and their derivatives.
func (t *Tab) hoverActivations(p pane, m tea.Mouse) string {
	for _, q := range p.view.plots(t, p.inside()) {
		x, ok := q.At(q.frame, m.X-q.x, m.Y-q.y)
		if !ok {
			continue
		}
		text := fmt.Sprintf("x %s:", axis.Short(x, 3))
		for _, a := range t.pair() {
			text += fmt.Sprintf("  %s %s, slope %s", a.Name, axis.Short(at(a.Value, x), 4), axis.Short(at(a.Derivative, x), 4))
		}
		return text
	}
	return ""
}
