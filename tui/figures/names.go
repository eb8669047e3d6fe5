package figures

import (
	"image/color"
	"iter"
	"math"
	"slices"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/axis"
)

// A name is that of a level, written along its contour line.
type name struct {
	at    vg.Point // from the corner of the frame
	angle float64
	text  string
	under color.Color // of the ground
}

// names is a plot.Plotter that writes the levels, on a bit of bare ground each.
type names []name

// Plot implements plot.Plotter.
func (l names) Plot(c draw.Canvas, _ *plot.Plot) {
	const high = 6.5 // points of bare ground
	for _, n := range l {
		style := sans(7, rgb(0x2c4450), xfont.WeightNormal)
		style.XAlign, style.YAlign, style.Rotation = draw.XCenter, draw.YCenter, n.angle
		sin, cos := math.Sincos(n.angle)
		at, half := c.Min.Add(n.at), float64(style.Width(n.text)/2)+1
		corner := func(along, up float64) vg.Point {
			return at.Add(vg.Point{X: vg.Length(along*half*cos - up*high/2*sin), Y: vg.Length(along*half*sin + up*high/2*cos)})
		}
		c.FillPolygon(n.under, []vg.Point{corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)})
		c.FillText(style, at, n.text)
	}
}

// names returns names for the contour lines of levels, on a map of that size,
// each at the place with the most room: far from the frame, from other names and
// from what is taken, where the line is straight and rather level. A line without
// such a place has none.
func (g ground) names(ticks []axis.Tick, w, h vg.Length, taken []vg.Point) (list names) {
	palette := hues().Palette(g.bands() + 1).Colors()
	for i, t := range ticks {
		if t.Label == "" {
			continue
		}
		n, most := name{text: book.Replace(t.Label), under: palette[i+1]}, 0.0
		apart := g.apart(i)
		for p := range g.crossings(g.height(t.Value), w, h) {
			if room := space(p, w, h, taken); 2*room > most && g.defined(p, w, h) {
				angle, ok := g.along(p, w, h, apart)
				if room *= 1 + math.Cos(angle); ok && room > most {
					most, n.at, n.angle = room, p, angle
				}
			}
		}
		if most > 0 {
			list, taken = append(list, n), append(taken, n.at)
		}
	}
	return list
}

// taken returns places that signs and paths take on a map of that size, not two
// where one will do.
func taken(s descent.Snapshot, view surface.Rect, w, h vg.Length) (places []vg.Point) {
	const apart, most = 8, 60 // points; places in a step
	seen := map[[2]int]bool{}
	take := func(p vg.Point) {
		inside := p.X >= 0 && p.X <= w && p.Y >= 0 && p.Y <= h
		if square := [2]int{int(2 * p.X / apart), int(2 * p.Y / apart)}; inside && !seen[square] {
			places, seen[square] = append(places, p), true
		}
	}
	place := func(p surface.Point) vg.Point {
		return vg.Point{X: w * vg.Length((p.X-view.MinX)/(view.MaxX-view.MinX)), Y: h * vg.Length((p.Y-view.MinY)/(view.MaxY-view.MinY))}
	}
	for _, m := range s.Surface.Minima {
		take(place(m.Point))
		for _, q := range m.Line {
			take(place(q))
		}
	}
	for _, c := range slices.Concat(s.Surface.Saddles, s.Surface.Maxima) {
		take(place(c.Point))
	}
	for _, r := range runs(s) {
		from := place(r.Path[0].Point())
		for _, q := range r.Path {
			to := place(q.Point())
			step := to.Sub(from)
			n := math.Ceil(min(math.Hypot(float64(step.X), float64(step.Y))/apart, most))
			for k := 1.0; k <= n; k++ {
				take(from.Add(step.Scale(vg.Length(k / n))))
			}
			take(to)
			from = to
		}
	}
	return places
}

// apart returns how much higher or lower the next level is than the i-th.
func (g ground) apart(i int) float64 {
	apart, at := 1.0, g.levels.At
	if i > 0 {
		apart = min(apart, g.height(at[i])-g.height(at[i-1]))
	}
	if i+1 < len(at) {
		apart = min(apart, g.height(at[i+1])-g.height(at[i]))
	}
	return apart
}

// space returns how far a place is from the frame and from what is taken, up to
// what is plenty; 0 where that is little.
func space(p vg.Point, w, h vg.Length, taken []vg.Point) float64 {
	const little, plenty = 16, 60
	space := min(plenty, p.X, p.Y, w-p.X, h-p.Y)
	for _, q := range taken {
		space = min(space, vg.Length(math.Hypot(float64(p.X-q.X), float64(p.Y-q.Y))))
	}
	if space < little {
		return 0
	}
	return float64(space)
}

// crossings yields the places where the lines of the grid cross a height, on a
// map of that size.
func (g ground) crossings(height float64, w, h vg.Length) iter.Seq[vg.Point] {
	z, n := g.heights.z, len(g.heights.z)-1
	place := func(c, r float64) vg.Point {
		return vg.Point{X: vg.Length(c) / vg.Length(n) * w, Y: vg.Length(r) / vg.Length(n) * h}
	}
	return func(yield func(vg.Point) bool) {
		for r := range n {
			for c := range n {
				here, right, above := z[r][c], z[r][c+1], z[r+1][c]
				if (here < height) != (right < height) && !yield(place(float64(c)+(height-here)/(right-here), float64(r))) ||
					(here < height) != (above < height) && !yield(place(float64(c), float64(r)+(height-here)/(above-here))) {
					return
				}
			}
		}
	}
}

// along returns the angle of the contour line at a place, at right angles to the
// gradient, and whether it is straight there and apart enough from the next.
func (g ground) along(p vg.Point, w, h vg.Length, apart float64) (angle float64, ok bool) {
	const near, half, high = 1.5, 11, 5 // of a name, in points
	here := g.heightAt(p, w, h)
	dx := g.heightAt(p.Add(vg.Point{X: near}), w, h) - g.heightAt(p.Sub(vg.Point{X: near}), w, h)
	dy := g.heightAt(p.Add(vg.Point{Y: near}), w, h) - g.heightAt(p.Sub(vg.Point{Y: near}), w, h)
	angle = math.Atan(-dx / dy)
	sin, cos := math.Sincos(angle)
	end := vg.Point{X: vg.Length(half * cos), Y: vg.Length(half * sin)}
	bent := max(math.Abs(g.heightAt(p.Add(end), w, h)-here), math.Abs(g.heightAt(p.Sub(end), w, h)-here))
	return angle, bent < 0.3*apart && high*math.Hypot(dx, dy)/(2*near) < apart
}

// defined reports whether f is a finite number at a place.
func (g ground) defined(p vg.Point, w, h vg.Length) bool {
	n := len(g.f.z)
	return g.levels.Band(g.f.z[min(int(float64(p.Y/h)*float64(n)), n-1)][min(int(float64(p.X/w)*float64(n)), n-1)]) >= 0
}

// heightAt returns the height at a place, between nodes as a line has it.
func (g ground) heightAt(p vg.Point, w, h vg.Length) float64 {
	z, n := g.heights.z, len(g.heights.z)-1
	x, y := min(max(float64(p.X/w), 0), 1)*float64(n), min(max(float64(p.Y/h), 0), 1)*float64(n)
	c, r := min(int(x), n-1), min(int(y), n-1)
	x, y = x-float64(c), y-float64(r)
	return (1-y)*((1-x)*z[r][c]+x*z[r][c+1]) + y*((1-x)*z[r+1][c]+x*z[r+1][c+1])
}
