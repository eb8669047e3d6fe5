package training

import (
	"math"
	"slices"
	"time"

	"nntui/data"
	"nntui/model"
	"nntui/nn"
)

// A Watch says what a view wants to see beside the curves. It costs time, so
// that a snapshot holds no more than that.
type Watch struct {
	Digits  bool      // what the network says to each test digit
	Weights bool      // the first layers
	Health  bool      // what MeasureHealth has kept
	Learned bool      // how far the layers have come, for Readings
	Drawn   *[64]byte // a drawn digit, pixels from 0 to 16, to be judged; it must not change
}

// Detail is what a Watch asked for; the rest is nil.
type Detail struct {
	Epoch, Batch int // as of then: epochs completed, batches of the next
	Digits       *Classified
	Weights      *Weights
	Health       []HealthRow
	Shapes       []nn.Shape // of the network's layers, with Health
	Drawn        *Response
	Learned      *Learned
}

// Classified is the test set beside what the network says to it.
type Classified struct {
	Test *data.Set
	P    []float64 // for each digit the probability that it is one of 0 to 4
}

// Wrong reports whether digit i falls on the wrong side of 0.5.
func (j Classified) Wrong(i int) bool { return (j.P[i] > 0.5) != (j.Test.Y.Data[i] == 1) }

// Confidence returns how sure the network is of digit i, 0.5 to 1, right or
// wrong.
func (j Classified) Confidence(i int) float64 { return max(j.P[i], 1-j.P[i]) }

// MaxUnits is how many units of a layer a Detail shows at most.
const MaxUnits = 256

// Weights are the first layer's units, each with its way to the output.
type Weights struct {
	Units   int         // of the first layer; In holds MaxUnits at most
	In      [][]float64 // for each unit its 64 weights, as a picture
	Bias    []float64   // of each unit
	Out     []float64   // what each unit gives to the second linear layer; nil where there is none
	OutNorm bool        // Out holds Euclidean norms, as the second layer has several units
	Product []float64   // the 64 weights of the one unit that several linear layers come to; nil where they do not
}

// Response is what a network makes of a drawn digit.
type Response struct {
	Picture *[64]byte
	P       float64 // the probability that it is one of 0 to 4
	Layers  []Activity
}

// Activity is what the units of a layer put out, MaxUnits at most.
type Activity struct {
	Shape  nn.Shape
	Values []float64
}

// seen is the last look, which serves again while a new one would come too
// soon.
type seen struct {
	watch  Watch
	detail *Detail
	state  model.State
	at     time.Time
	cost   time.Duration
}

// lookEvery is the least time between two details: more would not be seen, and
// cost time and a slow line.
const lookEvery = 250 * time.Millisecond

// Look is Snapshot with what w asks for. While the run is under way and w
// stays, a detail is used again for a quarter of a second, and longer where it
// took long: watching must not slow the training down.
func (t *Training) Look(w Watch) Snapshot {
	s := t.Snapshot()
	now := time.Now()
	fresh := now.Sub(t.seen.at) < max(lookEvery, 20*t.seen.cost)
	if t.seen.detail == nil || t.seen.watch != w || t.seen.state != s.State || s.State == model.Unfinished && !fresh {
		t.seen = seen{watch: w, detail: t.detail(w), state: s.State}
		t.seen.at = time.Now()
		t.seen.cost = t.seen.at.Sub(now)
	}
	s.Detail = t.seen.detail
	return s
}

func (t *Training) detail(w Watch) *Detail {
	d := &Detail{Epoch: len(t.history), Batch: t.batch}
	t.withBest(func() {
		if w.Digits {
			d.Digits = t.judge(t.net)
		}
		if w.Weights {
			d.Weights = t.weights()
		}
		if w.Drawn != nil {
			d.Drawn = t.respond(w.Drawn)
		}
		if w.Learned {
			d.Learned = t.learned()
		}
	})
	if w.Health {
		d.Shapes, _ = nn.Shapes(Inputs, t.config.Layers)
		if t.health != nil {
			d.Health = t.health.rows[:len(t.health.rows):len(t.health.rows)]
		}
	}
	return d
}

// judge asks a network about all test digits.
func (t *Training) judge(net *nn.Network) *Classified {
	const at = 100 // digits at once, so that workspaces stay small
	j := &Classified{Test: &t.test, P: make([]float64, 0, t.test.Len())}
	for i := 0; i < t.test.Len(); i += at {
		batch := t.test.Rows(i, min(i+at, t.test.Len()))
		j.P = append(j.P, net.Forward(batch.X).Data...)
	}
	return j
}

// weights copies the first linear layer and what leads on from it.
func (t *Training) weights() *Weights {
	linear := linearsOf(t.net)
	w := linear[0].W
	out := &Weights{Units: w.Cols}
	for j := range min(w.Cols, MaxUnits) {
		unit := make([]float64, w.Rows)
		for i := range unit {
			unit[i] = w.Data[i*w.Stride+j]
		}
		out.In = append(out.In, unit)
		out.Bias = append(out.Bias, linear[0].B[j])
	}
	if len(linear) > 1 {
		out.Out, out.OutNorm = leading(linear[1].W, len(out.In))
		if straight(t.config) {
			out.Product = folded(linear).W.Data
		}
	}
	return out
}

func linearsOf(n *nn.Network) (linear []*nn.Linear) {
	for _, l := range n.Layers {
		if l, ok := l.(*nn.Linear); ok {
			linear = append(linear, l)
		}
	}
	return linear
}

// leading returns what the first rows of w come to.
func leading(w nn.Matrix, rows int) (out []float64, norm bool) {
	for i := range rows {
		row := w.Data[i*w.Stride : i*w.Stride+w.Cols]
		if len(row) == 1 {
			out = append(out, row[0])
			continue
		}
		sum := 0.0
		for _, v := range row {
			sum += v * v
		}
		out = append(out, math.Sqrt(sum))
	}
	return out, w.Cols > 1
}

// respond sends a drawn digit through the network.
func (t *Training) respond(picture *[64]byte) *Response {
	m := nn.Matrix{Rows: 1, Cols: Inputs, Stride: Inputs, Data: t.test.Normalise(picture[:])}
	r := &Response{Picture: picture, P: t.net.Forward(m).Data[0]}
	shapes, _ := nn.Shapes(Inputs, t.config.Layers)
	for i, shape := range shapes {
		values := t.net.Input(i + 1).Data
		r.Layers = append(r.Layers, Activity{shape, slices.Clone(values[:min(len(values), MaxUnits)])})
	}
	return r
}
