package stage

import (
	"slices"
	"strings"
	"testing"

	"nntui/tui/kit"
)

// Answered collects, over several states of a tab, which rows of its keys could
// be pressed, and which were on while rows above them had all their keys.
type Answered struct{ reached, buried []string }

// Add looks at the keys of a state. Each row has keys of what it means, and of
// nothing else.
func (a *Answered) Add(t testing.TB, state string, keys kit.Keys) {
	t.Helper()
	for i, row := range keys {
		names := row.Binding.Keys()
		if row.Off || row.Do == nil || len(names) == 0 {
			continue
		}
		if of := kit.On("", row.Means, "", nil).Binding.Keys(); !subset(names, of) {
			t.Errorf("%s: %q has the keys %q, of which %q has only %q", state, row.Help().Desc, names, row.Means, of)
		}
		list := &a.buried
		if slices.ContainsFunc(names, func(name string) bool { _, taken := keys[:i].Find(Key(name)); return !taken }) {
			list = &a.reached
		}
		if what := row.Means + ": " + row.Help().Desc; !slices.Contains(*list, what) {
			*list = append(*list, what)
		}
	}
}

func subset(names, of []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(of, name) })
}

// Check wants that no row is always buried, and that those which are at times
// are the ones named.
func (a *Answered) Check(t testing.TB, buried ...string) {
	t.Helper()
	for _, what := range a.buried {
		if !slices.Contains(a.reached, what) {
			t.Errorf("no key ever reaches %q", what)
		}
	}
	slices.Sort(a.buried)
	slices.Sort(buried)
	if !slices.Equal(a.buried, buried) {
		t.Errorf("buried at times are\n%s\nwant\n%s", strings.Join(a.buried, "\n"), strings.Join(buried, "\n"))
	}
}
