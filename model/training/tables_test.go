package training

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"nntui/data"
	"nntui/model"
	"nntui/nn"
)

// squares is half the squared distance, for any outputs.
var squares = nn.Loss{
	Name: "squares",
	Value: func(yhat, y nn.Matrix) (sum float64) {
		for i, v := range yhat.Data {
			sum += (v - y.Data[i]) * (v - y.Data[i]) / 2
		}
		return sum
	},
	Gradient: func(dyhat, yhat, y nn.Matrix) {
		for i, v := range yhat.Data {
			dyhat.Data[i] = v - y.Data[i]
		}
	},
	Ends: func(last nn.Shape, targets int) error {
		if last.Out != targets {
			return errors.New("has another number of outputs")
		}
		return nil
	},
	Takes: func(nn.Matrix) error { return nil },
}

// scale is a layer of one parameter, y = sx.
type scale struct {
	values, gradient []float64
	y, dx            nn.Matrix
}

func (l *scale) Forward(x nn.Matrix) nn.Matrix {
	l.y = nn.NewMatrix(x.Rows, x.Cols)
	for i, v := range x.Data {
		l.y.Data[i] = l.values[0] * v
	}
	return l.y
}

func (l *scale) Backward(x, dy nn.Matrix) nn.Matrix {
	l.dx = nn.NewMatrix(x.Rows, x.Cols)
	l.gradient[0] = 0
	for i, v := range dy.Data {
		l.dx.Data[i] = l.values[0] * v
		l.gradient[0] += v * x.Data[i]
	}
	return l.dx
}

func (l *scale) Params() (values, gradient []float64) { return l.values, l.gradient }

var scaleKind = nn.Kind{
	Name: "scale",
	Size: func(in, _ int) (out, params int) { return in, 1 },
	New: func(_ nn.Shape, values, gradient []float64) nn.Layer {
		values[0] = 1.5
		return &scale{values: values, gradient: gradient}
	},
}

// rings is a set in the plane: is a point within the ring?
var rings = data.Source{Name: "rings", Shape: data.Shape{Rows: 1, Cols: 2}, Load: func() (*data.Set, error) {
	const n = 60
	s := &data.Set{Shape: data.Shape{Rows: 1, Cols: 2}, X: nn.NewMatrix(n, 2), Y: nn.NewMatrix(n, 1)}
	for i := range n {
		s.Y.Data[i] = float64(i % 2)
		r := 2 - s.Y.Data[i]
		s.X.Data[2*i], s.X.Data[2*i+1] = r*math.Cos(float64(i)), r*math.Sin(float64(i))
	}
	return s, nil
}}

// withTables adds a row to each table for the time of a test.
func withTables(t *testing.T) {
	losses, kinds, sets := nn.Losses, nn.Kinds, data.Sets
	t.Cleanup(func() { nn.Losses, nn.Kinds, data.Sets = losses, kinds, sets })
	nn.Losses = append(slices.Clip(losses), squares)
	nn.Kinds = append(slices.Clip(kinds), scaleKind)
	data.Sets = append(slices.Clip(sets), rings)
}

// TestTables trains with a loss, a kind of layer and a set of data that the
// package has never heard of: all that it does works with them.
func TestTables(t *testing.T) {
	withTables(t)
	c := with(Default(), func(c *Config) {
		c.Data, c.Loss, c.Layers, c.Init, c.Epochs, c.BatchSize = "rings", "squares", "scale,linear:6,tanh,linear:1", "glorot", 60, 6
		c.LearningRate = 0.05
	})
	run := begin(t, c, 1)
	if l := run.Look(Watch{Learned: true}).Detail.Learned; len(l.Layers) != 3 || l.Single != nil {
		t.Fatalf("%+v", l)
	} else if s := l.Layers[0]; s.MovedW == 0 || s.MovedB != 0 || s.GradB != 0 {
		t.Errorf("the scale has moved by %+v", s)
	} else {
		near(t, "the way of the scale", s.MovedW, c.LearningRate*s.GradW)
	}
	run.Advance(math.MaxInt, 0)
	s := run.Look(Watch{Digits: true, Weights: true, Health: true, Learned: true})
	first, last := s.Epochs[0], s.Epochs[59]
	if s.State != model.Finished || !(last.LossTrain < first.LossTrain/2) || last.AccuracyTest < 0.9 || s.Params != 1+18+7 {
		t.Errorf("%v, %d parameters: from %+v to %+v", s.State, s.Params, first, last)
	}
	if len(s.Detail.Digits.P) != 30 || len(s.Detail.Weights.In) != 6 || len(s.Detail.Weights.In[0]) != 2 || len(s.Detail.Health) != 60 {
		t.Errorf("%+v", s.Detail)
	}
	if c.Widths() != "2-6-1" || c.straight() || c.learners() != 3 {
		t.Errorf("widths %s, straight %t, %d learners", c.Widths(), c.straight(), c.learners())
	}
	if got := strings.Join(Differences(Default(), c)[:3], ", "); got != "rings, 2-6-1, squares" {
		t.Errorf("it differs by %s", got)
	}
	for i, r := range s.Readings(1) {
		if r.Name != c.ReadingNames()[i] || r.Text == "" {
			t.Errorf("reading %d: %+v", i, r)
		}
	}
	restored, err := Restore(run.Save())
	if err != nil {
		t.Fatal(err)
	}
	same(t, restored.Snapshot(), run.Snapshot(), notSaved)

	guesses := Snapshot{Config: c, Epochs: slices.Repeat([]Epoch{{LossTrain: 0.125, AccuracyTrain: 0.5}}, 3)}
	if a := Advise(guesses); a.Evidence != "loss 0.125 = that of guessing since epoch 1" {
		t.Errorf("%+v", a)
	}
	guesses.Epochs[2].LossTrain = 0.25
	if a := Advise(guesses); a.Evidence != "loss 0.25, guessing has 0.125" {
		t.Errorf("%+v", a)
	}
}

// TestTables_targets has two outputs an example: each counts, and what is shown
// of an example is the first.
func TestTables_targets(t *testing.T) {
	withTables(t)
	data.Sets[1].Load = func() (*data.Set, error) {
		s, _ := rings.Load()
		y := nn.NewMatrix(60, 2)
		for i, v := range s.Y.Data {
			y.Data[2*i], y.Data[2*i+1] = v, 1-v
		}
		s.Y = y
		return s, nil
	}
	run := begin(t, with(Default(), func(c *Config) {
		c.Data, c.Loss, c.Layers, c.Init, c.BatchSize = "rings", "bce", "linear:4,linear:2,sigmoid", "he", 30
	}), 3)
	s := run.Look(Watch{Digits: true, Weights: true, Learned: true})
	right := 0.0
	for i, p := range s.Detail.Digits.P {
		example := run.test.Rows(i, i+1)
		yhat := run.net.Forward(example.X).Data
		near(t, "the first output", p, yhat[0])
		for k, v := range yhat {
			if (v > 0.5) == (example.Y.Data[k] == 1) {
				right++
			}
		}
		if s.Detail.Digits.Wrong(i) != ((p > 0.5) != (example.Y.Data[0] == 1)) {
			t.Errorf("example %d: wrong is %t", i, s.Detail.Digits.Wrong(i))
		}
	}
	near(t, "accuracy", s.Epochs[2].AccuracyTest, right/60)
	near(t, "the loss of one layer", s.Detail.Learned.Single.Loss, s.Epochs[2].LossTest)
	near(t, "guessing", run.at.Config.chance().loss, 2*math.Ln2)
	if got, want := s.Detail.Weights.Product, units(nn.Fold(run.net.Layers[:2]...).W)[0]; !slices.Equal(got, want) {
		t.Errorf("the product is %v, want %v", got, want)
	}
}

// A loss refuses the layers and the targets that it cannot take.
func TestTables_refused(t *testing.T) {
	withTables(t)
	of := func(layers, loss string) Config {
		return with(Default(), func(c *Config) { c.Layers, c.Loss = layers, loss })
	}
	if shapes, err := of("linear:5,relu", "squares").Shapes(); err == nil || len(shapes) != 2 || shapes[0].In != 64 {
		t.Errorf("%v, %v: want the shapes and the error", shapes, err)
	}
	if _, err := New(of("linear:1", "squares")); err != nil {
		t.Error(err)
	}
	if _, err := New(of("linear:1", "bce")); err == nil || err.Error() != `layers: "linear:1" does not end in a probability; the last two must be linear:1,sigmoid` {
		t.Error(err)
	}
	data.Sets[1].Load = func() (*data.Set, error) {
		s, _ := rings.Load()
		s.Y.Data[7] = 2
		return s, nil
	}
	_, err := New(with(of("linear:1,sigmoid", "bce"), func(c *Config) { c.Data, c.BatchSize = "rings", 5 }))
	if err == nil || err.Error() != "loss: bce: rings has the target 2; it takes labels of 0 and 1" {
		t.Error(err)
	}
	broken := errors.New("no file")
	data.Sets[1].Load = func() (*data.Set, error) { return nil, broken }
	if _, err := New(with(Default(), func(c *Config) { c.Data = "rings" })); !errors.Is(err, broken) {
		t.Error(err)
	}
}

// A loss that overflows over the batches diverges, though each batch has a
// number.
func TestTally_overflow(t *testing.T) {
	huge := squares
	huge.Value = func(nn.Matrix, nn.Matrix) float64 { return 1e308 }
	one := nn.NewMatrix(1, 1)
	var sum tally
	first, ok := sum.add(huge, one, one)
	second, two := sum.add(huge, one, one)
	if !ok || two || first != 1e308 || second != 1e308 {
		t.Error("the sum of two is a number, or that of one is not")
	}
}

func TestTally(t *testing.T) {
	var sum tally
	column := func(values ...float64) nn.Matrix {
		return nn.Matrix{Rows: len(values), Cols: 1, Stride: 1, Data: values}
	}
	sum.add(squares, column(0.5, 0.5, 0.51, 0.49), column(1, 0, 1, 0)) // 0.5 itself says 0
	mean, ok := sum.add(squares, column(2, -1), column(0, 1))
	if mean != (4+4)/2./2 || !ok {
		t.Errorf("the loss of the second batch is %v", mean)
	}
	loss, accuracy := sum.means(2)
	near(t, "loss", loss, ((0.25+0.25+0.49*0.49+0.49*0.49)/2/4+(4+4)/2./2)/2)
	near(t, "accuracy", accuracy, 3./4/2)
}
