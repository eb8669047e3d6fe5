package chart

import (
	"math"
	"slices"
	"strings"

	"nntui/tui/kit"
)

// Wall is how pictures of the same size hang in a frame, each with a line below
// it.
type Wall struct {
	K             int // cells to the width of a pixel
	Width         int // of a picture and its line, in cells
	height        int
	columns, rows int // of pictures
	frame         kit.Frame
}

// Hang makes n pictures of so many pixels as large as all of them, or a good
// page, have room in a frame: a multiple of least cells to the width of a pixel.
func Hang(f kit.Frame, cols, rows, n, least int) Wall {
	const page = 48
	wall := func(k int) Wall {
		w := Wall{K: k, Width: k * cols, height: (k*rows+1)/2 + 1, frame: f}
		w.columns, w.rows = (f.Width+1)/(w.Width+1), f.Height/w.height
		return w
	}
	w := wall(least)
	for larger := wall(2 * least); larger.columns*larger.rows >= max(1, min(n, page)); larger = wall(w.K + least) {
		w = larger
	}
	return w.even(max(1, min(n, w.Page())))
}

// Page returns how many pictures have room.
func (w Wall) Page() int { return max(1, w.columns*w.rows) }

// even puts n pictures, which have room, into the rows and columns that leave
// the same space beside them as above: a cell is twice as high as wide.
func (w Wall) even(n int) Wall {
	best, least := w, math.MaxInt
	best.columns, best.rows = max(1, w.columns), max(1, w.rows)
	for rows := 1; rows <= w.rows; rows++ {
		even := w
		even.columns, even.rows = (n+rows-1)/rows, rows
		x, y := even.gaps()
		if off := max(x-2*y, 2*y-x); even.columns <= w.columns && off < least {
			best, least = even, off
		}
	}
	return best
}

// gaps are the cells between pictures where they are spread over the frame.
func (w Wall) gaps() (x, y int) {
	return (w.frame.Width - w.columns*w.Width) / (w.columns + 1), (w.frame.Height - w.rows*w.height) / (w.rows + 1)
}

// corner is where the first picture hangs, and how far it is from one to the
// next.
func (w Wall) corner() (left, top, across, down int) {
	x, y := w.gaps()
	x, y = max(x, 1), max(y, 0)
	return (w.frame.Width - w.columns*(w.Width+x) + x) / 2, max(0, (w.frame.Height-w.rows*(w.height+y)+y)/2), w.Width + x, w.height + y
}

// At returns the picture at a cell of the frame, with its line, -1 between them.
func (w Wall) At(x, y int) int {
	left, top, across, down := w.corner()
	x, y = x-left, y-top
	if x < 0 || y < 0 || x/across >= w.columns || y/down >= w.rows || x%across >= w.Width || y%down >= w.height {
		return -1
	}
	return y/down*w.columns + x/across
}

// Columns returns how many pictures hang beside each other.
func (w Wall) Columns() int { return w.columns }

// Draw hangs pictures, each the lines of one and the line below it: a page at
// most.
func (w Wall) Draw(tiles [][]string) string {
	x, top, across, down := w.corner()
	left, gap, below := kit.Blank(x), kit.Blank(across-w.Width), strings.Repeat("\n", down-w.height)
	var b strings.Builder
	b.WriteString(strings.Repeat("\n", top))
	for row := range slices.Chunk(tiles, w.columns) {
		for j := range w.height {
			b.WriteString(left)
			for _, tile := range row {
				line := tile[j]
				if j == w.height-1 {
					line = kit.FitLine(line, w.Width)
				}
				b.WriteString(line)
				b.WriteString(gap)
			}
			b.WriteByte('\n')
		}
		b.WriteString(below)
	}
	return kit.Fit(b.String(), w.frame.Width, w.frame.Height)
}
