package check

import (
	"cmp"
	"math"
	"slices"

	"nntui/model/setting"
	"nntui/tui/kit"
)

// A view is one way to look at a check.
type view struct {
	name  string // in settings
	title string
	rank  int // among the pictures that fill a large screen

	draw  func(t *Tab, f kit.Frame, inside bool) (note, body string) // in a panel; do the keys move its cursor?
	move  func(t *Tab, right, down int)                              // its cursor
	needs func(t *Tab) int                                           // how many lines it can fill
	reads bool                                                       // is its cursor on an entry, which the status reads out?
}

// views lists the pictures in the order of their key. The sweep has the first
// rank, as it answers most questions.
func views() []view {
	return []view{
		{"table", "analytic against numerical", 5, (*Tab).drawTable, (*Tab).moveRow, (*Tab).tableNeeds, true},
		{"heat", "heat map", 2, (*Tab).drawHeat, (*Tab).moveCell, (*Tab).heatNeeds, true},
		{"sweep", "h sweep in norm", 1, (*Tab).drawSweep, (*Tab).moveH, anyHeight, false},
		{"taylor", "Taylor test", 3, (*Tab).drawTaylor, (*Tab).moveTaylor, anyHeight, false},
		{"activations", "activations", 4, (*Tab).drawActivations, (*Tab).moveX, anyHeight, false},
	}
}

func anyHeight(*Tab) int { return math.MaxInt / 2 }

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
	note, body := v.draw(t, f.Sized(f.Width-2, f.Height-2), inside)
	return f.Panel(title, note, body)
}

// The least size of a panel beside others, and of a screen with a summary.
const (
	panelWidth, panelHeight = 62, 16
	leastHeight             = 12
	summaryHeight           = 34
)

// verdictHeight is as much as a verdict can fill on a wide screen.
const verdictHeight = 18

// View draws the pictures with the knobs and the verdict beside them, or the
// chosen picture alone.
func (t *Tab) View(f kit.Frame) string {
	switch {
	case !t.runner.Ready:
		return kit.Fit("", f.Width, f.Height)
	case t.full:
		return t.panel(f, t.chosen())
	}
	right := kit.SideWidth(f.Width)
	return kit.Beside(t.viewPictures(f.Sized(f.Width-right, f.Height)), t.viewSide(f.Sized(right, f.Height)))
}

// viewPictures draws the chosen picture and below it others, as many as there
// is room for. The last has its place at the side of a high screen.
func (t *Tab) viewPictures(f kit.Frame) string {
	first := f.Sized(f.Width, t.firstHeight(f))
	rest := f.Sized(f.Width, f.Height-first.Height)
	blocks := []string{t.panel(first, t.chosen())}
	across, rows := max(1, f.Width/panelWidth), max(1, rest.Height/panelHeight)
	next := t.companions()[:3]
	for row := 0; row < rows && rest.Height > 0; row++ {
		height := rest.Height / (rows - row)
		rest.Height -= height
		blocks = append(blocks, t.viewRow(f.Sized(f.Width, height), next[min(row*across, len(next)):], across))
	}
	return kit.Above(blocks...)
}

// firstHeight is the height of the chosen picture: all of a low frame, unless
// it needs less and leaves room for another one.
func (t *Tab) firstHeight(f kit.Frame) int {
	height := f.Height
	if f.Height >= 2*panelHeight {
		height -= (f.Height/panelHeight - 1) * panelHeight
	}
	if needs := t.chosen().needs(t); f.Height-needs >= leastHeight {
		height = min(max(needs, 8), height)
	}
	return height
}

// viewRow draws pictures side by side, the last of them as wide as it can be.
func (t *Tab) viewRow(f kit.Frame, views []view, across int) string {
	if len(views) == 0 {
		return kit.Fit("", f.Width, f.Height)
	}
	n := min(across, len(views))
	var line []string
	for i, v := range views[:n] {
		width := f.Width / (n - i)
		f.Width -= width
		line = append(line, t.panel(f.Sized(width, f.Height), v))
	}
	return kit.Beside(line...)
}

// viewSide is the column of the knobs and the verdict, and of what a high
// screen has room for.
func (t *Tab) viewSide(f kit.Frame) string {
	knobs := f.Sized(f.Width, t.knobs.Height())
	verdict := f.Sized(f.Width, f.Height-knobs.Height)
	var below []string
	if f.Height >= summaryHeight {
		tensors := f.Sized(f.Width, len(t.runner.Snapshot.Tensors)+3)
		verdict.Height -= tensors.Height
		below = append(below, t.viewTensors(tensors))
	}
	if room := verdict.Height - verdictHeight; f.Height >= summaryHeight && room >= leastHeight {
		verdict.Height = verdictHeight
		below = append(below, t.panel(f.Sized(f.Width, room), t.companions()[3]))
	}
	return kit.Fit(kit.Above(append([]string{
		knobs.Panel("knobs", "", t.knobs.View(knobs.Sized(f.Width-2, knobs.Height-2))),
		verdict.Panel("verdict", t.stamp(f), t.viewVerdict(verdict.Sized(f.Width-4, verdict.Height-2))),
	}, below...)...), f.Width, f.Height)
}
