package training

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"nntui/model/training"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// unitWall is how units hang in a frame, after the product if there is one.
func (t *Tab) unitWall(f kit.Frame, w *training.Weights) chart.Wall {
	image := t.image()
	return chart.Hang(inPanel(f), image.Cols, image.Rows, len(w.In)+products(w), chart.Least(f, true))
}

// products is how many pictures of the product of linear layers there are.
func products(w *training.Weights) int { return min(1, len(w.Product)) }

func (t *Tab) unitList(f kit.Frame) (first *kit.List, page, n int) {
	if w := t.detail().Weights; w != nil {
		page, n = max(1, t.unitWall(f, w).Page()-products(w)), len(w.In)
	}
	return &t.weights, page, n
}

func (t *Tab) viewWeights(f kit.Frame) string {
	w := t.detail().Weights
	if w == nil {
		return coming(f, "weights")
	}
	wall, cols := t.unitWall(f, w), t.image().Cols
	scale, outScale := strong(w.In), largest(w.Out)
	from, to := pageOf(t.unitList(f))
	tiles := make([][]string, 0, to-from+1)
	if w.Product != nil {
		picture := chart.Unit(f, wall.K, cols, w.Product, productScale(w))
		tiles = append(tiles, append(picture, f.Theme.Accent.Bold("product")))
	}
	for i := from; i < to; i++ {
		out := f.Theme.Dimmed("bias" + fourDecimals(w.Bias[i]))
		if w.Out != nil {
			out = signBar(f, w.Out[i], outScale, wall.Width)
		}
		tiles = append(tiles, append(chart.Unit(f, wall.K, cols, w.In[i], scale), out))
	}
	note := pageNote(f, from, to, len(w.In))
	if more := w.Units - len(w.In); more > 0 {
		note += f.Theme.Dimmed(fmt.Sprintf(", %d more", more))
	}
	title := titleBeside(f, note, "first layer's units", "units")
	return f.Panel(title, note, kit.Indent(weightsHead(f, w, scale, outScale)+"\n"+wall.Draw(tiles), 1))
}

func productScale(w *training.Weights) float64 { return strong([][]float64{w.Product}) }

// weightsHead says what the pictures' shades and the bars under them mean.
func weightsHead(f kit.Frame, w *training.Weights, scale, outScale float64) string {
	shades := chart.SignScale(f, scale)
	short := f.Theme.Dimmed("weight ") + shades
	if scale == 0 {
		short, shades = f.Theme.Dimmed("all weights here are 0"), f.Theme.Dimmed("all 0")
	}
	if w.Product != nil {
		short += f.Theme.Dimmed("   product " + plusMinus(f, productScale(w)))
	}
	long := short
	switch {
	case scale == 0 && outScale == 0: // all of which is said
	case w.OutNorm:
		long += f.Theme.Dimmed("   bar: way on, up to " + axis.Short(outScale, 4))
	case w.Out != nil:
		long += f.Theme.Dimmed("   bar: output " + plusMinus(f, outScale))
	}
	return firstFit(f, long, short, shades)
}

// strong returns 4/3 of the root mean square of the weights, rounded up as
// largest does: the strongest colour is for the outer weights, not for one.
func strong(lists [][]float64) float64 {
	all := slices.Concat(lists...)
	return rounded(4. / 3 * floats.Norm(all, 2) / math.Sqrt(float64(max(1, len(all)))))
}

// largest returns the largest magnitude, rounded up to 1, 2 or 5 times a power
// of ten so that colours keep still.
func largest(list []float64) float64 { return rounded(floats.Norm(list, math.Inf(1))) }

func rounded(x float64) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	return axis.Step(x)
}

// signBar draws a value from -scale to scale as a bar from the middle.
func signBar(f kit.Frame, v, scale float64, width int) string {
	half, n := width/2, 0
	if scale > 0 {
		n = int(math.Round(v / scale * float64(half)))
	}
	left, right := min(half, max(-n, 0)), min(half, max(n, 0))
	var bar chart.Runs
	bar.Grow(len("─") * (width + 40)) // the signs and four looks
	add := func(hue kit.Hue, sign string, n int) {
		for range n {
			bar.Add(sign, hue.Style())
		}
	}
	add(f.Theme.Border, "─", half-left)
	add(f.Theme.Train, "━", left)
	add(f.Theme.Test, "━", right)
	add(f.Theme.Border, "─", half-right)
	return bar.String()
}

// plusMinus writes the ends of a scale that 0 is in the middle of.
func plusMinus(f kit.Frame, end float64) string {
	text := axis.Short(end, 4)
	if f.ASCII { // which has no sign for it
		return "-" + text + " to " + text
	}
	return "±" + text
}
