package nn

import (
	"math/rand/v2"
	"testing"
)

// A trainer is a network with all that a training step needs.
type trainer struct {
	net       *Network
	optimizer *Optimizer
	loss      Loss
	x, y, dy  Matrix
}

func newTrainer(t testing.TB, in int, layers string, rows int, c OptimizerConfig) *trainer {
	t.Helper()
	net := chainOf(in, layers).Network
	r := rand.New(rand.NewPCG(1, 1))
	if err := net.Init("glorot", generator{r}); err != nil {
		t.Fatal(err)
	}
	values, _ := net.Params()
	y := NewMatrix(rows, 1)
	for i := range y.Data {
		y.Data[i] = float64(i % 2)
	}
	return &trainer{net, newOptimizer(t, c, len(values)), Losses[0], random(r, rows, in), y, NewMatrix(rows, 1)}
}

func (t *trainer) step() {
	t.loss.Gradient(t.dy, t.net.Forward(t.x), t.y)
	t.net.Backward(t.dy)
	t.net.AddL2(1e-4)
	t.net.Step(t.optimizer, 1e-3)
}

func (t *trainer) measure() float64 { return t.loss.Value(t.net.Forward(t.x), t.y) }

// TestStep checks that training lowers the loss, and that a step allocates
// nothing once the workspaces are there.
func TestStep(t *testing.T) {
	for _, layers := range []string{
		"linear:1,sigmoid",
		"linear:32,relu,linear:1,sigmoid",
		"tanh,linear:8,leaky-relu,linear:40,tanh,linear:1,sigmoid",
	} {
		for _, rows := range []int{1, 10, 50} {
			for _, c := range Optimizers {
				trainer := newTrainer(t, 64, layers, rows, c)
				before := trainer.measure()
				if n := testing.AllocsPerRun(20, trainer.step); n != 0 {
					t.Errorf("%s, %d rows, %s: %v allocations a step", layers, rows, c.Name, n)
				}
				if after := trainer.measure(); !(after < before) {
					t.Errorf("%s, %d rows, %s: loss goes from %v to %v", layers, rows, c.Name, before, after)
				}
			}
		}
	}
}

// TestStep_smallerBatch checks that a batch that fits into the workspaces
// allocates nothing either.
func TestStep_smallerBatch(t *testing.T) {
	n := chainOf(64, "linear:32,relu,linear:1,sigmoid")
	large, small := NewMatrix(100, 64), NewMatrix(10, 64)
	n.Forward(large)
	if allocs := testing.AllocsPerRun(10, func() {
		n.Forward(small)
		n.Forward(large)
	}); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

// BenchmarkStep is one training step of the assignment's first network.
func BenchmarkStep(b *testing.B) {
	for _, c := range Optimizers {
		b.Run(c.Name, func(b *testing.B) {
			t := newTrainer(b, 64, "linear:32,relu,linear:1,sigmoid", 10, c)
			b.ReportAllocs()
			for b.Loop() {
				t.step()
			}
		})
	}
}
