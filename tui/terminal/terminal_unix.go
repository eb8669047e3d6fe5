//go:build unix

package terminal

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/sys/unix"
)

func (t *terminal) input() io.Reader { return t.in }

// paste puts in the text that input has kept.
func (t *terminal) paste(msg tea.Msg) tea.Msg { return t.in.event(msg) }

// waitFor waits until there is something to read.
func (in *input) waitFor(d time.Duration) bool {
	fds := []unix.PollFd{{Fd: int32(in.Fd()), Events: unix.POLLIN}}
	for {
		n, err := unix.Poll(fds, int(d.Milliseconds()))
		if !errors.Is(err, unix.EINTR) {
			return n > 0
		}
	}
}

// output hides from Bubble Tea that it writes to a terminal, as that would ask
// its size, and draws all of it.
func (t *terminal) output() io.Writer { return output{os.Stdout, t} }

type output struct {
	io.Writer
	*terminal
}

// Write keeps lines that scroll within those that are drawn, where the terminal
// has more: Bubble Tea takes the last that it draws for the last that there is.
func (o output) Write(p []byte) (int, error) {
	o.writing.Store(true)
	defer o.writing.Store(false)
	if bottom := int(o.margin.Load()); bottom > 0 {
		const clear, leave = ansi.CursorHomePosition + ansi.EraseEntireScreen, ansi.ResetModeAltScreenSaveCursor
		q := bytes.ReplaceAll(p, []byte(clear), []byte(ansi.SetTopBottomMargins(1, bottom)+clear))
		q = bytes.ReplaceAll(q, []byte(leave), []byte("\x1b[r"+leave))
		_, err := o.Writer.Write(q)
		return len(p), err
	}
	return o.Writer.Write(p)
}

// watch tells the program of a new size and of SIGTSTP.
func (t *terminal) watch(ctx context.Context) {
	signal.Notify(t.signals, syscall.SIGWINCH, syscall.SIGTSTP)
	go func() {
		for ctx.Err() == nil {
			select {
			case <-ctx.Done():
			case s := <-t.signals:
				var msg tea.Msg = tea.WindowSizeMsg{}
				if s == syscall.SIGTSTP {
					msg = tea.SuspendMsg{}
				}
				t.Send(msg)
			}
		}
	}()
}

// told reports whether the program was told to end while it was stopped: the
// signal for that, and the one that woke it, come in any order.
func (t *terminal) told() bool {
	const together = 50 * time.Millisecond
	select {
	case <-t.ctx.Done():
		return true
	case <-time.After(together):
		return false
	}
}

// suspend gives the terminal back and stops the program, with all of its group,
// until it is told to go on. It does neither where the group is that of the
// session: no shell is behind it, that could tell so.
func (t *terminal) suspend() tea.Msg {
	if session, err := unix.Getsid(0); err != nil || session == unix.Getpgrp() {
		return Stays{}
	}
	if t.ReleaseTerminal() != nil {
		return nil
	}
	woken := make(chan os.Signal, 1)
	signal.Notify(woken, syscall.SIGCONT)
	syscall.Kill(0, syscall.SIGSTOP) // as SIGTSTP is caught
	<-woken
	signal.Stop(woken)
	if t.told() {
		signal.Ignore(syscall.SIGTTOU) // by which the shell's terminal would stop the end
		return nil
	}
	if t.RestoreTerminal() != nil {
		return nil
	}
	go t.Send(tea.WindowSizeMsg{})
	return tea.ResumeMsg{}
}
