package setting

import (
	"slices"
	"strings"
	"testing"
)

func TestExplained(t *testing.T) {
	x := 1.5
	s := Number("x", "", &x).Linear("x", "help", 0, 4, 1, 2).Explained("What.", "Small.", "Large.")
	if e := s.Explanation; e.What != "What." || e.Small != "Small." || e.Large != "Large." || e.Choices != nil {
		t.Errorf("a number is explained as %+v", e)
	}
	if s.At() != -1 || s.Label != "x" || s.Get() != "1.5" {
		t.Errorf("%s %s is at %d", s.Label, s.Get(), s.At())
	}
}

func TestAmong(t *testing.T) {
	fruits := []string{"apple", "pear"}
	same := func(name string) string { return name }
	glosses := Glosses(fruits, same, strings.ToUpper)
	if !slices.Equal(glosses, []Gloss{{"apple", "APPLE"}, {"pear", "PEAR"}}) {
		t.Errorf("the fruits mean %v", glosses)
	}
	name, kind := "pear", -1
	named := Choice("fruit", "", fruits, &name).Wheel("fruit", "help").Among("What.", glosses)
	typed := Text("kind", "", "a kind", new(string)).
		WheelOf("kind", "help", fruits, func() int { return kind }, func(i int) { kind = i }).Among("What.", glosses)
	if e := named.Explanation; e.What != "What." || !slices.Equal(e.Choices, glosses) || e.Small+e.Large != "" {
		t.Errorf("a name is explained as %+v", e)
	}
	for _, want := range []int{-1, 0, 1} {
		if kind = want; typed.At() != want || named.At() != 1 {
			t.Errorf("they are at %d and %d, want %d and 1", typed.At(), named.At(), want)
		}
	}
}
