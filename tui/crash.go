package tui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/files"
	"nntui/tui/lesson"
)

// guarded is the program with its panics caught, wherever they happen: the
// terminal comes back, the session is written, and a report says what happened.
type guarded struct {
	*App
	crash *crash
	quit  func()
}

// The reports that are kept, and the bytes that they have.
const mostCrashes, crashBytes = 10, 1_000_000

// A crash is the first panic of the program.
type crash struct {
	once  sync.Once
	value any
	stack []byte
}

// caught notes a panic, in a deferred call, and ends the program.
func (g guarded) caught() {
	if v := recover(); v != nil {
		g.crash.once.Do(func() {
			g.crash.value, g.crash.stack = v, debug.Stack()
			g.quit()
		})
	}
}

func (g guarded) Init() tea.Cmd {
	defer g.caught()
	return g.guard(g.App.Init())
}

func (g guarded) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	defer g.caught()
	m = g
	_, cmd = g.App.Update(msg)
	return g, g.guard(cmd)
}

func (g guarded) View() (v tea.View) {
	defer g.caught()
	return g.App.View()
}

// guard returns a command whose panics are caught, as those of all that it
// leads to.
func (g guarded) guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer g.caught()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = g.guard(batch[i])
			}
		}
		return msg
	}
}

// report writes what is known of the crash to a file in the folder, and returns
// the sentence about it; nil where there was none.
func (c *crash) report(a *App, folder string) error {
	if c.value == nil {
		return nil
	}
	sentence := fmt.Sprintf("nntui came to a mistake of its own: %v", c.value)
	if folder == "" && !a.strict {
		folder, _ = os.MkdirTemp("", "nntui-") // in which nobody else can have put anything
	}
	if folder == "" {
		return fmt.Errorf("%s\n%s", sentence, c.stack)
	}
	file := filepath.Join(folder, "crash-"+time.Now().Format("20060102-150405")+".txt")
	err := files.Keep(file, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "nntui %s, %s, %s/%s, %dx%d\n%s\n\n%v\n\n%s", a.version, runtime.Version(), runtime.GOOS, runtime.GOARCH,
			a.frame.Width, a.frame.Height, a.line(), c.value, c.stack)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s\n%s\nno report could be written: %w", sentence, c.stack, err)
	}
	keepLatest(folder, "crash-", mostCrashes, crashBytes) // more of them tell no more
	return errors.New(sentence + "; what happened is in " + file)
}

// line is the command line of the screen, as far as that can still be told.
func (a *App) line() (line string) {
	defer func() {
		if recover() != nil {
			line = "nntui --tab " + Tabs[a.active]
		}
	}()
	return lesson.CommandLine(a.arguments()[1:])
}

// ended writes the session at the end, which after a crash may fail itself.
func (a *App) ended() (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%v", v)
		}
	}()
	return a.end()
}
