package kit_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

func TestList_keys(t *testing.T) {
	var l kit.List
	then := 0
	keys := func() kit.Keys { return l.Keys(30, 10, func() { then++ }) }
	for i, c := range []struct {
		name string
		want int
	}{
		{"up", 0}, {"down", 1}, {"j", 2}, {"k", 1}, {"pgdown", 11}, {"ctrl+d", 21}, {"pgdown", 29}, {"down", 29},
		{"pgup", 19}, {"ctrl+u", 9}, {"ctrl+u", 0}, {"end", 29}, {"home", 0},
	} {
		press(t, keys, c.name)
		if l.At != c.want || then != i+1 {
			t.Errorf("key %d, %s, leads to %d, want %d; %d calls", i, c.name, l.At, c.want, then)
		}
	}
	press(t, func() kit.Keys { return l.Keys(0, 10, nil) }, "down")
	if l.At != 0 {
		t.Errorf("in an empty list it is on %d", l.At)
	}
}

func TestList_window(t *testing.T) {
	for _, c := range []struct{ at, n, lines, from, to int }{
		{0, 10, 4, 0, 4}, {2, 10, 4, 0, 4}, {3, 10, 4, 1, 5}, {5, 10, 5, 3, 8}, {9, 10, 4, 6, 10},
		{3, 4, 9, 0, 4}, {0, 0, 3, 0, 0}, {1, 5, 0, 1, 1}, {1, 5, -2, 1, 1}, {4, 5, 1, 4, 5},
	} {
		if from, to := (kit.List{At: c.at}).Window(c.n, c.lines); from != c.from || to != c.to {
			t.Errorf("on %d of %d, %d lines show %d to %d, want %d to %d", c.at, c.n, c.lines, from, to, c.from, c.to)
		}
	}
}

func TestList_view(t *testing.T) {
	l := kit.List{At: 3}
	lines := l.View(stage.Frame(20, 3, colorprofile.ANSI), strings.Fields("a b c d e f"))
	stage.Golden(t, "list", strings.Join(lines, "\n"))
}
