package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/setting"
	"nntui/tui/glossary"
	"nntui/tui/kit"
)

// wordSheet is the glossary: the words and keys that have what is typed, and of
// the chosen one what it means and where it is seen.
type wordSheet struct {
	input kit.Line
	list  kit.List
	keyed []glossary.Word // the keys, as words
	found []glossary.Word
}

func newWordSheet(a *App) *wordSheet {
	s := &wordSheet{input: kit.NewLine("search: ", 100)}
	for _, row := range append(a.tabs[a.active].Keys().Without(a.taught.Hidden), a.everywhere()...) {
		if row.Do != nil && row.Means != "" && !row.Off {
			first := strings.Fields(row.Means)[0]
			s.keyed = append(s.keyed, glossary.Word{Word: "key " + row.Help().Key, Text: row.Help().Desc, Key: first, Shows: "what it does"})
		}
	}
	s.input.Focus()
	s.find()
	return s
}

// find looks for what is typed among the words, and then among the keys.
func (s *wordSheet) find() {
	text := s.input.Value()
	s.list, s.found = kit.List{}, slices.Concat(glossary.Find(text), glossary.FindIn(s.keyed, text))
}

// Line is where it is typed.
func (s *wordSheet) Line() *kit.Line { return &s.input }

func (s *wordSheet) edit(msg tea.Msg) {
	if s.input.Edit(msg) {
		s.find()
	}
}

func (s *wordSheet) keys(a *App) kit.Keys {
	return append(kit.Keys{
		kit.Words("↑↓", "choose"),
		kit.On("", "enter", "see it live", func(tea.KeyPressMsg) tea.Cmd { return s.show(a) }).InFoot("see it live"),
		kit.On("", "back", "back to the help", kit.Do(func() { a.sheet = &helpSheet{} })).InFoot("back"),
	}, s.list.Searched(len(s.found), s.rows(a.body()), s.edit)...)
}

// show opens the screen of the chosen word, and presses its key there.
func (s *wordSheet) show(a *App) (cmd tea.Cmd) {
	if len(s.found) == 0 {
		return nil
	}
	w := s.found[s.list.At]
	a.closeSheet()
	yours := false // has it taken the place of other settings?
	if w.Open != "" {
		o, err := parseOpening(w.Open)
		if err == nil {
			before := valuesOf(a.tabs[o.index()].Settings())
			cmd, err = a.show(o)
			yours = !maps.Equal(before, valuesOf(a.tabs[o.index()].Settings()))
		}
		if err != nil {
			a.note = reason(err)
			return nil
		}
	}
	if w.Key != "" {
		cmd = tea.Batch(cmd, a.press(kit.PressOf(w.Key)))
	}
	for _, s := range setting.Knobs(a.tabs[a.active].Settings()) {
		if slices.Contains(w.Names(), s.Label) {
			a.tabs[a.active].Knobs().Point(s.Name)
		}
	}
	a.live = w
	a.note = caption(w)
	if back := " " + kit.Sign("undo") + " runs yours anew."; yours && ansi.StringWidth(a.note+back) <= a.frame.Width-2 {
		a.note += back
	}
	return cmd
}

// caption says what to look at for a word.
func caption(w glossary.Word) string { return w.Word + ": " + w.Shows + "." }

// givesWay reports whether the note is the caption of a word that the tab's own
// status says: then that is what there is to see.
func (a *App) givesWay(status string) bool {
	return strings.HasPrefix(a.note, caption(a.live)) && a.live.SaidIn(ansi.Strip(status))
}

// meaning is what there is to read of the chosen word, in the lines under the
// list.
func (s *wordSheet) meaning(f kit.Frame) []string {
	if len(s.found) == 0 {
		return []string{f.Theme.Dimmed("No word and no key has that in its name or its meaning.")}
	}
	w, live := s.found[s.list.At], f.Theme.Accent.Bold("enter")+" "
	if live += f.Theme.Dimmed(w.Shows); w.Key != "" {
		live += f.Theme.Dimmed(", by the key ") + f.Theme.Bold(kit.Sign(w.Key))
	}
	head := f.Theme.Bold(w.Word)
	if w.Also != nil {
		head += f.Theme.Dimmed(", also " + strings.Join(w.Also, ", "))
	}
	lines := append([]string{ansi.Truncate(head, f.Width, "…")}, strings.Split(kit.Wrap(w.Text, f.Width), "\n")...)
	return append(lines, ansi.Truncate(live, f.Width, "…"))
}

// rows is how many words are seen at once.
func (s *wordSheet) rows(f kit.Frame) int {
	const around = 5 // the line to type in, the borders and two blank lines
	return max(1, f.Height-around-len(s.meaning(f.Sized(f.Width-6, 0))))
}

func (s *wordSheet) view(_ *App, f kit.Frame, _ string) string {
	const name = 24
	inner := f.Sized(f.Width-6, s.rows(f))
	s.input.SetWidth(inner.Width - 8)
	rows := make([]string, len(s.found))
	for i, w := range s.found {
		rows[i] = ansi.Truncate(kit.FitLine(w.Word, name)+" "+f.Theme.Dimmed(w.Text), inner.Width-2, "…")
	}
	lines := append([]string{" " + s.input.View(), ""}, strings.Split(kit.Fit(strings.Join(s.list.View(inner, rows), "\n"), f.Width-2, inner.Height), "\n")...)
	lines = append(lines, "", kit.Indent(strings.Join(s.meaning(inner), "\n"), 1))
	return f.Panel("search: words and keys", f.Theme.Dimmed(fmt.Sprintf("%d of %d", len(s.found), len(glossary.Words)+len(s.keyed))), strings.Join(lines, "\n"))
}
