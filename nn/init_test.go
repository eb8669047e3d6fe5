package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// counter is a Source that counts its draws, returns the count and notes what
// it was asked for.
type counter struct {
	draws int
	asked []string
}

func (c *counter) Uniform(low, high float64) float64 {
	return c.draw(fmt.Sprintf("uniform %.4g %.4g", low, high))
}

func (c *counter) Normal() float64 { return c.draw("normal") }

func (c *counter) draw(what string) float64 {
	c.draws++
	c.asked = append(c.asked, what)
	return float64(c.draws)
}

// TestNetwork_Init draws for a 3-2-1 network.
func TestNetwork_Init(t *testing.T) {
	counted := []float64{1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 0}
	sigma1, sigma2 := math.Sqrt(2./3), 1. // what He multiplies the draws of each layer with
	for _, c := range []struct {
		name          string
		first, second string    // what each weight of a layer asks for
		want          []float64 // W1, b1, W2, b2
	}{
		{"notebook", "uniform -1 1", "uniform -1.732 1.732", counted},
		{"glorot", "uniform -1.095 1.095", "uniform -1.414 1.414", counted},
		{"he", "normal", "normal", []float64{sigma1, 2 * sigma1, 3 * sigma1, 4 * sigma1, 5 * sigma1, 6 * sigma1, 0, 0, 7 * sigma2, 8 * sigma2, 0}},
		{"zeros", "", "", make([]float64, 11)},
	} {
		n := chainOf(3, "linear:2,relu,linear:1,sigmoid")
		values, _ := n.Params()
		for i := range values {
			values[i] = math.NaN()
		}
		source := new(counter)
		if err := n.Init(c.name, source); err != nil {
			t.Error(err)
		}
		var asked []string
		if c.first != "" {
			asked = slices.Concat(slices.Repeat([]string{c.first}, 6), slices.Repeat([]string{c.second}, 2))
		}
		if !slices.Equal(source.asked, asked) {
			t.Errorf("%s draws %q, want %q", c.name, source.asked, asked)
		}
		equal(t, c.name, values, c.want)
	}
}

func TestNetwork_Init_unknown(t *testing.T) {
	n := chainOf(2, "linear:1")
	values, _ := n.Params()
	copy(values, []float64{1, 2, 3})
	wantError(t, n.Init("xavier", new(counter)), `initialiser "xavier": want notebook, glorot, he or zeros`, ErrUnknown)
	equal(t, "values", values, []float64{1, 2, 3})
}

// generator is a Source over math/rand.
type generator struct{ *rand.Rand }

func (g generator) Uniform(low, high float64) float64 { return low + (high-low)*g.Float64() }
func (g generator) Normal() float64                   { return g.NormFloat64() }

// TestInitializers_spread draws 40,000 weights of a layer with 100 inputs and
// 400 outputs. A uniform distribution up to a has the variance a²/3.
func TestInitializers_spread(t *testing.T) {
	want := map[string]struct{ bound, variance float64 }{
		"notebook": {math.Sqrt(6. / 40_000), 2. / 40_000},
		"glorot":   {math.Sqrt(6. / 500), 2. / 500},
		"he":       {math.Inf(1), 2. / 100},
		"zeros":    {0, 0},
	}
	for _, init := range Initializers {
		n := chainOf(100, "linear:400")
		if err := n.Init(init.Name, generator{rand.New(rand.NewPCG(1, 1))}); err != nil {
			t.Error(err)
		}
		var most, variance float64
		w := n.Layers[0].(*Linear).W.Data
		for _, v := range w {
			most = max(most, math.Abs(v))
			variance += v * v / float64(len(w))
		}
		if c, known := want[init.Name]; known && (!(most <= c.bound) || !(math.Abs(variance-c.variance) <= 0.02*c.variance)) {
			t.Errorf("%s: up to %v with variance %v, want up to %v with %v", init.Name, most, variance, c.bound, c.variance)
		}
	}
}
