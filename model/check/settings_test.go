package check

import (
	"strings"
	"testing"

	"nntui/model/setting"
)

func TestKnobs(t *testing.T) {
	c := Default()
	labels := strings.Join(setting.Names(setting.Knobs(c.Settings()), func(s setting.Setting) string { return s.Label }), ", ")
	if want := "component, formula, h, fault, seed"; labels != want {
		t.Errorf("the knobs are %s, want %s", labels, want)
	}
	show := func(name string) string {
		s, _ := setting.Find(c.Settings(), name)
		return s.Show()
	}
	turn := func(name string, by int) {
		s, _ := setting.Find(c.Settings(), name)
		s.Turn(by, false)
	}
	// Of the faults, only those that can happen to the component.
	var faults []string
	for range 4 {
		turn("fault", 1)
		faults = append(faults, show("fault"))
	}
	if got := strings.Join(faults, " "); got != "sign factor activation none" {
		t.Errorf("the sigmoid's faults are %s", got)
	}
	turn("fault", -1)
	if c.Fault != "no-activation" {
		t.Errorf("before none comes %s", c.Fault)
	}
	// A fault stays while it can happen.
	turn("component", 1)
	if c.Component != "relu" || c.Fault != "no-activation" {
		t.Errorf("got %+v", c)
	}
	c.Component = "leaky-relu"
	if turn("component", 1); c.Component != "bce" || c.Fault != NoFault {
		t.Errorf("got %+v", c)
	}
	c.Component = "sigmoid-layer"
	if show("component") != "sigmoid 3x5" {
		t.Errorf("sigmoid-layer is shown as %s", show("component"))
	}
	for name, want := range map[string]string{"relu-layer": "relu 3x5", "no-batch-sum": "batch sum", "linear": "linear"} {
		if short(name) != want {
			t.Errorf("%s is shown as %s", name, short(name))
		}
	}

	c.H = MinH
	if turn("h", -1); c.H != 1e-14 {
		t.Errorf("below the least h comes %v", c.H)
	}
	c.H = MaxH
	if turn("h", 1); c.H != 0.1 {
		t.Errorf("above the largest h comes %v", c.H)
	}
}
