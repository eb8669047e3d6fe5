package lines

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"nntui/model/check"
	"nntui/model/descent"
	"nntui/model/training"
)

// row is a row that was read, by key.
type row = map[string]any

// readsBack checks that what write writes reads back as those very rows, as
// CSV and as JSON. Keys that CSV leaves out are in more.
func readsBack(t *testing.T, write func(io.Writer, Format) error, want []row, more ...string) {
	t.Helper()
	for name, read := range map[string]func(*testing.T, io.Reader) []row{"csv": readCSV, "json": readJSON} {
		var b bytes.Buffer
		if err := write(&b, format(t, name)); err != nil {
			t.Fatal(err)
		}
		without := cmpopts.IgnoreMapEntries(func(key string, _ any) bool {
			for _, k := range more {
				if name == "csv" && k == key {
					return true
				}
			}
			return false
		})
		if diff := cmp.Diff(want, read(t, &b), without, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// format returns the format of that name.
func format(t *testing.T, name string) Format {
	t.Helper()
	for _, f := range Formats {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("there is no format %s", name)
	return Format{}
}

func readCSV(t *testing.T, r io.Reader) (rows []row) {
	t.Helper()
	records, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		values := row{}
		for i, text := range record {
			var value any = text
			if number, err := strconv.ParseFloat(text, 64); err == nil {
				value = number
			} else if yes, err := strconv.ParseBool(text); err == nil {
				value = yes
			}
			values[records[0][i]] = value
		}
		rows = append(rows, values)
	}
	return rows
}

func readJSON(t *testing.T, r io.Reader) (rows []row) {
	t.Helper()
	for d := json.NewDecoder(r); d.More(); {
		var values row
		if err := d.Decode(&values); err != nil {
			t.Fatal(err)
		}
		for key, value := range values {
			if value == nil {
				values[key] = math.NaN()
			}
		}
		rows = append(rows, values)
	}
	return rows
}

func descentOf(t *testing.T, race string) descent.Snapshot {
	t.Helper()
	c := descent.Default()
	c.Race = race
	d, err := descent.New(c)
	if err != nil {
		t.Fatal(err)
	}
	d.Advance(c.Steps, 0)
	return d.Snapshot()
}

func TestDescent_readsBack(t *testing.T) {
	s := descentOf(t, "off")
	var want []row
	for i, p := range s.Path {
		want = append(want, row{"step": float64(i), "x": p.X, "y": p.Y, "f": p.F})
	}
	readsBack(t, func(w io.Writer, f Format) error { return Descent(w, f, s) }, want)
}

func TestDescent_raceReadsBack(t *testing.T) {
	s := descentOf(t, "curvature")
	var want []row
	for _, r := range append([]descent.Run{s.Run}, s.Rivals...) {
		for i, p := range r.Path {
			want = append(want, row{"method": r.Method, "step": float64(i), "x": p.X, "y": p.Y, "f": p.F})
		}
	}
	readsBack(t, func(w io.Writer, f Format) error { return Descent(w, f, s) }, want)
}

func ExampleDescent_race() {
	c := descent.Default()
	c.X, c.Y, c.Steps, c.Race = -1, 0, 1, "momenta"
	d, _ := descent.New(c)
	d.Advance(2, 0)
	Descent(os.Stdout, Formats[0], d.Snapshot())
	// Output:
	// method         step             x             y             f
	// gd                0     -1.000000      0.000000     -1.989992
	// gd                1     -1.042336      0.100000     -2.092335
	// momentum          0     -1.000000      0.000000     -1.989992
	// momentum          1     -1.042336      0.100000     -2.092335
	// nesterov          0     -1.000000      0.000000     -1.989992
	// nesterov          1     -1.080438      0.190000     -2.157745
	//
	// gd: At step 1, f = -2.09233. The nearest minimum is the global one at (-1.08816, 0.54408) with f = -2.28071; it is 0.45 away. Heads for the global minimum, not there yet: 0.45 away. More steps get closer.
	// momentum: At step 1, f = -2.09233. The nearest minimum is the global one at (-1.08816, 0.54408) with f = -2.28071; it is 0.45 away. Heads for the global minimum, not there yet: 0.45 away. More steps get closer.
	// nesterov: At step 1, f = -2.15774. The nearest minimum is the global one at (-1.08816, 0.54408) with f = -2.28071; it is 0.35 away. Heads for the global minimum, not there yet: 0.35 away. More steps get closer.
}

func TestCheck_readsBack(t *testing.T) {
	for component, h := range map[string]float64{"network": 1e-3, "bce": 0.5} { // some entries have a kink; one is undefined
		checkReadsBack(t, component, h)
	}
}

func checkReadsBack(t *testing.T, component string, h float64) {
	c := check.Default()
	c.Component, c.Fault, c.H = component, "sign", h
	checked, err := check.New(c)
	if err != nil {
		t.Fatal(err)
	}
	checked.Advance(math.MaxInt, 0)
	s := checked.Snapshot()
	var want []row
	for _, e := range s.Entries {
		cause := ""
		if !e.OK() {
			cause = string(s.Verdict.Cause)
		}
		want = append(want, row{
			"component": s.Config.Component, "name": e.Name, "at": e.At, "analytic": e.Analytic, "numerical": e.Numerical,
			"absolute": e.Absolute, "relative": e.Relative, "value": e.Value, "label": e.Label, "kink": e.Kink, "undefined": e.Undefined,
			"check_grad": s.Tensors[e.Tensor].CheckGrad, "cause": cause, "ok": e.OK(),
		})
	}
	write := func(w io.Writer, f Format) error { return Check(w, f, s) }
	readsBack(t, write, want, "value", "label", "check_grad", "cause")
}

// A run that is written when it is there has the rows of one that is written
// under way.
func TestRun_readsBack(t *testing.T) {
	for validation, changes := range map[float64]string{0: "", 0.1: "", 0.2: "0.5 lr=0.01; 2 l2=0.1", 0.3: "2.3 lr=1"} {
		c := training.Default()
		c.Epochs, c.Validation, c.Changes = 3, validation, changes
		run, err := training.New(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, steps := range []int{0, 5, math.MaxInt} {
			run.Advance(steps, 0)
			s := run.Snapshot()
			var want []row
			for i, e := range s.Epochs {
				r := row{
					"epoch": float64(i + 1), "loss_train": e.LossTrain, "accuracy_train": e.AccuracyTrain,
					"loss_test": e.LossTest, "accuracy_test": e.AccuracyTest,
				}
				if validation > 0 {
					r["loss_validation"], r["accuracy_validation"] = e.LossValidation, e.AccuracyValidation
				}
				if changes != "" {
					r["changes"] = c.ChangesIn(i + 1)
				}
				want = append(want, r)
			}
			readsBack(t, func(w io.Writer, f Format) error { return Run(w, f, s) }, want)
		}
	}
}
