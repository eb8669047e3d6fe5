package kit

import (
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/tui/kit/wrap"
)

// Frame is what a view draws in: a size in cells and a look.
type Frame struct {
	Width, Height int
	Theme         *Theme
	Profile       colorprofile.Profile
	ASCII         bool // no characters but those of every font
	NoDots        bool // asciigraph draws the lines, of box characters
}

// Sized returns the frame with another size.
func (f Frame) Sized(width, height int) Frame {
	f.Width, f.Height = max(width, 0), max(height, 0)
	return f
}

// Blocks reports whether half blocks in colour can be drawn.
func (f Frame) Blocks() bool { return f.Profile >= colorprofile.ANSI256 && !f.ASCII }

// Dots reports whether braille characters can be drawn.
func (f Frame) Dots() bool { return !f.ASCII && !f.NoDots }

// Fit returns s as exactly height lines, each exactly width cells wide.
func Fit(s string, width, height int) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := range max(height, 0) {
		line, rest, _ := strings.Cut(s, "\n")
		s = rest
		if i > 0 {
			b.WriteByte('\n')
		}
		fitTo(&b, line, width)
	}
	return b.String()
}

// blanks are more than most lines have.
var blanks = strings.Repeat(" ", 256)

// Blank returns n blanks, none where n is less than that.
func Blank(n int) string {
	if n > len(blanks) {
		return strings.Repeat(" ", n)
	}
	return blanks[:max(n, 0)]
}

// FitLine returns one line, exactly width cells wide.
func FitLine(s string, width int) string {
	s, gap := cutLine(s, width)
	if gap == 0 {
		return s
	}
	return s + Blank(gap)
}

// fitTo is FitLine at the end of a longer text.
func fitTo(b *strings.Builder, s string, width int) {
	s, gap := cutLine(s, width)
	b.WriteString(s)
	for range gap {
		b.WriteByte(' ')
	}
}

// cutLine returns what of a line has room, with an ellipsis where more than
// blanks has none, and how many cells are left.
func cutLine(s string, width int) (cut string, gap int) {
	w := ansi.StringWidth(s)
	if w > width {
		sign := "…"
		if ansi.StringWidth(strings.TrimRight(s, " ")) <= width {
			sign = ""
		}
		s = ansi.Truncate(s, max(width, 0), sign)
		w = ansi.StringWidth(s) // one less where half a wide character is left
	}
	return s, max(width-w, 0)
}

// Spread returns left and right at the two ends of a line; right gives way.
func Spread(left, right string, width int) string {
	gap := width - ansi.StringWidth(left) - ansi.StringWidth(right)
	if gap < 1 {
		return FitLine(left, width)
	}
	return left + Blank(gap) + right
}

// Panel draws body in a rounded border that carries a title at the left and a
// note at the right, as large as the frame.
func (f Frame) Panel(title, note, body string) string {
	w, h := f.Width-2, f.Height-2
	if w < 2 || h < 1 {
		return Fit("", f.Width, f.Height)
	}
	title = ansi.Truncate(title, max(w-2, 0), "…")
	gap := w - 2 - ansi.StringWidth(title)
	if width := ansi.StringWidth(note); width > 0 && width+3 <= gap {
		gap -= width + 2
	} else {
		note = ""
	}
	side := f.Theme.Border.Style().Render("│")
	edge, out, _ := strings.Cut(side, "│")

	var b strings.Builder
	b.Grow(len(body) + 24*f.Height + 8*f.Width)
	write := func(parts ...string) {
		for _, s := range parts {
			b.WriteString(s)
		}
	}
	write(edge, "╭ ", out, f.Theme.Bold(title), " ")
	if gap > 0 {
		write(edge, rule(gap), out)
	}
	if note != "" {
		write(" ", note, " ")
	}
	write(edge, "╮", out)
	for range h {
		line, rest, _ := strings.Cut(body, "\n")
		body = rest
		write("\n", side)
		fitTo(&b, line, w)
		write(side)
	}
	write("\n", edge, "╰", rule(w), "╯", out)
	return b.String()
}

// rule is a horizontal line.
func rule(width int) string {
	if long := len("─") * width; long <= len(longRule) {
		return longRule[:long]
	}
	return strings.Repeat("─", width)
}

var longRule = strings.Repeat("─", 300)

// PlainASCII puts question marks in place of characters that are no ASCII, as
// a lesson of somebody else may have.
func PlainASCII(s string) string {
	if !strings.ContainsFunc(s, notASCII) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		part, width := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if s[0] == ansi.ESC { // a sequence ends before a mark that would combine with its letter
			part, _, _, _ = ansi.DecodeSequence(s, ansi.NormalState, nil)
		}
		s = s[len(part):]
		if strings.ContainsFunc(part, notASCII) {
			part = strings.Repeat("?", width)
		}
		b.WriteString(part)
	}
	return b.String()
}

func notASCII(r rune) bool { return r > unicode.MaxASCII }

// Beside puts blocks of the same height side by side.
func Beside(blocks ...string) string {
	var b strings.Builder
	size := 0
	for _, block := range blocks {
		size += len(block)
	}
	b.Grow(size)
	rest := slices.Clone(blocks)
	for more := len(rest) > 0; more; {
		for i := range rest {
			line, after, found := strings.Cut(rest[i], "\n")
			if rest[i] = after; i == 0 {
				more = found
			}
			b.WriteString(line)
		}
		if more {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Above puts blocks of the same width below one another.
func Above(blocks ...string) string { return strings.Join(blocks, "\n") }

// Over puts a block over a picture, with its corner at a cell of that.
func Over(picture, block string, left, top int) string {
	lines := strings.Split(picture, "\n")
	for i, part := range strings.Split(block, "\n") {
		if y := top + i; y >= 0 && y < len(lines) {
			lines[y] = FitLine(ansi.Truncate(lines[y], left, ""), left) + part + after(lines[y], left+ansi.StringWidth(part))
		}
	}
	return strings.Join(lines, "\n")
}

// after returns a line without its first n cells; half a wide character is a
// blank.
func after(line string, n int) string {
	rest := ansi.TruncateLeft(line, n, "")
	if ansi.StringWidth(rest) > max(ansi.StringWidth(line)-n, 0) {
		return " " + ansi.TruncateLeft(line, n+1, "")
	}
	return rest
}

// Wrap breaks a text into lines of at most that many cells.
func Wrap(s string, width int) string { return strings.Join(wrap.Text(s, width), "\n") }

// Flow puts words beside each other, as many as have room in lines of that many
// cells; there is always a line.
func Flow(words []string, width int) []string {
	lines := []string{""}
	for _, w := range words {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = w
		case ansi.StringWidth(*last)+1+ansi.StringWidth(w) <= width:
			*last += " " + w
		default:
			lines = append(lines, w)
		}
	}
	return lines
}

// Indent moves every line n cells to the right.
func Indent(s string, n int) string {
	space := Blank(n)
	return space + strings.ReplaceAll(s, "\n", "\n"+space)
}

// SideWidth is the width of the column of knobs and readouts.
func SideWidth(width int) int { return min(max(34, width*3/8), 60, width) }

// Clamp returns the index of n that is nearest to i, 0 where there are none.
func Clamp(i, n int) int { return max(0, min(i, n-1)) }

// Resized tells a tab the frame that it is drawn in from now on.
type Resized struct{ Frame }

// Exporting tells a tab that its exports are asked for.
type Exporting struct{}

// Lesson tells a tab what a lesson wants of it from now on.
type Lesson struct {
	Hidden   Hidden
	Readings bool // are those asked for that are only taken on demand?
}

// Reply is what a command came to, as what to do about it on the UI goroutine.
type Reply func() tea.Cmd
