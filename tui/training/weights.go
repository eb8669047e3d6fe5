package training

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"gonum.org/v1/gonum/floats"

	"nntui/model/training"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// unitWall is how units stand in a frame, beside the product if there is one:
// few of them are drawn larger.
func (t *Tab) unitWall(f kit.Frame, w *training.Weights) wall {
	all := wall{t.image(), 1, f.Width - 4, f.Height - 3}
	if w.Product != nil {
		all.width -= productScale(all)*all.Cols + 2
	}
	for len(w.In)*(2*all.k*all.Cols+1) <= all.width+1 && all.k*all.Rows+3 <= all.height {
		all.k *= 2
	}
	return all
}

func (t *Tab) unitList(f kit.Frame) (first *kit.List, page, n int) {
	if w := t.detail().Weights; w != nil {
		page, n = chart.InWall(t.unitWall(f, w).grid()), len(w.In)
	}
	return &t.weights, page, n
}

func (t *Tab) viewWeights(f kit.Frame) string {
	w := t.detail().Weights
	if w == nil {
		return coming(f, "weights")
	}
	all := t.unitWall(f, w)
	scale, outScale := strong(w.In), largest(w.Out)
	from, to := pageOf(t.unitList(f))
	var tiles [][]string
	for i := from; i < to; i++ {
		out := f.Theme.Dimmed("bias" + fourDecimals(w.Bias[i]))
		if w.Out != nil {
			out = signBar(f, w.Out[i], outScale, all.k*all.Cols)
		}
		tiles = append(tiles, append(chart.Unit(f, all.k, all.Cols, w.In[i], scale), out))
	}
	body := all.draw(tiles)
	if w.Product != nil {
		all.width = f.Width - 4
		body = lipgloss.JoinHorizontal(lipgloss.Top, viewProduct(f, w.Product, productScale(all), all.Cols), body)
	}
	head := f.Theme.Dimmed(weightsHead(f, w, scale, outScale))
	note := f.Theme.Dimmed(fmt.Sprintf("%d-%d of %d", from+1, to, w.Units))
	return f.Panel("first layer's units", note, kit.Indent(head+"\n"+body, 1))
}

// productScale is how large the product is drawn: as a single layer's unit
// where that leaves room for a unit beside it.
func productScale(w wall) int {
	if 3*w.Cols+2 > w.width || w.Rows+2 > w.height {
		return 1
	}
	return 2
}

// viewProduct draws the one unit that all linear layers come to.
func viewProduct(f kit.Frame, weights []float64, k, cols int) string {
	scale := strong([][]float64{weights})
	lines := append(chart.Unit(f, k, cols, weights, scale), f.Theme.Bold("product"), f.Theme.Dimmed(fmt.Sprintf("up to %.2g", scale)))
	return kit.Fit(strings.Join(lines, "\n"), k*cols+2, len(lines))
}

// weightsHead says what the pictures' colours and the bars under them mean.
func weightsHead(f kit.Frame, w *training.Weights, scale, outScale float64) string {
	head := fmt.Sprintf("colour: ±%.2g", scale)
	if !f.Blocks() {
		head = fmt.Sprintf(".oO0@ and -~=H: ±%.2g", scale)
	}
	switch {
	case w.OutNorm:
		head += fmt.Sprintf("; bar: way on, up to %.2g", outScale)
	case w.Out != nil:
		head += fmt.Sprintf("; bar: output ±%.2g", outScale)
	}
	return head
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
	bar := func(hue kit.Hue, sign string, n int) string { return hue.Style().Render(strings.Repeat(sign, n)) }
	return bar(f.Theme.Border, "─", half-left) + bar(f.Theme.Train, "━", left) + bar(f.Theme.Test, "━", right) + bar(f.Theme.Border, "─", half-right)
}
