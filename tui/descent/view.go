package descent

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/setting"
	"nntui/tui/kit"
)

// A view is what the map can show.
type view struct {
	name    string // in settings, and the ID of its key
	means   string // what the key means that turns to it and back to the first, which has none
	words   string // for the help
	foot    string // for the line of keys,
	late    bool   // at whose end it may stand
	plane   bool   // is it the plane, to zoom and to walk on?
	clickID string // of the key that does what a click does

	prepare func(t *Tab, f kit.Frame) tea.Cmd // what draw needs, before it
	draw    func(t *Tab, f kit.Frame) picture
	read    func(t *Tab, f kit.Frame) (title, note, text string) // what there is to read beside it
	says    func(t *Tab, f kit.Frame) string                     // the status
	click   func(t *Tab, i, j int)                               // on a pixel
	hover   func(t *Tab, i, j int) string                        // reads that out
	keys    func(t *Tab) kit.Keys                                // of its own, or nil
}

// views lists what the map can show; the first is what it turns back to.
func views() []view {
	return []view{
		{
			name: "contour", words: "heights", plane: true, clickID: "start",
			prepare: (*Tab).prepareHeights, draw: (*Tab).drawHeights, read: (*Tab).readPath, says: (*Tab).pathWords, click: (*Tab).clickStart, hover: (*Tab).hoverHeight,
		},
		{
			name: "basins", means: "basins", words: "basins", foot: "basins", plane: true, clickID: "start",
			prepare: (*Tab).prepareBasins, draw: (*Tab).drawBasins, read: (*Tab).readBasins, says: (*Tab).basinWords, click: (*Tab).clickStart, hover: (*Tab).hoverBasin,
		},
		{
			name: "tuning", means: "tuning", words: "tuning map", foot: "tuning", late: true, clickID: "take",
			prepare: (*Tab).prepareTuning, draw: (*Tab).drawTuning, read: (*Tab).readTuning, says: (*Tab).tuningWords, click: (*Tab).clickTake, hover: (*Tab).hoverTuning,
			keys: (*Tab).tuningKeys,
		},
		{
			name: "ends", means: "ends", words: "end states", foot: "ends", late: true, clickID: "turn-up",
			prepare: (*Tab).prepareEnds, draw: (*Tab).drawEnds, read: (*Tab).readEnds, says: (*Tab).endsSay, click: (*Tab).clickEnd, hover: (*Tab).hoverEnd,
			keys: (*Tab).endsKeys,
		},
		{
			name: "theory", means: "theory", words: "theory of convergence", foot: "theory", late: true, clickID: "take",
			prepare: (*Tab).prepareTheory, draw: (*Tab).drawTheory, read: (*Tab).readTheory, says: (*Tab).theorySays, click: (*Tab).clickRate, hover: (*Tab).hoverRate,
			keys: (*Tab).theoryKeys,
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
	words     int       // rows of words under the axis: the scale, and of the legend what the edge has no room for; none of it while one types
	typing    string    // the line for a formula under them, if open
	below     kit.Frame // a curve under the map, where the map leaves room
	side      kit.Frame // the column beside it; no width where there is none
}

// yAxisWidth is the width of the labels left of the map.
const yAxisWidth = 6

// layout divides the frame. The map is as high as it is wide, so that units of
// x and y look equally long in a square window; what that leaves goes to the
// column beside it and to a curve below. On the full screen the map takes all.
func (t *Tab) layout(f kit.Frame) layout {
	l := layout{left: 1 + yAxisWidth, top: 1, words: 1}
	room := f
	if !t.full {
		room.Width -= kit.SideWidth(f.Width)
	}
	if t.typing.isOpen() {
		l.typing = "\n\n" // for which the panel is as wide as can be
	}
	l.fit(room, t.full)
	if !t.typing.isOpen() {
		l.words = min(len(kit.Flow(t.longestLegend(), l.panel.Width-4)), max(1, f.Height/5))
	} else {
		l.typing = t.typing.view(l.panel.Sized(l.panel.Width-2, 0))
	}
	l.fit(room, t.full)
	if !t.full {
		l.side = f.Sized(f.Width-l.panel.Width, f.Height)
	}
	return l
}

// fit divides the room for the map's panel: the map is square, unless it is on
// the full screen, and the panel as large as that.
func (l *layout) fit(room kit.Frame, full bool) {
	const border, axis, curve = 2, 1, 7
	rows := border + axis + l.words
	if l.typing != "" {
		rows += 1 + strings.Count(l.typing, "\n")
	}
	l.panel, l.below = room, kit.Frame{}
	width, height := max(room.Width-border-yAxisWidth, 0), max(room.Height-rows, 0)
	l.area = room.Sized(width, height)
	if full {
		return
	}
	l.area = room.Sized(min(width, 2*height), min((width+1)/2, height))
	switch spare := height - l.area.Height; {
	case spare >= curve:
		l.below = room.Sized(room.Width, spare)
		l.panel.Height -= spare
	case spare == 0 && l.typing == "": // whose words are as wide as the panel is
		l.panel.Width = min(room.Width, l.area.Width+border+yAxisWidth)
	}
}

// View draws the map with the knobs and what there is to read beside it.
func (t *Tab) View(f kit.Frame) string {
	if !t.runner.Ready {
		return kit.Fit("", f.Width, f.Height)
	}
	l := t.layout(f)
	left := t.viewMap(l)
	if l.below.Height > 0 {
		left = kit.Above(left, t.viewCurve(l.below, t.curves()[0]))
	}
	if l.side.Width == 0 {
		return left
	}
	return kit.Beside(left, t.viewSide(l.side, l.below.Height > 0))
}

// viewMap draws the map in its panel: the picture with its axes, what its
// colours mean, and the legend of its signs, the last line of which is in the
// lower edge.
func (t *Tab) viewMap(l layout) string {
	if l.area.Width == 0 || l.area.Height == 0 {
		return l.panel.Panel("", "", "")
	}
	m := t.chosen().draw(t, l.area)
	if l.typing != "" {
		m.signs = nil // they would stand on either side of the line
	}
	legend := kit.Flow(m.signs, l.panel.Width-4)
	lines := append(m.withAxes(), " "+ansi.Truncate(m.scale, l.panel.Width-3, "…"))
	rows := min(l.words-1, len(legend))
	for i := range l.words - 1 {
		lines = append(lines, " "+strings.Join(legend[min(i, rows):min(i+1, rows)], ""))
	}
	if l.typing != "" {
		lines = append(lines, l.typing)
	}
	return footed(l.panel, l.panel.Panel(m.title, l.panel.Theme.Dimmed(m.note), kit.Above(lines...)), lastOf(legend[rows:], l.panel.Width-4))
}

// lastOf is the first of these lines, and a sign of the others where it has room.
func lastOf(lines []string, width int) string {
	const more = " …"
	switch {
	case len(lines) == 0:
		return ""
	case len(lines) > 1 && ansi.StringWidth(lines[0]+more) <= width:
		return lines[0] + more
	}
	return lines[0]
}

// footed writes words into the lower edge of a panel, as far as there is room.
func footed(f kit.Frame, panel, words string) string {
	at := strings.LastIndex(panel, "\n") + 1
	words = ansi.Truncate(words, f.Width-4, "…")
	if words == "" || f.Width < 6 {
		return panel
	}
	edge := f.Theme.Border.Style().Render
	return panel[:at] + edge("╰ ") + words + " " + edge(strings.Repeat("─", f.Width-4-ansi.StringWidth(words))+"╯")
}
