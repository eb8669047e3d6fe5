package check

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"nntui/model/check"
	"nntui/model/setting"
)

// An entry is one of those that the component has, or is refused; that of another
// component is none.
func TestEntry(t *testing.T) {
	tab := New(0)
	set := func(values map[string]string) error { return setting.Apply(tab.Settings(), values) }
	for _, name := range []string{"nan", "½", "x[9]", "W[0,0]", "x"} {
		if err := set(map[string]string{"entry": name}); err == nil || valueOf(tab, "entry") != "" {
			t.Errorf("sigmoid has the entry %s, it says %q", name, valueOf(tab, "entry"))
		}
	}
	err := set(map[string]string{"component": "linear", "entry": "W[5,7]"})
	if want := `entry: linear has no entry "W[5,7]"; it has x[0,0] to b[6]`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if err := set(map[string]string{"component": "linear", "entry": "W[4,6]"}); err != nil || valueOf(tab, "entry") != "W[4,6]" {
		t.Errorf("%v, the entry is %q", err, valueOf(tab, "entry"))
	}
	if err := set(map[string]string{"component": "relu"}); err != nil || valueOf(tab, "entry") != "" {
		t.Errorf("%v, relu has the entry %q", err, valueOf(tab, "entry"))
	}
	if err := set(map[string]string{"component": "linear", "entry": ""}); err != nil || valueOf(tab, "entry") != "" {
		t.Errorf("%v, the entry is %q", err, valueOf(tab, "entry"))
	}
	for _, c := range check.Components {
		config := check.Default()
		config.Component = c.Name
		if len(config.Entries()) == 0 {
			t.Errorf("%s has no entries", c.Name)
		}
	}
}

// While a sweep plays, h is what it returns to; stopped, where it stands.
func TestSettings_sweep(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Tab.runner.Config.H = 1e-5
	s.Tab.play(tea.KeyPressMsg{})
	s.Tab.knobs.Turn("h", -1, false)
	moved := s.Tab.runner.Config.H
	if valueOf(s.Tab, "h") != "1e-05" || moved == 1e-5 || s.Tab.Ended() {
		t.Errorf("while it plays at %v, h is %s, ended %v", moved, valueOf(s.Tab, "h"), s.Tab.Ended())
	}
	s.Tab.play(tea.KeyPressMsg{})
	if s.Tab.runner.Config.H != moved || valueOf(s.Tab, "h") == "1e-05" {
		t.Errorf("stopped, h is %s", valueOf(s.Tab, "h"))
	}
}

func valueOf(t *Tab, name string) string {
	s, _ := setting.Find(t.Settings(), name)
	return s.Get()
}
