//go:build unix

package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"pgregory.net/rapid"

	"nntui/model/setting"
	"nntui/tui/tomlfile"
)

// fruit is what the tests keep.
type fruit struct {
	kind  string
	size  string
	peels bool
}

func basket() *fruit { return &fruit{kind: "apple", size: "small"} }

func (f *fruit) settings() []setting.Setting {
	return []setting.Setting{
		setting.Choice("kind", "what it is", []string{"apple", "pear"}, &f.kind),
		setting.Choice("size", "how large", []string{"small", "large"}, &f.size),
		setting.Switch("peels", "without the skin", &f.peels),
	}
}

// fileOf returns a file with that text.
func fileOf(t interface {
	Fatal(...any)
	TempDir() string
}, text string) string {
	file := filepath.Join(t.TempDir(), "c.toml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestLoad(t *testing.T) {
	for text, want := range map[string]fruit{
		"":                                  {"apple", "small", false},
		"# nothing\n":                       {"apple", "small", false},
		"kind = 'pear'\npeels = true\n":     {"pear", "small", true},
		"\ufeffkind = \"pear\"\r\n":         {"pear", "small", false},
		"size = \"\"\"large\"\"\" # so":     {"apple", "large", false},
		"\"size\" = \"large\"\npeels=false": {"apple", "large", false},
	} {
		f := basket()
		if err := Load(fileOf(t, text), f.settings()); err != nil || *f != want {
			t.Errorf("%q: %v, error %v, want %v", text, *f, err, want)
		}
	}
}

// Each mistake is refused with its line, and its reason.
func TestLoad_refuses(t *testing.T) {
	for _, c := range [][2]string{
		{"kind = 'pear'\nkinds = 'pear'\n", `c.toml:2: there is no setting "kinds" to keep; there are kind, size and peels`},
		{"\n\n  kind = 'plum'\n", `c.toml:3: kind: "plum" does not fit; it takes apple or pear`},
		{"kind = 'Pear'", `c.toml:1: kind: "Pear" does not fit; it takes apple or pear`},
		{"kind = true\n", `c.toml:1: kind takes "apple" or "pear"`},
		{"#\nkind = 3\n", `c.toml:2: kind takes "apple" or "pear"`},
		{"kind = ['pear']\n", `c.toml:1: kind takes "apple" or "pear"`},
		{"peels = 'true'\n", `c.toml:1: peels takes true or false`},
		{"kind.of = 'pear'\n", `c.toml:1: there is no setting "kind.of" to keep; there are kind, size and peels`},
		{"\n[kind]\nsize = 'large'\n", `c.toml:2: there is no setting "kind" to keep; there are kind, size and peels`},
		{"[fruit]\nsize = 'large'\n", `c.toml:1: there is no setting "fruit" to keep; there are kind, size and peels`},
		{"kind = 'pear'\nsize = 'small'\nkind = 'pear'\n", `c.toml:3: key kind is already defined`},
		{"kind = pear\n", `c.toml:1: a text stands in straight quotes, as in key = "text"`},
		{"size = 'small'\nkind = \"pear\n", `c.toml:2: the text does not end in its line: close its quotes, or write a long one between """ and """`},
		{"kind\n", `c.toml:1: each line has the form key = "text", and a key only letters from a to z`},
		{"kind: pear\n", `c.toml:1: each line has the form key = "text", and a key only letters from a to z`},
		{"#\n= 3\n", `c.toml:2: each line has the form key = "text"`},
		{"peels = yes\n", `c.toml:1: a text stands in straight quotes, as in key = "text"`},
		{"# caf\xe9\n", `c.toml:1: this is not UTF-8; save the file in that encoding`},
		{"\x00", `c.toml: it is not a text file in UTF-8; save it as one`},
		{strings.Repeat("#", tomlfile.Longest+1), `c.toml: it has more than the 1 MB that nntui reads`},
	} {
		file := fileOf(t, c[0])
		for name, err := range map[string]error{
			"Load":  Load(file, basket().settings()),
			"Set":   Set(file, basket().settings(), map[string]string{"size": "large"}),
			"Write": Write(&strings.Builder{}, file, basket().settings()),
		} {
			if _, ok := errors.AsType[*tomlfile.Error](err); !ok || err.Error() != filepath.Dir(file)+"/"+c[1] {
				t.Errorf("%s %.40q:\ngot  %v\nwant %s", name, c[0], err, c[1])
			}
		}
		if text, _ := os.ReadFile(file); string(text) != c[0] {
			t.Errorf("%.40q became %.80q", c[0], text)
		}
	}
}

// A file that cannot be there is one that says nothing; one that cannot be read
// is refused.
func TestLoad_unreadable(t *testing.T) {
	folder := t.TempDir()
	for _, file := range []string{filepath.Join(folder, "no", "c.toml"), "/dev/null/c.toml"} {
		if err := Load(file, basket().settings()); err != nil {
			t.Error(err)
		}
	}
	if err := Load(folder, basket().settings()); err == nil || err.Error() != folder+": this is a folder, not a file" {
		t.Error(err)
	}
	pipe := filepath.Join(folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	link := filepath.Join(folder, "link")
	if err := os.Symlink(pipe, link); err != nil {
		t.Skip(err)
	}
	for _, file := range []string{pipe, link, os.DevNull} {
		if err := Load(file, basket().settings()); err == nil || err.Error() != file+": this is not a regular file" {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// What people wrote stays: only values change, and what is new comes after.
func TestSet(t *testing.T) {
	for _, c := range []struct {
		text   string
		values map[string]string
		want   string
	}{
		{"", map[string]string{"kind": "pear"}, "# what it is: \"apple\" or \"pear\"\nkind = \"pear\"\n"},
		{"peels = true # I do\n", map[string]string{"peels": "false"}, "peels = false # I do\n"},
		{"# mine\n  peels=true\n\n#kind\nkind = 'apple'#!\n# end", map[string]string{"kind": "pear", "peels": "false"}, "# mine\n  peels=false\n\n#kind\nkind = \"pear\"#!\n# end"},
		{"#", map[string]string{"peels": "true"}, "#\n\n# without the skin: true or false\npeels = true\n"},
		{"# mine", map[string]string{"peels": "true"}, "# mine\n\n# without the skin: true or false\npeels = true\n"},
		{"\ufeff# mine\r\npeels = true\r\n", map[string]string{"peels": "false", "kind": "pear"}, "\ufeff# mine\r\npeels = false\r\n\r\n# what it is: \"apple\" or \"pear\"\r\nkind = \"pear\"\r\n"},
		{"\ufeffpeels = true\n", map[string]string{"peels": "false"}, "\ufeffpeels = false\n"},
		{"peels = true\r\n#", map[string]string{"peels": "false"}, "peels = false\r\n#"},
		{"size = \"\"\"\\\n  large\"\"\"\nkind = 'pear'", map[string]string{"kind": "apple", "size": "small"}, "size = \"small\"\nkind = \"apple\""},
	} {
		file := fileOf(t, c.text)
		if err := Set(file, basket().settings(), c.values); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(file); string(got) != c.want {
			t.Errorf("%q:\ngot  %q\nwant %q", c.text, got, c.want)
		}
	}
}

// A value that does not fit leaves the file as it was, or absent.
func TestSet_refuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "no", "c.toml")
	err := Set(file, basket().settings(), map[string]string{"kind": "plum"})
	if e, ok := errors.AsType[*setting.Error](err); !ok || e.Name != "kind" {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Dir(file)); err == nil {
		t.Error("a folder is left behind")
	}
	if err := Set(file, basket().settings(), map[string]string{"kind": "pear"}); err != nil {
		t.Error("a missing folder is not made:", err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink("nowhere", link); err != nil {
		t.Skip(err)
	}
	if err := Set(link, basket().settings(), map[string]string{"kind": "pear"}); err == nil || err.Error() != link+" is a link to a file that is not there" {
		t.Error(err)
	}
	if at, err := os.Readlink(link); err != nil || at != "nowhere" {
		t.Errorf("the link leads to %q, error %v", at, err)
	}
	if err := Set("/dev/null/c.toml", basket().settings(), map[string]string{"kind": "pear"}); err == nil {
		t.Error("it was kept nowhere")
	}
}

// Whatever is set, in whatever order, is what is read, and so is what is
// printed.
func TestSet_keeps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		file, want := filepath.Join(dir, "c.toml"), basket()
		for range rapid.IntRange(0, 6).Draw(t, "changes") {
			s := rapid.SampledFrom(want.settings()).Draw(t, "setting")
			value := rapid.SampledFrom(append(s.Options, "true", "false")).Draw(t, "value")
			if s.Set(value) != nil {
				continue
			}
			if err := Set(file, basket().settings(), map[string]string{s.Name: value}); err != nil {
				t.Fatal(err)
			}
		}
		got := basket()
		if err := Load(file, got.settings()); err != nil || *got != *want {
			t.Fatalf("%v, error %v, want %v", *got, err, *want)
		}
		var b strings.Builder
		if err := Write(&b, file, basket().settings()); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		again := basket()
		if err := Load(file, again.settings()); err != nil || *again != *want {
			t.Fatalf("printed as %s: %v, error %v, want %v", b.String(), *again, err, *want)
		}
	})
}

func TestWrite(t *testing.T) {
	file := fileOf(t, "peels = true\n # mine\nsize = 'large'\n  \n\n")
	var b strings.Builder
	if err := Write(&b, file, basket().settings()); err != nil {
		t.Fatal(err)
	}
	want := "# " + file + `

# without the skin: true or false
peels = true
 # mine
size = 'large'

# The file does not say the following, which is then so:

# what it is: "apple" or "pear"
kind = "apple"
`
	if got := strings.ReplaceAll(b.String(), "  \n\n", "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	b.Reset()
	if Write(&b, fileOf(t, "#\n\nkind = 'pear'"), basket().settings()); !strings.Contains(b.String(), "#\n\n# what it is: \"apple\" or \"pear\"\nkind = 'pear'\n") {
		t.Errorf("a comment further above is taken for that of a key: %s", b.String())
	}
	b.Reset()
	if Write(&b, fileOf(t, "peels = true\nkind = 'pear'\nsize = 'small'"), basket().settings()); strings.Contains(b.String(), "The file") || !strings.HasSuffix(b.String(), "\nsize = 'small'\n") {
		t.Errorf("a whole file: %s", b.String())
	}
}

// Of two programs that change different settings at the same time, both are
// heard.
func TestSet_race(t *testing.T) {
	file := fileOf(t, "# mine\n")
	var wg sync.WaitGroup
	for name, value := range map[string]string{"kind": "pear", "size": "large", "peels": "true"} {
		wg.Go(func() {
			if err := Set(file, basket().settings(), map[string]string{name: value}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	text, err := os.ReadFile(file)
	for _, want := range []string{"# mine\n", `kind = "pear"`, `size = "large"`, "peels = true"} {
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s, error %v, want %s", text, err, want)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, error %v", info.Mode(), err)
	}
}
