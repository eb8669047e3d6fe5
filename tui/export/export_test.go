package export

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"nntui/model/check"
	"nntui/model/descent"
	"nntui/model/training"
	"nntui/tui/axis"
	"nntui/tui/figures"
)

func descentOf(t *testing.T, c descent.Config) []Product {
	t.Helper()
	d, err := descent.New(c)
	if err != nil {
		t.Fatal(err)
	}
	d.Advance(c.Steps, 0)
	s := d.Snapshot()
	return Descent(s, s.Surface.Domain, axis.Spacings[0])
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
	for _, c := range []struct{ file, figure string }{{"a.svg", "digits"}, {"a.gif", "contour"}, {"csv", "contour"}} {
		if p, err := For(list, c.file, c.figure); err == nil {
			t.Errorf("%s, %s: %+v", c.file, c.figure, p)
		}
	}
}

// Of every experiment the numbers come first and then the figures, each in
// every format, and each says what it is.
func TestProducts(t *testing.T) {
	if got, want := strings.Join(Extensions(), " "), ".csv .json .svg .png"; got != want {
		t.Errorf("files end in %s, want %s", got, want)
	}
	digits := training.Snapshot{Detail: &training.Detail{Digits: &training.Classified{}}}
	for want, list := range map[string][]Product{
		"path.csv path.json contour.svg contour.png curve.svg curve.png":     descentOf(t, descent.Default()),
		"entries.csv entries.json sweep.svg sweep.png":                       Check(check.Snapshot{}),
		"epochs.csv epochs.json curves.svg curves.png":                       Training(training.Snapshot{}, nil, figures.Axes{}),
		"epochs.csv epochs.json curves.svg curves.png digits.svg digits.png": Training(digits, nil, figures.Axes{}),
	} {
		var names []string
		for _, p := range list {
			if names = append(names, p.Name+p.Extension); p.About == "" {
				t.Errorf("nothing says what %s holds", p.Name)
			}
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// What is written is what the name promises.
func TestWrite(t *testing.T) {
	for _, p := range slices.Concat(Check(check.Snapshot{}), Training(training.Snapshot{}, nil, figures.Axes{})) {
		var b strings.Builder
		if err := p.Write(&b); err != nil {
			t.Fatal(err)
		}
		begin := map[string]string{".svg": "<?xml", ".png": "\x89PNG", ".csv": "", ".json": ""}[p.Extension]
		if p.Extension == ".csv" {
			begin = map[string]string{"entries": "component,name,", "epochs": "epoch,loss_train,"}[p.Name]
		}
		if !strings.HasPrefix(b.String(), begin) || p.Extension == ".json" && b.Len() > 0 {
			t.Errorf("%s%s: %.40q", p.Name, p.Extension, b.String())
		}
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
		"descent-step-0.1-path.csv":                     func(*descent.Config) {},
		"descent-rosenbrock-step-0.001-y=-0.5-path.csv": func(c *descent.Config) { c.Use("rosenbrock"); c.Y = -0.5 },
		"descent-sin_x____.._..-step-1e-05-path.csv":    func(c *descent.Config) { c.Function, c.Step = "sin(x)/*/../..", 1e-5 },
		"descent-4c64-path.csv":                         func(c *descent.Config) { c.Function = strings.Repeat("x", 300) },
		"descent-3a50-path.csv":                         func(c *descent.Config) { c.Function = strings.Repeat("x", 301) },
	} {
		c, fresh := descent.Default(), descent.Default()
		change(&c)
		if got := FileName("descent", c.Settings(), fresh.Settings(), Product{Name: "path", Extension: ".csv"}); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// A name before the product has 40 letters at most, or a checksum of all that
// it does not tell.
func TestFileName_long(t *testing.T) {
	p := Product{Name: "path", Extension: ".csv"}
	for n, want := range map[int]string{23: "descent-" + strings.Repeat("x", 23) + "-step-0.1-path.csv", 24: "descent-" + strings.Repeat("x", 24) + "-8c94-path.csv"} {
		c, fresh := descent.Default(), descent.Default()
		c.Function = strings.Repeat("x", n)
		if got := FileName("descent", c.Settings(), fresh.Settings(), p); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// Names of files keep letters, digits and a few signs that no shell and no
// system takes for something else.
func TestInFileName(t *testing.T) {
	var kept, left []rune
	for r := rune(1); r < 0x250; r++ {
		switch got := inFileName(string(r)); got {
		case string(r):
			kept = append(kept, r)
		case "":
			left = append(left, r)
		case "_":
		default:
			t.Errorf("%q becomes %q", r, got)
		}
	}
	if want := "+,-.0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ^_abcdefghijklmnopqrstuvwxyz"; string(kept) != want || string(left) != " " {
		t.Errorf("kept %s, left out %q, want %s and blanks", string(kept), left, want)
	}
}

// The settings that a name has in any case depend on the experiment.
func TestFileName_principal(t *testing.T) {
	c, k, d := training.Default(), check.Default(), descent.Default()
	p := Product{Name: "x", Extension: ".svg"}
	for want, got := range map[string]string{
		"training-1.6b-epochs-10-x.svg": FileName("training", c.Settings(), c.Settings(), p),
		"check-sigmoid-x.svg":           FileName("check", k.Settings(), k.Settings(), p),
		"descent-step-0.1-x.svg":        FileName("descent", d.Settings(), d.Settings(), p),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
