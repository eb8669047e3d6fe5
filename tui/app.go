package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/setting"
	"nntui/tui/files"
	"nntui/tui/glossary"
	"nntui/tui/guide"
	"nntui/tui/kit"
	"nntui/tui/lesson"
	"nntui/tui/run"
	"nntui/tui/store"
	"nntui/tui/terminal"
)

// The least terminal that the program can be used in.
const minWidth, minHeight = 60, 18

// Options is what the command line says about the full-screen program.
type Options struct {
	Opening        // what to open; with the zero value the first tab
	Kept    Kept   // how people like the program
	Config  string // the file that it is kept in, empty for none
	Version string
	Folder  string       // where sessions and saved runs are kept; empty for nowhere
	Most    store.Bounds // for sessions; the usual ones where it is empty
	Note    string       // what the first screen says, empty for nothing
	Resume  bool         // go on with the last session
	Lesson  string       // the file of a lesson to open, empty for none

	Restricted bool          // exports go to a folder of the state, under names of the program's own
	Idle       time.Duration // without a key or the mouse, after which the program ends; 0 for never

	lesson *lesson.Lesson // that the file holds
}

// Check completes the options, and says why the program cannot be opened with
// them, if it cannot.
func (o *Options) Check() error {
	if o.Resume && len(o.Settings) > 0 {
		return &setting.Error{Name: "resume", Reason: "goes on with the settings of the last session; it takes no others"}
	}
	if o.Resume && o.Tab == "" {
		o.Tab = Tabs[slices.IndexFunc(tabs, func(r row) bool { _, ok := r.new(0).(keeper); return ok })]
	}
	if o.Lesson != "" {
		l, err := ReadLesson(o.Lesson, false) // the guide tries its set-ups
		if err != nil {
			return err
		}
		o.lesson = l
	}
	return o.Opening.Check()
}

// Run shows the program, with options that have been checked, until the user
// quits, ctx ends or a signal tells it to.
//
// However it ends, the session is written then: once, and to its end, as no
// second signal cuts it. After a panic as well, whose report the error names.
func Run(ctx context.Context, o Options) error {
	ctx = terminal.UntilSignal(ctx)
	a, err := newApp(o)
	if err != nil {
		return err
	}
	err = a.play(ctx, o.Folder, o.Kept.options()...)
	files.Finish() // exports and saved runs are written in commands, which Bubble Tea does not wait for
	if errors.Is(err, terminal.ErrStalled) {
		os.Exit(1) // whatever is printed to it now, or asked of it, would wait
	}
	if err != nil {
		return err
	}
	for _, words := range append(a.idle.words(), a.stopped()...) {
		fmt.Println(words)
	}
	return nil
}

// play shows the program until it ends, and writes what is to be kept.
func (a *App) play(ctx context.Context, folder string, options ...tea.ProgramOption) error {
	const fps = 120 // how often it looks for a change to show, so that a key is answered at once
	ctx, quit := context.WithCancel(ctx)
	defer quit()
	a.memory = newCollector()
	go a.idle.watch(ctx, quit)
	g := guarded{App: a, crash: &crash{}, quit: quit}
	err := terminal.Run(ctx, &g, append(options, tea.WithFPS(fps))...)
	if errors.Is(err, terminal.ErrStuck) {
		return fmt.Errorf("the session could not be written: %w", err)
	}
	unsaved := a.ended()
	if unsaved != nil {
		unsaved = fmt.Errorf("the session could not be written: %w", unsaved)
	}
	return errors.Join(g.crash.report(a, folder), unsaved, err)
}

// end writes what is kept from one start to the next.
func (a *App) end() error {
	errs := []error{a.guide.End()}
	for _, t := range a.tabs {
		if t, ok := t.(keeper); ok {
			errs = append(errs, t.End())
		}
	}
	return errors.Join(errs...)
}

// App is the root model: the tabs, the size and the look of the screen.
type App struct {
	tabs    []tab
	active  int
	frame   kit.Frame      // of the whole screen
	kept    Kept           // how people like it
	config  string         // the file that it is in, empty for none
	dark    bool           // is the terminal's background dark?
	sheet   sheet          // what lies over the tab, nil for nothing
	guide   *guide.Guide   // the panel beside it
	taught  kit.Lesson     // what the guide wants of the tabs
	hover   string         // what is under the pointer since that moved, "" for nothing to say
	note    string         // what the last key did, where no tab says it
	live    glossary.Word  // the last that was seen live
	memory  *collector     // nil for what Go does by itself
	resumed bool           // has it gone on, or said why not?
	past    past           // what undo goes back to
	card    bool           // does the card of the first start lie over the tab?
	waits   func() tea.Cmd // goes on with what waits from another time, nil for nothing
	waitsIn int            // the tab that it waits in
	version string
	idle    idle
	strict  bool   // do exports go nowhere but to a folder of the program's own?
	exports string // that folder, empty for none
}

// newApp returns the program before its first message.
func newApp(o Options) (*App, error) {
	first, err := firstStart(o.Folder)
	if err != nil {
		o.Folder, o.Note = "", "Nothing is kept: "+err.Error()+"."
	}
	a := &App{
		frame: kit.Frame{
			Theme: kit.NewTheme(o.Kept.isDark(true), colorprofile.TrueColor), Profile: colorprofile.TrueColor,
			ASCII: o.Kept.ASCII, NoDots: o.Kept.Curves == CurveStyles[1],
		},
		kept:    o.Kept,
		config:  o.Config,
		dark:    true,
		active:  o.index(),
		version: o.Version,
		note:    o.Note,
		resumed: o.Resume,
		strict:  o.Restricted,
		exports: ownFolder(o.Folder),
	}
	a.idle.after = o.Idle
	a.idle.last.Store(time.Now().UnixNano())
	a.guide = guide.New(a, Trial, o.lesson, o.Folder)
	a.card = first && !a.guide.Given()
	for i, row := range tabs {
		t := row.new(i)
		if t, ok := t.(keeper); ok {
			t.Keep(o.Folder, o.Resume, cmp.Or(o.Most, store.Usual))
		}
		a.tabs = append(a.tabs, t)
	}
	if len(o.Settings) > 0 {
		if err := a.set(o.Opening); err != nil {
			return nil, err
		}
	}
	a.past = newPast(a)
	return a, nil
}

// Init asks for the terminal's background and opens the first tab.
func (a *App) Init() tea.Cmd {
	cmds := append(a.waiting(), tea.RequestBackgroundColor, a.tabs[a.active].Open(), a.idle.wait())
	if a.guide.Given() {
		cmds = append(cmds, a.guide.Enter(), a.guide.Try())
	}
	return tea.Batch(cmds...)
}

// Update routes each message to the one place that it is for, and lets the guide
// see what that led to.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.idle.note(msg)
	a.memory.tune()
	defer a.past.watch(a, msg)()
	cmd := a.route(msg)
	return a, tea.Batch(cmd, a.guide.Watch())
}

func (a *App) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.frame = a.frame.Sized(msg.Width, msg.Height)
		return a.Reframe()
	case tea.ColorProfileMsg:
		a.frame.Profile = msg.Profile
		return a.Reframe()
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		return a.Reframe()
	case run.Msg:
		return a.tabs[msg.ID].Update(msg.Msg)
	case tea.KeyPressMsg:
		return a.press(msg)
	case tea.PasteMsg:
		return a.paste(msg)
	case tea.MouseMsg:
		return a.point(kit.Within(msg, 0, 1))
	case kit.Reply:
		return msg()
	case terminal.Stays:
		a.note = "There is no shell here to go back to: " + kit.Sign("quit") + " ends the program."
	case idleMsg:
		return a.idled()
	}
	return nil
}

// Reframe tells everybody what there is to draw in.
func (a *App) Reframe() tea.Cmd {
	a.frame.Theme = kit.NewTheme(a.kept.isDark(a.dark), a.frame.Profile)
	return tea.Batch(a.guide.Update(kit.Resized{Frame: a.middle()}), a.tell(kit.Resized{Frame: a.body()}))
}

// tell sends a message to all tabs.
func (a *App) tell(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, t := range a.tabs {
		cmds = append(cmds, t.Update(msg))
	}
	return tea.Batch(cmds...)
}

// body is the part of the screen that a tab draws.
func (a *App) body() kit.Frame { return a.guide.Leaves(a.middle()) }

// middle is the part of the screen between header and status.
func (a *App) middle() kit.Frame { return a.frame.Sized(a.frame.Width, a.frame.Height-3) }

func (a *App) open(i int) tea.Cmd {
	if a.waits != nil && i == a.waitsIn {
		a.note = "A training of another time waits: " + kit.Sign("open") + " lists it, to go on."
	}
	a.active, a.sheet, a.hover = i, nil, ""
	a.guide.Leave()
	return a.tabs[i].Open()
}

// View draws the screen: header, tab, status and keys.
func (a *App) View() tea.View {
	content := a.screen()
	if a.frame.ASCII {
		content = kit.PlainASCII(kit.ToASCII.Replace(content))
	}
	v := tea.NewView(content)
	v.AltScreen = true
	v.MouseMode = a.kept.mouse()
	v.WindowTitle = "nntui: " + a.tabs[a.active].Title()
	return v
}

// small reports whether the program has no room.
func (a *App) small() bool { return a.frame.Width < minWidth || a.frame.Height < minHeight }

func (a *App) screen() string {
	f := a.frame
	if a.small() {
		return kit.Fit(fmt.Sprintf("nntui needs %dx%d.\nThis is %dx%d.", minWidth, minHeight, f.Width, f.Height), f.Width, f.Height)
	}
	body := a.body()
	picture := kit.Fit(a.tabs[a.active].View(body), body.Width, body.Height)
	if a.sheet != nil {
		picture = a.sheet.view(a, body, picture)
	} else if a.card {
		picture = a.viewCard(body, picture)
	}
	status := ansi.Truncate(" "+a.status(f), f.Width, "…")
	return kit.Above(a.header(f), a.guide.View(a.middle(), picture, a.sheet != nil), kit.FitLine(status, f.Width), a.keyLine(f))
}

// status says in a line what just happened, or what to do.
func (a *App) status(f kit.Frame) string {
	own := a.tabs[a.active].Status(f)
	switch {
	case a.hover != "":
		return a.hover
	case a.note != "" && !a.givesWay(own):
		return files.Shown(a.note)
	case a.guide.Focused() && a.sheet == nil:
		return a.guide.Status(f)
	}
	return own
}

func (a *App) header(f kit.Frame) string {
	var b strings.Builder
	b.WriteString(" " + f.Theme.Bold("nntui") + " ")
	for i := range a.tabs {
		label := a.label(i)
		if i == a.active {
			label = f.Theme.Active(label)
		}
		b.WriteString(" " + label)
	}
	right := a.tabs[a.active].Running()
	if a.trouble() != "" {
		right = f.Theme.Bad.Bold(a.unsaved(f.Width - ansi.StringWidth(b.String()) - 2))
	}
	return kit.Spread(b.String(), right+" ", f.Width)
}
