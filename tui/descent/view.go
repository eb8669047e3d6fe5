package descent

import (
	"fmt"
	"math"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// A view is what the map can show.
type view struct {
	name    string // in settings, and the ID of its key
	key     string // that turns to it and back to the first, which has none
	words   string // for the help
	foot    string // for the line of keys,
	late    bool   // at whose end it may stand
	plane   bool   // is it the plane, to zoom and to walk on?
	clickID string // of the key that does what a click does

	prepare func(t *Tab, f kit.Frame) tea.Cmd                       // what draw needs, before it
	draw    func(t *Tab, f kit.Frame) (title, note, picture string) // with axes
	read    func(t *Tab, f kit.Frame) (title, note, text string)    // what there is to read beside it
	says    func(t *Tab, f kit.Frame) string                        // the status
	click   func(t *Tab, i, j int)                                  // on a pixel
	keys    func(t *Tab) kit.Keys                                   // of its own, or nil
}

// views lists what the map can show; the first is what it turns back to.
func views() []view {
	return []view{
		{
			name: "contour", words: "heights", plane: true, clickID: "start",
			prepare: (*Tab).prepareHeights, draw: (*Tab).drawHeights, read: (*Tab).readPath, says: (*Tab).pathWords, click: (*Tab).clickStart,
		},
		{
			name: "basins", key: "b", words: "basins", foot: "basins", plane: true, clickID: "start",
			prepare: (*Tab).prepareBasins, draw: (*Tab).drawBasins, read: (*Tab).readPath, says: (*Tab).basinWords, click: (*Tab).clickStart,
		},
		{
			name: "tuning", key: "t", words: "tuning map", foot: "tuning", late: true, clickID: "take",
			prepare: (*Tab).prepareTuning, draw: (*Tab).drawTuning, read: (*Tab).readTuning, says: (*Tab).tuningWords, click: (*Tab).clickTake,
			keys: (*Tab).tuningKeys,
		},
	}
}

func (v view) String() string { return v.name }

// chosen returns the view that the map shows.
func (t *Tab) chosen() view {
	v, _ := setting.Named(t.views, t.view, view.String)
	return v
}

// layout is where things are on the tab.
type layout struct {
	panel     kit.Frame // around the map
	area      kit.Frame // the map itself
	left, top int       // the picture's corner
	side      kit.Frame // the column of knobs and readouts; no width on the full screen
	typing    string    // the line for a formula under the picture, if open
}

// yAxisWidth is the width of the labels left of the map.
const yAxisWidth = 6

func (t *Tab) layout(f kit.Frame) layout {
	l := layout{left: 1 + yAxisWidth, top: 1}
	if !t.full {
		l.side = f.Sized(kit.SideWidth(f.Width), f.Height)
	}
	l.panel = f.Sized(f.Width-l.side.Width, f.Height)
	rows := 2 // labels and scrub bar
	if t.typing.open {
		l.typing = t.typing.view(l.panel.Sized(l.panel.Width-2, 0))
		rows += 1 + strings.Count(l.typing, "\n")
	}
	l.area = f.Sized(l.panel.Width-2-yAxisWidth, l.panel.Height-2-rows)
	return l
}

// View draws the map with the knobs and what there is to read beside it.
func (t *Tab) View(f kit.Frame) string {
	if !t.runner.Ready {
		return kit.Fit("", f.Width, f.Height)
	}
	l := t.layout(f)
	if t.full {
		return t.viewMap(l)
	}
	return kit.Beside(t.viewMap(l), t.viewSide(l.side))
}

func (t *Tab) viewMap(l layout) string {
	title, note, picture := t.chosen().draw(t, l.area)
	parts := []string{picture, t.scrubBar(l.area)}
	if t.typing.open {
		parts = append(parts, l.typing)
	}
	return l.panel.Panel(title, l.panel.Theme.Dimmed(note), kit.Above(parts...))
}

// labels stand along the edges of a map.
type labels struct{ x, y edge }

// edge has the labels of an edge by pixel.
type edge map[int]string

func newLabels() labels { return labels{edge{}, edge{}} }

// put labels the pixel nearest to a place on an edge of n.
func (e edge) put(at float64, n int, v float64) {
	e[kit.Clamp(int(math.Round(at)), n)] = setting.Short(setting.Tidy(v))
}

// withAxes draws the picture with labels at the left and below.
func withAxes(c *chart.Grid, t labels) string {
	w, h := c.Frame.Width, c.Frame.Height
	if w < 1 || h < 1 {
		return ""
	}
	left := make([]string, h)
	for j, text := range t.y {
		left[kit.Clamp(j/2, h)] = text
	}
	bottom := []byte(strings.Repeat(" ", yAxisWidth+w))
	for i := range w {
		text, ok := t.x[i]
		if at := yAxisWidth + i - len(text)/2; ok && at+len(text) <= len(bottom) {
			copy(bottom[at:], text)
		}
	}
	lines := c.Lines()
	for j, l := range left {
		l = kit.FitLine(l, min(len(l), yAxisWidth-1))
		lines[j] = c.Frame.Theme.Dimmed(strings.Repeat(" ", yAxisWidth-1-len(l))+l+" ") + lines[j]
	}
	return strings.Join(lines, "\n") + "\n" + c.Frame.Theme.Dimmed(string(bottom))
}

// scrubBar shows how much of the path is drawn.
func (t *Tab) scrubBar(f kit.Frame) string {
	last := t.last()
	at := min(t.step, last)
	label := fmt.Sprintf("step %d/%d ", at, last)
	width := f.Width + yAxisWidth - len(label) - 2
	if width < 5 {
		return ""
	}
	full := kit.Clamp(at*(width-1)/max(last, 1), width)
	return " " + f.Theme.Dimmed(label) + f.Theme.Accent.Style().Render(strings.Repeat("━", full)+"●") +
		f.Theme.Border.Style().Render(strings.Repeat("─", width-1-full))
}
