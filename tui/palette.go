package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/sahilm/fuzzy"

	"nntui/model/setting"
	"nntui/tui/kit"
)

// A deed is what the palette finds: all that can be done, seen or set.
type deed struct {
	words string // what it is
	sign  string // the key that does it, if there is one
	do    func() tea.Cmd
}

// palette is the sheet that finds deeds by a few letters of their words.
type palette struct {
	input kit.Line
	list  kit.List
	all   deeds
	found []int // of all, those that what is typed finds, the best first
}

// deeds is a source of fuzzy matches.
type deeds []deed

func (d deeds) String(i int) string { return d[i].words }
func (d deeds) Len() int            { return len(d) }

func newPalette(a *App) *palette {
	p := &palette{input: kit.NewLine("find: ", 100), all: a.deeds()}
	p.input.Focus()
	p.find()
	return p
}

// find looks for what is typed: first what is called so, then what has all of
// its words, blanks and brackets aside, and last what has its letters in their
// order.
func (p *palette) find() {
	p.list, p.found = kit.List{}, nil
	text := strings.ToLower(strings.TrimSpace(p.input.Value()))
	for i, d := range p.all {
		name := strings.ToLower(d.words)
		lacks := func(word string) bool {
			return !strings.Contains(name, word) && !strings.Contains(squeezed(name), word)
		}
		if !slices.ContainsFunc(strings.Fields(text), lacks) {
			p.found = append(p.found, i)
		}
	}
	slices.SortStableFunc(p.found, func(i, j int) int { return p.all[i].unlike(text) - p.all[j].unlike(text) })
	for _, m := range fuzzy.FindFrom(text, p.all) {
		if !slices.Contains(p.found, m.Index) {
			p.found = append(p.found, m.Index)
		}
	}
}

// unlike is 0 of a deed that is called so, with or without where it belongs, 1
// of one whose name begins so, and else 2.
func (d deed) unlike(text string) int {
	name := strings.ToLower(d.words)
	_, short, _ := strings.Cut(name, ": ")
	switch {
	case text == name, text == short:
		return 0
	case strings.HasPrefix(name, text), strings.HasPrefix(short, text):
		return 1
	}
	return 2
}

// squeezed is a name without what one need not type: 1.1e finds 1.1 (e).
func squeezed(name string) string {
	return strings.NewReplacer(" ", "", "(", "", ")", "").Replace(name)
}

// Line is where it is typed.
func (p *palette) Line() *kit.Line { return &p.input }

func (p *palette) edit(msg tea.Msg) {
	if p.input.Edit(msg) {
		p.find()
	}
}

func (p *palette) keys(a *App) kit.Keys {
	return append(kit.Keys{
		kit.Words("↑↓", "choose"),
		kit.On("", "enter", "do it", func(tea.KeyPressMsg) tea.Cmd { return p.do(a) }).InFoot("do it"),
		kit.On("", "back", "close", kit.Do(a.closeSheet)).InFoot("close"),
	}, p.list.Searched(len(p.found), paletteRows, p.edit)...)
}

// do does what is chosen.
func (p *palette) do(a *App) tea.Cmd {
	if len(p.found) == 0 {
		return nil
	}
	a.closeSheet()
	return p.all[p.found[p.list.At]].do()
}

// paletteRows is how many deeds are seen at once.
const paletteRows = 12

// place is where the panel is in a frame, and how many rows it has for deeds.
func (p *palette) place(f kit.Frame) (at kit.Place, rows int) {
	at.Frame = f.Sized(min(f.Width, 76), min(f.Height, paletteRows+4))
	at.X, at.Y = (f.Width-at.Width)/2, min(1, f.Height-at.Height)
	return at, at.Height - 4
}

// mouse chooses a deed, or does the chosen one.
func (p *palette) mouse(a *App, f kit.Frame, msg tea.MouseMsg) tea.Cmd {
	const above = 3 // lines: the border, what is typed, and a blank one
	at, rows := p.place(f)
	if m := at.From(msg.Mouse()); at.Holds(m) && p.list.Mouse(kit.Within(msg, at.X, at.Y+above), len(p.found), rows) {
		return p.do(a)
	}
	return nil
}

func (p *palette) view(a *App, f kit.Frame, under string) string {
	at, high := p.place(f)
	g := at.Frame
	p.input.SetWidth(g.Width - 12)
	inner := g.Width - 6
	rows := make([]string, len(p.found))
	for i, at := range p.found {
		d := p.all[at]
		rows[i] = kit.Spread(ansi.Truncate(d.words, inner-ansi.StringWidth(d.sign)-1, "…"), d.sign, inner)
	}
	lines := append([]string{" " + p.input.View(), ""}, p.list.View(g.Sized(g.Width, high), rows)...)
	if len(rows) == 0 {
		lines = append(lines, f.Theme.Dimmed("   nothing of that name"))
	}
	panel := g.Panel("palette", f.Theme.Dimmed(fmt.Sprintf("%d of %d", len(p.found), len(p.all))), strings.Join(lines, "\n"))
	return kit.Over(under, panel, at.X, at.Y)
}

// stepDeed begins the words of a step of the guide.
const stepDeed = "guide: "

// deeds lists all that can be done.
func (a *App) deeds() (list deeds) {
	for _, row := range a.everywhere() {
		list = append(list, rowDeeds("", row, row.Do)...)
	}
	for i := range a.tabs {
		list = append(list, deed{"tab " + a.tabs[i].Title(), fmt.Sprint(i + 1), func() tea.Cmd { return a.open(i) }})
	}
	for i := range a.tabs {
		tab := (a.active + i) % len(a.tabs) // this one first
		list = append(list, a.deedsOf(tab)...)
	}
	for _, s := range a.kept.Settings() {
		for _, option := range optionsOf(s) {
			if option != s.Get() {
				list = append(list, deed{"keep: " + s.Name + " " + option, "", func() tea.Cmd { return a.keep(s.Name, option) }})
			}
		}
	}
	for i, title := range a.guide.Titles() {
		list = append(list, deed{stepDeed + title, "", func() tea.Cmd { return a.guide.OpenAt(i) }})
	}
	return list
}

// steering are what keys mean that only move about, or lead back: nobody looks
// for these.
const steering = "above below left right far-left far-right far-up far-down page-up page-down first last back tabs next-tab previous-tab palette"

// rowDeeds lists what a row does, key by key where several do different things.
func rowDeeds(title string, row kit.Key, press func(tea.KeyPressMsg) tea.Cmd) (list deeds) {
	if row.Do == nil || row.Off || row.Means == "" {
		return nil
	}
	means := strings.Fields(row.Means)
	for _, name := range means {
		if slices.Contains(strings.Fields(steering), name) {
			return nil
		}
	}
	for _, name := range means {
		sign, words := kit.Sign(name), title+row.Help().Desc
		if len(means) > 1 {
			words += " " + sign
		}
		list = append(list, deed{words, sign, func() tea.Cmd { return press(kit.PressOf(name)) }})
	}
	return list
}

// deedsOf lists the keys of a tab and what its settings can be.
func (a *App) deedsOf(i int) (list deeds) {
	t := a.tabs[i]
	title := strings.ToLower(t.Title()) + ": "
	for _, row := range t.Keys().Without(a.taught.Hidden) {
		list = append(list, rowDeeds(title, row, func(msg tea.KeyPressMsg) tea.Cmd {
			cmd := a.turnTo(i)
			return tea.Batch(cmd, a.press(msg))
		})...)
	}
	for _, s := range knobsFirst(t) {
		if a.taught.Hidden[s.Name] {
			continue
		}
		list = append(list, deed{title + s.Called() + " = …", "", func() tea.Cmd {
			cmd := a.turnTo(i)
			a.typeValue(s)
			return cmd
		}})
		for _, option := range optionsOf(s) {
			list = append(list, deed{title + s.Called() + " " + option, "", func() tea.Cmd {
				cmd := a.turnTo(i)
				return tea.Batch(cmd, a.choose(s, option))
			}})
		}
	}
	return list
}

// knobsFirst lists the settings of a tab, those with a knob as that has them: of
// a run whose settings change under way, as they are now.
func knobsFirst(t tab) []setting.Setting {
	list := slices.Clone(t.Settings())
	for i, s := range list {
		if knob, ok := setting.Find(t.Knobs().Rows, s.Name); ok {
			list[i] = knob
		}
	}
	return list
}

// optionsOf lists what a setting takes, where that can be listed.
func optionsOf(s setting.Setting) []string {
	if s.Switch {
		return []string{"true", "false"}
	}
	return s.Options
}

// turnTo turns to a tab, unless it is there already.
func (a *App) turnTo(i int) tea.Cmd {
	if i == a.active && !a.guide.Focused() {
		return nil
	}
	return a.open(i)
}

// choose gives a setting of the active tab one of its options.
func (a *App) choose(s setting.Setting, option string) tea.Cmd {
	cmd, err := a.setTo(s.Name, option)
	if a.note = s.Called() + " is " + option + "."; err != nil {
		a.note = reason(err)
	}
	return cmd
}
