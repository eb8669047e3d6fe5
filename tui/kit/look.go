package kit

import (
	"image/color"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
)

// Look is how text is drawn. Where lipgloss's Style measures, pads and aligns
// every piece, for most of the time of a frame, a Look only colours.
type Look struct {
	Fg, Bg        color.Color
	Bold, Reverse bool
}

// Render returns the text in that look, each line by itself.
func (l Look) Render(s string) string {
	begin := l.Begin()
	if begin == "" || s == "" {
		return s
	}
	if strings.Contains(s, "\n") {
		s = strings.ReplaceAll(s, "\n", ansi.ResetStyle+"\n"+begin)
	}
	return begin + s + ansi.ResetStyle
}

// begins has the sequences that turn looks on, of which there are not many.
var begins = struct {
	sync.Mutex
	of map[Look]string
}{of: map[Look]string{}}

// Begin returns the sequence that turns the look on, "" for that of plain text;
// ansi.ResetStyle turns it off.
func (l Look) Begin() string {
	if l == (Look{}) {
		return ""
	}
	begins.Lock()
	defer begins.Unlock()
	s, ok := begins.of[l]
	if !ok {
		s = l.style().String()
		begins.of[l] = s
	}
	return s
}

func (l Look) style() (style ansi.Style) {
	if l.Bold {
		style = style.Bold()
	}
	if l.Reverse {
		style = style.Reverse(true)
	}
	if l.Fg != nil {
		style = style.ForegroundColor(l.Fg)
	}
	if l.Bg != nil {
		style = style.BackgroundColor(l.Bg)
	}
	return style
}
