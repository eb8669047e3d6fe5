package check

import (
	"math"
	"slices"
	"strings"
	"testing"

	"nntui/nn"
)

// A broken network differs from the one that trains in one of its methods.
type broken struct {
	network
	forward  func(x nn.Matrix) nn.Matrix
	backward func(dy nn.Matrix)
	input    func(dy nn.Matrix) nn.Matrix
}

func (b broken) Forward(x nn.Matrix) nn.Matrix {
	if b.forward != nil {
		return b.forward(x)
	}
	return b.network.Forward(x)
}

func (b broken) Backward(dy nn.Matrix) {
	if b.backward != nil {
		b.backward(dy)
	} else {
		b.network.Backward(dy)
	}
}

func (b broken) BackwardInput(dy nn.Matrix) nn.Matrix {
	if b.input != nil {
		return b.input(dy)
	}
	return b.network.BackwardInput(dy)
}

// What breaks in the code that trains, network, layer or loss, fails the check
// in the tensors that are wrong.
func TestCheck_brokenNetwork(t *testing.T) {
	for name, c := range map[string]struct {
		breakIt func(c *chain, net *nn.Network)
		failed  string
		says    string
	}{
		"Backward leaves the first layer out": {func(c *chain, net *nn.Network) {
			c.net = broken{network: net, backward: func(dy nn.Matrix) {
				net.Backward(dy)
				_, gradient := c.taps[0].Params()
				clear(gradient)
			}}
		}, "W1 b1", "never computed"},
		"Backward forgets an activation": {func(c *chain, net *nn.Network) {
			c.net = broken{network: net, backward: func(dy nn.Matrix) {
				x, short := c.taps[0].Layer, c.taps[2].Layer.(*nn.Linear)
				hidden := short.Backward(c.stages[2].value, c.taps[3].Layer.Backward(c.stages[3].value, dy))
				x.Backward(c.stages[0].value, hidden)
			}}
		}, "W1 b1", ""},
		"Backward stops before the gradient is summed": {func(c *chain, net *nn.Network) {
			c.net = broken{network: net, backward: func(dy nn.Matrix) {
				net.Backward(dy)
				_, db := c.taps[2].weighted.Biases()
				clear(db)
			}}
		}, "b2", "0 in every entry of b2"},
		"BackwardInput returns the gradient of the output": {func(c *chain, net *nn.Network) {
			c.net = broken{network: net, input: func(dy nn.Matrix) nn.Matrix {
				net.BackwardInput(dy)
				return nn.NewMatrix(c.x.Rows, c.x.Cols)
			}}
		}, "x", "0 in every entry of x"},
		"Forward forgets an activation": {func(c *chain, net *nn.Network) {
			c.net = broken{network: net, forward: func(x nn.Matrix) nn.Matrix {
				net.Forward(x)
				y := net.Layers[2].Forward(net.Layers[0].Forward(x))
				return net.Layers[3].Forward(y)
			}}
		}, "x W1 b1 W2", ""},
		"the loss has another gradient": {func(c *chain, _ *nn.Network) {
			right := c.loss.Gradient
			c.loss.Gradient = func(dyhat, yhat, y nn.Matrix) {
				right(dyhat, yhat, y)
				for i := range dyhat.Data {
					dyhat.Data[i] *= 2
				}
			}
		}, "x W1 b1 W2 b2", "Constant factor: the output."},
		"the loss has another value": {func(c *chain, _ *nn.Network) {
			right := c.loss.Value
			c.loss.Value = func(yhat, y nn.Matrix) float64 { return -right(yhat, y) }
		}, "x W1 b1 W2 b2", "Wrong sign: the output."},
		"Backward adds up": {func(c *chain, net *nn.Network) {
			c.net = broken{network: net, backward: func(dy nn.Matrix) {
				_, db := c.taps[2].weighted.Biases()
				before := db[0]
				net.Backward(dy)
				db[0] += before
			}}
		}, "b2", "Analytic = 2 × numerical in every entry of b2"},
		"a layer trains otherwise than it goes back": {func(c *chain, net *nn.Network) {
			c.taps[0].Layer = otherwise{c.taps[0].Layer.(*nn.Linear)}
		}, "W1 b1", "numerical / 3: the mean over the 3 rows"},
	} {
		check := opened(t, small, configOf("network", NoFault))
		c.breakIt(check.chain, check.chain.net.(*nn.Network))
		check.chain.differentiate(Faults[0])
		check.Advance(len(check.comparing), 0)
		var failed []string
		for _, tensor := range check.Snapshot().Tensors {
			if tensor.Failed > 0 {
				failed = append(failed, tensor.Name)
			}
		}
		if v := check.Snapshot().Verdict; strings.Join(failed, " ") != c.failed || v.Cause == CauseNone || !strings.Contains(v.String(), c.says) {
			t.Errorf("%s: %s fail: %v; want %s: %s", name, failed, v, c.failed, c.says)
		}
	}
}

// otherwise is a layer that takes the mean over the batch in training only.
type otherwise struct{ *nn.Linear }

func (l otherwise) BackwardParams(x, dy nn.Matrix) {
	l.Linear.BackwardParams(x, dy)
	_, gradient := l.Params()
	for i := range gradient {
		gradient[i] /= float64(x.Rows)
	}
}

// A layer that cannot train without its input's gradient is taken back whole.
func TestTap_withoutBackwardParams(t *testing.T) {
	check := opened(t, small, configOf("network", "factor"))
	right := check.chain.tensors
	check.chain.taps[0].Layer = struct{ nn.Weighted }{check.chain.taps[0].weighted}
	check.chain.differentiate(faultOf(t, "factor"))
	if !sameGradients(check.chain.tensors, right) {
		t.Error("another gradient")
	}
}

func faultOf(t *testing.T, name string) Fault {
	t.Helper()
	i := slices.IndexFunc(Faults, func(f Fault) bool { return f.Name == name })
	if i < 0 {
		t.Fatal(name)
	}
	return Faults[i]
}

// Differences read their point and leave everything as it was: taken again, and
// in another order, they are the same.
func TestChain_leavesNoTrace(t *testing.T) {
	central, _ := nn.FormulaNamed("central")
	for _, component := range components() {
		c := opened(t, component, configOf(component.Name, NoFault)).chain
		loss := c.run(tensor{})
		var first []Entry
		tensors := slices.Clone(c.tensors)
		for k := range c.taps {
			tensors = append(tensors, c.input(k+1, ""))
		}
		for _, tensor := range tensors {
			first = append(first, c.compare(tensor, 0, central, 1e-3))
		}
		for k, tensor := range slices.Backward(tensors) {
			if again := c.compare(tensor, 0, central, 1e-3); again != first[k] {
				t.Errorf("%s by %s: %v, then %v", component.Name, tensor.name, first[k], again)
			}
			if !slices.Equal(tensor.live, tensor.at) {
				t.Errorf("%s: %s has changed", component.Name, tensor.name)
			}
		}
		if again := c.run(tensor{}); again != loss {
			t.Errorf("%s: loss %v, then %v", component.Name, loss, again)
		}
	}
}

// Between the layers there are right gradients and differences as well, of all
// rows and of one.
func TestChain_stages(t *testing.T) {
	central, _ := nn.FormulaNamed("central")
	for _, name := range []string{"network", "linear"} {
		c := opened(t, named(t, name), configOf(name, NoFault)).chain
		for k := range len(c.taps) + 1 {
			stage := c.input(k, "")
			for i := range stage.at {
				for stage.row = range c.x.Rows + 1 {
					want := stage.analytic[i]
					if stage.row > 0 && i/stage.cols != stage.row-1 {
						want = 0
					}
					if e := c.compare(stage, i, central, 1e-5); math.Abs(e.Numerical-want) > 1e-8 || e.Kink || stage.layer != k {
						t.Errorf("%s, stage %d, entry %d, row %d: %+v, want %v", name, k, i, stage.row, e, want)
					}
				}
			}
		}
	}
}

// A kink is one of the entry where h reaches it, and of nothing else.
func TestKinks(t *testing.T) {
	for x, want := range map[float64]bool{0: true, 4e-6: true, -4e-6: true, 6e-6: false, -6e-6: false} {
		component := named(t, "relu")
		component.draw = func(c *chain, net *nn.Network, seed uint64) error {
			err := uniform(-10, 10)(c, net, seed)
			c.x.Data[0] = x
			return err
		}
		s := ended(t, component, configOf("relu", NoFault))
		if e := s.Entries[0]; e.Kink != want || s.Kinks != map[bool]int{true: 1}[want] {
			t.Errorf("at %v: kink %t, %d in all; want %t", x, e.Kink, s.Kinks, want)
		}
		if s.Failed > 0 {
			t.Errorf("at %v: a kink fails: %v", x, s.Verdict)
		}
		if told := strings.Contains(s.Verdict.String(), "1 entry is a kink"); told != want {
			t.Errorf("at %v: %v", x, s.Verdict)
		}
	}
}

// Only what is bent has kinks, and only where a kink is: of a network the
// hidden units.
func TestTap_kinked(t *testing.T) {
	for _, component := range components() {
		for _, tap := range opened(t, component, configOf(component.Name, NoFault)).chain.taps {
			if got, want := tap.kinked(), strings.HasSuffix(tap.name, "relu"); got != want {
				t.Errorf("%s, %s: kinked %t, want %t", component.Name, tap.name, got, want)
			}
		}
	}
	c := opened(t, small, configOf("network", NoFault)).chain
	least := math.Inf(1)
	for _, v := range c.stages[1].value.Data {
		least = min(least, math.Abs(v))
	}
	b1 := c.tensors[2]
	for h, want := range map[float64]bool{0.9 * least: false, 1.1 * least: true} {
		kinks := 0
		for i := range b1.at {
			for _, name := range []string{"forward", "backward"} {
				formula, _ := nn.FormulaNamed(name)
				if c.compare(b1, i, formula, h).Kink {
					kinks++
				}
			}
		}
		if kinks > 0 != want {
			t.Errorf("a unit is %v from its kink: with h = %v %d biases have one", least, h, kinks)
		}
	}
}
