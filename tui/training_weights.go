package tui

import (
	"fmt"
	"math"
	"strings"

	"charm.land/lipgloss/v2"

	"nntui/model/training"
	"nntui/nn"
)

func (t *trainingTab) viewWeights(f frame) string {
	d := t.runner.snapshot.Detail
	if d == nil || d.Weights == nil {
		return waiting(f, "weights")
	}
	w := d.Weights
	width, height := f.width-4, f.height-3
	product := ""
	if w.Product != nil {
		product = viewProduct(f, w.Product, width, height)
		width -= lipgloss.Width(product)
	}
	k := 1
	for len(w.In)*(2*k*side+1) <= width+1 && 4*k*2+3 <= height {
		k *= 2 // few units: larger pictures
	}
	scale, outScale := strong(w.In), largest(w.Out)
	tileWidth, tileHeight := k*side, k*side/2+1
	from, to := t.weights.show(inGrid(width, height, tileWidth, tileHeight), len(w.In))
	var tiles [][]string
	for i := from; i < to; i++ {
		out := f.theme.dimmed(fmt.Sprintf("bias%s", fourDecimals(w.Bias[i])))
		if w.Out != nil {
			out = signBar(f, w.Out[i], outScale, tileWidth)
		}
		tiles = append(tiles, append(drawUnit(f, k, w.In[i], scale), out))
	}
	note := f.theme.dimmed(fmt.Sprintf("%d-%d of %d", from+1, to, w.Units))
	head := f.theme.dimmed(weightsHead(f, w, scale, outScale))
	body := grid(tiles, width, height, tileWidth, tileHeight)
	if product != "" {
		body = lipgloss.JoinHorizontal(lipgloss.Top, product, body)
	}
	return f.panel("first layer's units", note, indent(head+"\n"+body, 1))
}

// viewProduct draws the one unit that all linear layers come to, as large as a
// single layer's where that leaves room for a unit beside it.
func viewProduct(f frame, weights []float64, width, height int) string {
	k := 2
	if k*side+2+side > width || k*side/2+2 > height {
		k = 1
	}
	scale := strong([][]float64{weights})
	lines := append(drawUnit(f, k, weights, scale), f.theme.bold("product"), f.theme.dimmed(fmt.Sprintf("up to %.2g", scale)))
	for i := range lines {
		lines[i] = fitLine(lines[i], k*side+2)
	}
	return strings.Join(lines, "\n")
}

// weightsHead says what the pictures' colours and the bars under them mean.
func weightsHead(f frame, w *training.Weights, scale, outScale float64) string {
	head := fmt.Sprintf("colour: ±%.2g", scale)
	if !f.blocks() {
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
	return roundStep(most)
}

// signBar draws a value from -scale to scale as a bar from the middle.
func signBar(f frame, v, scale float64, width int) string {
	half := width / 2
	n := 0
	if scale > 0 {
		n = min(half, int(math.Round(math.Abs(v)/scale*float64(half))))
	}
	rest := f.theme.border.style().Render
	if v < 0 {
		return rest(strings.Repeat("─", half-n)) + f.theme.train.style().Render(strings.Repeat("━", n)) + rest(strings.Repeat("─", half))
	}
	return rest(strings.Repeat("─", half)) + f.theme.test.style().Render(strings.Repeat("━", n)) + rest(strings.Repeat("─", half-n))
}

// The ratio of update to weights that is known to work, and what is far off
// (Karpathy, CS231n).
const goodRatio, farOff = 1e-3, 10

func (t *trainingTab) viewHealth(f frame) string {
	d := t.runner.snapshot.Detail
	if d == nil || d.Shapes == nil {
		return waiting(f, "health")
	}
	if len(d.Health) == 0 {
		return f.panel("health", "", "\n "+f.theme.dimmed("After the first epoch."))
	}
	last := d.Health[len(d.Health)-1]
	var lines []string
	for i, shape := range d.Shapes {
		lines = append(lines, layerHealth(f, shape, last.Layers[i], d.Health, i)...)
	}
	if room := f.height - 2 - len(lines); room > 4 {
		text := "gradient: norm in that batch. update/w: norm of its update over that of the weights; about 1e-3 is healthy. " +
			"dead: ReLUs that no test digit turns on. flat: outputs where the derivative is almost 0. Right: the course over the epochs."
		lines = append(lines, "", indent(f.theme.dimmed(wrap(text, f.width-4)), 1))
	}
	return f.panel("health", f.theme.dimmed(fmt.Sprintf("last batch of epoch %d", last.Epoch)), strings.Join(lines, "\n"))
}

// layerHealth is two lines about a layer that learns, or one about an
// activation, with its course over the epochs.
func layerHealth(f frame, shape nn.Shape, h training.LayerHealth, rows []training.HealthRow, layer int) []string {
	if shape.Params == 0 {
		return []string{activationHealth(f, shape, h, rows, layer)}
	}
	head := fmt.Sprintf(" linear %d-%d", shape.In, shape.Out)
	gradient := course(rows, func(r training.HealthRow) float64 { return math.Log10(r.Layers[layer].Gradient) })
	ratio := course(rows, func(r training.HealthRow) float64 { return math.Log10(r.Layers[layer].Ratio) })
	verdict, hue := "≈ 1e-3", f.theme.good
	switch {
	case h.Ratio > farOff*goodRatio:
		verdict, hue = "too high", f.theme.warn
	case h.Ratio < goodRatio/farOff:
		verdict, hue = "low", f.theme.warn
	}
	room := f.width - 2 - 34
	return []string{
		fitLine(f.theme.bold(head), 15) + fmt.Sprintf(" gradient %8.1e ", h.Gradient) + spark(f, gradient, room, math.NaN(), math.NaN()),
		hue.style().Render(fmt.Sprintf("%15s", verdict)) + fmt.Sprintf(" update/w %8.1e ", h.Ratio) + spark(f, ratio, room, -6, 0),
	}
}

func activationHealth(f frame, shape nn.Shape, h training.LayerHealth, rows []training.HealthRow, layer int) string {
	what := "flat"
	switch shape.Name {
	case "relu":
		what = "dead"
	case "leaky-relu":
		return fitLine(f.theme.dimmed(" "+shape.Name), 15) + f.theme.dimmed(" is never off")
	}
	off := course(rows, func(r training.HealthRow) float64 { return r.Layers[layer].Off })
	text := fmt.Sprintf(" %-8s%7.0f %% ", what, 100*h.Off)
	if h.Off > 0.5 && what == "dead" {
		text = f.theme.bad.style().Render(text)
	}
	return fitLine(f.theme.dimmed(" "+shape.Name), 15) + text + spark(f, off, f.width-2-34, 0, 1)
}

func course(rows []training.HealthRow, of func(training.HealthRow) float64) []float64 {
	values := make([]float64, len(rows))
	for i, r := range rows {
		values[i] = of(r)
	}
	return values
}
