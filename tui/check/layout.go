package check

import (
	"math"
	"slices"

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
	rows, heights := t.stack(left, others)
	y := 0
	for i, height := range heights {
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
// knobs, verdict and summary: the last of the others that there is room for.
func (t *Tab) aside(f kit.Frame, others []view) pane {
	room := f.Height - t.knobs.Height() - t.summaryHeight() - verdictHeight
	for _, v := range slices.Backward(others) {
		needs := v.needs(t, f.Width)
		if height := min(needs, room); f.Height >= summaryHeight && height >= min(needs, v.least) {
			return pane{v, 0, f.Height - height, f.Sized(f.Width, height)}
		}
	}
	return pane{}
}

// stack puts the others below the chosen picture, row by row as far as there is
// room, and says how high each row is. The chosen one is as high as it needs,
// up to twice as high as others are.
func (t *Tab) stack(f kit.Frame, others []view) (rows [][]view, heights []int) {
	rows, heights = [][]view{{t.chosen()}}, []int{0}
	needs, least := []int{t.rowNeeds(f.Width, rows[0])}, panelHeight
	if needs[0] < least {
		least = leastHeight
	}
	left, room := f.Height, f.Height-min(needs[0], max(least, 4*f.Height/9))
	for _, row := range t.rows(f.Width, others) {
		n := t.rowNeeds(f.Width, row)
		if height := min(n, least); height <= room {
			rows, heights, needs = append(rows, row), append(heights, height), append(needs, n)
			left, room = left-height, room-height
		}
	}
	for range left { // a line to the lowest that can fill it, else to the last
		low, height := len(rows)-1, math.MaxInt
		for i, h := range heights {
			if i > 0 {
				h *= 2
			}
			if heights[i] < needs[i] && h < height {
				low, height = i, h
			}
		}
		heights[low]++
	}
	return rows, heights
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

// summaryHeight is that of the summary of the tensors.
func (t *Tab) summaryHeight() int { return len(t.runner.Snapshot.Tensors) + 3 }
