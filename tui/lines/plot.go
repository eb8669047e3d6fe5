package lines

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/descent"
	"nntui/model/training"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// The size of a plot, in characters.
const plotWidth, plotHeight = 79, 20

// PlotRun writes the losses of a run as curves; nothing before the first epoch.
func PlotRun(w io.Writer, s training.Snapshot) {
	curves := []chart.Curve{{Name: "train"}, {Name: "test"}, {Name: "valid"}}
	for _, e := range s.Epochs {
		for i, loss := range []float64{e.LossTrain, e.LossTest, e.LossValidation} {
			curves[i].Y = append(curves[i].Y, loss)
		}
	}
	if s.Config.Validation == 0 {
		curves = curves[:2]
	}
	for i := range curves {
		curves[i].First = 1
	}
	plot(w, "loss", axis.Axis{Name: "epoch", Low: 1, High: float64(max(2, len(s.Epochs))), Whole: true}, curves)
}

// PlotDescent writes f along the paths of a descent.
func PlotDescent(w io.Writer, s descent.Snapshot) {
	var curves []chart.Curve
	steps := 1
	for _, r := range append([]descent.Run{s.Run}, s.Rivals...) {
		c := chart.Curve{Name: r.Method}
		for _, p := range r.Path {
			c.Y = append(c.Y, p.F)
		}
		curves, steps = append(curves, c), max(steps, len(r.Path)-1)
	}
	plot(w, "f", axis.Axis{Name: "step", High: float64(steps), Whole: true}, curves)
}

// plot writes curves as asciigraph draws them, without colour.
func plot(w io.Writer, name string, x axis.Axis, curves []chart.Curve) {
	if len(curves[0].Y) == 0 {
		return
	}
	f := kit.Frame{Width: plotWidth, Height: plotHeight, Theme: kit.NewTheme(true, colorprofile.ASCII), Profile: colorprofile.ASCII, NoDots: true}
	values := make([][]float64, len(curves))
	for i := range curves {
		curves[i].Pen, curves[i].Rank = f.Theme.Pen(i), chart.Middle
		values[i] = curves[i].Y
	}
	low, high := chart.Fair(values...)
	p := chart.Plot{X: x, Y: axis.Span(name, false, low, high), Curves: curves}
	fmt.Fprintf(w, "\n%s\n", name)
	for line := range strings.Lines(ansi.Strip(p.Draw(f))) {
		fmt.Fprintln(w, strings.TrimRight(line, " \n"))
	}
}
