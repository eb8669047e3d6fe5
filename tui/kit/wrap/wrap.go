// Package wrap breaks texts into lines, for whatever writes them.
package wrap

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Text breaks a text into lines of at most that many cells, at spaces. Words
// that are too long by themselves are cut.
//
// The lines of the text flow together, but for these: a blank line separates
// paragraphs; a line that begins with a space, as a formula does, stands by
// itself and keeps its spaces; a line that begins with "- " begins an item.
func Text(text string, width int) []string {
	var lines []string
	for _, p := range paragraphs(text) {
		lines = append(lines, fill(p, max(width, 1))...)
	}
	return lines
}

// paragraphs puts the lines together that flow together.
func paragraphs(text string) []string {
	var list []string
	flows := false // does the next line go on with the last paragraph?
	for line := range strings.Lines(strings.Trim(text, "\n")) {
		line = strings.ReplaceAll(strings.TrimRight(line, " \t\n"), "\t", "    ")
		stands := strings.HasPrefix(line, " ")
		if flows && line != "" && !stands && !strings.HasPrefix(line, "- ") {
			list[len(list)-1] += " " + line
			continue
		}
		list = append(list, line)
		flows = line != "" && !stands
	}
	return list
}

// fill breaks a paragraph. Where a line that stands by itself is too long, the
// spaces before it stand before all its parts. The lines of an item stand below
// its first word.
func fill(p string, width int) []string {
	body := strings.TrimLeft(p, " ")
	if body != p && uniseg.StringWidth(p) <= width {
		return []string{p}
	}
	margin := min(len(p)-len(body), width/2)
	first := strings.Repeat(" ", margin)
	if strings.HasPrefix(body, "- ") && width-margin > 4 {
		first, body, margin = first+"- ", body[2:], margin+2
	}
	var lines []string
	var line strings.Builder
	line.WriteString(first)
	room, used := width-margin, 0
	for word := range strings.FieldsFuncSeq(body, func(r rune) bool { return r == ' ' }) {
		for i := 0; word != ""; i++ {
			piece, w := cut(word, room)
			word = word[len(piece):]
			switch {
			case used == 0:
			case i == 0 && used+1+w <= room:
				line.WriteByte(' ')
				w += used + 1
			default:
				lines = append(lines, line.String())
				line.Reset()
				line.WriteString(strings.Repeat(" ", margin))
			}
			line.WriteString(piece)
			used = w
		}
	}
	return append(lines, line.String())
}

// cut returns the beginning of a word that has at most that many cells, but is
// one character at least, with its width. It ends between what is read as one
// character.
func cut(word string, width int) (piece string, w int) {
	if w := uniseg.StringWidth(word); w <= width {
		return word, w
	}
	end := 0
	for g := uniseg.NewGraphemes(word); g.Next(); {
		if end > 0 && w+g.Width() > width {
			break
		}
		_, end = g.Positions()
		w += g.Width()
	}
	return word[:end], w
}
