package descent

import (
	"testing"

	"nntui/model/setting"
)

func TestSurfaceBringsItsStart(t *testing.T) {
	c := Default()
	if err := setting.Apply(c.Settings(), map[string]string{"y": "1", "surface": "rosenbrock"}); err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Use("rosenbrock")
	if want.Y = 1; c != want {
		t.Errorf("got %+v, want %+v", c, want)
	}
}

// A formula is the title of a map as well: it has one line.
func TestDescentSettings_formula(t *testing.T) {
	c := Default()
	for _, s := range c.Settings() {
		if s.Name != "function" {
			continue
		}
		if err := s.Set(" x^2\n\t+ y "); err != nil || c.Function != "x^2 + y" {
			t.Errorf("%q, %v", c.Function, err)
		}
	}
}
