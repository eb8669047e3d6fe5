package check

import (
	"slices"

	"nntui/model/setting"
	"nntui/tui/kit"
)

// A pane is a picture at its place on the screen, with its border.
type pane struct {
	view  view
	x, y  int
	frame kit.Frame
}

// inside is the frame within the border.
func (p pane) inside() kit.Frame { return p.frame.Sized(p.frame.Width-2, p.frame.Height-2) }

// The least size of a picture beside others, the least height of one beside a
// chosen one that needs less, and that of a screen with a summary.
const (
	panelWidth, panelHeight = 62, 16
	leastHeight             = 12
	summaryHeight           = 34
)

// verdictHeight is as much as a verdict can fill on a wide screen.
const verdictHeight = 15

// divide returns the frames of the pictures and of the column beside them.
func divide(f kit.Frame) (left, right kit.Frame) {
	width := kit.SideWidth(f.Width)
	return f.Sized(f.Width-width, f.Height), f.Sized(width, f.Height)
}

// panes lays the pictures out: the chosen one and below it as many others as
// there is room for, row by row, and one at the side; that is empty where there
// is none.
func (t *Tab) panes(f kit.Frame) (list []pane, aside pane) {
	if t.full {
		return []pane{{t.chosen(), 0, 0, f}}, aside
	}
	left, right := divide(f)
	others := t.companions()
	if aside = t.aside(right, others); aside.frame.Height > 0 {
		aside.x = left.Width
		others = slices.DeleteFunc(others, func(v view) bool { return v.name == aside.view.name })
	}
	rows := t.fitting(left, t.rows(left.Width, others))
	y := 0
	for i, height := range t.heights(left, rows) {
		x := 0
		for k, v := range rows[i] {
			width := (left.Width - x) / (len(rows[i]) - k)
			list = append(list, pane{v, x, y, f.Sized(width, height)})
			x += width
		}
		y += height
	}
	return list, aside
}

// aside returns the picture at the foot of the side of a high screen, under
// knobs, verdict and summary: the last of the others or, where there is little
// room, one that needs little, or what the table has room for.
func (t *Tab) aside(f kit.Frame, others []view) pane {
	room := f.Height - t.knobs.Height() - t.summaryHeight() - verdictHeight
	at := func(v view, height int) pane { return pane{v, 0, f.Height - height, f.Sized(f.Width, height)} }
	if f.Height < summaryHeight {
		return pane{}
	}
	if room >= panelHeight {
		return at(others[len(others)-1], room)
	}
	for _, v := range others {
		if needs := v.needs(t, f.Width); needs <= room {
			return at(v, needs)
		}
	}
	const least = 7 // for a few entries
	if table, ok := setting.Named(others, "table", view.String); ok && room >= least {
		return at(table, room)
	}
	return pane{}
}

// rows puts the pictures that fill any height beside each other, and then those
// that need little.
func (t *Tab) rows(width int, views []view) (rows [][]view) {
	across := max(1, width/panelWidth)
	for _, little := range []bool{false, true} {
		some := slices.DeleteFunc(slices.Clone(views), func(v view) bool { return little != (v.needs(t, width/across) < panelHeight) })
		rows = slices.AppendSeq(rows, slices.Chunk(some, across))
	}
	return rows
}

// rowNeeds is how many lines a row of pictures can fill.
func (t *Tab) rowNeeds(width int, row []view) (needs int) {
	for _, v := range row {
		needs = max(needs, v.needs(t, width/len(row)))
	}
	return needs
}

// fitting returns the row of the chosen picture, which has the most room, and of
// the others those that there is room for.
func (t *Tab) fitting(f kit.Frame, others [][]view) [][]view {
	rows := [][]view{{t.chosen()}}
	needs := t.rowNeeds(f.Width, rows[0])
	least := panelHeight
	if needs < least {
		least = leastHeight
	}
	room := f.Height - min(needs, max(least, 4*f.Height/9))
	for _, row := range others {
		if height := min(t.rowNeeds(f.Width, row), least); height <= room {
			rows, room = append(rows, row), room-height
		}
	}
	return rows
}

// heights divides the frame among rows: the chosen picture has as much as it
// needs, after a share for each of the others; what then is left, the first
// that can fill it.
func (t *Tab) heights(f kit.Frame, rows [][]view) []int {
	heights, needs, left := make([]int, len(rows)), make([]int, len(rows)), f.Height
	for i, row := range rows {
		needs[i] = t.rowNeeds(f.Width, row)
	}
	share := panelHeight
	if needs[0] < panelHeight {
		share = leastHeight
	}
	share = max(share, f.Height/(len(rows)+1))
	for i := len(rows) - 1; i >= 0; i-- {
		if i == 0 {
			share = left
		}
		heights[i] = min(needs[i], share)
		left -= heights[i]
	}
	for i := range rows {
		more := min(left, needs[i]-heights[i])
		heights[i] += more
		left -= more
	}
	heights[len(rows)-1] += left
	return heights
}

// summaryHeight is that of the summary of the tensors.
func (t *Tab) summaryHeight() int { return len(t.runner.Snapshot.Tensors) + 3 }
