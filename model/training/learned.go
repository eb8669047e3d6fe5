package training

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"

	"nntui/nn"
)

// Learned is how far the layers of a run have come.
type Learned struct {
	Layers   []LayerLearned // of each linear layer
	Single   *Single        // nil where an activation stands between two of them
	Dead     int            // ReLU units that no test digit turns on
	Distinct int            // units of the first layer, equal ones counted once; MaxUnits at most
}

// LayerLearned is how far a linear layer has come from its initial weights and
// biases, and how strongly the first batch pulled at them: Euclidean norms.
type LayerLearned struct {
	MovedW, MovedB float64
	GradW, GradB   float64
}

// Single is the one linear layer that all of a network come to, see [nn.Fold],
// on the test digits.
type Single struct {
	Loss, Accuracy float64
	Difference     float64 // largest, of a prediction, from that of the network
}

func (t *Training) learned() *Learned {
	out := &Learned{Layers: t.moves(), Single: t.single(), Dead: t.deadUnits()}
	if weighted := t.net.Weighted(); len(weighted) > 0 {
		out.Distinct = distinctUnits(weighted[0])
	}
	return out
}

// moves puts the network back to where it began, for as long as it takes to see
// how far it has come and how the first batch pulled.
func (t *Training) moves() (list []LayerLearned) {
	now := slices.Clone(t.at.Values)
	defer copy(t.at.Values, now)
	copy(t.at.Values, t.start)
	x, y := t.rows(&t.train, 0)
	t.backward(t.net.Forward(x), y, t.stages[0].L2)
	rest := now
	for _, l := range t.net.Layers {
		w, dw, b, db := parts(l)
		if len(w) == 0 {
			continue
		}
		list = append(list, LayerLearned{
			MovedW: floats.Distance(w, rest[:len(w)], 2),
			MovedB: floats.Distance(b, rest[len(w):len(w)+len(b)], 2),
			GradW:  floats.Norm(dw, 2),
			GradB:  floats.Norm(db, 2),
		})
		rest = rest[len(w)+len(b):]
	}
	return list
}

// parts returns the weights and the biases of a layer and their gradients; the
// parameters of a layer that has neither count as weights.
func parts(l nn.Layer) (w, dw, b, db []float64) {
	if l, ok := l.(nn.Weighted); ok {
		weights, gradient := l.Weights()
		b, db = l.Biases()
		return weights.Data, gradient.Data, b, db
	}
	w, dw = l.Params()
	return w, dw, nil, nil
}

// single folds a network of linear layers and asks it what the run is asked.
func (t *Training) single() *Single {
	one, last := t.folded()
	if one == nil {
		return nil
	}
	net := &nn.Network{Layers: []nn.Layer{one, last}}
	s := &Single{}
	s.Loss, s.Accuracy, _ = t.measure(net, &t.test, nil)
	want := t.classify(t.net).P
	for i, p := range t.classify(net).P {
		s.Difference = max(s.Difference, math.Abs(p-want[i]))
	}
	return s
}

// folded returns the last layer, and the one that all others come to; nil
// where they come to none.
func (t *Training) folded() (one *nn.Linear, last nn.Layer) {
	n := len(t.net.Layers) - 1
	return nn.Fold(t.net.Layers[:n]...), t.net.Layers[n]
}

// straight reports whether all layers but the last come to a single linear
// one, as they do with any widths.
func (c Config) straight() bool {
	shapes, err := c.Shapes()
	if err != nil {
		return false
	}
	var list []string
	for _, s := range shapes[:len(shapes)-1] {
		s.Width = min(s.Width, 1)
		list = append(list, s.String())
	}
	net, err := nn.New(1, strings.Join(list, ","))
	return err == nil && nn.Fold(net.Layers...) != nil
}

// learners is how many layers have parameters.
func (c Config) learners() (n int) {
	shapes, _ := c.Shapes()
	for _, s := range shapes {
		if s.Params > 0 {
			n++
		}
	}
	return n
}

// deadUnits counts the ReLU units that stay off in the whole test.
func (t *Training) deadUnits() (dead int) {
	layers := make([]layerState, len(t.shapes))
	t.measure(t.net, &t.test, layers)
	for _, l := range layers {
		dead += l.dead()
	}
	return dead
}

// distinctUnits counts the units of a layer, MaxUnits at most, those that differ
// by no more than rounding once.
func distinctUnits(l nn.Weighted) int {
	w, _ := l.Weights()
	b, _ := l.Biases()
	var distinct [][]float64
	for j, unit := range units(w) {
		unit = append(unit, b[j])
		if !slices.ContainsFunc(distinct, func(u []float64) bool { return floats.EqualApprox(u, unit, 1e-12) }) {
			distinct = append(distinct, unit)
		}
	}
	return len(distinct)
}
