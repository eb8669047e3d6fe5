package figures

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// pixels is the number of places along each side where f is taken for colours.
const pixels = 480

// shades are the colours of the bands, low to high: all of them light, so that
// a path stands out from them, and darker where it is lower.
func (g ground) shades() []color.NRGBA {
	stops := []color.NRGBA{rgb(0x6fa8c6), rgb(0xa9cfcf), rgb(0xdbe9d2), rgb(0xfbf5df)}
	list := make([]color.NRGBA, g.bands)
	for k := range list {
		at := float64(k) / float64(g.bands) * float64(len(stops)-1)
		i := int(at)
		list[k] = blend(stops[i], stops[i+1], at-float64(i))
	}
	return list
}

func blend(a, b color.NRGBA, share float64) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + share*(float64(b)-float64(a)))) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xff}
}

// picture is a plot.Plotter that fills the frame of a panel with a colour for
// each value of f.
type picture struct {
	ground
	ink func(i, j int, f float64) color.NRGBA
}

func (p picture) Plot(c draw.Canvas, _ *plot.Plot) {
	m := image.NewNRGBA(image.Rect(0, 0, pixels, pixels))
	for j := range pixels {
		for i := range pixels {
			at := p.view.At(i, j, pixels, pixels)
			m.SetNRGBA(i, j, p.ink(i, j, p.surface.F(at.X, at.Y)))
		}
	}
	c.DrawImage(c.Rectangle, m)
}

// colours is the ground itself.
func (g ground) colours() picture {
	shades := g.shades()
	return picture{g, func(_, _ int, f float64) color.NRGBA {
		h := g.height(f)
		if math.IsNaN(h) || g.flat() {
			return paper
		}
		return shades[min(int(h), len(shades)-1)]
	}}
}

// undefined covers with stripes where f has no value.
func (g ground) undefined() picture {
	return picture{g, func(i, j int, f float64) color.NRGBA {
		switch {
		case !math.IsNaN(f):
			return color.NRGBA{}
		case (i+j)%10 < 2:
			return gray(0xc0)
		}
		return paper
	}}
}

// scale draws the bands as a bar, each on top of those below so that no seams
// show, with f at the bold contour lines.
func (g ground) scale(c draw.Canvas, bar vg.Rectangle) {
	shades := g.shades()
	y := func(k float64) vg.Length { return bar.Min.Y + vg.Length(k)/vg.Length(g.bands)*bar.Size().Y }
	for k, shade := range shades {
		c.FillPolygon(shade, []vg.Point{
			{X: bar.Min.X, Y: y(float64(k))}, {X: bar.Max.X, Y: y(float64(k))}, bar.Max, {X: bar.Min.X, Y: bar.Max.Y},
		})
	}
	style := tickStyle
	style.YAlign = draw.YCenter
	for k := 0; k <= g.bands; k += max(1, g.bands/5) {
		c.StrokeLine2(solid(ink, 0.6), bar.Min.X, y(float64(k)), bar.Max.X+3, y(float64(k)))
		c.FillText(style, vg.Point{X: bar.Max.X + 6, Y: y(float64(k)) + 1}, number(g.level(float64(k)), 3))
	}
}
