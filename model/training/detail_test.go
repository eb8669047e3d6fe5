package training

import (
	"gonum.org/v1/gonum/floats"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nntui/nn"
)

// Looking changes nothing, and holds what was asked for and no more.
func TestLook(t *testing.T) {
	watched, alone := begin(t, brief(nn.Optimizers[0]), 0), begin(t, brief(nn.Optimizers[0]), 0)
	for range 20 {
		for _, w := range []Watch{{}, {Digits: true}, {Weights: true, Drawn: everything.Drawn}, {Learned: true}, {Health: true}} {
			d := watched.Look(w).Detail
			if (d.Digits != nil) != w.Digits || (d.Weights != nil) != w.Weights || (d.Drawn != nil) != (w.Drawn != "") ||
				(d.Learned != nil) != w.Learned || (d.Shapes != nil) != w.Health {
				t.Fatalf("%+v shows %+v", w, d)
			}
			if d.Epoch != len(watched.at.Epochs) || d.Batch != watched.at.Batch {
				t.Errorf("epoch %d, batch %d: it says %d, %d", len(watched.at.Epochs), watched.at.Batch, d.Epoch, d.Batch)
			}
		}
		watched.Advance(3, 0)
		alone.Advance(3, 0)
	}
	if !reflect.DeepEqual(decided(watched), decided(alone)) {
		t.Error("looking has changed the run")
	}
}

// TestLook_whenever has two runs of the same course, of which one is looked at
// after each step and each change, and the other not before.
func TestLook_whenever(t *testing.T) {
	c := brief(nn.Optimizers[1])
	c.Patience, c.Validation, c.BatchSize = 0, 0, 400 // two batches an epoch
	for name, course := range map[string]func(r *Training, look func()){
		"another penalty before the first batch": func(r *Training, look func()) {
			look()
			retune(t, r, with(c, func(c *Config) { c.L2 = 3 }))
		},
		"another penalty later": func(r *Training, look func()) {
			r.Advance(1, 0)
			look()
			retune(t, r, with(c, func(c *Config) { c.L2 = 3 }))
		},
		"two changes": func(r *Training, look func()) {
			for i := range 5 {
				r.Advance(1, 0)
				look()
				retune(t, r, with(c, func(c *Config) { c.L2 = float64(i) }))
			}
		},
		"more epochs after the end": func(r *Training, look func()) {
			r.Advance(math.MaxInt, 0)
			look()
			retune(t, r, with(c, func(c *Config) { c.Epochs = 8 }))
			r.Advance(math.MaxInt, 0)
		},
		"a step": func(r *Training, look func()) {
			look()
			r.Advance(1, 0)
		},
	} {
		watched, alone := begin(t, c, 0), begin(t, c, 0)
		course(watched, func() { watched.Look(everything) })
		course(alone, func() {})
		for range 2 {
			t.Run(name, func(t *testing.T) { same(t, watched.Look(everything), alone.Look(everything)) })
			restored, err := Restore(alone.Save())
			if err != nil {
				t.Fatal(err)
			}
			t.Run(name+", restored", func(t *testing.T) { same(t, restored.Look(everything), alone.Look(everything), notSaved) })
			watched.Advance(3, 0)
			alone.Advance(3, 0)
		}
	}
}

// TestLook_digits compares with one example at a time.
func TestLook_digits(t *testing.T) {
	run := begin(t, short(), 3)
	d := run.Look(Watch{Digits: true}).Detail.Digits
	if len(d.P) != 899 || d.Test.Len() != 899 {
		t.Fatalf("%d of %d digits", len(d.P), d.Test.Len())
	}
	right := 0
	for i, p := range d.P {
		one := d.Test.Rows(i, i+1)
		near(t, "the answer", p, run.net.Forward(one.X).Data[0])
		if !d.Wrong(i) && i < 800 {
			right++
		}
		if i%50 > 0 {
			continue // that takes its time
		}
		drawn := run.Look(Watch{Drawn: string(one.Pixels)}).Detail.Drawn
		near(t, "the answer to the same digit, drawn", drawn.P, p)
		if drawn.Picture != string(one.Pixels) {
			t.Fatal("it is another picture")
		}
	}
	_, accuracy, _ := run.measure(run.net, &run.test, nil)
	near(t, "accuracy", accuracy, float64(right)/800)
}

func TestClassified(t *testing.T) {
	c := Classified{Test: testSet(1, 1, 1, 0, 0, 0), P: []float64{0.7, 0.5, 0.2, 0.7, 0.5, 0.2}}
	for i, want := range []struct {
		wrong bool
		sure  float64
	}{{false, 0.7}, {true, 0.5}, {true, 0.8}, {true, 0.7}, {false, 0.5}, {false, 0.8}} {
		if c.Wrong(i) != want.wrong || c.Confidence(i) != want.sure {
			t.Errorf("%v for %v: wrong %t, %v sure", c.P[i], c.Test.Y.Data[i], c.Wrong(i), c.Confidence(i))
		}
	}
}

func TestLook_weights(t *testing.T) {
	for _, c := range []struct {
		layers       string
		units        int
		norm         bool
		out, product bool
	}{
		{"linear:1,sigmoid", 1, false, false, false},
		{"linear:5,linear:1,sigmoid", 5, false, true, true},
		{"linear:5,relu,linear:1,sigmoid", 5, false, true, false},
		{"linear:5,tanh,linear:3,relu,linear:1,sigmoid", 5, true, true, false},
		{"relu,linear:6,linear:3,linear:1,sigmoid", 6, true, true, false},
		{"linear:300,linear:2,linear:1,sigmoid", 300, true, true, true},
	} {
		run := begin(t, with(short(), func(cc *Config) { cc.Layers, cc.Init = c.layers, "glorot" }), 1)
		w := run.Look(Watch{Weights: true}).Detail.Weights
		if w.Units != c.units || len(w.In) != min(c.units, MaxUnits) || len(w.Bias) != len(w.In) || w.OutNorm != c.norm ||
			(w.Out != nil) != c.out || (w.Product != nil) != c.product {
			t.Errorf("%s: %d units, %d shown, norm %t, out %t, product %t", c.layers, w.Units, len(w.In), w.OutNorm, w.Out != nil, w.Product != nil)
			continue
		}
		checkWeights(t, run, w)
	}
}

func checkWeights(t *testing.T, run *Training, w *Weights) {
	t.Helper()
	layers := run.net.Weighted()
	first, _ := layers[0].Weights()
	b, _ := layers[0].Biases()
	for j, unit := range w.In {
		for i, v := range unit {
			near(t, "weight", v, first.Data[i*first.Cols+j])
		}
		near(t, "bias", w.Bias[j], b[j])
		if w.Out == nil {
			continue
		}
		next, _ := layers[1].Weights()
		row := next.Data[j*next.Cols : (j+1)*next.Cols]
		want := row[0]
		if w.OutNorm {
			want = 0
			for _, v := range row {
				want += v * v
			}
			want = math.Sqrt(want)
		}
		near(t, "way on", w.Out[j], want)
	}
	if w.Product != nil {
		near(t, "product", w.Product[7], productOf(layers, 7))
	}
}

// productOf is what one of the inputs comes to.
func productOf(layers []nn.Weighted, input int) float64 {
	values := make([]float64, 64)
	values[input] = 1
	for _, l := range layers {
		w, _ := l.Weights()
		next := make([]float64, w.Cols)
		for i, v := range values {
			for j := range next {
				next[j] += v * w.Data[i*w.Stride+j]
			}
		}
		values = next
	}
	return values[0]
}

// TestLook_drawn wants what each layer puts out, of wide ones the first units.
func TestLook_drawn(t *testing.T) {
	run := begin(t, with(short(), func(c *Config) { c.Layers = "linear:300,tanh,linear:1,sigmoid" }), 1)
	r := run.Look(Watch{Drawn: everything.Drawn}).Detail.Drawn
	names := []string{}
	for i, l := range r.Layers {
		names = append(names, l.Shape.String())
		if want := run.net.Input(i + 1).Data; !slices.Equal(l.Values, want[:min(len(want), MaxUnits)]) {
			t.Errorf("layer %d differs", i)
		}
	}
	if got := strings.Join(names, ","); got != run.at.Config.Layers {
		t.Errorf("the layers are %s", got)
	}
	near(t, "the answer", r.P, r.Layers[3].Values[0])
}

// TestLook_drawnMost wants of each layer the most that any digit of the test
// brings it to, whatever is drawn.
func TestLook_drawnMost(t *testing.T) {
	run := begin(t, with(short(), func(c *Config) { c.Layers = "linear:3,relu,linear:2,tanh,linear:1,sigmoid" }), 3)
	for _, picture := range []string{everything.Drawn, string(run.test.Rows(4, 5).Pixels)} {
		r := run.Look(Watch{Drawn: picture}).Detail.Drawn
		run.net.Forward(run.test.X)
		for i, l := range r.Layers {
			if want := floats.Norm(run.net.Input(i+1).Data, math.Inf(1)); l.Most != want || want == 0 {
				t.Errorf("layer %d: %v, want %v", i, l.Most, want)
			}
		}
	}
}
