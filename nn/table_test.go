package nn

import "testing"

func TestOneOf(t *testing.T) {
	for want, names := range map[string][]string{"a": {"a"}, "a or b": {"a", "b"}, "a, b or c": {"a", "b", "c"}} {
		if got := oneOf(names, func(s string) string { return s }); got != want {
			t.Errorf("%q of %q, want %q", got, names, want)
		}
	}
}
