package chart

import (
	"cmp"
	"math"
	"slices"

	"github.com/charmbracelet/x/ansi"

	"nntui/tui/axis"
	"nntui/tui/kit"
)

// A Plot is a picture of curves over two axes.
type Plot struct {
	X, Y   axis.Axis
	Curves []Curve // those later in the list lie on top
	Marks  []Mark
	Notes  []Note // above the curves, at places of the x axis

	Crossed bool    // is there a crosshair?
	Cross   float64 // where, on the x axis

	Gutter, Margin int // cells left and right of the curves, at least: so that plots above each other agree

	Value func(v float64) string // writes the values at the ends of curves; four digits if nil
}

// Curve is a line through points.
type Curve struct {
	X     []float64 // nil where the points lie at First, First+1, ...
	First float64
	Y     []float64
	Pen   kit.Pen
	Rank  Rank
	Name  string    // at its end, with the last value there; "" for neither
	Says  []float64 // the values to tell in place of Y, where that is not what was computed; nil for Y
	Bare  bool      // only the name, and it stays there
	Loose bool      // points without a line through them
	Long  Series    // the points in place of X, Y and Says, at First, First+1, ...; nil for none
}

// A Series is the finite values of a curve of so many points that only those are
// asked for that show.
type Series interface {
	Len() int
	Value(i int) float64                   // as it is drawn
	Said(i int) float64                    // as labels tell it
	Extremes(from, to int) (low, high int) // of the points from from, before to: the first of the least and of the highest
}

// Mark is a character, or a few words from there on, at a point.
type Mark struct {
	X, Y float64
	Text string
	Pen  kit.Pen
}

// Note is a remark on a place of the x axis.
type Note struct {
	X    float64
	Text string
	Pen  kit.Pen
}

// x returns where point i lies.
func (c *Curve) x(i int) float64 {
	if c.X != nil {
		return c.X[i]
	}
	return c.First + float64(i)
}

// Len returns how many points the curve has.
func (c *Curve) Len() int {
	if c.Long != nil {
		return c.Long.Len()
	}
	return len(c.Y)
}

// Value returns the value of point i as it is drawn.
func (c *Curve) Value(i int) float64 {
	if c.Long != nil {
		return c.Long.Value(i)
	}
	return c.Y[i]
}

// Said returns the value of point i as labels tell it.
func (c *Curve) Said(i int) float64 {
	switch {
	case c.Long != nil:
		return c.Long.Said(i)
	case c.Says != nil:
		return c.Says[i]
	}
	return c.Y[i]
}

// nearest returns the index of the point whose x is nearest to x, and whether x
// is on the curve.
func (c *Curve) nearest(x float64) (i int, ok bool) {
	n := c.Len()
	if n == 0 || math.IsNaN(x) {
		return 0, false
	}
	if c.X == nil {
		i := math.Round(x - c.First)
		return int(min(max(i, 0), float64(n-1))), i >= 0 && i < float64(n)
	}
	i, found := slices.BinarySearch(c.X, x)
	if !found && i > 0 && (i == n || x-c.X[i-1] < c.X[i]-x) {
		i--
	}
	return i, n == 1 || x >= c.X[0]-(c.X[1]-c.X[0])/2 && x <= c.X[n-1]+(c.X[n-1]-c.X[n-2])/2
}

// Read says in words what is at a cell of the frame that the plot is drawn in:
// x, and the values of the curves with names; "" beside the curves.
func (p *Plot) Read(f kit.Frame, col, row int) string {
	x, ok := p.At(f, col, row)
	if !ok {
		return ""
	}
	if p.X.Whole {
		x = math.Round(x)
	}
	text := p.X.Name + " " + axis.Short(x, 4) + ":"
	for i := range p.Curves {
		c := &p.Curves[i]
		if at, on := c.nearest(x); on && c.Name != "" && c.Rank == Middle {
			text += "  " + c.Name + " " + p.write(c.Said(at))
		}
	}
	return text
}

// layout is where the parts of a plot are in its frame.
type layout struct {
	gutter, margin int // of the labels left and right of the curves
	notes, axis    int // rows above and below
	area           kit.Frame
	ends           []end
	y              axis.Axis // of the values, longer than that of the plot: with ticks in the middles of rows
	ticks          []axis.Tick
}

// layout divides a frame; area is empty where the frame is too small for any
// curve.
func (p *Plot) layout(f kit.Frame) (l layout) {
	l.axis = 1
	if f.Height >= 7 {
		l.axis = 2
	}
	if len(p.Notes) > 0 && f.Height >= 7 {
		l.notes = 1
	}
	rows, down := f.Height-l.axis-l.notes, 1
	if f.Dots() {
		down = 4
	}
	var ok bool
	if l.y, l.ticks, ok = p.Y.Aligned(rows, down); !ok {
		l.y, l.ticks = p.Y, p.Y.Ticks(max(2, (rows+1)/2))
	}
	l.gutter, l.margin = p.Gutter, p.Margin
	for _, t := range l.ticks {
		l.gutter = max(l.gutter, len(t.Label)+1)
	}
	l.ends = p.ends(l.y, 0.5/float64(max(rows*down-1, 1)))
	const space = 1 // before the labels
	for _, e := range l.ends {
		l.margin = max(l.margin, e.width()+space)
	}
	if l.margin = min(l.margin, f.Width*2/5); l.margin < 2 {
		l.margin = 1 // for half a label of the axis
	}
	l.area = f.Sized(f.Width-l.gutter-l.margin, rows)
	return l
}

// Draw draws the plot as large as the frame.
func (p *Plot) Draw(f kit.Frame) string {
	l := p.layout(f)
	if l.area.Width < 2 || l.area.Height < 1 {
		return kit.Fit(f.Theme.Dimmed("…"), f.Width, f.Height)
	}
	g, drawn := NewGrid(l.area), *p
	drawn.Y, p = l.y, &drawn
	p.drawCross(g)
	if f.Dots() {
		for i := range p.Curves {
			p.trace(g, &p.Curves[i])
		}
	} else {
		p.asciigraph(g)
	}
	p.drawMarks(g)
	left, right := p.leftLabels(g, l), p.rightLabels(f, g, l)
	var runs Runs
	runs.text.Grow(4 * f.Width * f.Height)
	if l.notes > 0 {
		runs.Pad(l.gutter)
		p.notes(f.Sized(f.Width-l.gutter, 1), g).Row(&runs, 0)
		runs.NewLine()
	}
	dim := Look{Fg: f.Theme.Dim.Color()}
	for row := range l.area.Height {
		runs.Add(left[row], dim)
		g.Row(&runs, row)
		label := right[row]
		runs.Add(label.name, Look{Fg: label.pen.Ink, Bold: label.pen.Bold})
		runs.Pad(l.margin - label.width())
		runs.NewLine()
	}
	p.bottom(&runs, f, g, l)
	return runs.String()
}

// column returns the cell of the area that shows x, which may lie beside it.
func (p *Plot) column(g *Grid, x float64) int {
	w, _ := g.Dots()
	at := math.Round(p.X.At(x) * float64(w-1))
	if math.IsNaN(at) {
		return -1
	}
	return int(math.Floor(min(max(at, -1e6), 1e6) / float64(g.across)))
}

// dot returns the place of a point in dots; it is finite unless the point has
// none.
func (p *Plot) dot(g *Grid, x, y float64) (i, j float64) {
	const far = 1e7 // dots
	w, h := g.Dots()
	i, j = p.X.At(x)*float64(w-1), (1-p.Y.At(y))*float64(h-1)
	return min(max(i, -far), far), min(max(j, -far), far)
}

// At returns the x under a cell of the frame that the plot is drawn in, and
// whether the cell is on the curves.
func (p *Plot) At(f kit.Frame, col, row int) (x float64, ok bool) {
	l := p.layout(f)
	col, row = col-l.gutter, row-l.notes
	ok = col >= 0 && row >= 0 && col < l.area.Width && row < l.area.Height && l.area.Width > 1
	return p.X.Value(float64(col) / float64(max(1, l.area.Width-1))), ok
}

// drawCross draws the crosshair under the curves.
func (p *Plot) drawCross(g *Grid) {
	if col := p.column(g, p.Cross); p.Crossed && col >= 0 && col < g.Frame.Width {
		for row := range g.Frame.Height {
			g.Area(col, row, Sign{"│", g.Frame.Theme.Accent.Color()})
		}
	}
}

// drawMarks puts the marks on their points, if these are on the area.
func (p *Plot) drawMarks(g *Grid) {
	for _, m := range p.Marks {
		x, y := p.dot(g, m.X, m.Y)
		col, row, ok := g.Cell(x, y)
		width := ansi.StringWidth(m.Text)
		if ok {
			g.Put(min(col, max(0, g.Frame.Width-width)), row, m.Text, m.Pen.Ink, true)
		}
	}
}

// notes puts the notes in a row, from the right: what has no room before the
// next shows its first character.
func (p *Plot) notes(f kit.Frame, g *Grid) *Grid {
	line, free := NewGrid(f), f.Width
	notes := slices.SortedStableFunc(slices.Values(p.Notes), func(a, b Note) int { return cmp.Compare(b.X, a.X) })
	for _, n := range notes {
		col, text := p.column(g, n.X), n.Text
		if col < 0 || col >= g.Frame.Width {
			continue
		}
		if col+ansi.StringWidth(text) > free {
			text = ansi.Truncate(text, 1, "")
		}
		if col < free {
			line.Put(col, 0, text, n.Pen.Ink, false)
			free = col - 1
		}
	}
	return line
}
