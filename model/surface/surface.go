// Package surface holds functions of two variables to descend on, with exact
// gradients and known minima.
package surface

import "math"

// A Point is a point of the plane.
type Point struct{ X, Y float64 }

// A Rect is the part of the plane on which a surface is worth looking at.
type Rect struct{ MinX, MaxX, MinY, MaxY float64 }

// A Minimum is a local minimum of a surface.
type Minimum struct {
	Point
	F      float64
	Global bool
}

// A Surface is a differentiable function of the plane.
type Surface struct {
	Name    string
	Formula string
	F       func(x, y float64) float64
	Grad    func(x, y float64) (dx, dy float64)
	Domain  Rect
	Minima  []Minimum
}

// Assignment is the function of the assignment, section 1.1. Its three minima
// solve x + 2y = 0 and 3x/2 - 3 sin(3x) + 2 = 0.
var Assignment = Surface{
	Name:    "assignment",
	Formula: "x^2 + y^2 + x(y+2) + cos(3x)",
	F: func(x, y float64) float64 {
		return x*x + y*y + x*(y+2) + math.Cos(3*x)
	},
	Grad: func(x, y float64) (dx, dy float64) {
		return 2*x - 3*math.Sin(3*x) + y + 2, x + 2*y
	},
	Domain: Rect{-5, 5, -5, 5},
	Minima: []Minimum{
		{Point{-1.0881624098395095, 0.5440812049197548}, -2.280709708147053, true},
		{Point{-2.853721942622276, 1.426860971311138}, -0.2493429806164419, false},
		{Point{0.6059463371623209, -0.30297316858116047}, 1.242733394931912, false},
	},
}

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
