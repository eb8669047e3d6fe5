package tui

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/surface"
)

// field is a surface in bands of height, one for each pixel of a picture, row
// by row from the top. It is kept from frame to frame.
type field struct {
	key  fieldKey
	band []int // 0, the lowest, to bands-1
}

// fieldKey is all that a field depends on.
type fieldKey struct {
	surface *surface.Surface
	view    surface.Rect
	w, h    int
	bands   int
}

// at returns the field for k. Its bands have equal areas rather than equal
// heights: that shows the basins as well as the walls around them.
func (f *field) at(k fieldKey) []int {
	if f.key == k {
		return f.band
	}
	values := make([]float64, k.w*k.h)
	for i := range values {
		p := k.view.At(i%k.w, i/k.w, k.w, k.h)
		values[i] = k.surface.F(p.X, p.Y)
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	bounds := make([]float64, k.bands-1)
	for b := range bounds {
		bounds[b] = sorted[(b+1)*len(sorted)/k.bands]
	}
	f.key, f.band = k, make([]int, len(values))
	for i, v := range values {
		f.band[i], _ = slices.BinarySearch(bounds, v)
	}
	return f.band
}

// contour is a map with what is drawn on top of it.
type contour struct {
	frame frame
	view  surface.Rect
	rows  int // pixels above one another in a cell: 2 with half blocks
	band  []int
	path  []bool       // is this pixel on the path?
	marks map[int]mark // by cell
}

// mark is a sign in a cell of the map.
type mark struct {
	glyph string
	hue   hue
}

func newContour(f frame, s *surface.Surface, view surface.Rect, cache *field) *contour {
	c := &contour{frame: f, view: view, rows: 1, marks: map[int]mark{}}
	if f.blocks() {
		c.rows = 2
	}
	bands := len(ramp16)
	if c.rows == 2 {
		bands = len(f.theme.ramp)
	}
	c.band = cache.at(fieldKey{s, view, f.width, c.rows * f.height, bands})
	c.path = make([]bool, len(c.band))
	return c
}

func (c *contour) pixel(p surface.Point) (i, j float64) {
	return c.view.Pixel(p, c.frame.width, c.rows*c.frame.height)
}

// line draws the way from a to b, as far as it is on the map.
func (c *contour) line(a, b surface.Point) {
	x0, y0 := c.pixel(a)
	x1, y1 := c.pixel(b)
	w, h := float64(c.frame.width), float64(c.rows*c.frame.height)
	x0, y0, x1, y1, ok := clip(x0, y0, x1, y1, w-0.5, h-0.5)
	if !ok {
		return
	}
	n := math.Ceil(max(math.Abs(x1-x0), math.Abs(y1-y0), 1))
	for s := 0.0; s <= n; s++ {
		i := int(math.Round(x0 + (x1-x0)*s/n))
		j := int(math.Round(y0 + (y1-y0)*s/n))
		if i >= 0 && j >= 0 && i < c.frame.width && j < c.rows*c.frame.height {
			c.path[j*c.frame.width+i] = true
		}
	}
}

// clip cuts a segment to the box from -0.5 to (right, bottom) (Liang and
// Barsky, 1984).
func clip(x0, y0, x1, y1, right, bottom float64) (a, b, c, d float64, ok bool) {
	dx, dy := x1-x0, y1-y0
	if math.IsNaN(dx + dy) {
		return 0, 0, 0, 0, false
	}
	from, to := 0.0, 1.0
	for _, e := range [4][2]float64{{-dx, x0 + 0.5}, {dx, right - x0}, {-dy, y0 + 0.5}, {dy, bottom - y0}} {
		p, q := e[0], e[1]
		switch {
		case p == 0 && q < 0:
			return 0, 0, 0, 0, false
		case p < 0:
			from = max(from, q/p)
		case p > 0:
			to = min(to, q/p)
		}
	}
	if from > to {
		return 0, 0, 0, 0, false
	}
	return x0 + from*dx, y0 + from*dy, x0 + to*dx, y0 + to*dy, true
}

// mark puts a sign at a point, over what was there, and reports whether the
// point is on the map.
func (c *contour) mark(p surface.Point, glyph string, hue hue) bool {
	x, y := c.pixel(p)
	i, j := math.Round(x), math.Floor(math.Round(y)/float64(c.rows))
	if !(i >= 0 && j >= 0 && i < float64(c.frame.width) && j < float64(c.frame.height)) {
		return false
	}
	c.marks[int(j)*c.frame.width+int(i)] = mark{glyph, hue}
	return true
}

// String draws the map as large as its frame.
func (c *contour) String() string {
	lines := make([]string, c.frame.height)
	for j := range lines {
		var line runs
		for i := range c.frame.width {
			if c.rows == 2 {
				line.add(c.block(i, j))
			} else {
				line.add(c.character(i, j))
			}
		}
		lines[j] = line.String()
	}
	return strings.Join(lines, "\n")
}

// block draws a cell as two pixels in colour.
func (c *contour) block(i, j int) (string, look) {
	top, bottom := c.color(i, 2*j), c.color(i, 2*j+1)
	if m, ok := c.marks[j*c.frame.width+i]; ok {
		return m.glyph, look{fg: c.frame.theme.onMap, bg: c.frame.theme.ramp[c.band[(2*j+1)*c.frame.width+i]], bold: true}
	}
	if top == bottom {
		return " ", look{bg: bottom}
	}
	return "▀", look{fg: top, bg: bottom}
}

func (c *contour) color(i, j int) color.Color {
	at := j*c.frame.width + i
	if c.path[at] {
		return c.frame.theme.path
	}
	return c.frame.theme.ramp[c.band[at]]
}

// isolines are the signs of isolines without half blocks, low to high: one
// for each colour of ramp16.
const isolines = ".,:-~=*%"

// character draws a cell as one sign: a mark, the path, or an isoline where
// the band changes.
func (c *contour) character(i, j int) (string, look) {
	at := j*c.frame.width + i
	if m, ok := c.marks[at]; ok {
		return m.glyph, look{fg: lipgloss.ANSIColor(m.hue), bold: true}
	}
	if c.path[at] {
		return "•", look{bold: true}
	}
	here := c.band[at]
	right, below := here, here
	if i+1 < c.frame.width {
		right = c.band[at+1]
	}
	if j+1 < c.frame.height {
		below = c.band[at+c.frame.width]
	}
	if here == right && here == below {
		return " ", look{}
	}
	high := max(here, right, below)
	return isolines[high : high+1], look{fg: ramp16[high]}
}

// look is how a cell is drawn.
type look struct {
	fg, bg color.Color
	bold   bool
}

// runs is a line under construction, styled run by run rather than cell by
// cell.
type runs struct {
	done strings.Builder
	text strings.Builder
	look look
}

func (r *runs) add(s string, l look) {
	if l != r.look {
		r.flush()
		r.look = l
	}
	r.text.WriteString(s)
}

func (r *runs) flush() {
	if r.text.Len() == 0 {
		return
	}
	var style ansi.Style // lipgloss would measure every run, for half the time of a frame
	if r.look.fg != nil {
		style = style.ForegroundColor(r.look.fg)
	}
	if r.look.bg != nil {
		style = style.BackgroundColor(r.look.bg)
	}
	if r.look.bold {
		style = style.Bold()
	}
	r.done.WriteString(style.Styled(r.text.String()))
	r.text.Reset()
}

func (r *runs) String() string {
	r.flush()
	return r.done.String()
}

// withAxes draws the map with labels at the left and below.
func (c *contour) withAxes() string {
	w, h := c.frame.width, c.frame.height
	left := make([]string, h)
	for _, y := range roundTicks(c.view.MinY, c.view.MaxY, max(2, h/4)) {
		_, j := c.view.Pixel(surface.Point{Y: y}, w, h)
		left[clamp(int(math.Round(j)), h)] = number(tidy(y))
	}
	bottom := []byte(strings.Repeat(" ", yAxisWidth+w))
	for _, x := range roundTicks(c.view.MinX, c.view.MaxX, max(2, w/8)) {
		i, _ := c.view.Pixel(surface.Point{X: x}, w, h)
		text := number(tidy(x))
		copy(bottom[min(yAxisWidth+clamp(int(math.Round(i)), w), len(bottom)-len(text)):], text)
	}
	lines := strings.Split(c.String(), "\n")
	for j, l := range left {
		lines[j] = c.frame.theme.dimmed(strings.Repeat(" ", max(0, yAxisWidth-1-len(l)))+l+" ") + lines[j]
	}
	return strings.Join(lines, "\n") + "\n" + c.frame.theme.dimmed(string(bottom))
}

func clamp(i, n int) int { return min(max(i, 0), n-1) }
