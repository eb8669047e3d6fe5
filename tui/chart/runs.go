package chart

import (
	"image/color"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
)

// Look is how a cell is drawn.
type Look struct {
	Fg, Bg color.Color
	Bold   bool
}

// Runs are lines under construction, styled run by run rather than cell by
// cell.
type Runs struct {
	text strings.Builder
	look Look
}

// Add adds text in a look.
func (r *Runs) Add(s string, l Look) {
	if l != r.look {
		r.end()
		r.look = l
		r.text.WriteString(begin(l))
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

// begins has the sequences that turn looks on, of which there are not many. To
// make them anew would take half the time of a frame, and lipgloss even more.
var begins = struct {
	sync.Mutex
	of map[Look]string
}{of: map[Look]string{}}

func begin(l Look) string {
	if l == (Look{}) {
		return ""
	}
	begins.Lock()
	defer begins.Unlock()
	s, ok := begins.of[l]
	if !ok {
		var style ansi.Style
		if l.Fg != nil {
			style = style.ForegroundColor(l.Fg)
		}
		if l.Bg != nil {
			style = style.BackgroundColor(l.Bg)
		}
		if l.Bold {
			style = style.Bold()
		}
		s = style.String()
		begins.of[l] = s
	}
	return s
}
