package lesson

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lineMap knows the line of each key, by its path: "step.0.also.1.open". A
// heading [[step]] has the path of its step. Texts with characters that a
// terminal would act on are kept apart.
type lineMap struct {
	at      map[string]int
	counts  map[string]int // of the entries of each list
	unclean []uncleanText
	text    []byte
	ends    []int // the offsets of the line ends
	parser  unstable.Parser
}

// uncleanText is the first such character of a text.
type uncleanText struct {
	path string
	char rune
}

// findLines walks a text that is valid TOML.
func findLines(text []byte) *lineMap {
	m := &lineMap{at: map[string]int{}, counts: map[string]int{}, text: text}
	for i, c := range text {
		if c == '\n' {
			m.ends = append(m.ends, i)
		}
	}
	m.parser.Reset(text)
	place := ""
	for m.parser.NextExpression() {
		switch n := m.parser.Expression(); n.Kind {
		case unstable.ArrayTable:
			place = m.entry(m.path("", n), m.keyLine(n))
		case unstable.Table:
			place = m.path("", n)
			m.note(place, m.keyLine(n))
		case unstable.KeyValue:
			m.keyValue(place, n)
		}
	}
	return m
}

func (m *lineMap) note(path string, line int) {
	if m.at[path] == 0 {
		m.at[path] = line
	}
}

// entry notes one more entry of a list and returns its path.
func (m *lineMap) entry(list string, line int) string {
	path := list + "." + strconv.Itoa(m.counts[list])
	m.counts[list]++
	m.note(list, line)
	m.note(path, line)
	return path
}

// path appends a key to the path of its place. Within a list that means its
// last entry.
func (m *lineMap) path(place string, n *unstable.Node) string {
	for it := n.Key(); it.Next(); {
		if count := m.counts[place]; count > 0 {
			place += "." + strconv.Itoa(count-1)
		}
		place = strings.TrimPrefix(place+"."+strings.ToLower(string(it.Node().Data)), ".")
	}
	return place
}

func (m *lineMap) keyValue(place string, n *unstable.Node) {
	line, path := m.keyLine(n), m.path(place, n)
	m.note(path, line)
	m.value(path, line, n.Value())
}

// value notes what is in a list or a table, and the unclean texts.
func (m *lineMap) value(path string, line int, n *unstable.Node) {
	switch n.Kind {
	case unstable.Array:
		for it := n.Children(); it.Next(); {
			m.value(m.entry(path, m.line(it.Node(), line)), line, it.Node())
		}
	case unstable.InlineTable:
		for it := n.Children(); it.Next(); {
			m.keyValue(path, it.Node())
		}
	case unstable.String:
		if i := bytes.IndexFunc(n.Data, unclean); i >= 0 {
			char, _ := utf8.DecodeRune(n.Data[i:])
			m.unclean = append(m.unclean, uncleanText{path, char})
		}
	}
}

// keyLine returns the line of a key.
func (m *lineMap) keyLine(n *unstable.Node) int {
	it := n.Key()
	it.Next()
	return m.line(it.Node(), 0)
}

// unclean reports whether a terminal could act on a character, or hide text
// behind it. The joiners of some scripts are none of these.
func unclean(r rune) bool {
	return !unicode.IsGraphic(r) && !strings.ContainsRune("\n\t\u200c\u200d", r)
}

// line returns the line of a node, or otherwise where the node does not know.
func (m *lineMap) line(n *unstable.Node, otherwise int) int {
	if n.Raw.Length == 0 {
		return otherwise
	}
	return m.lineAt(int(n.Raw.Offset))
}

func (m *lineMap) lineAt(offset int) int {
	before, _ := slices.BinarySearch(m.ends, offset)
	return before + 1
}

// find returns the line in the text at a path that holds some words, or where
// the file writes these in another way, the line that the text begins in.
func (m *lineMap) find(path, words string) int {
	line := m.at[path]
	start := 0
	if line > 1 {
		start = m.ends[line-2]
	}
	i := bytes.Index(m.text[start:], []byte(words))
	if line == 0 || i < 0 {
		return line
	}
	return m.lineAt(start + i)
}
