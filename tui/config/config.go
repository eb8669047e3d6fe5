// Package config keeps settings in a TOML file that people write too: each key
// is the name of a setting, and what they wrote around it stays as it is.
package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"nntui/model/setting"
	"nntui/tui/files"
	"nntui/tui/tomlfile"
)

// Load sets what the file says. A file that is not there says nothing, as does
// one without a name: that of somebody who has no place for it. What is
// wrong with one is a *tomlfile.Error, and then nothing is to be kept in it.
func Load(file string, settings []setting.Setting) error {
	_, _, err := read(file, settings)
	return err
}

var errNowhere = errors.New("nothing is kept: HOME is not set")

// Set has the file say other values of some settings, by their names. It is
// made where it is missing. The settings get all the file's values.
func Set(file string, settings []setting.Setting, values map[string]string) error {
	if err := setting.Apply(settings, values); err != nil {
		return err
	}
	if file == "" {
		return errNowhere
	}
	return files.Alone(file, func() error { return set(file, settings, values) })
}

// set is Set where no other program does that at the same time: what it has
// written is kept.
func set(file string, settings []setting.Setting, values map[string]string) error {
	text, entries, form, err := readAs(file, settings)
	if err != nil {
		return err
	}
	if err := setting.Apply(settings, values); err != nil {
		return err
	}
	for _, e := range slices.Backward(entries) { // so that the places of those before stay
		if _, ok := values[e.Name]; ok {
			text = slices.Concat(text[:e.value], []byte(value(e.Setting)), text[e.end:])
		}
	}
	for _, s := range settings {
		if _, ok := values[s.Name]; ok && !has(entries, s) {
			text = append(spaced(text), keyOf(s)...)
		}
	}
	return files.Keep(file, func(w io.Writer) error {
		_, err := w.Write(form.of(text))
		return err
	})
}

// A form is what an editor made of a text, and finds there again: whether it
// begins with a byte order mark, and how its lines end.
type form struct {
	mark  bool
	lines string
}

const byteOrderMark = "\ufeff"

// formOf returns the form of a text. Its first line tells of the others.
func formOf(text []byte) form {
	f := form{bytes.HasPrefix(text, []byte(byteOrderMark)), "\n"}
	if first, _, ok := bytes.Cut(text, []byte("\n")); ok && bytes.HasSuffix(first, []byte("\r")) {
		f.lines = "\r\n"
	}
	return f
}

// of returns a clean text in that form.
func (f form) of(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\n"), []byte(f.lines))
	if f.mark {
		text = append([]byte(byteOrderMark), text...)
	}
	return text
}

// Write prints the file, after its name, with a comment for each key that has
// none, and what it does not say, as it is then.
func Write(w io.Writer, file string, settings []setting.Setting) error {
	text, entries, err := read(file, settings)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(entries) {
		begin := bytes.LastIndexByte(text[:e.key], '\n') + 1
		above := text[bytes.LastIndexByte(text[:max(begin-1, 0)], '\n')+1 : begin]
		if !bytes.HasPrefix(bytes.TrimSpace(above), []byte("#")) {
			text = slices.Concat(text[:begin], []byte(comment(e.Setting)), text[begin:])
		}
	}
	missing := slices.DeleteFunc(slices.Clone(settings), func(s setting.Setting) bool { return has(entries, s) })
	if len(missing) > 0 {
		text = append(spaced(text), "# The file does not say the following, which is then so:\n"...)
	}
	for _, s := range missing {
		text = append(spaced(text), keyOf(s)...)
	}
	_, err = fmt.Fprintf(w, "# %s\n\n%s\n", cmp.Or(files.Shown(file), errNowhere.Error()), bytes.TrimRight(text, "\n"))
	return err
}

// An entry is a setting in the text of a file: where its key begins, and its
// value begins and ends.
type entry struct {
	setting.Setting
	key, value, end int
}

func has(entries []entry, s setting.Setting) bool {
	return slices.ContainsFunc(entries, func(e entry) bool { return e.Name == s.Name })
}

// read returns what is in a file, and sets it.
func read(file string, settings []setting.Setting) (text []byte, entries []entry, err error) {
	text, entries, _, err = readAs(file, settings)
	return text, entries, err
}

// readAs also returns the form that the text had before it was cleaned.
func readAs(file string, settings []setting.Setting) (text []byte, entries []entry, as form, err error) {
	text, err = tomlfile.Read(file)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) { // as below /dev/null
		return nil, nil, formOf(nil), nil
	}
	if err == nil {
		as = formOf(text)
		text, err = tomlfile.Clean(file, text)
	}
	if err == nil {
		entries, err = entriesOf(file, text, settings)
	}
	if err != nil {
		return nil, nil, as, err
	}
	return text, entries, as, nil
}

// entriesOf returns the settings in a clean text, and sets them.
func entriesOf(file string, text []byte, settings []setting.Setting) (entries []entry, err error) {
	var all map[string]any
	if err := toml.Unmarshal(text, &all); err != nil {
		line, reason := tomlfile.Explain(text, err)
		return nil, tomlfile.Refuse(file, line, reason)
	}
	var parser unstable.Parser
	for parser.Reset(text); parser.NextExpression(); {
		e, err := entryOf(parser.Expression(), settings)
		if err != nil {
			return nil, tomlfile.Refuse(file, 1+bytes.Count(text[:e.key], []byte("\n")), err.Error())
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// entryOf returns the setting of an expression, and sets it.
func entryOf(n *unstable.Node, settings []setting.Setting) (e entry, err error) {
	var names []string
	for it := n.Key(); it.Next(); names = append(names, string(it.Node().Data)) {
		e.key = cmp.Or(e.key, int(it.Node().Raw.Offset))
	}
	name, ok := strings.Join(names, "."), false
	if e.Setting, ok = setting.Find(settings, name); !ok || n.Kind != unstable.KeyValue {
		known := setting.Names(settings, func(s setting.Setting) string { return s.Name })
		return e, fmt.Errorf("there is no setting %q to keep; there are %s", name, setting.List(known, "and"))
	}
	v := n.Value()
	if want := kindOf(e.Setting); v.Kind != want {
		return e, fmt.Errorf("%s takes %s", name, takes(e.Setting))
	}
	if err := e.Set(string(v.Data)); err != nil {
		return e, fmt.Errorf("%s: %w", name, err)
	}
	e.value, e.end = int(v.Raw.Offset), int(v.Raw.Offset+v.Raw.Length)
	return e, nil
}

// kindOf is what the value of a setting is in TOML.
func kindOf(s setting.Setting) unstable.Kind {
	if s.Switch {
		return unstable.Bool
	}
	return unstable.String
}

// value is the value of a setting in TOML.
func value(s setting.Setting) string {
	if s.Switch {
		return s.Get()
	}
	return strconv.Quote(s.Get())
}

// takes says what a setting takes, as one writes it in TOML.
func takes(s setting.Setting) string {
	if s.Switch {
		return s.Takes
	}
	return setting.List(setting.Names(s.Options, strconv.Quote), "or")
}

// comment explains a setting.
func comment(s setting.Setting) string { return fmt.Sprintf("# %s: %s\n", s.Usage, takes(s)) }

// keyOf is a setting with its comment.
func keyOf(s setting.Setting) string { return fmt.Sprintf("%s%s = %s\n", comment(s), s.Name, value(s)) }

// spaced ends a text with an empty line, if it is not empty.
func spaced(text []byte) []byte {
	if text = bytes.TrimRight(text, "\n"); len(text) > 0 {
		text = append(text, "\n\n"...)
	}
	return text
}
