package nn

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"
	"pgregory.net/rapid"
)

// moves are the optimizers as sums over all gradients g[0] to g[t] so far of
// one parameter: how far it moves in step t, in learning rates. One that is
// not here is checked by all but that.
var moves = map[string]func(c OptimizerConfig, g []float64) float64{
	"sgd":      func(c OptimizerConfig, g []float64) float64 { return last(g) },
	"momentum": func(c OptimizerConfig, g []float64) float64 { return fading(c.Momentum, g) },
	"nesterov": func(c OptimizerConfig, g []float64) float64 { return last(g) + c.Momentum*fading(c.Momentum, g) },
	"adagrad": func(c OptimizerConfig, g []float64) float64 {
		return last(g) / (math.Sqrt(fading(1, squares(g))) + c.Epsilon)
	},
	"rmsprop": func(c OptimizerConfig, g []float64) float64 {
		return last(g) / (math.Sqrt((1-c.Decay)*fading(c.Decay, squares(g))) + c.Epsilon)
	},
	"adam": func(c OptimizerConfig, g []float64) float64 {
		return mean(c.Momentum, g) / (math.Sqrt(mean(c.Decay, squares(g))) + c.Epsilon)
	},
}

func last(g []float64) float64 { return g[len(g)-1] }

// fading returns the sum of g in which a value counts keep times as much with
// each step that it lies back.
func fading(keep float64, g []float64) (sum float64) {
	for t, v := range g {
		sum += math.Pow(keep, float64(len(g)-1-t)) * v
	}
	return sum
}

// mean returns the mean of g with the weights of fading.
func mean(keep float64, g []float64) float64 {
	ones := slices.Repeat([]float64{1}, len(g))
	return fading(keep, g) / fading(keep, ones)
}

func squares(g []float64) []float64 {
	s := slices.Clone(g)
	floats.Mul(s, g)
	return s
}

// TestOptimizers follows every optimizer, with its own and with other
// settings, beside its formula in moves, and beside another that is tuned to
// it before each step and gets its memory.
func TestOptimizers(t *testing.T) {
	for _, def := range Optimizers {
		t.Run(def.Name, rapid.MakeCheck(func(t *rapid.T) {
			c := def
			if rapid.Bool().Draw(t, "other settings") {
				c.Momentum = rapid.Float64Range(0, 0.999).Draw(t, "momentum")
				c.Decay = rapid.Float64Range(0, 0.999).Draw(t, "decay")
				c.Epsilon = rapid.Float64Range(1e-10, 1).Draw(t, "epsilon")
			}
			n, steps := rapid.IntRange(1, 5).Draw(t, "n"), rapid.IntRange(1, 20).Draw(t, "steps")
			follow(t, c, n, steps, rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)))
		}))
	}
}

func follow(t *rapid.T, c OptimizerConfig, n, steps int, r *rand.Rand) {
	t.Helper()
	o := newOptimizer(t, c, n)
	w := random(r, 1, n).Data
	want, histories := slices.Clone(w), make([][]float64, n)
	move, known := moves[c.Name]
	for step := range steps {
		g, rate := random(r, 1, n).Data, r.Float64()
		for i := range n {
			histories[i] = append(histories[i], g[i])
			if known {
				want[i] -= rate * move(c, histories[i])
			}
		}
		other := newOptimizer(t, OptimizerConfig{Name: c.Name, Epsilon: 1}, n)
		other.Tune(c)
		for i, m := range o.Memory() {
			copy(other.Memory()[i], m)
		}
		again, before := slices.Clone(w), slices.Clone(g)
		o.Step(w, g, rate)
		other.Step(again, g, rate)
		if !slices.Equal(g, before) {
			t.Fatalf("step %d changes the gradient", step)
		}
		if !slices.Equal(w, again) {
			t.Fatalf("after step %d: %v, the other goes to %v", step, w, again)
		}
		if known && !floats.EqualApprox(w, want, 1e-9) {
			t.Fatalf("after step %d: %v, want %v", step, w, want)
		}
	}
}

func TestOptimizers_zeroGradient(t *testing.T) {
	for _, c := range Optimizers {
		o := newOptimizer(t, c, 3)
		w := []float64{-1, 0, 2}
		for range 3 {
			o.Step(w, make([]float64, 3), 0.1)
		}
		if !slices.Equal(w, []float64{-1, 0, 2}) {
			t.Errorf("%s moves without a gradient, to %v", c.Name, w)
		}
	}
}

func newOptimizer(t rapid.TB, c OptimizerConfig, n int) *Optimizer {
	t.Helper()
	o, err := c.New(n)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestOptimizers_bowl descends on (x² + 20y²) / 2, which takes each optimizer
// one of these rates.
func TestOptimizers_bowl(t *testing.T) {
	for _, c := range Optimizers {
		least := math.Inf(1)
		for _, rate := range []float64{0.5, 0.05, 0.01} {
			o, w := newOptimizer(t, c, 2), []float64{2, -1}
			for range 300 {
				o.Step(w, []float64{w[0], 20 * w[1]}, rate)
			}
			if f := (w[0]*w[0] + 20*w[1]*w[1]) / 2; f < least {
				least = f
			}
		}
		if !(least < 0.01) {
			t.Errorf("%s only gets from 12 to %v", c.Name, least)
		}
	}
}

// TestOptimizers_defaults pins PyTorch's settings and, as saved runs hold it,
// what each optimizer remembers for five parameters.
func TestOptimizers_defaults(t *testing.T) {
	for name, want := range map[string]struct {
		settings OptimizerConfig
		memory   []int
	}{
		"sgd":      {OptimizerConfig{"sgd", 0, 0, 0}, nil},
		"momentum": {OptimizerConfig{"momentum", 0.9, 0, 0}, []int{5}},
		"nesterov": {OptimizerConfig{"nesterov", 0.9, 0, 0}, []int{5}},
		"adagrad":  {OptimizerConfig{"adagrad", 0, 0, 1e-10}, []int{5}},
		"rmsprop":  {OptimizerConfig{"rmsprop", 0, 0.99, 1e-8}, []int{5}},
		"adam":     {OptimizerConfig{"adam", 0.9, 0.999, 1e-8}, []int{5, 5, 1}},
	} {
		got, err := OptimizerNamed(name)
		if err != nil || got != want.settings {
			t.Errorf("%s: %+v, %v, want %+v", name, got, err, want.settings)
		}
		var memory []int
		for _, m := range newOptimizer(t, got, 5).Memory() {
			memory = append(memory, len(m))
		}
		if !slices.Equal(memory, want.memory) {
			t.Errorf("%s remembers %d numbers, want %d", name, memory, want.memory)
		}
	}
}

var optimizerNames = oneOf(Optimizers, func(c OptimizerConfig) string { return c.Name })

func TestOptimizerNamed(t *testing.T) {
	for _, want := range Optimizers {
		if got, err := OptimizerNamed(want.Name); got != want || err != nil {
			t.Errorf("OptimizerNamed(%q) = %v, %v", want.Name, got, err)
		}
	}
	_, err := OptimizerNamed("newton")
	wantError(t, err, `optimizer "newton": want `+optimizerNames, ErrUnknown)
}

// wantError fails the test unless err has that text and wraps kind; none if
// the text is empty.
func wantError(t *testing.T, err error, want string, kind error) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if got != want || want != "" && !errors.Is(err, kind) {
		t.Errorf("error %q, want %q that wraps %v", got, want, kind)
	}
}

func TestOptimizerConfig_New(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		config OptimizerConfig
		err    string
	}{
		{OptimizerConfig{Name: "sgd"}, ""},
		{OptimizerConfig{Name: "momentum"}, ""},
		{OptimizerConfig{Name: "adam", Momentum: 0.999, Decay: 0.999, Epsilon: 5e-324}, ""},
		{OptimizerConfig{Name: "sgd", Momentum: 0.5, Decay: 0.5, Epsilon: 0.5}, ""},

		{OptimizerConfig{}, `optimizer "": want ` + optimizerNames},
		{OptimizerConfig{Name: "momentum", Momentum: -0.1}, "momentum: momentum -0.1: want from 0 to below 1"},
		{OptimizerConfig{Name: "momentum", Momentum: 1}, "momentum: momentum 1: want from 0 to below 1"},
		{OptimizerConfig{Name: "nesterov", Momentum: nan}, "nesterov: momentum NaN: want from 0 to below 1"},
		{OptimizerConfig{Name: "adam", Momentum: inf, Epsilon: 1}, "adam: momentum +Inf: want from 0 to below 1"},
		{OptimizerConfig{Name: "sgd", Momentum: -inf}, "sgd: momentum -Inf: want from 0 to below 1"},
		{OptimizerConfig{Name: "rmsprop", Decay: -0.1, Epsilon: 1}, "rmsprop: decay -0.1: want from 0 to below 1"},
		{OptimizerConfig{Name: "rmsprop", Decay: 1, Epsilon: 1}, "rmsprop: decay 1: want from 0 to below 1"},
		{OptimizerConfig{Name: "adam", Decay: nan, Epsilon: 1}, "adam: decay NaN: want from 0 to below 1"},
		{OptimizerConfig{Name: "sgd", Decay: inf}, "sgd: decay +Inf: want from 0 to below 1"},
		{OptimizerConfig{Name: "adagrad"}, "adagrad: epsilon 0: want above 0"},
		{OptimizerConfig{Name: "rmsprop", Epsilon: -1}, "rmsprop: epsilon -1: want above 0"},
		{OptimizerConfig{Name: "adam", Epsilon: inf}, "adam: epsilon +Inf: want above 0"},
		{OptimizerConfig{Name: "adam", Epsilon: nan}, "adam: epsilon NaN: want above 0"},
		// Unused, but a config with NaN would not even be equal to itself.
		{OptimizerConfig{Name: "sgd", Epsilon: nan}, "sgd: epsilon NaN: want above 0"},
	} {
		_, err := c.config.New(2)
		kind := ErrRange
		if c.config.Name == "" {
			kind = ErrUnknown
		}
		wantError(t, err, c.err, kind)
	}
}

// TestOptimizerConfig_New_any accepts exactly the configs whose settings are
// all in range, and never panics.
func TestOptimizerConfig_New_any(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(Optimizers).Draw(t, "config")
		needsEpsilon := c.Epsilon > 0
		setting := rapid.OneOf(rapid.Float64(), rapid.Float64Range(0, 1),
			rapid.SampledFrom([]float64{0, 1, math.NaN(), math.Inf(1), math.Inf(-1)}))
		c.Momentum = setting.Draw(t, "momentum")
		c.Decay = setting.Draw(t, "decay")
		c.Epsilon = setting.Draw(t, "epsilon")
		share := func(v float64) bool { return 0 <= v && v < 1 }
		ok := share(c.Momentum) && share(c.Decay) &&
			0 <= c.Epsilon && c.Epsilon <= math.MaxFloat64 && !(needsEpsilon && c.Epsilon == 0)
		if _, err := c.New(1); ok != (err == nil) {
			t.Errorf("%+v: error %v", c, err)
		}
	})
}
