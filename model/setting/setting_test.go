package setting

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// fruit is what the settings of the tests set. A basket fills it, from the
// last place of the table.
type fruit struct {
	apples int
	weight float64
	seed   uint64
	ripe   bool
	name   string
	kind   string
	colour colour
}

type colour int

func (f *fruit) Settings() []Setting {
	return []Setting{
		Whole("apples", "how many", &f.apples),
		Number("weight", "in kilograms", &f.weight),
		Seed("seed", "of the apples", &f.seed),
		Switch("ripe", "can they be eaten", &f.ripe),
		Text("name", "of the grower", "a name", &f.name),
		Choice("kind", "which", []string{"boskop", "gala"}, &f.kind),
		Index("colour", "which", []string{"green", "red"}, &f.colour),
		Entry("basket", "what to start from", []fruit{{name: "empty"}, {name: "full", apples: 9, weight: 1.5}},
			func(f fruit) string { return f.name }, func() int { return min(max(f.apples/9, 0), 1) },
			func(full fruit) { f.apples, f.weight = full.apples, full.weight }).First(),
	}
}

// Whatever the settings are, the command line for them makes the same of fresh
// ones.
func TestArgumentsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fresh := fruit{kind: "gala"}
		f := fruit{
			apples: rapid.Int().Draw(t, "apples"),
			weight: rapid.Float64().Draw(t, "weight"),
			seed:   rapid.Uint64().Draw(t, "seed"),
			ripe:   rapid.Bool().Draw(t, "ripe"),
			name:   rapid.String().Draw(t, "name"),
			kind:   rapid.SampledFrom([]string{"boskop", "gala"}).Draw(t, "kind"),
			colour: colour(rapid.IntRange(0, 1).Draw(t, "colour")),
		}
		args := Arguments(f.Settings(), new(fruit{kind: "gala"}).Settings())
		values, err := Parse(fresh.Settings(), args)
		if err != nil {
			t.Fatalf("%q: %v", args, err)
		}
		if err := Apply(fresh.Settings(), values); err != nil {
			t.Fatalf("%q: %v", args, err)
		}
		if fresh != f {
			t.Fatalf("%q makes %+v, want %+v", args, fresh, f)
		}
	})
}

func TestArguments(t *testing.T) {
	f := fruit{apples: 9, weight: -2, kind: "gala", ripe: true}
	got := Arguments(f.Settings(), new(fruit{kind: "gala"}).Settings())
	want := []string{"--basket", "full", "--weight=-2", "--ripe"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What is true or false takes no word of its own, and other settings may hold
// such a word.
func TestArguments_switch(t *testing.T) {
	for _, c := range []struct {
		from, to fruit
		want     []string
	}{
		{fruit{ripe: true}, fruit{}, []string{"--ripe=false"}},
		{fruit{}, fruit{ripe: true}, []string{"--ripe"}},
		{fruit{}, fruit{name: "true"}, []string{"--name", "true"}},
		{fruit{name: "ada"}, fruit{}, nil}, // there is no word for no name
	} {
		if got := Arguments(c.to.Settings(), c.from.Settings()); !slices.Equal(got, c.want) {
			t.Errorf("from %+v to %+v: %q, want %q", c.from, c.to, got, c.want)
		}
	}
	f := fruit{apples: 3}
	if got := Arguments(f.Settings(), new(fruit{apples: 3}).Settings(), "apples"); !slices.Equal(got, []string{"--apples", "3"}) {
		t.Errorf("asked for, apples are %q", got)
	}
}

func TestApplyInOrder(t *testing.T) {
	var f fruit
	if err := Apply(f.Settings(), map[string]string{"apples": "3", "basket": "full"}); err != nil {
		t.Fatal(err)
	}
	if f.apples != 3 || f.weight != 1.5 {
		t.Errorf("got %+v, want the basket, and 3 apples on top", f)
	}
}

// Numbers are taken as people write them.
func TestNumbers_written(t *testing.T) {
	for _, c := range []struct {
		name, value string
		weight      float64
		apples      int
	}{
		{"weight", "1e-3", 0.001, 0}, {"weight", "1/3", 1.0 / 3, 0}, {"weight", " 3 / 4", 0.75, 0}, {"weight", "-1/8", -0.125, 0},
		{"apples", "1e3", 0, 1000}, {"apples", "6/2", 0, 3}, {"apples", "-7", 0, -7}, {"apples", "2.0", 0, 2}, {"apples", "9007199254740992", 0, 1 << 53},
	} {
		var f fruit
		if err := Apply(f.Settings(), map[string]string{c.name: c.value}); err != nil || f.weight != c.weight || f.apples != c.apples {
			t.Errorf("%s %q: %v, %d, error %v", c.name, c.value, f.weight, f.apples, err)
		}
	}
	for name, wrong := range map[string][]string{"weight": {"1/", "/3", "1/2/3", "a/b", "1_0", "1/1_0", ""}, "apples": {"1_0", "1/3", "0.5", "1e20", "inf", "nan", "1/0", ""}} {
		for _, value := range wrong {
			var f fruit
			if err := Apply(f.Settings(), map[string]string{name: value}); err == nil || f != (fruit{}) {
				t.Errorf("%s %q: %+v, error %v", name, value, f, err)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct{ name, value, want string }{
		{"apples", "many", `apples: "many" does not fit; it takes a whole number`},
		{"weight", "1e999", `weight: "1e999" does not fit; it takes a number`},
		{"seed", "-1", `seed: "-1" does not fit; it takes a whole number from 0 to 18446744073709551615`},
		{"ripe", "maybe", `ripe: "maybe" does not fit; it takes true or false`},
		{"kind", "pear", `kind: "pear" does not fit; it takes boskop or gala`},
		{"basket", "broken", `basket: "broken" does not fit; it takes empty or full`},
		{"pears", "1", `pears: there is no such setting here`},
	} {
		f := fruit{kind: "gala"}
		err := Apply(f.Settings(), map[string]string{c.name: c.value})
		if _, ok := errors.AsType[*Error](err); !ok || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
		if f != (fruit{kind: "gala"}) {
			t.Errorf("%s: what is refused has changed %+v", c.name, f)
		}
	}
}

func TestParse(t *testing.T) {
	f := fruit{kind: "gala"}
	values, err := Parse(f.Settings(), []string{"--apples=4", "--weight", "-1", "--ripe", "--name", ""})
	want := map[string]string{"apples": "4", "weight": "-1", "ripe": "true", "name": ""}
	if err != nil || !maps.Equal(values, want) {
		t.Errorf("got %v, %v, want %v", values, err, want)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--pears", "1"}, "pears: there is no such setting; there are apples, basket, colour, kind, name, ripe, seed, weight"},
		{[]string{"--apples"}, "apples: the value is missing; it takes a whole number"},
		{[]string{"4"}, "4: this is no setting; settings begin with --"},
		{[]string{"--help"}, "help: there is no such setting"},
		{[]string{"---"}, "settings: bad flag syntax: ---"},
	} {
		if _, err := Parse(f.Settings(), c.args); err == nil || err.Error() != c.want {
			t.Errorf("%q: got %v, want %s", c.args, err, c.want)
		}
	}
}

// A value that is none of the names has none.
func TestChoice_unknown(t *testing.T) {
	f := fruit{kind: "pear", colour: 2}
	for _, name := range []string{"kind", "colour"} {
		if s, _ := Find(f.Settings(), name); s.Get() != "" {
			t.Errorf("%s is %q", name, s.Get())
		}
	}
}

func TestOptional(t *testing.T) {
	at, there := 0, false
	s := Optional("at", "where", func() (int, bool) { return at, there }, func(n int, ok bool) { at, there = n, ok })
	for _, c := range []struct {
		text, want string
		fits       bool
	}{{"3", "3", true}, {"0", "0", true}, {"", "", true}, {"7", "7", true}, {"-1", "7", false}, {"x", "7", false}} {
		err := s.Set(c.text)
		if (err == nil) != c.fits || s.Get() != c.want {
			t.Errorf("%q: %v, then there is %q, want %q", c.text, err, s.Get(), c.want)
		}
		if err != nil && err.Error() != fmt.Sprintf("%q does not fit; it takes a whole number from 0", c.text) {
			t.Errorf("%q: %v", c.text, err)
		}
	}
}

// A setting of where one stands says so; the one that it was made of does not.
func TestPassing(t *testing.T) {
	var at int
	s := Whole("at", "", &at)
	if s.Fleeting || !s.Passing().Fleeting || s.Fleeting || s.Passing().Name != "at" {
		t.Errorf("fleeting: %v, passing %v", s.Fleeting, s.Passing().Fleeting)
	}
	if kept := Looks(s.Passing()); !kept[0].Fleeting {
		t.Error("what is looked at is no longer fleeting")
	}
}

// A setting is called as its knob is and, where it has none, by its name.
func TestCalled(t *testing.T) {
	var lr float64
	s := Number("lr", "", &lr)
	if got, knob := s.Called(), s.Linear("learning rate", "", 0, 1, 0.1, 0.5).Called(); got != "lr" || knob != "learning rate" {
		t.Errorf("it is called %q, its knob %q", got, knob)
	}
}

// What is only looked at decides no number.
func TestNumbers(t *testing.T) {
	var a, b, c int
	settings := append(Looks(Whole("view", "", &a), Whole("at", "", &b)), Whole("steps", "", &c))
	if got := Numbers(settings); len(got) != 1 || got[0].Name != "steps" || len(settings) != 3 || settings[0].Name != "view" {
		t.Errorf("of %d settings, %v are numbers", len(settings), got)
	}
}
