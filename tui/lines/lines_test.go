package lines

import (
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"nntui/model/check"
	"nntui/model/descent"
	"nntui/model/training"
)

func ExampleDescent() {
	c := descent.Default()
	c.X, c.Y, c.Steps = -1, 0, 2
	d, _ := descent.New(c)
	d.Advance(2, 0)
	Descent(os.Stdout, Formats[0], d.Snapshot())
	// Output:
	//    step             x             y             f
	//       0     -1.000000      0.000000     -1.989992
	//       1     -1.042336      0.100000     -2.092335
	//       2     -1.048244      0.184234     -2.156847
	//
	// At step 2, f = -2.15685. The nearest minimum is the global one at (-1.08816, 0.54408) with f = -2.28071; it is 0.36 away. Heads for the global minimum, not there yet: 0.36 away. More steps get closer.
}

// odd is a check whose numbers are not all finite.
var odd = check.Snapshot{
	Config: check.Config{Component: "relu"},
	Entries: []check.Entry{
		{Name: "x[0]", Analytic: 1, Numerical: 1},
		{Name: "x[1]", Analytic: 1, Numerical: math.Inf(-1), Absolute: math.Inf(1), Relative: math.Inf(1)},
		{Name: "x[2]", Analytic: 1, Numerical: math.NaN(), Absolute: math.NaN(), Relative: math.NaN(), Undefined: "x[2] leaves (0, 1)"},
	},
	Failed:  2,
	Worst:   2,
	Verdict: check.Verdict{Cause: check.CauseNotFinite},
}

func TestNotFinite(t *testing.T) {
	for name, want := range map[string]string{
		"csv": `relu,x[1],0,1,-Inf,+Inf,+Inf,false,,false
relu,x[2],0,1,NaN,NaN,NaN,false,"x[2] leaves (0, 1)",false
`,
		"json": `{"component":"relu","name":"x[1]","at":0,"analytic":1,"numerical":null,"absolute":null,"relative":null,"value":0,"label":0,"kink":false,"undefined":"","check_grad":null,"cause":"not-finite","ok":false}
{"component":"relu","name":"x[2]","at":0,"analytic":1,"numerical":null,"absolute":null,"relative":null,"value":0,"label":0,"kink":false,"undefined":"x[2] leaves (0, 1)","check_grad":null,"cause":"not-finite","ok":false}
`,
	} {
		var b strings.Builder
		if err := Check(&b, format(t, name), odd); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(b.String(), want) {
			t.Errorf("%s: %s, want it to end with %s", name, b.String(), want)
		}
	}
	if got := worst(odd.Entries); got[0].Name != "x[2]" || got[1].Name != "x[1]" || got[2].Name != "x[0]" {
		t.Errorf("worst: %v, want NaN, then infinity, then the rest", got)
	}
}

// A file gets no bar.
func TestNewBar(t *testing.T) {
	master, terminal, err := pty.Open()
	if err != nil {
		t.Skip(err)
	}
	defer master.Close()
	defer terminal.Close()
	file, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if got := newBar(terminal).w; got != terminal {
		t.Errorf("a terminal gets a bar on %v", got)
	}
	if got := newBar(file).w; got != io.Discard {
		t.Errorf("a file gets a bar on %v", got)
	}
}

func TestBar(t *testing.T) {
	var b strings.Builder
	bar := bar{w: &b, quiet: time.Now()}
	s := training.Snapshot{
		Config:  training.Config{Epochs: 10},
		Epochs:  make([]training.Epoch, 2),
		Batch:   1,
		Batches: 2,
	}
	bar.draw(s)
	bar.clear()
	if b.String() != "" {
		t.Errorf("a bar in the first second: %q", b.String())
	}

	bar.quiet = time.Now().Add(-time.Minute)
	bar.draw(s)
	if want := "\r\x1b[2Kepoch  2 of 10 [=======                       ]  25%"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
	b.Reset()
	bar.draw(s)
	if b.String() != "" {
		t.Errorf("drawn again at once: %q", b.String())
	}
	bar.drawn = time.Now().Add(-200 * time.Millisecond)
	bar.draw(s)
	if b.String() == "" {
		t.Error("not drawn again a fifth of a second later")
	}
	b.Reset()
	bar.clear()
	bar.clear()
	if want := "\r\x1b[2K"; b.String() != want {
		t.Errorf("clear: %q, want %q once", b.String(), want)
	}
}
