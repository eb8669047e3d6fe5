//go:build unix

package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nntui/tui/tomlfile"
)

// Whatever a file holds, it is refused in a sentence, or takes a value that it
// has from then on, beside all others.
func FuzzConfig(f *testing.F) {
	for _, seed := range []string{"", "# so\nkind = 'pear' # and so\npeels = true\n", "\ufeffsize = \"\"\"large\"\"\"\r\n", "kind = 3", "kind = 'pear'\nkind = 'apple'", "[kind]", "peels = 'true'", "kind='\\u0007'", "\"size\" . x = 1", "kind = {", "\xff"} {
		f.Add(seed)
	}
	file := filepath.Join(f.TempDir(), "c.toml")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		before := basket()
		if err := Load(file, before.settings()); err != nil {
			if _, ok := errors.AsType[*tomlfile.Error](err); !ok || strings.ContainsAny(err.Error(), "\n\x1b\a") {
				t.Fatalf("%q: %q", text, err)
			}
			return
		}
		if err := Set(file, basket().settings(), map[string]string{"size": "large"}); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		want, after := *before, basket()
		want.size = "large"
		if err := Load(file, after.settings()); err != nil || *after != want {
			written, _ := os.ReadFile(file)
			t.Fatalf("%q became %q: %v, error %v", text, written, *after, err)
		}
	})
}
