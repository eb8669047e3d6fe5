package export

import (
	"encoding/csv"
	"strings"
	"testing"

	"nntui/model/descent"
)

func descentOf(t *testing.T, c descent.Config) []Product {
	t.Helper()
	d, err := descent.New(c)
	if err != nil {
		t.Fatal(err)
	}
	d.Advance(c.Steps, 0)
	s := d.Snapshot()
	return Descent(s, s.Surface.Domain)
}

// The end of a file's name says what it holds, and among figures the name of
// the figure.
func TestFor(t *testing.T) {
	list := descentOf(t, descent.Default())
	for _, c := range []struct{ file, figure, want string }{
		{"a.csv", "contour", "path"}, {"b/A.JSON", "curve", "path"},
		{"a.svg", "contour", "contour"}, {"a.PNG", "curve", "curve"},
	} {
		if p, err := For(list, c.file, c.figure); err != nil || p.Name != c.want {
			t.Errorf("%s, %s: %q, %v, want %s", c.file, c.figure, p.Name, err, c.want)
		}
	}
	if p, err := For(list, "a.svg", "digits"); err == nil {
		t.Errorf("a descent has a figure of digits: %+v", p)
	}
}

func TestNumbers(t *testing.T) {
	c := descent.Default()
	c.Race = "momenta"
	p, err := For(descentOf(t, c), "a.csv", "")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if want := 1 + 3*(c.Steps+1); err != nil || len(records) != want {
		t.Errorf("%d records, %v, want %d: a header, and three paths", len(records), err, want)
	}
}

func TestFileName(t *testing.T) {
	for want, change := range map[string]func(*descent.Config){
		"descent-step-0.1-steps-20-path.csv":                             func(*descent.Config) {},
		"descent-surface-rosenbrock-step-0.001-steps-20-y=-0.5-path.csv": func(c *descent.Config) { c.Use("rosenbrock"); c.Y = -0.5 },
		"descent-function-sin_x____.._..-step-1e-05-steps-20-path.csv":   func(c *descent.Config) { c.Function, c.Step = "sin(x)/*/../..", 1e-5 },
		"descent-function-" + strings.Repeat("x", 100-17) + "-path.csv":  func(c *descent.Config) { c.Function = strings.Repeat("x", 300) },
	} {
		c, fresh := descent.Default(), descent.Default()
		change(&c)
		if got := FileName("descent", c.Settings(), fresh.Settings(), Product{Name: "path", Extension: ".csv"}); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
