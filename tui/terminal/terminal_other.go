//go:build !unix

package terminal

import (
	"context"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Where there are no terminals as Unix has them, Bubble Tea reads the console
// itself, pastes and sizes as well, and a program cannot be stopped.

func (t *terminal) input() io.Reader  { return os.Stdin }
func (t *terminal) output() io.Writer { return os.Stdout }

func (t *terminal) paste(msg tea.Msg) tea.Msg { return msg }

func (in *input) waitFor(time.Duration) bool { return true }

func (t *terminal) watch(context.Context) {}

func (t *terminal) suspend() tea.Msg { return nil }
