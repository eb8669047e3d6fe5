package tui

import (
	"context"
	"errors"
	"fmt"
	"os/signal"
	"strings"
	"syscall"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/setting"
	"nntui/tui/files"
	"nntui/tui/lesson"
)

// The least terminal that the program can be used in.
const minWidth, minHeight = 60, 18

// Options is what the command line says about the full-screen program.
type Options struct {
	Opening      // what to open; with the zero value the first tab
	ASCII   bool // only characters that every font has
	Version string
	Folder  string // where sessions and saved runs are kept; empty for nowhere
	Resume  bool   // go on with the last session
	Lesson  string // the file of a lesson to open, empty for none

	lesson *lesson.Lesson // what the file holds
}

// Check completes the options, and says why the program cannot be opened with
// them, if it cannot.
func (o *Options) Check() error {
	if o.Resume && len(o.Settings) > 0 {
		return &setting.Error{Name: "resume", Reason: "goes on with the settings of the last session; it takes no others"}
	}
	if o.Resume && o.Tab == "" {
		o.Tab = Tabs[trainingIndex]
	}
	if o.Lesson != "" {
		l, err := ReadLesson(o.Lesson)
		if err != nil {
			return err
		}
		o.lesson = l
	}
	return o.Opening.Check()
}

// Run shows the program, with options that have been checked, until the user
// quits or ctx ends.
//
// However it ends, the session is written then: on SIGHUP as well, which means
// that the terminal is gone, and on SIGTERM, which Bubble Tea takes for a quit.
func Run(ctx context.Context, o Options) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGHUP)
	defer stop()
	a, err := newApp(o)
	if err != nil {
		return err
	}
	const fps = 120 // how often it looks for a change to show, so that a key is answered at once
	_, err = tea.NewProgram(a, tea.WithContext(ctx), tea.WithFPS(fps)).Run()
	unsaved := errors.Join(a.training.end(), a.guide.end())
	files.Finish() // exports and saved runs are written in commands, which Bubble Tea does not wait for
	if unsaved != nil {
		return fmt.Errorf("the session could not be written: %w", unsaved)
	}
	if errors.Is(err, tea.ErrInterrupted) || errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return nil
	}
	return err
}

// App is the root model: the tabs, the size and the look of the screen.
type App struct {
	tabs    []tab
	active  int
	frame   frame  // of the whole screen
	dark    bool   // is the terminal's background dark?
	sheet   sheet  // what lies over the tab, nil for nothing
	guide   guide  // the panel beside it
	note    string // what the last key did, where no tab says it
	version string

	training *trainingTab // has a session to write at the end
}

// newApp returns the program before its first message.
func newApp(o Options) (*App, error) {
	tabs := newTabs()
	trains := tabs[trainingIndex].(*trainingTab)
	trains.folder = o.Folder
	if o.Resume {
		trains.resume()
	}
	a := &App{
		training: trains,
		tabs:     tabs,
		frame:    frame{theme: newTheme(true, colorprofile.TrueColor), profile: colorprofile.TrueColor, ascii: o.ASCII},
		dark:     true,
		active:   o.index(),
		version:  o.Version,
		guide:    guide{folder: o.Folder, given: o.lesson},
	}
	if len(o.Settings) == 0 {
		return a, nil
	}
	return a, o.set(tabs[a.active])
}

// Init asks for the terminal's background and opens the first tab.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{tea.RequestBackgroundColor, a.tabs[a.active].Open()}
	if a.guide.given != nil {
		cmds = append(cmds, a.toGuide())
	}
	return tea.Batch(cmds...)
}

// Update routes each message to the one place that it is for.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.frame = a.frame.sized(msg.Width, msg.Height)
		return a, a.reframe()
	case tea.ColorProfileMsg:
		a.frame.profile = msg.Profile
		a.frame.theme = newTheme(a.dark, a.frame.profile)
		return a, a.reframe()
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		a.frame.theme = newTheme(a.dark, a.frame.profile)
		return a, a.reframe()
	case tabMsg:
		return a, a.tabs[msg.tab].Update(msg.msg)
	case exportedMsg:
		if msg.sheet.take(msg); a.sheet != msg.sheet {
			a.note = msg.sheet.said
		}
	case tea.KeyPressMsg:
		return a, a.press(msg)
	case tea.PasteMsg:
		return a, a.paste(msg.Content)
	case tea.MouseMsg:
		return a, a.mouse(inBody(msg))
	case guideMsg:
		return a, msg(a)
	}
	return a, nil
}

// reframe tells all tabs.
func (a *App) reframe() tea.Cmd {
	var cmds []tea.Cmd
	for _, t := range a.tabs {
		cmds = append(cmds, t.Update(bodyMsg{a.body()}))
	}
	return tea.Batch(cmds...)
}

// body is the part of the screen that a tab draws.
func (a *App) body() frame { return a.guide.leaves(a.middle()) }

// middle is the part of the screen between header and status.
func (a *App) middle() frame { return a.frame.sized(a.frame.width, a.frame.height-3) }

// press answers the keys that mean the same everywhere.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	a.note = ""
	if key.Matches(msg, keys.Break) {
		return tea.Quit
	}
	if a.sheet != nil {
		if cmd, answered := a.sheet.press(a, msg); answered {
			return cmd
		}
	} else if a.guide.focus {
		if cmd, answered := a.pressGuide(msg); answered {
			return cmd
		}
	}
	toTab := a.sheet == nil && !a.guide.focus
	switch n := len(a.tabs); {
	case toTab && a.tabs[a.active].Modal():
		return a.tabs[a.active].Update(msg)
	case key.Matches(msg, keys.Quit):
		return tea.Quit
	case key.Matches(msg, keys.Help):
		a.sheet = &helpSheet{}
	case key.Matches(msg, keys.Export):
		return a.export()
	case key.Matches(msg, keys.Share):
		return a.share()
	case key.Matches(msg, keys.Guide):
		return a.toGuide()
	case key.Matches(msg, keys.NextTab):
		return a.open((a.active + 1) % n)
	case key.Matches(msg, keys.PrevTab):
		return a.open((a.active + n - 1) % n)
	case key.Matches(msg, keys.Tab1):
		return a.open(0)
	case key.Matches(msg, keys.Tab2):
		return a.open(1)
	case key.Matches(msg, keys.Tab3):
		return a.open(2)
	case toTab:
		return a.toTab(msg)
	}
	return nil
}

func (a *App) open(i int) tea.Cmd {
	a.active, a.sheet, a.guide.focus = i, nil, false
	return a.tabs[i].Open()
}

// View draws the screen: header, tab, status and keys.
func (a *App) View() tea.View {
	content := a.screen()
	if a.frame.ascii {
		content = plainASCII(toASCII.Replace(content))
	}
	v := tea.NewView(content)
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = "nntui: " + a.tabs[a.active].Title()
	return v
}

func (a *App) screen() string {
	f := a.frame
	if f.width < minWidth || f.height < minHeight {
		return fit(fmt.Sprintf("nntui needs %dx%d.\nThis is %dx%d.", minWidth, minHeight, f.width, f.height), f.width, f.height)
	}
	body := a.body()
	var picture string
	if a.sheet != nil {
		picture = a.sheet.view(a, body)
	} else {
		picture = a.tabs[a.active].View(body)
	}
	status := ansi.Truncate(" "+a.status(f), f.width, "…")
	return above(a.header(f), a.withGuide(fit(picture, body.width, body.height)), fitLine(status, f.width), a.keyLine(f))
}

// status says in a line what just happened, or what to do.
func (a *App) status(f frame) string {
	switch {
	case a.note != "":
		return a.note
	case a.guide.focus && a.sheet == nil:
		return a.guide.advice(f)
	}
	return a.tabs[a.active].Status(f)
}

func (a *App) header(f frame) string {
	var b strings.Builder
	b.WriteString(" " + f.theme.bold("nntui") + " ")
	for i, t := range a.tabs {
		label := fmt.Sprintf(" %d %s ", i+1, t.Title())
		if i == a.active {
			label = f.theme.active(label)
		}
		b.WriteString(" " + label)
	}
	return spread(b.String(), a.tabs[a.active].Running()+" ", f.width)
}

func (a *App) keyLine(f frame) string {
	h := help.New()
	h.Styles = f.theme.helpStyles()
	h.ShortSeparator = "  "
	h.SetWidth(f.width - 2)
	bindings := without(a.hidden(), a.tabs[a.active].ShortHelp())
	switch {
	case a.sheet != nil:
		bindings = a.sheet.keys()
	case a.guide.focus:
		bindings = a.guideKeys()
	}
	// Where not even its ellipsis fits, help draws beyond the width.
	return fitLine(ansi.Truncate(" "+h.ShortHelpView(bindings), f.width-1, "…"), f.width)
}
