package kit_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/kit"
	"nntui/tui/kit/stage"
	"nntui/tui/terminal"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		name, got, want string
	}{
		{"wider and higher", kit.Fit("ab\nc", 3, 3), "ab |c  |   "},
		{"narrower and lower", kit.Fit("abc\ndef\ng", 2, 2), "a…|d…"},
		{"wide characters", kit.Fit("世界", 3, 1), "世…"},
		{"nothing", kit.Fit("", 2, 1), "  "}, {"blanks beyond it", kit.Fit("ab   ", 3, 1), "ab "},
		{"no lines", kit.Fit("abc", 2, -1), ""},
		{"no cells", kit.Fit("abc", -1, 1), ""},
		{"spread", kit.Spread("ab", "yz", 6), "ab  yz"},
		{"spread with one between", kit.Spread("ab", "yz", 5), "ab yz"},
		{"spread without room", kit.Spread("ab", "yz", 4), "ab  "},
		{"beside", kit.Beside("a\nb", "1\n2\n3", "x"), "a1x|b2"},
		{"beside nothing", kit.Beside(), ""},
		{"above", kit.Above("a", "b\nc"), "a|b|c"},
		{"indent", kit.Indent("a\nb", 2), "  a|  b"},
		{"wrap", kit.Wrap("to 1e-08 at most", 8), "to 1e-08|at most"},
		{"plain", kit.PlainASCII("plain"), "plain"},
		{"not plain", kit.PlainASCII("né 世 e\u0301"), "n? ?? ?"},
		{"a mark after a sequence", kit.PlainASCII("\x1b[7me\x1b[m\u0301é"), "\x1b[7me\x1b[m?"},
	} {
		if got := strings.ReplaceAll(c.got, "\n", "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFrame(t *testing.T) {
	f := stage.Frame(20, 5, colorprofile.ANSI256)
	if g := f.Sized(-1, -1); g.Width != 0 || g.Height != 0 || f.Width != 20 {
		t.Errorf("sized, it is %dx%d", g.Width, g.Height)
	}
	for _, c := range []struct {
		profile colorprofile.Profile
		ascii   bool
		rows    int
	}{
		{colorprofile.TrueColor, false, 2}, {colorprofile.ANSI256, false, 2}, {colorprofile.ANSI256, true, 1}, {colorprofile.ANSI, false, 1},
	} {
		f.Profile, f.ASCII = c.profile, c.ascii
		if f.Blocks() != (c.rows == 2) {
			t.Errorf("%v, ASCII %v: half blocks %v, want %d pixels in a cell", c.profile, c.ascii, f.Blocks(), c.rows)
		}
	}
	for width, want := range map[int]int{20: 20, 60: 34, 90: 34, 96: 36, 160: 60, 300: 60} {
		if got := kit.SideWidth(width); got != want {
			t.Errorf("of %d cells the side has %d, want %d", width, got, want)
		}
	}
	for _, c := range [][3]int{{-1, 3, 0}, {1, 3, 1}, {3, 3, 2}, {5, 0, 0}} {
		if got := kit.Clamp(c[0], c[1]); got != c[2] {
			t.Errorf("%d of %d becomes %d, want %d", c[0], c[1], got, c[2])
		}
	}
}

func TestPanel(t *testing.T) {
	f := stage.Frame(24, 4, colorprofile.ANSI)
	var all []string
	for _, p := range [][]string{
		{"title", "note", "body\nthat is longer than its frame"},
		{"a title of some", "notes", ""},
		{"a title of", "a note.", ""},
		{"a title of.", "a note.", ""},
		{"a title that is longer than that", "", "1\n2\n3"},
	} {
		all = append(all, f.Panel(p[0], p[1], p[2]))
	}
	stage.Golden(t, "panel", strings.Join(all, "\n"))
}

func TestPanel_fits(t *testing.T) {
	text := rapid.StringOf(rapid.SampledFrom([]rune("abc …世\n")))
	rapid.Check(t, func(t *rapid.T) {
		f := stage.Frame(rapid.IntRange(0, 40).Draw(t, "width"), rapid.IntRange(1, 9).Draw(t, "height"), colorprofile.ANSI)
		title := strings.ReplaceAll(text.Draw(t, "title"), "\n", "")
		note := strings.ReplaceAll(text.Draw(t, "note"), "\n", "")
		if wrong := stage.Misfit(f, f.Panel(title, note, text.Draw(t, "body"))); wrong != "" {
			t.Fatal(wrong)
		}
	})
}

// Every sign has an ASCII one of the same width.
func TestToASCII(t *testing.T) {
	const signs = "─━│╭╮╰╯╴╶┤┼┄┆┬└▸◂▶‖■#↑↓←→•·…●○◆◇✓✗∅!█╌▴▁▂▃▄▅▆▇▀★▲▼⌫╎±▕◀≈²³ŷλ∇√ᵗ≥≤−η×∂σᵀε▒β"
	for _, r := range signs {
		got := kit.ToASCII.Replace(string(r))
		if len(got) != 1 || got[0] > 126 || ansi.StringWidth(string(r)) != 1 {
			t.Errorf("%c becomes %q", r, got)
		}
	}
}

// A line takes what is typed and pasted, up to its limit, and does not blink.
func TestNewLine(t *testing.T) {
	l := kit.NewLine("name: ", 5)
	l.Focus()
	for _, key := range []string{"a", "b", "c"} {
		l, _ = l.Update(stage.Key(key))
	}
	l, cmd := l.Update(tea.PasteMsg{Content: "defg"})
	if l.Value() != "abcde" || !strings.HasPrefix(ansi.Strip(l.View()), "name: abcde") {
		t.Errorf("it holds %q: %q", l.Value(), l.View())
	}
	if cmd != nil || l.Styles().Cursor.Blink {
		t.Error("it blinks")
	}
	l.CursorEnd()
	l, _ = l.Update(stage.Key("alt+d")) // which panics in bubbles at the last character
	if l.Value() != "abcde" {
		t.Errorf("then %q", l.Value())
	}
}

// A line says what of a paste it did not take, and takes nothing that hides or
// turns around what is drawn.
func TestLine_Cut(t *testing.T) {
	for _, c := range []struct{ text, value, cut string }{
		{strings.Repeat("é", 400), strings.Repeat("é", 400), ""},
		{strings.Repeat("é", 401), strings.Repeat("é", 400), "Took the first 400 of 401 characters: the line holds 400."},
		{strings.Repeat("x", terminal.PasteLimit), strings.Repeat("x", 400), "Took the first 400 of at least 1048576 characters: the line holds 400."},
		{"a\u202eb\x1b[3\u200bc\u2028d\te\xff", "ab[3c d e", ""},
	} {
		l := kit.NewLine("x = ", 0)
		l.Fill("before")
		if l.Edit(tea.PasteMsg{Content: c.text}); l.Value() != c.value || l.Cut() != c.cut {
			t.Errorf("it holds %q and says %q", l.Value(), l.Cut())
		}
		if l.Edit(tea.PasteMsg{}); l.Cut() != "" {
			t.Errorf("it still says %q", l.Cut())
		}
	}
	l := kit.NewLine("x = ", 0)
	l.Focus()
	if l.Edit(tea.KeyPressMsg{Code: 'x', Text: "\u202e"}); l.Value() != "" {
		t.Errorf("typed, it holds %q", l.Value())
	}
}

func TestFlow(t *testing.T) {
	for _, c := range []struct {
		width int
		want  string
	}{{20, "aa bb cc"}, {8, "aa bb cc"}, {7, "aa bb|cc"}, {2, "aa|bb|cc"}, {1, "aa|bb|cc"}} {
		if got := strings.Join(kit.Flow([]string{"aa", "bb", "cc"}, c.width), "|"); got != c.want {
			t.Errorf("in %d cells: %q, want %q", c.width, got, c.want)
		}
	}
	if got := kit.Flow(nil, 9); len(got) != 1 || got[0] != "" {
		t.Errorf("nothing is %q", got)
	}
}

// What a line is filled with gives way to the first character or to what is
// pasted; a key that moves edits it, and ctrl+u clears it from anywhere.
func TestLine_Fill(t *testing.T) {
	for keys, want := range map[string]string{
		"a": "a", "a b": "ab", "left a": "0.a1", "backspace a": "0.a", "end a": "0.1a", "a ctrl+u b": "b", "left ctrl+u": "", "space": " ", "": "0.1",
	} {
		l := kit.NewLine("x = ", 0)
		l.Fill("0.1")
		for _, name := range strings.Fields(keys) {
			l, _ = l.Update(stage.Key(name))
		}
		if l.Value() != want {
			t.Errorf("after %q it holds %q, want %q", keys, l.Value(), want)
		}
	}
	l := kit.NewLine("x = ", 0)
	l.Fill("0.1")
	if l, _ = l.Update(tea.PasteMsg{Content: "7"}); l.Value() != "7" {
		t.Errorf("pasted over, it holds %q", l.Value())
	}
	if l, _ = l.Update(tea.PasteMsg{Content: "8"}); l.Value() != "78" {
		t.Errorf("pasted once more, it holds %q", l.Value())
	}
}
