package kit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// feet writes a line of keys.
func feet(k kit.Keys, late bool) string {
	var words []string
	for _, b := range k.Feet(late) {
		words = append(words, b.Help().Key+" "+b.Foot)
	}
	return strings.Join(words, ", ")
}

func TestKeys(t *testing.T) {
	var did string
	do := func(what string) func(tea.KeyPressMsg) tea.Cmd { return kit.Do(func() { did = what }) }
	keys := kit.Keys{
		kit.Words("↑↓", "choose"),
		kit.On("stir", "restart redraw", "stir it", do("stir")).InFoot("stir"),
		kit.On("salt", "restart", "salt it", do("salt")),
		kit.On("boil", "page-down basins", "boil it", do("boil")).FootIf(true),
		kit.On("burn", "basins", "burn it", do("burn")).InFoot("burn").If(false),
		kit.On("cool", "above", "cool it", do("cool")).AtEnd("cool"),
		kit.On("", "back", "give up", do("esc")).Sign("ESC").FootIf(false),
		kit.On("wait", "swap", "wait for it", do("wait")).InFoot("wait").LateIf(true),
		kit.On("eat", "export", "eat it", do("eat")).AtEnd("eat").FootIf(true).LateIf(false).If(true),
	}
	for name, want := range map[string]string{"r": "stir", "R": "stir", "b": "boil", "pgdown": "boil", "ctrl+d": "boil", "k": "cool", "up": "cool", "esc": "esc"} {
		if row, ok := keys.Find(stage.Key(name)); !ok || row.Do(stage.Key(name)) != nil || did != want {
			t.Errorf("%s does %q, want %q", name, did, want)
		}
	}
	if row, ok := keys.Find(stage.Key("↑↓")); ok {
		t.Errorf("words answer: %+v", row)
	}
	if got, want := feet(keys, false), "↑↓ choose, r stir, pgdn boil it, e eat"; got != want {
		t.Errorf("the line says %q, want %q", got, want)
	}
	if got, want := feet(keys, true), "↑ cool, w wait"; got != want {
		t.Errorf("at its end %q, want %q", got, want)
	}
	if got := keys.Sign("burn") + keys.Sign("cool") + keys.Sign("none"); got != "b↑" {
		t.Errorf("the signs are %q", got)
	}
	rest := keys.Without(kit.Hidden{"stir": true, "cool": true, "boil": false})
	if got := feet(rest, false) + feet(rest, true); got != "↑↓ choose, pgdn boil it, e eatw wait" || len(keys) != 9 {
		t.Errorf("without what is hidden %q", got)
	}
	if off := keys.If(false); feet(off, false) != "" || feet(keys, false) == "" {
		t.Errorf("off, the line says %q", feet(off, false))
	}
	if keys.Modal() {
		t.Error("it takes every key")
	}
}

func TestKeys_any(t *testing.T) {
	var typed string
	keys := kit.Keys{
		kit.On("", "enter", "take it", kit.Do(func() { typed += "!" })),
		kit.Any(func(msg tea.KeyPressMsg) tea.Cmd { typed += msg.String(); return nil }),
	}
	for _, name := range []string{"a", "enter", "left"} {
		row, _ := keys.Find(stage.Key(name))
		kit.Pressed{Key: row, Msg: stage.Key(name)}.Do()
	}
	if typed != "a!left" || !keys.Modal() {
		t.Errorf("typed %q, modal %v", typed, keys.Modal())
	}
}

func TestArrows(t *testing.T) {
	var got []string
	keys := kit.Keys{kit.Arrows("go", "go about", func(right, down int, far bool) {
		got = append(got, fmt.Sprint(right, down, far))
	})}
	names := strings.Fields("left right up k j down shift+right shift+left shift+up shift+down")
	for _, name := range names {
		row, ok := keys.Find(stage.Key(name))
		if !ok {
			t.Fatalf("it does not answer %s", name)
		}
		row.Do(stage.Key(name))
	}
	want := []string{"-1 0 false", "1 0 false", "0 -1 false", "0 -1 false", "0 1 false", "0 1 false", "1 0 true", "-1 0 true", "0 -1 true", "0 1 true"}
	if !slices.Equal(got, want) {
		t.Errorf("%v go %v, want %v", names, got, want)
	}
	for _, name := range strings.Fields("h l H L J K") {
		if _, ok := keys.Find(stage.Key(name)); ok {
			t.Errorf("%s is an arrow, too", name)
		}
	}
	if keys.Sign("go") != "↑↓←→" {
		t.Errorf("the sign is %q", keys.Sign("go"))
	}
}
