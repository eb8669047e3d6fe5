package lines

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nntui/model"
	"nntui/model/check"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/model/training"
)

// graded is a check with an entry of each grade.
func graded() check.Snapshot {
	return check.Snapshot{
		Config: check.Config{Component: "relu", Formula: "central", H: 1e-5, Fault: "sign"}, About: "the ReLU",
		Entries: []check.Entry{
			{Name: "x[0]", Analytic: 1, Numerical: 1.00000000123, Absolute: 1.23e-9, Relative: 1.23e-9},
			{Name: "x[1]", Analytic: 1, Numerical: 1.005, Absolute: 0.005, Relative: 0.005},
			{Name: "weight[2]", Analytic: -1, Numerical: 1, Absolute: 2, Relative: 1},
			{Name: "x[3]", Analytic: 1, Numerical: 0.5, Absolute: 0.5, Relative: 0.5, Kink: true},
			{Name: "x[4]", Analytic: 1, Numerical: math.NaN(), Absolute: math.NaN(), Relative: math.NaN(), Undefined: "x[4] leaves (0, 1)"},
		},
		Tensors: []check.Tensor{{Name: "x", CheckGrad: 7.5e-8}, {Name: "weight", CheckGrad: 2}},
		Failed:  3, Undefined: 1, Kinks: 1, Worst: 4,
		Taylor:  check.Taylor{ZerothSlope: 1, FirstSlope: 1.999},
		Verdict: check.Verdict{Cause: check.CauseSign},
	}
}

func ExampleCheck() {
	s := graded()
	Check(os.Stdout, Formats[0], s)
	fmt.Println("-----")
	s.Config.Fault, s.Verdict = check.NoFault, check.Verdict{Advice: "Take a smaller h.", Why: "The fault changes nothing."}
	s.Entries, s.Failed, s.Undefined, s.Worst, s.Harmless = append(s.Entries[:1:1], s.Entries[3]), 0, 0, 0, true
	Check(os.Stdout, Formats[0], s)
	fmt.Println("-----")
	s.Entries, s.Kinks, s.Harmless, s.Tensors = s.Entries[:1], 0, false, nil
	Check(os.Stdout, Formats[0], s)
	// Output:
	// Checked: the ReLU; central differences, h = 1e-05.
	// Planted in the gradient: sign.
	//
	// name            analytic      numerical  absolute  relative  verdict
	// x[0]            1.000000       1.000000   1.2e-09   1.2e-09  ok
	// x[1]            1.000000       1.005000   5.0e-03   5.0e-03  doubtful
	// weight[2]      -1.000000       1.000000   2.0e+00   1.0e+00  DIFFERS
	// x[3]            1.000000      0.5000000   5.0e-01   5.0e-01  kink
	// x[4]            1.000000            NaN       NaN       NaN  undefined
	//
	// SciPy's check_grad: x 7.5e-08 weight 2.0e+00.
	// Taylor test: with the gradient the remainder falls as h^2.00, as it does for a right one (h^2).
	// -----
	// Checked: the ReLU; central differences, h = 1e-05.
	//
	// name       analytic      numerical  absolute  relative  verdict
	// x[0]       1.000000       1.000000   1.2e-09   1.2e-09  ok
	// x[3]       1.000000      0.5000000   5.0e-01   5.0e-01  kink
	//
	// SciPy's check_grad: x 7.5e-08 weight 2.0e+00.
	// Taylor test: with the gradient the remainder falls as h^2.00, as it does for a right one (h^2).
	//
	// All 1 entries without a kink are right: the largest relative error is 1.2e-09, and up to 1e-04 counts as right.
	// Take a smaller h.
	// The fault changes nothing.
	// -----
	// Checked: the ReLU; central differences, h = 1e-05.
	//
	// name       analytic      numerical  absolute  relative  verdict
	// x[0]       1.000000       1.000000   1.2e-09   1.2e-09  ok
	//
	// All 1 entries are right: the largest relative error is 1.2e-09, and up to 1e-04 counts as right.
}

// From 101 entries on, text has a line for each tensor and the five worst: not
// a number, then infinity, then the largest errors, and of equals the largest
// absolute ones; those with a kink last.
func ExampleCheck_many() {
	s := check.Snapshot{
		Config: check.Config{Formula: "central", H: 1e-5}, About: "a network", Worst: 3, Failed: 2, Undefined: 1, Verdict: check.Verdict{Cause: check.CauseUnknown},
		Tensors: []check.Tensor{{Name: "W1", Done: 96, Worst: 3, Failed: 2, Undefined: 1}, {Name: "b1", Done: 5, Worst: 97}},
	}
	for i := range 101 {
		s.Entries = append(s.Entries, check.Entry{Name: fmt.Sprintf("W1[%d]", i), Analytic: 1, Numerical: 1, Absolute: 1e-9, Relative: 1e-9})
	}
	s.Entries[3].Relative, s.Entries[4].Relative, s.Entries[5].Relative = math.NaN(), math.Inf(1), 0.25
	s.Entries[3].Undefined = "it overflows"
	s.Entries[6].Relative, s.Entries[6].Absolute = 0.25, 7
	s.Entries[7].Relative, s.Entries[7].Kink = 9, true
	s.Entries[97].Relative = 1e-5
	Check(os.Stdout, Formats[0], s)
	// Output:
	// Checked: a network; central differences, h = 1e-05.
	//
	// tensor entries worst relative error failed undefined
	// W1          96                  NaN      2         1
	// b1           5              1.0e-05      0         0
	//
	// The 5 worst entries:
	//
	// name         analytic      numerical  absolute  relative  verdict
	// W1[3]        1.000000       1.000000   1.0e-09       NaN  undefined
	// W1[4]        1.000000       1.000000   1.0e-09      +Inf  DIFFERS
	// W1[6]        1.000000       1.000000   7.0e+00   2.5e-01  DIFFERS
	// W1[5]        1.000000       1.000000   1.0e-09   2.5e-01  DIFFERS
	// W1[97]       1.000000       1.000000   1.0e-09   1.0e-05  ok
	//
	// SciPy's check_grad: W1 0.0e+00 b1 0.0e+00.
	// Taylor test: with the gradient the remainder falls as h^0.00 only; for a right one it is h^2.
}

// A hundred entries are still listed, each.
func TestCheck_listed(t *testing.T) {
	s := graded()
	s.Entries = append(s.Entries, make([]check.Entry, 95)...)
	var b strings.Builder
	if err := Check(&b, Formats[0], s); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "  ok\n"); n != 96 || strings.Contains(b.String(), "tensor") {
		t.Errorf("%d entries are listed as ok, want 96, in\n%s", n, b.String())
	}
}

// Where a descent ends is said in words; large values keep the columns.
func TestDescent_text(t *testing.T) {
	bowl, err := surface.Typed("x^2+y^2", 1)
	if err != nil {
		t.Fatal(err)
	}
	slope, err := surface.Typed("x", 1)
	if err != nil {
		t.Fatal(err)
	}
	local := *bowl
	local.Minima = []surface.Minimum{{Point: surface.Point{X: 1, Y: 2}, F: -1e6}}
	valley := *bowl
	valley.Minima = []surface.Minimum{{Line: []surface.Point{{X: -1}, {X: 5}}, Global: true}}
	s := func(on *surface.Surface, state model.State, path ...descent.Point) descent.Snapshot {
		return descent.Snapshot{Config: descent.Default(), Surface: on, Run: descent.Run{Method: "gd", State: state, Reason: "step 2: f is infinite", Path: path}}
	}
	p := descent.Point{X: 1, Y: -0.000001, F: 1}
	race := s(bowl, model.Finished, p)
	race.Rivals = []descent.Run{{Method: "adam", State: model.Diverged, Reason: "step 9: x is not a number", Path: []descent.Point{p, {F: -1e5}}}}
	still := s(bowl, model.Finished, p)
	still.Fate = descent.Fate{End: descent.Resting, Minimum: -1}
	several := *bowl
	several.Minima = []surface.Minimum{{Global: true}, {Point: surface.Point{X: 1}, Global: true}}
	lines := *bowl
	lines.Minima = []surface.Minimum{valley.Minima[0], {Line: []surface.Point{{Y: 1}, {X: 5, Y: 1}}, Global: true}}
	edge, beyond := descent.Point{X: 5, F: 25}, descent.Point{X: 5.5, F: 30.25}
	for want, s := range map[string]descent.Snapshot{
		"      0      5.000000      0.000000     25.000000\n\nAt step 0, f = 25.00000. The nearest minimum is the global one at (0.00000, 0.00000) with f = 0.00000; it is 5 away.\n":                                              s(bowl, model.Finished, edge),
		"      0      5.500000      0.000000     30.250000\n\nAt step 0, f = 30.25000. The nearest minimum found in this map is the global one at (0.00000, 0.00000) with f = 0.00000; it is 5.5 away.\n":                          s(bowl, model.Finished, beyond),
		"      0      5.000000      0.000000     25.000000\n\nAt step 0, f = 25.00000. The nearest minimum is one of the 2 global ones at (1.00000, 0.00000) with f = 0.00000; it is 4 away.\n":                                    s(&several, model.Finished, edge),
		"      0      5.000000      0.000000     25.000000\n\nAt step 0, f = 25.00000. The nearest minimum is one of the 2 lines of global minima through (5.00000, 0.00000) with f = 0.00000; it is 0 away.\n":                    s(&lines, model.Finished, edge),
		"      0      1.000000     -0.000001      1.000000\n\nAt step 0, f = 1.00000. The nearest minimum is the global one at (0.00000, 0.00000) with f = 0.00000; it is 1 away. Stands still where no minimum of this map is.\n": still,
		"      0      1.000000     -0.000001      1.000000\n\nAt step 0, f = 1.00000. The nearest minimum is the global one at (0.00000, 0.00000) with f = 0.00000; it is 1 away.\n":                                               s(bowl, model.Finished, p),
		"      0      1.000000     -0.000001      1.000000\n\nAt step 0, f = 1.00000. The surface has no minimum here.\n":                                                                                                          s(slope, model.Finished, p),
		"      0      1.000000     -0.000001      1.000000\n\nAt step 0, f = 1.00000. The nearest minimum is the local one at (1.00000, 2.00000) with f = -1.00000e+06; it is 2 away.\n":                                           s(&local, model.Finished, p),
		"      0      1.000000     -0.000001      1.000000\n\nAt step 0, f = 1.00000. The nearest minimum is the line of global minima through (1.00000, 0.00000) with f = 0.00000; it is 1e-06 away.\n":                           s(&valley, model.Finished, p),
		"      0      1.000000     -0.000001      1.000000\n      1  99999.000000      0.000000  99999.000000\n":                                                                                                                   s(bowl, model.Diverged, p, descent.Point{X: 99999, F: 99999}),
		"      0   1.00000e+00  -1.00000e-06   1.00000e+00\n      1  -1.00000e+05   0.00000e+00   0.00000e+00\n":                                                                                                                   s(bowl, model.Diverged, p, descent.Point{X: -1e5}),
		"gd                0   1.00000e+00  -1.00000e-06   1.00000e+00\nadam              0   1.00000e+00  -1.00000e-06   1.00000e+00\nadam              1   0.00000e+00   0.00000e+00  -1.00000e+05\n\n" +
			"gd: At step 0, f = 1.00000. The nearest minimum is the global one at (0.00000, 0.00000) with f = 0.00000; it is 1 away.\nadam: Diverged at step 9: x is not a number.\n": race,
	} {
		var b strings.Builder
		if err := Descent(&b, Formats[0], s); err != nil {
			t.Fatal(err)
		}
		if _, got, _ := strings.Cut(b.String(), "\n"); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func ExamplePresets() {
	short := training.Preset{Name: "p", About: "short", Config: training.Config{Layers: "linear:1,sigmoid", Epochs: 3, LearningRate: 0.5, BatchSize: 10, Seed: 7}}
	long := short
	long.Name, long.Config.Layers = "long-name", "linear:64,relu,linear:1,sigmoid"
	for _, f := range Formats {
		Presets(os.Stdout, f, []training.Preset{short, long})
	}
	// Output:
	// preset    epochs    lr batch  net      what it shows
	// p              3   0.5    10  64-1     short
	// long-name      3   0.5    10  64-64-1  short
	// name,about,layers,epochs,lr,batch,seed,skip_draws
	// p,short,"linear:1,sigmoid",3,0.5,10,7,0
	// long-name,short,"linear:64,relu,linear:1,sigmoid",3,0.5,10,7,0
	// {"name":"p","about":"short","layers":"linear:1,sigmoid","epochs":3,"lr":0.5,"batch":10,"seed":7,"skip_draws":0}
	// {"name":"long-name","about":"short","layers":"linear:64,relu,linear:1,sigmoid","epochs":3,"lr":0.5,"batch":10,"seed":7,"skip_draws":0}
}

func ExampleRun() {
	s := training.Snapshot{Epochs: []training.Epoch{{LossTrain: 0.7, AccuracyTrain: 0.5, LossTest: 0.8, AccuracyTest: 0.25, LossValidation: 1, AccuracyValidation: 0.125}}}
	Run(os.Stdout, Formats[0], s)
	s.Config.Validation = 0.2
	Run(os.Stdout, Formats[0], s)
	s.Config.Validation, s.Config.Changes = 0, "1.5 lr=0.01"
	s.Epochs = append(s.Epochs, s.Epochs[0])
	Run(os.Stdout, Formats[0], s)
	// Output:
	// Epoch   1: loss[train]= 0.7000 accuracy[train]= 0.5000 loss[test]= 0.8000 accuracy[test]= 0.2500
	// Epoch   1: loss[train]= 0.7000 accuracy[train]= 0.5000 loss[test]= 0.8000 accuracy[test]= 0.2500 loss[validation]= 1.0000 accuracy[validation]= 0.1250
	// Epoch   1: loss[train]= 0.7000 accuracy[train]= 0.5000 loss[test]= 0.8000 accuracy[test]= 0.2500
	// Epoch   2: loss[train]= 0.7000 accuracy[train]= 0.5000 loss[test]= 0.8000 accuracy[test]= 0.2500  1.5 lr=0.01
}

func newTraining(t *testing.T) *training.Training {
	t.Helper()
	c := training.Default()
	c.Epochs, c.Layers = 3, "linear:1,sigmoid"
	run, err := training.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// A training is written as it goes on, to its end; when the context ends it
// stops after an epoch, and says which.
func TestTrain(t *testing.T) {
	stopped, stop := context.WithCancelCause(context.Background())
	reason := errors.New("enough")
	stop(reason)
	for _, c := range []struct {
		ctx    context.Context
		epochs int
		err    string
	}{{context.Background(), 3, ""}, {stopped, 1, "stopped after epoch 1 of 3: enough"}} {
		run := newTraining(t)
		out, err := os.Create(filepath.Join(t.TempDir(), "out"))
		if err != nil {
			t.Fatal(err)
		}
		defer out.Close()
		err = Train(c.ctx, run, format(t, "csv"), out, out)
		if c.err == "" && err != nil || c.err != "" && (err == nil || err.Error() != c.err || !errors.Is(err, reason)) {
			t.Errorf("error %v, want %q", err, c.err)
		}
		var want bytes.Buffer
		if err := Run(&want, format(t, "csv"), run.Snapshot()); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(out.Name())
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want.String() || bytes.Count(got, []byte("\n")) != 1+c.epochs {
			t.Errorf("got\n%swant %d epochs:\n%s", got, c.epochs, want.String())
		}
	}
}

// What cannot be written ends a training.
func TestTrain_fails(t *testing.T) {
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	out.Close()
	if err := Train(context.Background(), newTraining(t), Formats[0], out, out); !errors.Is(err, os.ErrClosed) {
		t.Errorf("error %v", err)
	}
}

// Each of the writers reports what the writer says.
func TestErrors(t *testing.T) {
	d := descentOf(t, "off")
	for name, write := range map[string]func(io.Writer, Format) error{
		"Descent": func(w io.Writer, f Format) error { return Descent(w, f, d) },
		"Check":   func(w io.Writer, f Format) error { return Check(w, f, graded()) },
		"Presets": func(w io.Writer, f Format) error { return Presets(w, f, training.Presets) },
		"Run": func(w io.Writer, f Format) error {
			return Run(w, f, training.Snapshot{Epochs: make([]training.Epoch, 1)})
		},
	} {
		for _, f := range Formats {
			r, w := io.Pipe()
			r.CloseWithError(io.ErrClosedPipe)
			if err := write(w, f); !errors.Is(err, io.ErrClosedPipe) {
				t.Errorf("%s as %s: error %v", name, f.Name, err)
			}
		}
	}
}
