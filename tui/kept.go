package tui

import (
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"nntui/model/setting"
	"nntui/tui/config"
	"nntui/tui/kit"
)

// Kept is how people like the program: what they keep in a file from one start
// to the next, or say with flags.
type Kept struct {
	Theme  string // dark, light, or auto: what the terminal says that it is
	Colors string // of colorNames; auto for what the terminal's environment says
	Curves string // of CurveStyles
	Mouse  string // on, or off: the terminal's own
	Tab    string // to open where nothing else says which
	ASCII  bool   // only characters that every font has
}

// CurveStyles are how curves can be drawn: in dots of braille characters, or by
// asciigraph, for fonts that have none.
var CurveStyles = []string{"dots", "ascii"}

const auto = "auto"

// colorNames are the numbers of colours that one can ask for, and profiles what
// they are to the terminal.
var (
	colorNames = []string{auto, "truecolor", "256", "16", "none"}
	profiles   = map[string]colorprofile.Profile{
		"truecolor": colorprofile.TrueColor, "256": colorprofile.ANSI256, "16": colorprofile.ANSI, "none": colorprofile.ASCII,
	}
)

// DefaultKept is how the program is by itself.
func DefaultKept() Kept {
	return Kept{Theme: auto, Colors: auto, Curves: CurveStyles[0], Mouse: "on", Tab: Tabs[0]}
}

// Settings are what can be kept.
func (k *Kept) Settings() []setting.Setting {
	return []setting.Setting{
		setting.Choice("tab", "the tab to open", Tabs, &k.Tab),
		setting.Choice("theme", "colours for a dark or a light terminal; auto asks it", []string{auto, "dark", "light"}, &k.Theme),
		setting.Choice("colors", "how many colours; auto is what the terminal says that it has", colorNames, &k.Colors),
		setting.Choice("curves", "how to draw curves; ascii is for fonts without braille", CurveStyles, &k.Curves),
		setting.Switch("ascii", "use only characters that every font has", &k.ASCII),
		setting.Choice("mouse", "off leaves the mouse to the terminal, which selects text with it", []string{"on", "off"}, &k.Mouse),
	}
}

// Environment lets NO_COLOR (https://no-color.org) have its way with what a
// file says; flags come after it.
func (k *Kept) Environment() {
	if os.Getenv("NO_COLOR") != "" {
		k.Colors = "none"
	}
}

// isDark reports whether the theme is a dark one, where the terminal is dark or
// not.
func (k *Kept) isDark(terminal bool) bool {
	switch k.Theme {
	case "dark":
		return true
	case "light":
		return false
	}
	return terminal
}

// mouse is what the program wants of the mouse.
func (k *Kept) mouse() tea.MouseMode {
	if k.Mouse == "off" {
		return tea.MouseModeNone
	}
	return tea.MouseModeAllMotion // where the terminal tells of it, what is pointed at is read out
}

// keep changes what is kept, at once and in the file for the next starts. How
// many colours there are and what tab opens only shows then.
func (a *App) keep(name, value string) tea.Cmd {
	if err := setting.Apply(a.kept.Settings(), values{name: value}); err != nil {
		a.note = reason(err)
		return nil
	}
	a.frame.ASCII, a.frame.NoDots = a.kept.ASCII, a.kept.Curves == CurveStyles[1]
	a.note = name + " is " + value + ", from now on."
	file := a.config
	if file == "" {
		return a.Reframe()
	}
	return tea.Batch(a.Reframe(), func() tea.Msg {
		all := DefaultKept()
		err := config.Set(file, all.Settings(), values{name: value})
		if err == nil {
			return nil
		}
		return kit.Reply(func() tea.Cmd { a.note = "Not kept for the next start: " + err.Error() + "."; return nil })
	})
}

// options are what Bubble Tea is told.
func (k *Kept) options() (options []tea.ProgramOption) {
	if p, ok := profiles[k.Colors]; ok {
		options = append(options, tea.WithColorProfile(p))
	}
	return options
}
