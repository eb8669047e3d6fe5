package training

import (
	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
)

// mouse hands the mouse to the view that it is on, or to the dialog.
func (t *Tab) mouse(msg tea.MouseMsg) tea.Cmd {
	if t.dialog != nil {
		return t.mouseDialog(msg)
	}
	for _, p := range t.panes(t.frame) {
		in := p.Holds(p.place().From(msg.Mouse()))
		switch msg.(type) {
		case tea.MouseClickMsg:
			if in {
				t.pressed = p.name
			}
		case tea.MouseMotionMsg, tea.MouseReleaseMsg: // a stroke belongs to what it began on
			in = t.pressed == p.name
		}
		if in {
			hand(t, msg, []pane{p})
		}
	}
	return nil
}

// hand hands the mouse to each of some panes, as if that were all there is.
func hand(t *Tab, msg tea.MouseMsg, panes []pane) {
	for _, p := range panes {
		if p.mouse != nil {
			p.mouse(t, p.Frame, kit.Within(msg, p.x, p.y))
		}
	}
}

// Hover reads out what is under the pointer.
func (t *Tab) Hover(m tea.Mouse) string {
	if !t.runner.Ready {
		return ""
	}
	return read(t, m, t.panes(t.frame))
}

// read reads out what is under the pointer in one of some panes.
func read(t *Tab, m tea.Mouse, panes []pane) string {
	for _, p := range panes {
		if at := p.place().From(m); p.hover != nil && p.Holds(at) {
			return p.hover(t, p.Frame, at)
		}
	}
	return ""
}

func (p pane) place() kit.Place { return kit.Place{X: p.x, Y: p.y, Frame: p.Frame} }

// MouseKey names the key that does what the mouse does where it is.
func (t *Tab) MouseKey(msg tea.MouseMsg) string {
	m := msg.Mouse()
	for _, p := range t.panes(t.frame) {
		if key := map[string]string{"draw": "draw", "digits": "digit"}[p.name]; key != "" && p.Holds(p.place().From(m)) {
			return key
		}
	}
	switch kit.Wheeled(msg) {
	case -1:
		return "stretch"
	case 1:
		return "squeeze"
	}
	return "crosshair"
}

// KnobsAt is where the table of knobs is.
func (t *Tab) KnobsAt() (at kit.Place) {
	for _, p := range t.panes(t.frame) {
		if p.name == "knobs" {
			at = kit.Place{X: p.x + 1, Y: p.y + 1, Frame: inside(p.Frame)}
		}
	}
	return at
}

// listed is a dialog with a list.
type listed interface {
	rows(t *Tab, f kit.Frame) rows
}

// rows is where the list of a dialog is in its frame.
type rows struct {
	list  *kit.List
	n     int
	above int         // lines above them
	seen  int         // how many there is room for
	head  func(x int) // does what a click does in the line above them; nil for nothing
}

// mouseDialog chooses in the dialog's list; the chosen row it takes as enter
// does.
func (t *Tab) mouseDialog(msg tea.MouseMsg) tea.Cmd {
	d, ok := t.dialog.(listed)
	p := t.besideDialog(t.frame)[0]
	if !ok || !p.Holds(p.place().From(msg.Mouse())) {
		return nil
	}
	r, m := d.rows(t, p.Frame), msg.Mouse()
	if r.head != nil && kit.Clicks(msg) && m.Y == p.y+r.above-1 {
		r.head(m.X - p.x)
		return nil
	}
	enter := kit.Press("enter")
	if r.list.Mouse(kit.Within(msg, p.x, p.y+r.above), r.n, r.seen) {
		if row, ok := t.dialog.keys(t).Without(t.knobs.Hidden).Find(enter); ok {
			return row.Do(enter)
		}
	}
	return nil
}

// mouseUnits scrolls the pictures of units.
func (t *Tab) mouseUnits(f kit.Frame, msg tea.MouseMsg) {
	first, page, n := t.unitList(f)
	turnPage(first, page, n, msg)
}

// turnPage turns the page of a list by the wheel, and reports whether that
// turned.
func turnPage(first *kit.List, page, n int, msg tea.MouseMsg) bool {
	by := kit.Wheeled(msg)
	if by == 0 || page == 0 {
		return false
	}
	from, _ := pageOf(first, page, n)
	first.Go(from+by*page, n-page+1)
	return true
}
