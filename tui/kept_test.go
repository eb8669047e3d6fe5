package tui

import (
	"image/color"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"nntui/model/setting"
	"nntui/tui/kit"
)

// What is kept can be set by its names, and is at first what nothing has to
// be said for.
func TestKept(t *testing.T) {
	k := DefaultKept()
	if err := setting.Copy(k.Settings(), k.Settings()); err != nil {
		t.Error(err)
	}
	err := setting.Apply(k.Settings(), map[string]string{
		"tab": "check", "theme": "light", "colors": "16", "curves": "ascii", "ascii": "true", "mouse": "off",
	})
	if want := (Kept{Theme: "light", Colors: "16", Curves: "ascii", Mouse: "off", Tab: "check", ASCII: true}); err != nil || k != want {
		t.Errorf("%+v, error %v, want %+v", k, err, want)
	}
}

// README names each key, and what it takes.
func TestKept_readme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	k := DefaultKept()
	for _, s := range k.Settings() {
		takes := strings.Join(s.Options, ", ")
		if s.Switch {
			takes = "true, false"
		}
		if row := "| `" + s.Name + "` | " + takes + " |"; !strings.Contains(string(readme), row) {
			t.Errorf("README has no row %s", row)
		}
	}
}

// NO_COLOR goes before the file; where it is empty, it says nothing.
func TestKept_environment(t *testing.T) {
	for value, want := range map[string]string{"": "256", "1": "none", "yes": "none"} {
		t.Setenv("NO_COLOR", value)
		k := Kept{Colors: "256"}
		if k.Environment(); k.Colors != want {
			t.Errorf("NO_COLOR=%s: %s, want %s", value, k.Colors, want)
		}
	}
}

// The number of colours is the terminal's, or the one asked for.
func TestKept_colors(t *testing.T) {
	for _, name := range colorNames {
		k := Kept{Colors: name}
		if got := len(k.options()); got != 1 && name != auto || got != 0 && name == auto {
			t.Errorf("%s: %d options", name, got)
		}
	}
	if profiles["none"] != colorprofile.ASCII || profiles["16"] != colorprofile.ANSI || profiles["256"] != colorprofile.ANSI256 || profiles["truecolor"] != colorprofile.TrueColor {
		t.Error("the profiles are not what their names say")
	}
}

// The theme is the one asked for, or with auto that of the terminal, as soon as
// it says what it is.
func TestKept_theme(t *testing.T) {
	for theme, want := range map[string][3]bool{ // at first, on a light terminal, on a dark one
		"auto": {true, false, true}, "dark": {true, true, true}, "light": {false, false, false},
	} {
		a, err := newApp(Options{Opening: Opening{Tab: Tabs[0]}, Kept: Kept{Theme: theme}})
		if err != nil {
			t.Fatal(err)
		}
		isDark := func() bool { return a.frame.Theme.Accent == kit.NewTheme(true, colorprofile.TrueColor).Accent }
		got := [3]bool{isDark()}
		for i, c := range []color.Color{color.White, color.Black} {
			a.Update(tea.BackgroundColorMsg{Color: c})
			got[i+1] = isDark()
		}
		if got != want {
			t.Errorf("%s: dark %v, want %v", theme, got, want)
		}
	}
}

// The mouse is the terminal's where people want it.
func TestKept_mouse(t *testing.T) {
	for mouse, want := range map[string]tea.MouseMode{"on": tea.MouseModeAllMotion, "off": tea.MouseModeNone} {
		a, err := newApp(Options{Opening: Opening{Tab: Tabs[0]}, Kept: Kept{Mouse: mouse}})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.View().MouseMode; got != want {
			t.Errorf("mouse %s: mode %v, want %v", mouse, got, want)
		}
	}
}
