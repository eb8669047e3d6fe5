package check

import (
	"cmp"
	"math"
	"slices"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/tui/kit"
)

// A view is one way to look at a check.
type view struct {
	name  string // in settings
	title string
	rank  int // among the pictures that fill a large screen

	draw  func(t *Tab, f kit.Frame) (note, body string) // in a panel
	move  func(t *Tab, right, down int)                 // its cursor
	needs func(t *Tab, width int) int                   // how many lines its panel can fill
	least int                                           // and how many of them are worth a place at the side

	plots func(t *Tab, f kit.Frame) []plot // with one crosshair, which move moves; nil for a view of entries
	point func(t *Tab, x float64)          // the crosshair

	mouse func(t *Tab, p pane, msg tea.MouseMsg)   // in the panel of its pane
	hover func(t *Tab, p pane, m tea.Mouse) string // reads out what is there
}

// views lists the pictures in the order of their key. The sweep has the first
// rank, as it answers most questions.
func views() []view {
	return []view{
		{name: "table", title: "analytic against numerical", rank: 3, draw: (*Tab).drawTable, move: (*Tab).moveRow, needs: (*Tab).tableNeeds, least: 7, mouse: (*Tab).mouseTable, hover: (*Tab).hoverTable},
		{name: "heat", title: "heat map", rank: 2, draw: (*Tab).drawHeat, move: (*Tab).moveCell, needs: (*Tab).heatNeeds, least: panelHeight, mouse: (*Tab).mouseHeat, hover: (*Tab).hoverHeat},
		{name: "sweep", title: "h sweep in norm", rank: 1, draw: (*Tab).drawSweep, move: (*Tab).moveH, needs: anyHeight, least: panelHeight, plots: (*Tab).sweepPlots, point: (*Tab).pointH, mouse: (*Tab).mousePlots, hover: (*Tab).hoverPlots},
		{name: "taylor", title: "Taylor test", rank: 4, draw: (*Tab).drawTaylor, move: (*Tab).moveTaylor, needs: anyHeight, least: panelHeight, plots: (*Tab).taylorPlots, point: (*Tab).pointTaylor, mouse: (*Tab).mousePlots, hover: (*Tab).hoverPlots},
		{name: "activations", title: "activations", rank: 5, draw: (*Tab).drawActivations, move: (*Tab).moveX, needs: anyHeight, least: panelHeight, plots: (*Tab).activationPlots, point: (*Tab).pointX, mouse: (*Tab).mousePlots, hover: (*Tab).hoverActivations},
	}
}

func anyHeight(*Tab, int) int { return math.MaxInt / 2 }

func (v view) String() string { return v.name }

// chosen returns the view that the tab shows.
func (t *Tab) chosen() view {
	v, _ := setting.Named(t.views, t.view, view.String)
	return v
}

// companions lists the views to show with the chosen one, by their rank.
func (t *Tab) companions() []view {
	list := slices.SortedFunc(slices.Values(t.views), func(a, b view) int { return cmp.Compare(a.rank, b.rank) })
	return slices.DeleteFunc(list, func(v view) bool { return v.name == t.view })
}

// panel draws a view, its title marked while the arrow keys move in it.
func (t *Tab) panel(f kit.Frame, v view) string {
	inside := t.inPicture() && v.name == t.view
	title := v.title
	if inside {
		title = f.Theme.Active(" " + title + " ")
	}
	note, body := v.draw(t, f.Sized(f.Width-2, f.Height-2))
	if !t.lenses[v.name].Whole() {
		note = f.Theme.Accent.Style().Render("a part") + f.Theme.Dimmed(", "+wholeKey+" for the whole")
	}
	return f.Panel(title, note, body)
}

// View draws the pictures with the knobs and the verdict beside them, or the
// chosen picture alone.
func (t *Tab) View(f kit.Frame) string {
	switch {
	case !t.runner.Ready:
		return kit.Fit("", f.Width, f.Height)
	case t.full:
		return t.panel(f, t.chosen())
	}
	panes, aside := t.panes(f)
	_, right := divide(f)
	return kit.Beside(t.viewPictures(panes), t.viewSide(right, aside))
}

// viewPictures draws panes row by row.
func (t *Tab) viewPictures(panes []pane) string {
	var rows, row []string
	for _, p := range panes {
		if p.x == 0 && len(row) > 0 {
			rows, row = append(rows, kit.Beside(row...)), nil
		}
		row = append(row, t.panel(p.frame, p.view))
	}
	return kit.Above(append(rows, kit.Beside(row...))...)
}

// viewSide is the column of the knobs and the verdict, and of what a high
// screen has room for.
func (t *Tab) viewSide(f kit.Frame, aside pane) string {
	knobs := f.Sized(f.Width, t.knobs.Height())
	verdict := f.Sized(f.Width, f.Height-knobs.Height)
	var below []string
	if f.Height >= summaryHeight {
		tensors := f.Sized(f.Width, t.summaryHeight())
		verdict.Height -= tensors.Height
		below = append(below, t.viewTensors(tensors))
	}
	if aside.frame.Height > 0 {
		verdict.Height -= aside.frame.Height
		below = append(below, t.panel(aside.frame, aside.view))
	}
	return kit.Fit(kit.Above(append([]string{
		knobs.Panel("knobs", "", t.knobs.View(knobs.Sized(f.Width-2, knobs.Height-2))),
		verdict.Panel("verdict", t.stamp(f), t.viewVerdict(verdict.Sized(f.Width-4, verdict.Height-2))),
	}, below...)...), f.Width, f.Height)
}
