// Package terminal shows a program in whatever terminal a client claims to
// have. The size is bounded, a paste as well; the program is told to end by the
// first signal and by a line that drops, and gives the terminal back while it is
// stopped.
package terminal

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
)

// The most that is drawn of a screen, from its upper left corner; a cell costs
// about a hundred bytes.
const maxWidth, maxHeight = 400, 150

// PasteLimit is how many bytes of a paste are kept at most; what is longer may
// have been of any length.
const PasteLimit = 1 << 20

// ErrStalled is the error of a program that was told to end while its terminal
// took nothing more. What is printed then may wait forever.
var ErrStalled = errors.New("the terminal takes nothing more")

// ErrStuck is the error of a program that was told to end and did not come back
// from a message. Its model is still in use.
var ErrStuck = errors.New("the program does not answer")

// How long an end waits: for the terminal to take what is written to it, which
// Bubble Tea may have half a second for; where the machine is busy, for all of
// that; and then for the model.
const patience, longest, modelPatience = 700 * time.Millisecond, 1200 * time.Millisecond, 500 * time.Millisecond

// Stays is the message where the program should have been stopped and was not:
// no shell waits behind it.
type Stays struct{}

// A terminal is what one program is shown in.
type terminal struct {
	*tea.Program
	ctx           context.Context // until the program is told to end
	width, height int             // that are drawn
	outsized      bool            // has it ever been larger than that?
	in            *input
	margin        atomic.Int32   // the last line that is drawn, counted from 1; 0 for that of the terminal
	writing       atomic.Bool    // is the terminal taking something, or not?
	signals       chan os.Signal // what watch hears
}

// UntilSignal returns a context that ends with the first signal that tells a
// program to end. From now on none but SIGKILL ends it by itself.
func UntilSignal(ctx context.Context) context.Context {
	ctx, end := context.WithCancel(ctx)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM)
	go func() {
		<-signals
		end()
	}()
	return ctx
}

// Run shows a model until it quits or ctx ends, and then uses it no more, unless
// the error is ErrStuck.
func Run(ctx context.Context, model tea.Model, options ...tea.ProgramOption) error {
	ctx, drop := context.WithCancel(ctx)
	defer drop()
	t := &terminal{ctx: ctx, in: &input{File: os.Stdin, drop: drop}, signals: make(chan os.Signal, 2)}
	t.resize()
	lent := newLent(model)
	t.Program = tea.NewProgram(lent, append([]tea.ProgramOption{
		tea.WithoutSignalHandler(), tea.WithFilter(t.filter), tea.WithWindowSize(t.width, t.height),
		tea.WithColorProfile(colorprofile.Detect(os.Stdout, os.Environ())),
		tea.WithInput(t.input()), tea.WithOutput(t.output()),
	}, options...)...)
	t.watch(ctx)
	before, _ := term.GetState(os.Stdin.Fd())
	ended := make(chan error, 1)
	go func() {
		_, err := t.Program.Run()
		ended <- err
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	go t.Quit() // which waits, where the terminal does not take what is drawn
	if t.comesToEnd(ended) {
		return nil
	}
	if before != nil {
		term.Restore(os.Stdin.Fd(), before)
	}
	if !lent.takeBack() {
		return ErrStuck
	}
	return ErrStalled
}

// comesToEnd waits for the end of the program, and reports whether it comes in
// time.
func (t *terminal) comesToEnd(ended <-chan error) bool {
	const look = 20 * time.Millisecond
	begun := time.Now()
	for stalled := begun; time.Since(begun) < longest && time.Since(stalled) < patience; {
		select {
		case <-ended:
			return true
		case <-time.After(look):
		}
		if !t.writing.Load() {
			stalled = time.Now()
		}
	}
	return false
}

// resize takes the size that the terminal has, as far as it is drawn. Where it
// does not say, it is 80x24, as terminals once were.
func (t *terminal) resize() {
	width, height, err := term.GetSize(os.Stdout.Fd())
	if err != nil || width <= 0 || height <= 0 {
		width, height = 80, 24
	}
	t.width, t.height = min(width, maxWidth), min(height, maxHeight)
	if t.outsized = t.outsized || height > t.height; t.outsized {
		t.margin.Store(int32(t.height))
	}
}

// filter changes what Bubble Tea and the model get to see.
func (t *terminal) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg: // which anybody can send: the terminal is asked
		t.resize()
		return tea.WindowSizeMsg{Width: t.width, Height: t.height}
	case tea.MouseReleaseMsg: // ends a drag anywhere
	case tea.MouseMsg:
		if m := msg.Mouse(); m.X >= t.width || m.Y >= t.height {
			return nil
		}
	case tea.SuspendMsg:
		return t.suspend()
	case tea.PasteStartMsg, tea.PasteMsg, tea.PasteEndMsg:
		return t.paste(msg)
	}
	return msg
}
