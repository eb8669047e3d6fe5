package surface

import "math"

// A Rect is a part of the plane.
type Rect struct{ MinX, MaxX, MinY, MaxY float64 }

// At returns the point at the centre of pixel (i, j) of a w x h picture of r,
// with (0, 0) at the top left.
func (r Rect) At(i, j, w, h int) Point {
	return Point{
		r.MinX + (float64(i)+0.5)/float64(w)*(r.MaxX-r.MinX),
		r.MaxY - (float64(j)+0.5)/float64(h)*(r.MaxY-r.MinY),
	}
}

// Pixel is the inverse of At: where in a w x h picture of r a point lies, in
// pixels, whole numbers at centres. Points outside r lie outside the picture.
func (r Rect) Pixel(p Point, w, h int) (i, j float64) {
	return (p.X-r.MinX)/(r.MaxX-r.MinX)*float64(w) - 0.5,
		(r.MaxY-p.Y)/(r.MaxY-r.MinY)*float64(h) - 0.5
}

// Contains reports whether p lies in r.
func (r Rect) Contains(p Point) bool {
	return p.X >= r.MinX && p.X <= r.MaxX && p.Y >= r.MinY && p.Y <= r.MaxY
}

// Zoom returns r scaled by a factor around a point that keeps its place.
func (r Rect) Zoom(factor float64, around Point) Rect {
	scale := func(v, fixed float64) float64 { return fixed + (v-fixed)*factor }
	return Rect{scale(r.MinX, around.X), scale(r.MaxX, around.X), scale(r.MinY, around.Y), scale(r.MaxY, around.Y)}
}

// Pan returns r moved by shares of its width and height.
func (r Rect) Pan(x, y float64) Rect {
	dx, dy := x*(r.MaxX-r.MinX), y*(r.MaxY-r.MinY)
	return Rect{r.MinX + dx, r.MaxX + dx, r.MinY + dy, r.MaxY + dy}
}

// Around returns the least Rect that holds all points, and a tenth more on
// every side; points that are not finite do not count.
func Around(points []Point) Rect {
	r := around(points)
	x, y := max(0.1*(r.MaxX-r.MinX), 1e-6), max(0.1*(r.MaxY-r.MinY), 1e-6)
	return Rect{r.MinX - x, r.MaxX + x, r.MinY - y, r.MaxY + y}
}

// around returns the least Rect that holds all points that are finite.
func around(points []Point) Rect {
	r := Rect{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	for _, p := range points {
		if math.IsNaN(p.X+p.Y) || math.IsInf(p.X, 0) || math.IsInf(p.Y, 0) {
			continue
		}
		r = Rect{min(r.MinX, p.X), max(r.MaxX, p.X), min(r.MinY, p.Y), max(r.MaxY, p.Y)}
	}
	return r
}

// OK reports whether r is a picture whose axes five digits can tell apart.
func (r Rect) OK() bool { return distinct(r.MinX, r.MaxX) && distinct(r.MinY, r.MaxY) }

// distinct reports whether five digits can tell places between two numbers apart.
func distinct(low, high float64) bool {
	size := max(math.Abs(low), math.Abs(high))
	return high-low > 5e-4*size && high-low > 1e-9 && size < 1e9
}

// beyond returns how far p is from r, across or up and down, whichever is more;
// 0 inside.
func (r Rect) beyond(p Point) float64 { return max(r.MinX-p.X, p.X-r.MaxX, r.MinY-p.Y, p.Y-r.MaxY, 0) }

func (r Rect) middle() Point { return Point{(r.MinX + r.MaxX) / 2, (r.MinY + r.MaxY) / 2} }
