package training

import (
	"math"
	"slices"

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
	if t.origin == nil {
		t.origin = t.Begin()
	}
	out := &Learned{Single: t.single(), Dead: t.deadUnits(), Distinct: distinctUnits(linearsOf(t.net)[0])}
	start := linearsOf(t.origin)
	for i, l := range linearsOf(t.net) {
		out.Layers = append(out.Layers, LayerLearned{
			MovedW: floats.Distance(l.W.Data, start[i].W.Data, 2),
			MovedB: floats.Distance(l.B, start[i].B, 2),
			GradW:  floats.Norm(start[i].DW.Data, 2),
			GradB:  floats.Norm(start[i].DB, 2),
		})
	}
	return out
}

// Begin returns the network as it was before the first batch, with the
// gradient there. Nobody need have kept it: the same config draws the same
// weights again.
func (t *Training) Begin() *nn.Network {
	net, err := newNet(Inputs, t.config)
	if err != nil {
		panic(err) // the run itself began with it
	}
	x, y := t.rows(&t.train, 0)
	t.backward(net, net.Forward(x).Data, y)
	return net
}

// single folds a network of linear layers and asks it what the run is asked.
func (t *Training) single() *Single {
	if !straight(t.config) {
		return nil
	}
	net, err := nn.New(Inputs, "linear:1,sigmoid")
	if err != nil {
		panic(err)
	}
	values, _ := net.Params()
	one := folded(linearsOf(t.net))
	copy(values[copy(values, one.W.Data):], one.B)
	sum, _ := t.measure(net, &t.test, nil)
	s := &Single{}
	s.Loss, s.Accuracy = sum.means()
	want := t.judge(t.net)
	for i, p := range t.judge(net).P {
		s.Difference = max(s.Difference, math.Abs(p-want.P[i]))
	}
	return s
}

// folded multiplies linear layers out, from the output, where the products are
// small.
func folded(linear []*nn.Linear) *nn.Linear {
	last := len(linear) - 1
	one := linear[last]
	for i := last - 1; i >= 0; i-- {
		one = nn.Fold(linear[i], one)
	}
	return one
}

// deadUnits counts the ReLU units that stay off in the whole test.
func (t *Training) deadUnits() (dead int) {
	h := &health{every: 1, layers: make([]layerSums, len(t.net.Layers))}
	t.measure(t.net, &t.test, h)
	for _, l := range h.layers {
		for _, most := range l.most {
			if most <= 0 {
				dead++
			}
		}
	}
	return dead
}

// distinctUnits counts the units of a layer, MaxUnits at most, those that differ
// by no more than rounding once.
func distinctUnits(l *nn.Linear) int {
	var units [][]float64
	for j := range min(l.W.Cols, MaxUnits) {
		unit := []float64{l.B[j]}
		for i := range l.W.Rows {
			unit = append(unit, l.W.Data[i*l.W.Stride+j])
		}
		if !slices.ContainsFunc(units, func(u []float64) bool { return floats.EqualApprox(u, unit, 1e-12) }) {
			units = append(units, unit)
		}
	}
	return len(units)
}
