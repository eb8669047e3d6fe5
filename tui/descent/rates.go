package descent

import (
	"image/color"
	"math"
	"slices"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// regimes lists the ways a distance changes, with the basin colours that stand for
// them.
var regimes = []struct {
	name string
	hue  int // -1 for nowhere
}{{"monotone", 2}, {"ripples", 0}, {"oscillates", 1}, {"diverges", -1}}

// A ratesPlot is a picture of how fast a method converges near a minimum.
type ratesPlot struct {
	plotter
	descent.Quadratic
	inks map[string][]color.Color // of the regimes, from slow to fast
	seen map[string]bool          // the regimes that are named
}

func newRatesPlot(g *chart.Grid, q descent.Quadratic, view surface.Rect) *ratesPlot {
	p := &ratesPlot{plotter: plotter{Grid: g, view: view}, Quadratic: q, inks: map[string][]color.Color{}, seen: map[string]bool{}}
	for _, r := range regimes {
		if r.hue < 0 {
			p.inks[r.name] = []color.Color{g.Frame.Theme.Nowhere}
			continue
		}
		shades := slices.Clone(g.Frame.Theme.Basins[r.hue])
		slices.Reverse(shades)
		if g.Frame.Profile == colorprofile.TrueColor {
			shades = lipgloss.Blend1D(32, shades...)
		}
		p.inks[r.name] = shades
	}
	return p
}

// drawTheory draws how fast the method converges near a minimum: over step size and
// momentum as a map, without momentum as a curve.
func (t *Tab) drawTheory(f kit.Frame) picture {
	q, minimum, ok := t.quadratic()
	m := picture{Grid: chart.NewGrid(f), title: "rate of convergence", x: axis.Axis{Name: "step size", High: 1}, y: axis.Axis{Name: "rate", High: 1}}
	if !ok {
		return m
	}
	view, c, best := q.View(), t.runner.Snapshot.Config, q.Best()
	m.note, m.x.High = "near the "+minimum.Kind(), view.MaxX
	now, optimum := surface.Point{X: c.LastRate(), Y: c.Momentum}, surface.Point{X: best.Step, Y: best.Momentum}
	if !q.Momentum {
		view.MaxY = 1.3
		m.y.High = view.MaxY
		now.Y, optimum.Y = q.Stability(now.X, 0).Radius, best.Radius
	} else {
		m.y.Name = "β"
	}
	p := newRatesPlot(m.Grid, q, view)
	p.places([]place{{signNow, now}, {signBest, optimum}})
	if q.Momentum {
		relief, _ := t.ratesMap(q, f)
		p.DrawRelief(relief)
		p.borders()
		p.names(p.regime)
		p.FinishRelief(relief)
		p.tint()
	} else {
		p.curve()
		p.below()
	}
	if m.signs, m.scale = p.legend(), p.scale(); q.Momentum {
		m.signs = append(m.signs, "β momentum")
	}
	return m
}

// at returns the stability at a cell of w x h.
func (p *ratesPlot) at(i, j, w, h int) descent.Stability {
	at := p.view.At(i, j, w, h)
	return p.Stability(at.X, at.Y)
}

// regime returns that at the middle of a cell.
func (p *ratesPlot) regime(col, row int) string {
	return p.at(col, row, p.Frame.Width, p.Frame.Height).Regime()
}

// ink is the colour of a regime: the lighter the faster it converges, in steps to
// come so much closer.
func (p *ratesPlot) ink(s descent.Stability) color.Color {
	shades := p.inks[s.Regime()]
	speed := math.Log(s.Radius) / math.Log(max(p.Best().Radius, 0.1))
	return shades[min(max(int(math.Sqrt(speed)*float64(len(shades))), 0), len(shades)-1)]
}

// tint colours the regimes.
func (p *ratesPlot) tint() {
	w, h := p.Frame.Width, 2*p.Frame.Height
	for at := range w * h {
		if p.Frame.Blocks() {
			p.Ink(at%w, at/w, p.ink(p.at(at%w, at/w, w, h)))
		}
	}
}

// borders draws lines between the regimes, without colours thick ones.
func (p *ratesPlot) borders() {
	w, h := p.Dots()
	pen := kit.Pen{Ink: chart.OnMap(p.Frame), Sign: "+"}
	row := make([]string, w)
	for j := range h {
		for i := range w {
			own := p.at(i, j, w, h).Regime()
			if above := row[i]; j > 0 && above != own || i > 0 && row[i-1] != own {
				p.Dot(float64(i), float64(j), &pen, chart.Over)
				if !p.Frame.Blocks() && p.Frame.Dots() {
					p.Dot(float64(i-1), float64(j), &pen, chart.Over)
				}
			}
			row[i] = own
		}
	}
}

// names writes the name of each regime where there is much room around it, or its
// letter where there is little.
func (p *ratesPlot) names(regime func(col, row int) string) {
	const rows = 3
	w, h := p.Frame.Width, p.Frame.Height
	type spot struct{ col, row, room, score int }
	best := map[string]spot{}
	for j := range h {
		for i := 0; i < w; {
			name, from := regime(i, j), i
			for i < w && regime(i, j) == name {
				i++
			}
			s := spot{(from + i) / 2, j, i - from, min(i-from, 2*len(name))}
			for k := 1; k <= rows && j-k >= 0 && j+k < h && regime(s.col, j-k) == name && regime(s.col, j+k) == name; k++ {
				s.score += 2 * len(name)
			}
			if s.score > best[name].score {
				best[name] = s
			}
		}
	}
	for name, s := range best {
		p.seen[name] = true
		if s.room < len(name)+2 {
			name = name[:1]
		}
		p.Put(s.col-len(name)/2, s.row, name, chart.OnMap(p.Frame), true)
	}
}

// scale says what the colours and the letters mean.
func (p *ratesPlot) scale() string {
	var line chart.Runs
	for _, r := range regimes {
		look, shades := chart.Look{Bold: true}, p.inks[r.name]
		if p.Frame.Blocks() {
			look.Bg = shades[len(shades)/2]
			look.Fg = p.Frame.Theme.Over(p.Frame.Theme.OnMap, look.Bg, kit.TextContrast)
		}
		if p.seen[r.name] {
			line.Add(r.name[:1], look)
			line.Add(r.name[1:]+"  ", chart.Look{})
		}
	}
	return line.String()
}

// curve draws the spectral radius over the step size, and the two factors of which
// it is the larger.
func (p *ratesPlot) curve() {
	w, h := p.Dots()
	theme := p.Frame.Theme
	dim, edge := theme.Dim.Pen().Dashed("x ", "."), theme.Border.Pen().Dashed("xxx  ", "-")
	y := func(v float64) float64 { _, y := p.place(surface.Point{Y: v}); return y }
	p.Line(0, y(1), float64(w-1), y(1), &edge, chart.Under, 0)
	pens := map[string]*kit.Pen{}
	for name, shades := range p.inks {
		pens[name] = &kit.Pen{Ink: shades[len(shades)-1], Sign: "*"}
	}
	pens["diverges"].Ink = theme.Bad.Color()
	at := func(i int) (float64, descent.Stability) {
		step := p.view.At(i, 0, w, h).X
		return step, p.Stability(step, 0)
	}
	for i := range w - 1 {
		x := float64(i)
		from, a := at(i)
		to, b := at(i + 1)
		for _, λ := range []float64{p.Low, p.High} {
			p.Line(x, y(math.Abs(1-from*λ)), x+1, y(math.Abs(1-to*λ)), &dim, chart.Middle, x)
		}
		p.stroke([2]float64{x, y(a.Radius)}, [2]float64{x + 1, y(b.Radius)}, pens[a.Regime()], chart.Over, 0, p.Frame.Dots())
	}
	p.names(func(col, row int) string {
		if row != 1 {
			return ""
		}
		return p.regime(col, row)
	})
}

// below colours what is below the curve, as its regime.
func (p *ratesPlot) below() {
	w, h := p.Frame.Width, 2*p.Frame.Height
	for at := range w * h {
		q := p.view.At(at%w, at/w, w, h)
		if s := p.Stability(q.X, 0); p.Frame.Blocks() && q.Y < s.Radius {
			shades := p.inks[s.Regime()]
			p.Ink(at%w, at/w, shades[0])
		}
	}
}
