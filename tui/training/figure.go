package training

import (
	"fmt"
	"math"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/chart"
	"nntui/tui/kit"
)

// A figure is a plot over the epochs in a panel. All of them have the same
// crosshair, and show the same epochs.
type figure struct {
	title string
	plot  func(*Tab, kit.Frame) *chart.Plot
	part  func(*curves) *chart.Part // that is seen of its values; nil where that is all
	parts bool                      // are the curves those of the parts of the digits?

	instead func(*Tab) string // what is said in place of the curves, "" for nothing; may be nil
}

var (
	lossFigure     = figure{"loss", (*Tab).lossPlot, func(c *curves) *chart.Part { return &c.lens.Y }, true, nil}
	accuracyFigure = figure{"accuracy", (*Tab).accuracyPlot, func(c *curves) *chart.Part { return &c.accuracy }, true, nil}
)

func (g figure) view() view {
	return view{name: g.title, draw: g.draw, mouse: g.mouse, hover: g.hover}
}

// lens is what is seen of the figure.
func (g figure) lens(t *Tab) chart.Lens {
	lens := chart.Lens{X: t.curves.lens.X}
	if g.part != nil {
		lens.Y = *g.part(&t.curves)
	}
	return lens
}

// inside is the frame within the borders of a panel.
func inside(f kit.Frame) kit.Frame { return f.Sized(f.Width-2, f.Height-2) }

func (g figure) draw(t *Tab, f kit.Frame) string {
	const roomy = 80 // for the legend, too
	if g.instead != nil {
		if text := g.instead(t); text != "" {
			return f.Panel(g.title, "", "\n"+paragraph(f, text))
		}
	}
	p, title, legend := g.plot(t, inside(f)), g.title, ""
	if p.Y.Log {
		title += ", log"
	}
	if keep := smoothings[t.curves.smooth]; g.parts && keep > 0 {
		title += fmt.Sprintf(", smoothed %.1f", keep)
		if f.Width >= roomy {
			title += ", values raw"
		}
	}
	if low, _ := t.lastEpochs(); t.batchwise() && low > 0 {
		title += ", last epochs"
	}
	if !g.lens(t).Whole() {
		title += ", a part"
	}
	if g.parts {
		legend = t.legend(f, p)
	}
	if !g.lens(t).Whole() {
		legend = t.wayBack(f, title, legend)
	}
	if crowded(p) {
		title = titleBeside(f, legend, title+", "+t.curveKeys().Sign("log-loss")+" for a log axis", title)
	}
	return f.Panel(title, legend, p.Draw(inside(f)))
}

// wayBack adds to the note of a figure which key shows all of it again, and
// takes the place of the note where there is no room for both.
func (t *Tab) wayBack(f kit.Frame, title, note string) string {
	back := f.Theme.Dimmed(t.curveKeys().Sign("whole") + " for all")
	if both := note + "  " + back; note != "" && titleBeside(f, both, title, "") == title {
		return both
	}
	return back
}

// crowded reports whether many curves end on a linear axis from 0, all of them
// in its lowest quarter.
func crowded(p *chart.Plot) bool {
	const low, many = 0.25, 3
	ends := 0
	for _, c := range p.Curves {
		if n := c.Len(); n > 0 && c.Rank == chart.Middle && !c.Loose {
			if ends++; !(p.Y.At(c.Value(n-1)) < low) {
				return false
			}
		}
	}
	return ends >= many && p.Y.Name == "loss" && !p.Y.Log
}

// mouse zooms with the wheel, and puts the crosshair where the left button is
// down.
func (g figure) mouse(t *Tab, f kit.Frame, msg tea.MouseMsg) {
	f, m := inside(f), kit.Within(msg, 1, 1).Mouse()
	p, lens := g.plot(t, f), g.lens(t)
	if lens.Wheel(p, f, m) {
		t.curves.lens.X = lens.X
		if g.part != nil {
			*g.part(&t.curves) = lens.Y
		}
	} else if epoch, ok := p.At(f, m.X, m.Y); ok && m.Button == tea.MouseLeft && t.drawnEpochs() > 0 {
		t.curves.cross = kit.Clamp(int(math.Round(epoch))-1, t.drawnEpochs())
	}
}

// hover reads out the curves at the epoch under the pointer.
func (g figure) hover(t *Tab, f kit.Frame, m tea.Mouse) string {
	f = inside(f)
	return g.plot(t, f).Read(f, m.X-1, m.Y-1)
}
