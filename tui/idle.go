package tui

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// idle ends the program when nobody has been there for long: no key, no paste
// and nothing of the mouse.
type idle struct {
	after time.Duration // 0 for never
	last  atomic.Int64  // when somebody was there, in nanoseconds
	ended atomic.Bool
}

// warned is how long before the end the status line says that it comes.
const warned = time.Minute

// idleMsg says that it is time to see whether anybody is there.
type idleMsg struct{}

// note takes a message as a sign of somebody, if it is one.
func (i *idle) note(msg tea.Msg) {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseMsg:
		i.last.Store(time.Now().UnixNano())
	}
}

// left is how long the program goes on if nobody comes.
func (i *idle) left() time.Duration { return i.after - time.Since(time.Unix(0, i.last.Load())) }

// watch ends the program when it is time for that. It does so beside the
// program, which hears of nothing while the terminal takes nothing.
func (i *idle) watch(ctx context.Context, end func()) {
	if i.after == 0 {
		return
	}
	for left := i.after; left > 0; left = i.left() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(left):
		}
	}
	i.ended.Store(true)
	end()
}

// wait asks again when it is time to warn.
func (i *idle) wait() tea.Cmd {
	if i.after == 0 {
		return nil
	}
	return tea.Tick(max(i.left()-warned, warned/60), func(time.Time) tea.Msg { return idleMsg{} })
}

// idled warns, if it is time for that.
func (a *App) idled() tea.Cmd {
	if left := a.idle.left(); left <= warned {
		a.note = fmt.Sprintf("Is anybody there? Without a key all is saved, and the program ends in %v.", max(left, 0).Round(time.Second))
	}
	return a.idle.wait()
}

// words say why the program has ended, if that was it.
func (i *idle) words() []string {
	if !i.ended.Load() {
		return nil
	}
	return []string{fmt.Sprintf("nntui ended: for %s there was neither a key nor the mouse.", strings.Replace(i.after.String(), "m0s", "m", 1))}
}
