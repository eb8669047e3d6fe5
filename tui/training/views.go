package training

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/kit"
)

// A view is a picture of the run. Whoever adds one adds a row, and a file with
// what the row names; all but name and draw may be nil.
type view struct {
	name  string // in sessions and flags
	draw  func(*Tab, kit.Frame) string
	needs func(*Tab, *training.Watch)                          // what it sees beside the curves
	keys  func(*Tab) kit.Keys                                  // while it is chosen
	list  func(*Tab, kit.Frame) (first *kit.List, page, n int) // that it shows a page of
	mouse func(*Tab, kit.Frame, tea.MouseMsg)
	hover func(*Tab, kit.Frame, tea.Mouse) string // reads out what is there
	fills bool                                    // is it on a large screen even if another is chosen?
}

// views are the pictures in the order of the key that turns to the next.
var views = []view{
	{name: "curves", draw: (*Tab).viewCurves, mouse: (*Tab).mouseCurves, hover: (*Tab).hoverCurves, fills: true},
	{name: "digits", draw: (*Tab).viewDigits, needs: needsDigits, keys: (*Tab).digitKeys, list: (*Tab).digitList, mouse: (*Tab).mouseDigits, hover: (*Tab).hoverDigits, fills: true},
	{name: "confusion", draw: (*Tab).viewConfusion, needs: needsDigits, fills: true},
	{name: "weights", draw: (*Tab).viewWeights, needs: needsWeights, list: (*Tab).unitList, mouse: (*Tab).mouseUnits, fills: true},
	{name: "health", draw: (*Tab).viewHealth, needs: needsHealth, mouse: (*Tab).mouseHealth, hover: (*Tab).hoverHealth},
	{name: "draw", draw: (*Tab).viewDraw, needs: needsDrawn, keys: (*Tab).drawKeys, mouse: (*Tab).mouseDraws},
}

func needsDigits(_ *Tab, w *training.Watch)  { w.Digits = true }
func needsWeights(_ *Tab, w *training.Watch) { w.Weights = true }
func needsHealth(_ *Tab, w *training.Watch)  { w.Health = true }
func needsDrawn(t *Tab, w *training.Watch)   { w.Drawn = t.drawing.picture }

func viewNames() []string { return setting.Names(views, func(v view) string { return v.name }) }

// turnView chooses the next view or, with -1, the one before.
func (t *Tab) turnView(by int) {
	n := len(views)
	t.view = views[(slices.Index(viewNames(), t.view)+by+n)%n].name
	t.digits.letGo()
}

// viewKeys are the keys of all views; those of the chosen one are on.
func (t *Tab) viewKeys() (rows kit.Keys) {
	for _, v := range views {
		if v.keys != nil {
			rows = append(rows, v.keys(t).If(v.name == t.view)...)
		}
	}
	return append(rows, t.pageKeys()...)
}

// pageKeys turn the pages of the list of the chosen view, if it has one.
func (t *Tab) pageKeys() (rows kit.Keys) {
	first, page, n, frame := new(kit.List), 0, 0, t.frame
	for _, p := range t.panes(t.frame) {
		if p.name == t.view && p.list != nil {
			frame = p.Frame
			first, page, n = p.list(t, frame)
		}
	}
	from, _ := pageOf(first, page, n)
	for _, m := range []struct {
		means, words string
		to           int
	}{
		{"page-up back-one back-ten", "page before", from - page}, {"page-down on-one on-ten", "next page", from + page},
		{"first", "first page", 0}, {"last", "last page", n},
	} {
		rows = append(rows, kit.On("", m.means, m.words, kit.Do(func() {
			if first.Go(m.to, n-page+1); t.view == "digits" {
				t.leadChosen(frame)
			}
		})))
	}
	return rows.If(page > 0)
}

// pageOf returns the page of a list of n that is seen, and no more of the end
// than fills it.
func pageOf(l *kit.List, page, n int) (from, to int) {
	from = kit.Clamp(l.At, n-page+1)
	return from, min(from+page, n)
}

// pane is a view on the screen.
type pane struct {
	view
	x, y int
	kit.Frame
}

// panes says what is where: pictures beside the knobs and the numbers, or one
// picture alone.
func (t *Tab) panes(f kit.Frame) []pane {
	if t.zoomed {
		order := t.inOrder()
		return []pane{{order[min(1, slices.Index(viewNames(), t.view))], 0, 0, f}}
	}
	return append(t.pictures(f), t.side(f)...)
}

// large reports whether there is room for four pictures.
func large(f kit.Frame) bool { return f.Width-kit.SideWidth(f.Width) >= 110 && f.Height >= 44 }

// pictures are one view on a small screen, and the curves beside or above it on
// a larger one.
func (t *Tab) pictures(f kit.Frame) []pane {
	order := t.inOrder()
	first, chosen := order[0], order[min(1, slices.Index(viewNames(), t.view))]
	left := f.Width - kit.SideWidth(f.Width)
	switch half, upper := left/2, f.Height/2; {
	case large(f):
		return []pane{
			{first, 0, 0, f.Sized(half, f.Height)},
			{order[1], half, 0, f.Sized(left-half, upper)},
			{order[3], half, upper, f.Sized(left-half, f.Height-upper)},
		}
	case left >= 110 && f.Height >= 30:
		return []pane{{first, 0, 0, f.Sized(half, f.Height)}, {order[1], half, 0, f.Sized(left-half, f.Height)}}
	case f.Height >= 32 && chosen.name != first.name:
		upper := max(f.Height*3/5, 23)
		return []pane{{chosen, 0, 0, f.Sized(left, upper)}, {lossFigure.view(), 0, upper, f.Sized(left, f.Height-upper)}}
	}
	return []pane{{chosen, 0, 0, f.Sized(left, f.Height)}}
}

// side is the column of knobs and epochs, and below them one more picture on a
// large screen.
func (t *Tab) side(f kit.Frame) []pane {
	const least, picture, around = 6, 15, 3 // lines of the table of epochs, of a picture and around the epochs
	width := kit.SideWidth(f.Width)
	left, knobs := f.Width-width, max(0, min(t.knobs.Height(), f.Height-least))
	epochs := f.Height - knobs
	if large(f) {
		epochs = min(epochs/2, epochs-picture, max(least, t.now.Epochs+around))
	}
	panes := []pane{
		{view{name: "knobs", draw: (*Tab).viewKnobs}, left, 0, f.Sized(width, knobs)},
		{view{name: "epochs", draw: (*Tab).viewEpochs}, left, knobs, f.Sized(width, epochs)},
	}
	if large(f) {
		panes = append(panes, pane{t.inOrder()[2], left, knobs + epochs, f.Sized(width, f.Height-knobs-epochs)})
	}
	return panes
}

// inOrder returns the views that a screen shows as far as it has room: the
// first, the one that is chosen, and what else fills a large one.
func (t *Tab) inOrder() []view {
	var order []view
	for _, v := range views {
		switch {
		case v.name == t.view:
			order = slices.Insert(order, min(1, len(order)), v)
		case v.fills:
			order = append(order, v)
		}
	}
	return order
}

// watch returns what the views on the screen need.
func (t *Tab) watch() training.Watch {
	w := t.asked
	for _, p := range t.panes(t.frame) {
		if p.needs != nil {
			p.needs(t, &w)
		}
	}
	return w
}

// besideDialog is a dialog in place of the pictures: on a narrow screen the
// knobs make room for it, for the table of runs sooner.
func (t *Tab) besideDialog(f kit.Frame) []pane {
	const least, table = 60, 100
	side := t.side(f)
	width := side[0].x
	_, runs := t.dialog.(*runDialog)
	if t.zoomed || width < least || runs && width < table {
		width, side = f.Width, nil
	}
	draw := func(t *Tab, f kit.Frame) string { return t.dialog.view(t, f) }
	return append([]pane{{view{draw: draw}, 0, 0, f.Sized(width, f.Height)}}, side...)
}

// View draws what is on the screen.
func (t *Tab) View(f kit.Frame) string {
	panes := t.panes(f)
	if t.dialog != nil {
		panes = t.besideDialog(f)
	}
	return kit.Fit(kit.Beside(t.columns(panes)...), f.Width, f.Height)
}

// columns draws panes, those below one another as one block.
func (t *Tab) columns(panes []pane) (blocks []string) {
	for i, p := range panes {
		block := p.draw(t, p.Frame)
		if last := len(blocks) - 1; i > 0 && p.x == panes[i-1].x {
			blocks[last] = kit.Above(blocks[last], block)
		} else {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

// paragraph breaks a text into the lines of a panel.
func paragraph(f kit.Frame, text string) string { return kit.Indent(kit.Wrap(text, f.Width-4), 1) }

// atMost joins lines as far as there is room, and says how many more there are.
func atMost(f kit.Frame, lines []string) string {
	if room := max(f.Height, 1); len(lines) > room {
		lines = append(lines[:room-1], f.Theme.Dimmed(fmt.Sprintf(" and %d more", len(lines)-room+1)))
	}
	return strings.Join(lines, "\n")
}

// coming fills a panel whose contents are on the way.
func coming(f kit.Frame, title string) string {
	return f.Panel(title, "", "\n "+f.Theme.Dimmed("One moment."))
}
