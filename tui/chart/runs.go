package chart

import (
	"image/color"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Look is how a cell is drawn.
type Look struct {
	Fg, Bg color.Color
	Bold   bool
}

// Runs is a line under construction, styled run by run rather than cell by
// cell. Reset, it can be used again: it remembers how looks begin.
type Runs struct {
	text   strings.Builder
	look   Look
	begins map[Look]string
}

// Add adds text in a look.
func (r *Runs) Add(s string, l Look) {
	if l != r.look {
		r.end()
		r.look = l
		r.text.WriteString(r.begin(l))
	}
	r.text.WriteString(s)
}

// begin returns the sequence that turns a look on. lipgloss would measure every
// run, for half the time of a frame.
func (r *Runs) begin(l Look) string {
	if l == (Look{}) {
		return ""
	}
	if s, ok := r.begins[l]; ok {
		return s
	}
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
	if r.begins == nil {
		r.begins = map[Look]string{}
	}
	s := style.String()
	r.begins[l] = s
	return s
}

func (r *Runs) end() {
	if r.look != (Look{}) {
		r.text.WriteString(ansi.ResetStyle)
	}
	r.look = Look{}
}

// String returns the line.
func (r *Runs) String() string {
	r.end()
	return r.text.String()
}

// Reset begins a new line.
func (r *Runs) Reset() {
	r.text.Reset()
	r.look = Look{}
}
