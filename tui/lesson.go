package tui

import (
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/tui/guide"
	"nntui/tui/kit"
	"nntui/tui/lesson"
)

// What a lesson sees of the tabs: command lines that open them, and controls
// that it can hide. The App is the [guide.Host].

// ReadLesson reads and checks a lesson from a file, or the guide that is built
// in where no file is named. Its errors are of the type *tomlfile.Error.
// Thoroughly it also makes what each set-up opens, which takes long where nets
// are large or the lesson is.
func ReadLesson(file string, thoroughly bool) (*lesson.Lesson, error) {
	if file == "" {
		return lesson.Parse("guide.toml", lesson.Guide, checks(thoroughly))
	}
	return lesson.Read(file, checks(thoroughly))
}

// checks is what a lesson's openings and controls are held against.
func checks(thoroughly bool) lesson.Checks {
	return lesson.Checks{
		Controls: controls(),
		Opening: func(args []string) ([]string, error) {
			o, err := openingOf(args)
			if err != nil {
				return nil, err
			}
			if thoroughly {
				t, err := o.trial()
				return t.Names, err
			}
			tab, err := o.tab()
			if err != nil {
				return nil, err
			}
			t := tab.Trial()
			return t.Names, t.Valid()
		},
	}
}

// controls returns the IDs of controls that a lesson can hide, by all that
// these are called: knobs by the name of their setting and of their row in the
// table, keys by their ID and by what the help says. A knob and the key beside
// it can share a word. What means the same everywhere has no ID and cannot be
// hidden.
var controls = sync.OnceValue(func() map[string][]string {
	ids := map[string][]string{}
	add := func(id string, words ...string) {
		for _, word := range words {
			if id != "" && !slices.Contains(ids[word], id) {
				ids[word] = append(ids[word], id)
			}
		}
	}
	for i, row := range tabs {
		t := row.new(i)
		for _, s := range setting.Knobs(t.Settings()) {
			add(s.Name, s.Name, s.Label)
		}
		for _, row := range t.Keys() {
			add(row.ID, row.ID, row.Help().Desc)
		}
	}
	return ids
})

// Teach hides controls from all tabs, and tells them whether their readings
// are asked for.
func (a *App) Teach(hide []string, readings bool) tea.Cmd {
	hidden := kit.Hidden{}
	for _, name := range hide {
		for _, id := range controls()[name] {
			hidden[id] = true
		}
	}
	a.taught = kit.Lesson{Hidden: hidden, Readings: readings}
	return a.tell(a.taught)
}

// Search opens the palette at the steps of the lesson.
func (a *App) Search() {
	p := newPalette(a)
	p.input.SetValue(stepDeed)
	p.find()
	a.sheet = p
}

// Say says something in the status line.
func (a *App) Say(note string) { a.note = note }

// Tab returns the tab that a command line opens.
func (a *App) Tab(line string) (guide.Tab, error) {
	o, err := parseOpening(line)
	if err != nil {
		return nil, err
	}
	return a.tabs[o.index()], nil
}

// Played reports whether the active tab shows the run of a command line to its
// end: with all its settings but those that only say what is looked at.
func (a *App) Played(line string) bool {
	t := a.tabs[a.active]
	if !t.Ended() {
		return false
	}
	o, err := parseOpening(line)
	if err != nil || o.index() != a.active {
		return false
	}
	wanted, err := o.tab()
	return err == nil && slices.EqualFunc(setting.Numbers(t.Settings()), setting.Numbers(wanted.Settings()),
		func(a, b setting.Setting) bool { return a.Get() == b.Get() })
}

// Open opens a command line of a lesson, if alone without the tab's earlier
// runs in the picture. Where the tab plays and the lesson
// leaves its key, it is opened with nothing played yet, so that there is
// something to predict, unless the line says otherwise; play is the key's sign.
func (a *App) Open(line string, alone bool) (cmd tea.Cmd, play string, err error) {
	o, err := parseOpening(line)
	if err != nil {
		return nil, "", err
	}
	t := a.tabs[o.index()]
	if p, ok := t.(player); ok && !a.taught.Hidden["play"] {
		name, value := p.BeforePlay()
		if _, named := o.Settings[name]; !named {
			o.Settings[name] = value
		}
		play = t.Keys().Sign("play")
	}
	if t, ok := t.(recorder); ok && alone {
		t.HideEarlier()
	}
	cmd, err = a.show(o)
	return cmd, play, err
}
