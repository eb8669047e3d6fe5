package training

import (
	"iter"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"nntui/data"
	"nntui/model"
	"nntui/nn"
)

// A Watch says what a view wants to see beside the curves. It costs time, so
// that a snapshot holds no more than that.
type Watch struct {
	Digits  bool   // what the network says to each example of the test
	Weights bool   // the first layers
	Health  bool   // how the layers fared
	Learned bool   // how far the layers have come, for Readings
	Drawn   string // the pixels of a drawn image, a byte each, to be classified; empty for none
}

// Detail is what a Watch asked for; the rest is nil.
type Detail struct {
	Epoch, Batch int // as of then: epochs completed, batches of the next
	Digits       *Classified
	Weights      *Weights // nil as well where no unit sees the inputs
	Health       []HealthRow
	Shapes       []nn.Shape // of the network's layers, with Health
	Drawn        *Response
	Learned      *Learned
}

// Classified is the test set beside what the network says to it.
type Classified struct {
	Test *data.Set
	P    []float64 // for each example the first output: of digits, the probability of one of 0 to 4
}

// Wrong reports whether example i falls on the wrong side of 0.5.
func (c Classified) Wrong(i int) bool {
	return (c.P[i] > 0.5) != (c.Test.Y.Data[i*c.Test.Y.Stride] == 1)
}

// Confidence returns how sure the network is of example i, 0.5 to 1, right or
// wrong.
func (c Classified) Confidence(i int) float64 { return max(c.P[i], 1-c.P[i]) }

// MaxUnits is how many units of a layer a Detail shows at most.
const MaxUnits = 256

// Weights are the first layer's units, each with its way to the output.
type Weights struct {
	Units   int         // of the first layer; In holds MaxUnits at most
	In      [][]float64 // for each unit its weights, one for each number of an example
	Bias    []float64   // of each unit
	Out     []float64   // what each unit gives to the second linear layer; nil where there is none
	OutNorm bool        // Out holds Euclidean norms, as the second layer has several units
	Product []float64   // the weights of the one unit that several linear layers come to; nil where they do not
}

// Response is what a network makes of a drawn image.
type Response struct {
	Picture string  // as the Watch has it
	P       float64 // as in Classified
	Layers  []Activity
}

// Activity is what the units of a layer put out, MaxUnits at most.
type Activity struct {
	Shape  nn.Shape
	Values []float64
	Most   float64 // the largest magnitude that the layer puts out for any example of the test
}

// Look is Snapshot with what w asks for, as it is now. Of a finished run that
// has kept the weights of its best epoch, these are what it looks at.
func (t *Training) Look(w Watch) Snapshot {
	s := t.Snapshot()
	if t.at.Best > 0 && s.State == model.Finished {
		last := slices.Clone(t.at.Values)
		defer copy(t.at.Values, last)
		copy(t.at.Values, t.at.BestValues)
	}
	s.Detail = &Detail{Epoch: len(s.Epochs), Batch: s.Batch}
	if w.Digits {
		s.Detail.Digits = t.classify(t.net)
	}
	if w.Weights {
		s.Detail.Weights = t.weights()
	}
	if w.Drawn != "" {
		s.Detail.Drawn = t.respond(w.Drawn)
	}
	if w.Learned {
		s.Detail.Learned = t.learned()
	}
	if w.Health {
		s.Detail.Shapes, s.Detail.Health = t.shapes, slices.Clip(t.at.HealthRows)
	}
	return s
}

// classify asks a network about the whole test set.
func (t *Training) classify(net *nn.Network) *Classified {
	c := &Classified{Test: &t.test, P: make([]float64, 0, t.test.Len())}
	for yhat := range t.predictions(net) {
		for row := range yhat.Rows {
			c.P = append(c.P, yhat.Data[row*yhat.Stride])
		}
	}
	return c
}

// predictions sends the whole test set through a network, in its order.
func (t *Training) predictions(net *nn.Network) iter.Seq[nn.Matrix] {
	const at = 100 // examples at once, so that workspaces stay small
	return func(yield func(nn.Matrix) bool) {
		for i := 0; i < t.test.Len(); i += at {
			if batch := t.test.Rows(i, min(i+at, t.test.Len())); !yield(net.Forward(batch.X)) {
				return
			}
		}
	}
}

// reach returns the largest magnitude that each layer puts out in the test.
func (t *Training) reach() []float64 {
	most := make([]float64, len(t.shapes))
	for range t.predictions(t.net) {
		for i := range most {
			most[i] = max(most[i], floats.Norm(t.net.Input(i+1).Data, math.Inf(1)))
		}
	}
	return most
}

// weights copies the first layer that has weights, and what leads on from it.
func (t *Training) weights() *Weights {
	layers := t.net.Weighted()
	if len(layers) == 0 {
		return nil
	}
	w, _ := layers[0].Weights()
	b, _ := layers[0].Biases()
	if w.Rows != t.test.X.Cols {
		return nil
	}
	out := &Weights{Units: w.Cols, In: units(w)}
	out.Bias = slices.Clone(b[:len(out.In)])
	if len(layers) > 1 {
		next, _ := layers[1].Weights()
		out.OutNorm = next.Cols > 1
		for i := range min(len(out.In), next.Rows) {
			way := next.Data[i*next.Stride]
			if out.OutNorm {
				way = floats.Norm(next.Data[i*next.Stride:i*next.Stride+next.Cols], 2)
			}
			out.Out = append(out.Out, way)
		}
	}
	if one, _ := t.folded(); one != nil && len(layers) > 1 {
		out.Product = units(one.W)[0]
	}
	return out
}

// units copies the columns of w, MaxUnits at most.
func units(w nn.Matrix) [][]float64 {
	list := make([][]float64, min(w.Cols, MaxUnits))
	for j := range list {
		for i := range w.Rows {
			list[j] = append(list[j], w.Data[i*w.Stride+j])
		}
	}
	return list
}

// respond sends a drawn image through the network.
func (t *Training) respond(picture string) *Response {
	most := t.reach()
	x := t.test.Normalise([]byte(picture))
	yhat := t.net.Forward(nn.Matrix{Rows: 1, Cols: len(x), Stride: len(x), Data: x})
	r := &Response{Picture: picture, P: yhat.Data[0]}
	for i, shape := range t.shapes {
		values := t.net.Input(i + 1).Data
		r.Layers = append(r.Layers, Activity{shape, slices.Clone(values[:min(len(values), MaxUnits)]), most[i]})
	}
	return r
}
