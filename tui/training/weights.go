package training

import (
	"fmt"
	"math"
	"strings"

	"charm.land/lipgloss/v2"

	"nntui/model/training"
	"nntui/nn"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/ticks"
)

func (t *Tab) viewWeights(f kit.Frame) string {
	d := t.runner.Snapshot.Detail
	if d == nil || d.Weights == nil {
		return waiting(f, "weights")
	}
	w := d.Weights
	width, height := f.Width-4, f.Height-3
	product := ""
	if w.Product != nil {
		product = viewProduct(f, w.Product, width, height)
		width -= lipgloss.Width(product)
	}
	k := 1
	for len(w.In)*(2*k*chart.Side+1) <= width+1 && 4*k*2+3 <= height {
		k *= 2 // few units: larger pictures
	}
	scale, outScale := strong(w.In), largest(w.Out)
	tileWidth, tileHeight := k*chart.Side, k*chart.Side/2+1
	from, to := t.weights.Show(chart.InGrid(width, height, tileWidth, tileHeight), len(w.In))
	var tiles [][]string
	for i := from; i < to; i++ {
		out := f.Theme.Dimmed(fmt.Sprintf("bias%s", fourDecimals(w.Bias[i])))
		if w.Out != nil {
			out = signBar(f, w.Out[i], outScale, tileWidth)
		}
		tiles = append(tiles, append(chart.Unit(f, k, w.In[i], scale), out))
	}
	note := f.Theme.Dimmed(fmt.Sprintf("%d-%d of %d", from+1, to, w.Units))
	head := f.Theme.Dimmed(weightsHead(f, w, scale, outScale))
	body := chart.Grid(tiles, width, height, tileWidth, tileHeight)
	if product != "" {
		body = lipgloss.JoinHorizontal(lipgloss.Top, product, body)
	}
	return f.Panel("first layer's units", note, kit.Indent(head+"\n"+body, 1))
}

// viewProduct draws the one unit that all linear layers come to, as large as a
// single layer's where that leaves room for a unit beside it.
func viewProduct(f kit.Frame, weights []float64, width, height int) string {
	k := 2
	if k*chart.Side+2+chart.Side > width || k*chart.Side/2+2 > height {
		k = 1
	}
	scale := strong([][]float64{weights})
	lines := append(chart.Unit(f, k, weights, scale), f.Theme.Bold("product"), f.Theme.Dimmed(fmt.Sprintf("up to %.2g", scale)))
	for i := range lines {
		lines[i] = kit.FitLine(lines[i], k*chart.Side+2)
	}
	return strings.Join(lines, "\n")
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
	sum, n := 0.0, 0
	for _, list := range lists {
		for _, v := range list {
			sum += v * v
			n++
		}
	}
	return largest([]float64{4. / 3 * math.Sqrt(sum/float64(max(1, n)))})
}

// largest returns the largest magnitude, rounded up to 1, 2 or 5 times a power
// of ten so that colours keep still.
func largest(lists ...[]float64) float64 {
	most := 0.0
	for _, list := range lists {
		for _, v := range list {
			most = max(most, math.Abs(v))
		}
	}
	if most == 0 || math.IsNaN(most) || math.IsInf(most, 0) {
		return most
	}
	return ticks.Step(most)
}

// signBar draws a value from -scale to scale as a bar from the middle.
func signBar(f kit.Frame, v, scale float64, width int) string {
	half := width / 2
	n := 0
	if scale > 0 {
		n = min(half, int(math.Round(math.Abs(v)/scale*float64(half))))
	}
	rest := f.Theme.Border.Style().Render
	if v < 0 {
		return rest(strings.Repeat("─", half-n)) + f.Theme.Train.Style().Render(strings.Repeat("━", n)) + rest(strings.Repeat("─", half))
	}
	return rest(strings.Repeat("─", half)) + f.Theme.Test.Style().Render(strings.Repeat("━", n)) + rest(strings.Repeat("─", half-n))
}

// The ratio of update to weights that is known to work, and what is far off
// (Karpathy, CS231n).
const goodRatio, farOff = 1e-3, 10

func (t *Tab) viewHealth(f kit.Frame) string {
	d := t.runner.Snapshot.Detail
	if d == nil || d.Shapes == nil {
		return waiting(f, "health")
	}
	if len(d.Health) == 0 {
		return f.Panel("health", "", "\n "+f.Theme.Dimmed("After the first epoch."))
	}
	last := d.Health[len(d.Health)-1]
	var lines []string
	for i, shape := range d.Shapes {
		lines = append(lines, layerHealth(f, shape, last.Layers[i], d.Health, i)...)
	}
	if room := f.Height - 2 - len(lines); room > 4 {
		text := "gradient: norm in that batch. update/w: norm of its update over that of the weights; about 1e-3 is healthy. " +
			"dead: ReLUs that no test digit turns on. flat: outputs where the derivative is almost 0. Right: the course over the epochs."
		lines = append(lines, "", kit.Indent(f.Theme.Dimmed(kit.Wrap(text, f.Width-4)), 1))
	}
	return f.Panel("health", f.Theme.Dimmed(fmt.Sprintf("last batch of epoch %d", last.Epoch)), strings.Join(lines, "\n"))
}

// layerHealth is two lines about a layer that learns, or one about an
// activation, with its course over the epochs.
func layerHealth(f kit.Frame, shape nn.Shape, h training.LayerHealth, rows []training.HealthRow, layer int) []string {
	if shape.Params == 0 {
		return []string{activationHealth(f, shape, h, rows, layer)}
	}
	head := fmt.Sprintf(" linear %d-%d", shape.In, shape.Out)
	gradient := course(rows, func(r training.HealthRow) float64 { return math.Log10(r.Layers[layer].Gradient) })
	ratio := course(rows, func(r training.HealthRow) float64 { return math.Log10(r.Layers[layer].Ratio) })
	verdict, hue := "≈ 1e-3", f.Theme.Good
	switch {
	case h.Ratio > farOff*goodRatio:
		verdict, hue = "too high", f.Theme.Warn
	case h.Ratio < goodRatio/farOff:
		verdict, hue = "low", f.Theme.Warn
	}
	room := f.Width - 2 - 34
	return []string{
		kit.FitLine(f.Theme.Bold(head), 15) + fmt.Sprintf(" gradient %8.1e ", h.Gradient) + chart.Spark(f, gradient, room, math.NaN(), math.NaN()),
		hue.Style().Render(fmt.Sprintf("%15s", verdict)) + fmt.Sprintf(" update/w %8.1e ", h.Ratio) + chart.Spark(f, ratio, room, -6, 0),
	}
}

func activationHealth(f kit.Frame, shape nn.Shape, h training.LayerHealth, rows []training.HealthRow, layer int) string {
	what := "flat"
	switch shape.Name {
	case "relu":
		what = "dead"
	case "leaky-relu":
		return kit.FitLine(f.Theme.Dimmed(" "+shape.Name), 15) + f.Theme.Dimmed(" is never off")
	}
	off := course(rows, func(r training.HealthRow) float64 { return r.Layers[layer].Off })
	text := fmt.Sprintf(" %-8s%7.0f %% ", what, 100*h.Off)
	if h.Off > 0.5 && what == "dead" {
		text = f.Theme.Bad.Style().Render(text)
	}
	return kit.FitLine(f.Theme.Dimmed(" "+shape.Name), 15) + text + chart.Spark(f, off, f.Width-2-34, 0, 1)
}

func course(rows []training.HealthRow, of func(training.HealthRow) float64) []float64 {
	values := make([]float64, len(rows))
	for i, r := range rows {
		values[i] = of(r)
	}
	return values
}
