package chart

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/tui/kit"
)

// Look is how a cell is drawn.
type Look = kit.Look

// Runs are lines under construction, styled run by run rather than cell by
// cell.
type Runs struct {
	text strings.Builder
	look Look
}

// Grow makes room for so many bytes at once.
func (r *Runs) Grow(n int) { r.text.Grow(n) }

// Add adds text in a look.
func (r *Runs) Add(s string, l Look) {
	if l != r.look {
		r.end()
		r.look = l
		r.text.WriteString(l.Begin())
	}
	r.text.WriteString(s)
}

// Pad adds blanks.
func (r *Runs) Pad(n int) { r.Add(strings.Repeat(" ", max(n, 0)), Look{}) }

// NewLine ends the line.
func (r *Runs) NewLine() {
	r.end()
	r.text.WriteByte('\n')
}

func (r *Runs) end() {
	if r.look != (Look{}) {
		r.text.WriteString(ansi.ResetStyle)
	}
	r.look = Look{}
}

// String returns the lines.
func (r *Runs) String() string {
	r.end()
	return r.text.String()
}
