package training

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"nntui/nn"
)

// LayerHealth is how one layer fared in the last batch of an epoch, and in the
// test that followed it.
type LayerHealth struct {
	Gradient float64 // of a linear layer: Euclidean norm of its gradient
	Ratio    float64 // of a linear layer: norm of its update over that of its parameters
	Off      float64 // share of the ReLUs never on in the test, or of the values of a sigmoid or tanh on its flat parts
}

// A HealthRow is the health of all layers after an epoch.
type HealthRow struct {
	Epoch  int // counted from 1
	Layers []LayerHealth
}

// maxHealth bounds the rows that are kept. Beyond it every second one goes,
// and from then on every second epoch is left out: the whole run stays in view.
const maxHealth = 256

// health measures as a run goes. A nil *health does nothing.
type health struct {
	rows   []HealthRow
	every  int         // epochs between rows
	epochs int         // completed
	old    []float64   // the parameters before the update
	layers []layerSums // of the epoch under way
}

type layerSums struct {
	gradient, ratio float64
	most            []float64 // the largest input of each ReLU
	flat, all       int       // values on the flat parts of a sigmoid or tanh, of how many
}

// MeasureHealth makes the run keep the health of its layers from now on, for
// Look to show.
func (t *Training) MeasureHealth() {
	if t.health == nil {
		values, _ := t.net.Params()
		t.health = &health{every: 1, epochs: len(t.history), old: make([]float64, len(values)), layers: make([]layerSums, len(t.net.Layers))}
	}
}

// due reports whether the epoch under way will have a row.
func (h *health) due() bool { return h != nil && (h.epochs+1)%h.every == 0 }

// before is called with the gradient in place, before the update.
func (h *health) before(n *nn.Network) {
	if !h.due() {
		return
	}
	values, _ := n.Params()
	copy(h.old, values)
}

// after is called after the update.
func (h *health) after(n *nn.Network) {
	if !h.due() {
		return
	}
	at := 0
	for i, l := range n.Layers {
		values, gradient := l.Params()
		old := h.old[at : at+len(values)]
		at += len(values)
		h.layers[i] = layerSums{
			gradient: floats.Norm(gradient, 2),
			ratio:    floats.Distance(values, old, 2) / max(floats.Norm(old, 2), 1e-300),
			most:     h.layers[i].most[:0],
		}
	}
}

// flatFrom is where a function counts as flat: its derivative is below a
// fourteenth of the largest.
var flatFrom = map[string]float64{"sigmoid": 4, "tanh": 2}

// look is called after the test has gone forward through the network.
func (h *health) look(n *nn.Network) {
	if !h.due() {
		return
	}
	for i, l := range n.Layers {
		l, ok := l.(*nn.Elementwise)
		if !ok {
			continue
		}
		x := n.Input(i)
		if limit, ok := flatFrom[l.Name]; ok {
			h.layers[i].countFlat(x.Data, limit)
		} else if l.Name == "relu" {
			h.layers[i].noteMost(x)
		}
	}
}

func (s *layerSums) countFlat(x []float64, limit float64) {
	for _, v := range x {
		if math.Abs(v) > limit {
			s.flat++
		}
	}
	s.all += len(x)
}

func (s *layerSums) noteMost(x nn.Matrix) {
	if len(s.most) == 0 {
		s.most = append(s.most, x.Data[:x.Cols]...)
	}
	for i := range x.Rows {
		most := s.most
		for j, v := range x.Data[i*x.Stride : i*x.Stride+x.Cols] {
			if v > most[j] {
				most[j] = v
			}
		}
	}
}

// endEpoch writes the row of the epoch.
func (h *health) endEpoch() {
	if h == nil {
		return
	}
	due := h.due()
	if h.epochs++; !due {
		return
	}
	row := HealthRow{Epoch: h.epochs, Layers: make([]LayerHealth, len(h.layers))}
	for i, s := range h.layers {
		row.Layers[i] = LayerHealth{Gradient: s.gradient, Ratio: s.ratio, Off: s.off()}
	}
	if h.rows = append(h.rows, row); len(h.rows) == maxHealth {
		h.thin()
	}
}

// thin leaves out every second row. Snapshots keep the old ones.
func (h *health) thin() {
	h.every *= 2
	var rows []HealthRow
	for _, r := range h.rows {
		if r.Epoch%h.every == 0 {
			rows = append(rows, r)
		}
	}
	h.rows = rows
}

func (s *layerSums) off() float64 {
	if s.all > 0 {
		return float64(s.flat) / float64(s.all)
	}
	off := 0
	for _, v := range s.most {
		if v <= 0 {
			off++
		}
	}
	return float64(off) / float64(max(1, len(s.most)))
}
