package training

import (
	"math"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/data"
	"nntui/model"
	"nntui/model/training"
	"nntui/nn"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// small is a net that learns in no time.
const small = "linear:1,sigmoid"

// play opens the tab on a stage with a small net at full speed. Waits take no
// time.
func play(t *testing.T, width, height int, f func(*testing.T, *stage.Stage[*Tab])) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		tab := New(0)
		tab.config.Layers, tab.speed = small, "full"
		tab.Begin()
		f(t, stage.New(tab, width, height))
	})
}

// pixels is how many a digit has.
const pixels = 64

// frame returns a frame in truecolor on a dark screen.
func frame(width, height int) kit.Frame {
	return kit.Frame{Width: width, Height: height, Theme: kit.NewTheme(true, colorprofile.TrueColor), Profile: colorprofile.TrueColor}
}

// sees returns what a tab draws, without colours.
func sees(tab *Tab, width, height int) string { return ansi.Strip(tab.View(frame(width, height))) }

// learning returns epochs of a run that learns, with some noise.
func learning(n int) (list []training.Epoch) {
	for i := range n {
		x := float64(i)
		fall, noise := 0.6*math.Exp(-x/9), 0.01*math.Sin(5*x)
		list = append(list, training.Epoch{
			LossTrain: 0.05 + fall, AccuracyTrain: 0.97 - fall/2,
			LossTest: 0.12 + fall + noise, AccuracyTest: 0.95 - fall/2 + noise/2,
			LossValidation: 0.1 + fall - noise, AccuracyValidation: 0.96 - fall/2,
		})
	}
	return list
}

// made returns a tab that shows a made-up run, which nobody trains.
func made(epochs int) *Tab {
	c := training.Default()
	c.Epochs, c.LearningRate = 40, 0.002
	s := training.Snapshot{
		Config: c, State: model.Finished, Epochs: learning(epochs), Batches: 89, Rate: c.LearningRate, Params: 2113,
		Detail: &training.Detail{Epoch: epochs, Digits: madeDigits(), Weights: madeWeights(8), Drawn: madeResponse(0.8)},
	}
	if epochs == 0 {
		s.State = model.Unfinished
	}
	s.Detail.Shapes, _ = nn.Shapes(pixels, c.Layers)
	s.Detail.Health = madeHealth(len(s.Detail.Shapes), epochs)
	return showing(s)
}

// showing returns a tab that shows a snapshot.
func showing(s training.Snapshot) *Tab {
	t := New(0)
	t.config, t.runner.Config, t.runner.Made = s.Config, s.Config, s.Config
	t.runner.Snapshot, t.runner.Ready, t.runner.Playing = s, true, false
	t.follow()
	t.advice.Suspects = nil // nobody tries the remedies of what nobody trains
	return t
}

// madeDigits are 40 digits of stripes. The net is wrong about every seventh
// of them: the later, the surer.
func madeDigits() *training.Classified {
	const n = 40
	set := &data.Set{Shape: data.Sets[0].Shape}
	c := &training.Classified{Test: set}
	for i := range n {
		for k := range pixels {
			set.Pixels = append(set.Pixels, byte((i+k%8)%8*2))
		}
		class, label := i%10, 0.0
		if class <= 4 {
			label = 1
		}
		set.Class, set.Y.Data = append(set.Class, class), append(set.Y.Data, label)
		p := 0.5 + 0.012*float64(i)
		if (label == 1) == (i%7 == 0) {
			p = 1 - p
		}
		c.P = append(c.P, p)
	}
	set.Y.Rows, set.Y.Cols, set.Y.Stride = n, 1, 1
	return c
}

// madeWeights are those of units in waves.
func madeWeights(units int) *training.Weights {
	w := &training.Weights{Units: units}
	for i := range units {
		unit := make([]float64, pixels)
		for k := range unit {
			unit[k] = math.Sin(float64(k*(i+1)) / 5)
		}
		w.In, w.Bias, w.Out = append(w.In, unit), append(w.Bias, float64(i)/10), append(w.Out, math.Cos(float64(i)))
	}
	return w
}

func madeHealth(layers, rows int) (list []training.HealthRow) {
	for i := range rows {
		row := training.HealthRow{Epoch: i + 1}
		for k := range layers {
			x := float64(i+1) / float64(k+1)
			row.Layers = append(row.Layers, training.LayerHealth{Gradient: 3 / x, Ratio: math.Pow(10, float64(k)-4) / x, Off: math.Min(1, x/50)})
		}
		list = append(list, row)
	}
	return list
}

func madeResponse(p float64) *training.Response {
	r := &training.Response{P: p}
	shapes, _ := nn.Shapes(pixels, training.Default().Layers)
	for _, s := range shapes {
		values := make([]float64, s.Out)
		for i := range values {
			values[i] = float64(i % 7)
		}
		r.Layers = append(r.Layers, training.Activity{Shape: s, Values: values, Most: 9})
	}
	return r
}
