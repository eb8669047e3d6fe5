package lesson

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lineMap knows where in the text each key is, by its path:
// "step.0.also.1.open". A heading [[step]] has the path of its step. Texts with
// characters that a terminal would act on are kept apart.
type lineMap struct {
	offsets map[string]int
	counts  map[string]int // of the entries of each list
	unclean []uncleanText
	text    []byte
}

// uncleanText is the first such character of a text.
type uncleanText struct {
	path string
	char rune
}

// findLines walks a text that is valid TOML.
func findLines(text []byte) *lineMap {
	m := &lineMap{offsets: map[string]int{}, counts: map[string]int{}, text: text}
	var parser unstable.Parser
	parser.Reset(text)
	place := ""
	for parser.NextExpression() {
		switch n := parser.Expression(); n.Kind {
		case unstable.ArrayTable:
			place = m.entry(m.path("", n), keyOffset(n))
		case unstable.Table:
			place = m.path("", n)
			m.note(place, keyOffset(n))
		case unstable.KeyValue:
			m.keyValue(place, n)
		}
	}
	return m
}

func (m *lineMap) note(path string, offset int) {
	if !m.has(path) {
		m.offsets[path] = offset
	}
}

// has reports whether the text has the key.
func (m *lineMap) has(path string) bool {
	_, ok := m.offsets[path]
	return ok
}

// entry notes one more entry of a list and returns its path.
func (m *lineMap) entry(list string, offset int) string {
	path := list + "." + strconv.Itoa(m.counts[list])
	m.counts[list]++
	m.note(list, offset)
	m.note(path, offset)
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
	offset, path := keyOffset(n), m.path(place, n)
	m.note(path, offset)
	m.value(path, offset, n.Value())
}

// value notes what is in a list or a table, and the unclean texts.
func (m *lineMap) value(path string, offset int, n *unstable.Node) {
	switch n.Kind {
	case unstable.Array:
		for it := n.Children(); it.Next(); {
			at := offset // of the key, where the entry does not know its own
			if raw := it.Node().Raw; raw.Length > 0 {
				at = int(raw.Offset)
			}
			m.value(m.entry(path, at), offset, it.Node())
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

// keyOffset returns where a key begins.
func keyOffset(n *unstable.Node) int {
	it := n.Key()
	it.Next()
	return int(it.Node().Raw.Offset)
}

// unclean reports whether a terminal could act on a character, or hide text
// behind it. The joiners of some scripts are none of these.
func unclean(r rune) bool {
	return !unicode.IsGraphic(r) && !strings.ContainsRune("\n\t\u200c\u200d", r)
}

// line returns the line of the key at a path, 0 where there is none.
func (m *lineMap) line(path string) int { return m.find(path, "") }

// find returns the line in the text at a path that holds some words, or where
// the file writes these in another way, the line that the text begins in.
func (m *lineMap) find(path, words string) int {
	offset, ok := m.offsets[path]
	if !ok {
		return 0
	}
	if i := bytes.Index(m.text[offset:], []byte(words)); i >= 0 {
		offset += i
	}
	return 1 + bytes.Count(m.text[:offset], []byte("\n"))
}
