package training

import (
	"fmt"
	"math"
	"strings"

	"nntui/model/training"
	"nntui/nn"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// The ratio of update to weights that is known to work, and what is far off
// (Karpathy, CS231n).
const goodRatio, farOff = 1e-3, 10

func (t *Tab) viewHealth(f kit.Frame) string {
	d := t.detail()
	switch {
	case d.Shapes == nil:
		return coming(f, "health")
	case len(d.Health) == 0:
		return f.Panel("health", "", "\n "+f.Theme.Dimmed("After the first epoch."))
	}
	var lines []string
	for i, shape := range d.Shapes {
		course := column(d.Health, func(row training.HealthRow) training.LayerHealth { return row.Layers[i] })
		if shape.Params > 0 {
			lines = append(lines, layerHealth(f, shape, course)...)
		} else {
			lines = append(lines, activationHealth(f, shape, course))
		}
	}
	if room := f.Height - 2 - len(lines); room > 4 {
		text := "gradient: norm in that batch. update/w: norm of its update over that of the weights; about 1e-3 is healthy. " +
			"dead: ReLUs that no test digit turns on. flat: outputs where the derivative is almost 0. Right: the course over the epochs."
		lines = append(lines, "", kit.Indent(f.Theme.Dimmed(kit.Wrap(text, f.Width-4)), 1))
	}
	last := d.Health[len(d.Health)-1]
	return f.Panel("health", f.Theme.Dimmed(fmt.Sprintf("last batch of epoch %d", last.Epoch)), strings.Join(lines, "\n"))
}

// healthText is the width of the text before a course, in cells.
const healthText = 34

// layerHealth is two lines about a layer that learns, with its course over the
// epochs.
func layerHealth(f kit.Frame, shape nn.Shape, course []training.LayerHealth) []string {
	h := course[len(course)-1]
	verdict, hue := "≈ 1e-3", f.Theme.Good
	switch {
	case h.Ratio > farOff*goodRatio:
		verdict, hue = "too high", f.Theme.Warn
	case h.Ratio < goodRatio/farOff:
		verdict, hue = "low", f.Theme.Warn
	}
	gradient := column(course, func(h training.LayerHealth) float64 { return math.Log10(h.Gradient) })
	ratio := column(course, func(h training.LayerHealth) float64 { return math.Log10(h.Ratio) })
	head, room := f.Theme.Bold(fmt.Sprintf(" linear %d-%d", shape.In, shape.Out)), f.Width-2-healthText
	return []string{
		kit.FitLine(head, 15) + fmt.Sprintf(" gradient %8.1e ", h.Gradient) + chart.Spark(f, gradient, room, math.NaN(), math.NaN()),
		hue.Style().Render(fmt.Sprintf("%15s", verdict)) + fmt.Sprintf(" update/w %8.1e ", h.Ratio) + chart.Spark(f, ratio, room, -6, 0),
	}
}

// activationHealth is a line about an activation.
func activationHealth(f kit.Frame, shape nn.Shape, course []training.LayerHealth) string {
	head, what := kit.FitLine(f.Theme.Dimmed(" "+shape.Name), 15), "flat"
	switch shape.Name {
	case "relu":
		what = "dead"
	case "leaky-relu":
		return head + f.Theme.Dimmed(" is never off")
	}
	now := course[len(course)-1].Off
	text := fmt.Sprintf(" %-8s%7.0f %% ", what, 100*now)
	if now > 0.5 && what == "dead" {
		text = f.Theme.Bad.Style().Render(text)
	}
	off := column(course, func(h training.LayerHealth) float64 { return h.Off })
	return head + text + chart.Spark(f, off, f.Width-2-healthText, 0, 1)
}
