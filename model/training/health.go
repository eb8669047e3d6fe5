package training

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"nntui/nn"
)

// LayerHealth is how one layer fared in the last batch of an epoch, and in the
// test that followed it.
type LayerHealth struct {
	Gradient float64 // of a linear layer: Euclidean norm of its gradient
	Ratio    float64 // of a linear layer: norm of its update over that of its parameters
	Off      float64 // share of the ReLUs never on in the test, or of the values of a sigmoid or tanh on its flat parts
	Zero     bool    // of a linear layer: are all its weights 0, its biases left out?
}

// A HealthRow is the health of all layers after an epoch.
type HealthRow struct {
	Epoch  int // counted from 1
	Layers []LayerHealth
	Error  float64 // standard error of the training loss, by the spread of its batches; 0 where there are not two
}

// maxHealth bounds the rows that are kept. Beyond it every second one goes,
// and from then on every second epoch is left out: the whole run stays in view.
const maxHealth = 256

// layerState is what is known of a layer while its health is measured.
type layerState struct {
	LayerHealth
	most      []float64 // the largest input of each ReLU
	flat, all int       // values on the flat parts of a sigmoid or tanh, of how many
}

// noteUpdate begins to measure, after the last update of an epoch.
func (t *Training) noteUpdate() {
	old := t.old
	for i, l := range t.net.Layers {
		values, gradient := l.Params()
		s := &t.layers[i]
		s.Gradient = floats.Norm(gradient, 2)
		s.Ratio = floats.Distance(values, old[:len(values)], 2) / max(floats.Norm(old[:len(values)], 2), 1e-300)
		if l, ok := l.(*nn.Linear); ok {
			w, _ := l.Weights()
			s.Zero = floats.Norm(w.Data, 1) == 0
		}
		s.most, s.flat, s.all = s.most[:0], 0, 0
		old = old[len(values):]
	}
}

// flatFrom is where a function counts as flat: its derivative is below a
// fourteenth of the largest.
var flatFrom = map[string]float64{"sigmoid": 4, "tanh": 2}

// look notes what the activations of a network did to a batch that has just
// gone through it.
func (t *Training) look(n *nn.Network, layers []layerState) {
	for i := range layers {
		s, kind := &layers[i], t.shapes[i].Name
		if limit, ok := flatFrom[kind]; ok {
			for _, v := range n.Input(i).Data {
				if math.Abs(v) > limit {
					s.flat++
				}
				s.all++
			}
		} else if kind == "relu" {
			s.noteMost(n.Input(i))
		}
	}
}

func (s *layerState) noteMost(x nn.Matrix) {
	if len(s.most) == 0 {
		s.most = append(s.most, x.Data[:x.Cols]...)
	}
	for i := range x.Rows {
		for j, v := range x.Data[i*x.Stride : i*x.Stride+x.Cols] {
			s.most[j] = max(s.most[j], v)
		}
	}
}

// noteHealth writes the row of an epoch that has just ended, where its turn
// is. Snapshots keep the rows that go.
func (t *Training) noteHealth() {
	epoch, row := len(t.at.Epochs), HealthRow{Error: t.batchError()}
	t.at.Squares = 0
	if row.Epoch = epoch; epoch%t.at.HealthEvery != 0 {
		return
	}
	for _, s := range t.layers {
		s.Off = s.off()
		row.Layers = append(row.Layers, s.LayerHealth)
	}
	if t.at.HealthRows = append(t.at.HealthRows, row); len(t.at.HealthRows) == maxHealth {
		t.at.HealthEvery *= 2
		t.at.HealthRows = slices.DeleteFunc(slices.Clone(t.at.HealthRows), func(r HealthRow) bool { return r.Epoch%t.at.HealthEvery != 0 })
	}
}

// batchError returns the standard error that the training loss of the epoch
// that has just ended has by the spread of its batches.
func (t *Training) batchError() float64 {
	n, mean := float64(t.Batches()), t.at.Epochs[len(t.at.Epochs)-1].LossTrain
	return math.Sqrt(max(0, t.at.Squares/n-mean*mean) / max(1, n-1))
}

// lateHealth returns the rows that a verdict looks back to.
func (t *Training) lateHealth() []HealthRow {
	rows := t.at.HealthRows
	return slices.Clip(rows[max(0, len(rows)-lately):])
}

// dead returns how many ReLUs no row has turned on.
func (s *layerState) dead() (n int) {
	for _, v := range s.most {
		if v <= 0 {
			n++
		}
	}
	return n
}

func (s *layerState) off() float64 {
	if s.all > 0 {
		return float64(s.flat) / float64(s.all)
	}
	return float64(s.dead()) / float64(max(1, len(s.most)))
}
