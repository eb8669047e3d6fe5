package tui

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"
)

// frame is what a view draws in: a size in cells and a look.
type frame struct {
	width, height int
	theme         *theme
	profile       colorprofile.Profile
	ascii         bool
}

// sized returns the frame with another size.
func (f frame) sized(width, height int) frame {
	f.width, f.height = max(width, 0), max(height, 0)
	return f
}

// blocks reports whether half blocks in colour can be drawn.
func (f frame) blocks() bool { return f.profile >= colorprofile.ANSI256 && !f.ascii }

// fit returns s as exactly height lines, each exactly width cells wide.
func fit(s string, width, height int) string {
	lines := strings.Split(s, "\n")
	out := make([]string, max(height, 0))
	for i := range out {
		var line string
		if i < len(lines) {
			line = lines[i]
		}
		out[i] = fitLine(line, width)
	}
	return strings.Join(out, "\n")
}

func fitLine(s string, width int) string {
	w := ansi.StringWidth(s)
	if w > width {
		return ansi.Truncate(s, max(width, 0), "")
	}
	return s + strings.Repeat(" ", width-w)
}

// spread returns left and right at the two ends of a line; right gives way.
func spread(left, right string, width int) string {
	gap := width - ansi.StringWidth(left) - ansi.StringWidth(right)
	if gap < 1 {
		return fitLine(left, width)
	}
	return left + strings.Repeat(" ", gap) + right
}

// panel draws body in a rounded border that carries a title at the left and a
// note at the right, as large as the frame.
func (f frame) panel(title, note, body string) string {
	w, h := f.width-2, f.height-2
	if w < 1 || h < 1 {
		return fit("", f.width, f.height)
	}
	edge := f.theme.border.style().Render
	head := edge("╭ ") + f.theme.bold(ansi.Truncate(title, max(w-2, 0), "…")) + " "
	if ansi.StringWidth(note) > 0 && ansi.StringWidth(title)+ansi.StringWidth(note)+5 <= w {
		note = " " + note + " "
	} else {
		note = ""
	}
	rule := f.width - ansi.StringWidth(head) - ansi.StringWidth(note) - 1
	head += edge(strings.Repeat("─", max(rule, 0))) + note + edge("╮")

	lines := strings.Split(fit(body, w, h), "\n")
	for i, l := range lines {
		lines[i] = edge("│") + l + edge("│")
	}
	foot := edge("╰" + strings.Repeat("─", w) + "╯")
	return fitLine(head, f.width) + "\n" + strings.Join(lines, "\n") + "\n" + foot
}

// plainASCII puts question marks in place of characters that are no ASCII, as
// a lesson of somebody else may have.
func plainASCII(s string) string {
	if !strings.ContainsFunc(s, notASCII) {
		return s
	}
	var b strings.Builder
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if cluster := g.Str(); strings.ContainsFunc(cluster, notASCII) {
			b.WriteString(strings.Repeat("?", g.Width()))
		} else {
			b.WriteString(cluster)
		}
	}
	return b.String()
}

func notASCII(r rune) bool { return r > unicode.MaxASCII }

// beside and above put blocks together that have the right sizes already.
func beside(blocks ...string) string {
	lines := strings.Split(blocks[0], "\n")
	for _, b := range blocks[1:] {
		for i, l := range strings.Split(b, "\n") {
			if i < len(lines) {
				lines[i] += l
			}
		}
	}
	return strings.Join(lines, "\n")
}

func above(blocks ...string) string { return strings.Join(blocks, "\n") }

// wrap breaks text at spaces into lines of at most that many cells.
func wrap(s string, width int) string { return ansi.Wordwrap(s, max(width, 1), "") }

// flow puts entries beside each other, as many as have room in lines of that
// many cells.
func flow(entries []string, width int) (lines []string) {
	for _, e := range entries {
		if last := len(lines) - 1; last >= 0 && ansi.StringWidth(lines[last])+2+ansi.StringWidth(e) <= width {
			lines[last] += "  " + e
		} else {
			lines = append(lines, " "+e)
		}
	}
	return lines
}

// indent moves every line n cells to the right.
func indent(s string, n int) string {
	space := strings.Repeat(" ", n)
	return space + strings.ReplaceAll(s, "\n", "\n"+space)
}

// pixelRows is the number of pixels above one another in a cell.
func (f frame) pixelRows() int {
	if f.blocks() {
		return 2
	}
	return 1
}

// sideWidth is the width of the column of knobs and readouts.
func sideWidth(width int) int { return min(max(34, width*3/8), 60) }

func clamp(i, n int) int { return min(max(i, 0), n-1) }

// bodyMsg tells a tab the frame that it is drawn in from now on.
type bodyMsg struct{ frame }

// exportMsg tells a tab that its exports are asked for.
type exportMsg struct{}
