package kit_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/setting"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// recipe is something to set.
type recipe struct {
	weight, heat float64
	eggs         int
	fat          string
}

func newKnobs(r *recipe) *kit.Knobs {
	return &kit.Knobs{Rows: []setting.Setting{
		setting.Number("weight", "", &r.weight).Linear("weight of it", "how much there is", 0, 4, 0.5, 2),
		setting.Number("heat", "", &r.heat).Linear("heat", "how hot it gets", 100, 200, 10, 50),
		setting.Whole("eggs", "", &r.eggs).Range("eggs", "as one likes", 0, 9, 1, 3),
		setting.Choice("fat", "", []string{"butter", "oil"}, &r.fat).Wheel("fat", "what it is fried in"),
	}}
}

// press presses keys of a table that is made anew for each.
func press(t *testing.T, keys func() kit.Keys, names ...string) {
	t.Helper()
	for _, name := range names {
		row, ok := keys().Find(stage.Key(name))
		if !ok {
			t.Fatalf("no row answers %s", name)
		}
		row.Do(stage.Key(name))
	}
}

func TestKnobs_turn(t *testing.T) {
	r := recipe{weight: 1, heat: 150, eggs: 2, fat: "oil"}
	k := newKnobs(&r)
	var moves int
	var turned []string
	keys := func() kit.Keys {
		return k.Keys(func() { moves++ }, func(name string) { turned = append(turned, name) })
	}
	press(t, keys, "right", "right", "left", "down", "j", "shift+right", "up", "shift+left", "left", "k", "up", "shift+right", "shift+left", "shift+left")
	if want := (recipe{1.5, 100, 5, "butter"}); r != want {
		t.Errorf("%+v, want %+v", r, want)
	}
	if want := strings.Fields("weight weight weight eggs heat heat fat fat fat"); !slices.Equal(turned, want) || moves != 5 {
		t.Errorf("turned %v after %d moves", turned, moves)
	}
	press(t, func() kit.Keys { return k.Keys(nil, nil) }, "down", "left")
	if k.Chosen() != "weight" || r.weight != 1 {
		t.Errorf("around the end comes %s, and left makes it %v", k.Chosen(), r.weight)
	}
}

func TestKnobs_point(t *testing.T) {
	r := recipe{eggs: 4}
	k := newKnobs(&r)
	for _, name := range []string{"eggs", "weight", "fat"} {
		if k.Point(name); k.Chosen() != name {
			t.Errorf("pointed at %s, %s is chosen", name, k.Chosen())
		}
	}
	if k.Turn("eggs", -1, false); r.eggs != 3 || k.Chosen() != "fat" {
		t.Errorf("turned down to %d, %s is chosen", r.eggs, k.Chosen())
	}
}

// What is hidden has no place for the cursor, no line and no words; where all
// are hidden, nothing turns.
func TestKnobs_hidden(t *testing.T) {
	r := recipe{weight: 1, fat: "oil"}
	k := newKnobs(&r)
	keys := func() kit.Keys { return k.Keys(nil, func(name string) { t.Errorf("%s was turned", name) }) }
	k.Hide(kit.Hidden{"weight": true, "eggs": true})
	if at, of := k.At(); k.Chosen() != "heat" || at != 1 || of != 2 || k.Height() != 4 {
		t.Errorf("%s is chosen, %d of %d, %d high", k.Chosen(), at, of, k.Height())
	}
	press(t, keys, "down")
	if at, _ := k.At(); k.Chosen() != "fat" || at != 2 {
		t.Errorf("below is %s, the %d.", k.Chosen(), at)
	}
	press(t, keys, "down")
	if k.Chosen() != "heat" {
		t.Errorf("around the end comes %s", k.Chosen())
	}
	if text := k.View(stage.Frame(60, 4, colorprofile.Ascii)); strings.Contains(text, "weight") || !strings.Contains(text, "▸ heat") {
		t.Errorf("it shows\n%s", text)
	}
	k.Hide(kit.Hidden{"weight": true, "eggs": true, "heat": true, "fat": true})
	press(t, keys, "right", "down", "shift+right")
	if at, of := k.At(); k.Chosen() != "" || k.Words(nil) != "" || at != 0 || of != 0 || r != (recipe{weight: 1, fat: "oil"}) {
		t.Errorf("with all hidden, %q is chosen, %d of %d, of %+v", k.Chosen(), at, of, r)
	}
	if k.Hide(nil); k.Chosen() == "" {
		t.Error("it stays hidden")
	}
}

// A key says beside the help of a knob what it adds to that, unless it is
// hidden.
func TestKnobs_words(t *testing.T) {
	k := newKnobs(&recipe{})
	keys := kit.Keys{
		kit.On("scale", "swap view", "weigh", nil).Beside("weight", "weighs it"),
		kit.On("oven", "open", "heat up", nil).Beside("heat", "heats up"),
	}
	if got, want := k.Words(keys), "weight of it: how much there is; w weighs it."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	k.Hide(kit.Hidden{"scale": true})
	if got, want := k.Words(keys), "weight of it: how much there is."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestKnobs_view(t *testing.T) {
	r := recipe{weight: 1.5, heat: 200, eggs: 3, fat: "butter"}
	k := newKnobs(&r)
	var all []string
	show := func(width, height int) {
		all = append(all, k.View(stage.Frame(width, height, colorprofile.ANSI)))
	}
	show(60, 4)
	show(38, 5) // the bars have four cells
	show(37, 4) // and no room
	k.Point("fat")
	show(60, 2)
	r.heat, r.weight = 900, math.NaN() // above its range, and nowhere
	k.Point("heat")
	show(60, 3)
	stage.Golden(t, "knobs", ansi.Strip(strings.Join(all, "\n\n")))
}

// The chosen knob is bold and has a bar in another colour.
func TestKnobs_colours(t *testing.T) {
	k := newKnobs(&recipe{weight: 2, heat: 150})
	stage.Golden(t, "knobs-16", k.View(stage.Frame(50, 2, colorprofile.ANSI)))
}

// A value that is longer than its column takes room from the name, so that all
// end below one another.
func TestKnobs_longValue(t *testing.T) {
	for _, fat := range []string{"oil", "butter of goats", "cocoa butter", "lard of pigs", "cream"} {
		r := recipe{fat: fat}
		k := &kit.Knobs{Rows: []setting.Setting{
			setting.Whole("eggs", "", &r.eggs).Range("eggs", "", 0, 9, 1, 3),
			setting.Choice("fat", "", []string{fat}, &r.fat).Wheel("fat", ""),
		}}
		lines := strings.Split(ansi.Strip(k.View(stage.Frame(40, 4, colorprofile.Ascii))), "\n")
		zero, _, _ := strings.Cut(lines[0], "0")
		value, _, found := strings.Cut(lines[1], fat)
		if !found || len([]rune(zero))+1 != len([]rune(value))+len(fat) {
			t.Errorf("%s:\n%s", fat, strings.Join(lines, "\n"))
		}
	}
}

// A knob that nothing depends on says why, and turning it is no turn.
func TestKnobs_unused(t *testing.T) {
	var r recipe
	k := newKnobs(&r)
	on := false
	k.Rows[0] = k.Rows[0].Only(func() bool { return on }).Because(func() string { return "nobody weighs it" })
	turns := 0
	keys := func() kit.Keys { return k.Keys(nil, func(string) { turns++ }) }
	press(t, keys, "right", "shift+left")
	if turns != 0 || r.weight != 0 || k.Words(nil) != "weight of it: nobody weighs it." {
		t.Errorf("%d turns to %v: %s", turns, r.weight, k.Words(nil))
	}
	f := stage.Frame(40, 10, colorprofile.ANSI)
	if got := k.Hover(f, tea.Mouse{X: 3}); got != "weight of it: nobody weighs it." {
		t.Errorf("under the pointer: %s", got)
	}
	on = true
	if press(t, keys, "right"); turns != 1 || r.weight != 0.5 || k.Words(nil) != "weight of it: how much there is." {
		t.Errorf("%d turns to %v: %s", turns, r.weight, k.Words(nil))
	}
}
