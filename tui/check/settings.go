package check

import (
	"fmt"
	"slices"
	"time"

	"nntui/model"
	"nntui/model/check"
	"nntui/model/setting"
	"nntui/tui/export"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// Exports lists what can go into a file.
func (t *Tab) Exports() []export.Product {
	if !t.runner.Ready {
		return nil
	}
	return export.Check(t.runner.Snapshot)
}

// Settings lists all that a command line can set. While a sweep plays h has the value
// that it returns to.
func (t *Tab) Settings() []setting.Setting {
	list := t.runner.Config.Settings()
	if t.ticks.Playing {
		h := slices.IndexFunc(list, func(s setting.Setting) bool { return s.Name == "h" })
		back := t.runner.Config
		back.H = t.back
		before, _ := setting.Find(back.Settings(), "h")
		list[h].Get = before.Get
	}
	return append(list, setting.Looks(
		setting.Choice("view", "the picture to look at", setting.Names(t.views, view.String), &t.view),
		setting.Switch("sort", "the largest error first", &t.sorted),
		setting.Switch("full", "let the picture fill the screen", &t.full),
		setting.Switch("inside", "let the arrow keys move in the picture", &t.inside),
		t.entrySetting().Passing(),
	)...)
}

// entrySetting is the entry under the cursor, by its name, if the cursor has
// been moved. It goes there once the entry is compared.
func (t *Tab) entrySetting() setting.Setting {
	s := setting.Text("entry", "the entry to put the cursor on, as W[0,3]", "the name of an entry", &t.wanted)
	s.Get = func() string {
		name := t.wanted
		if entries := t.runner.Snapshot.Entries; name == "" && t.cursor != t.home() && t.cursor < len(entries) {
			name = entries[t.cursor].Name
		}
		if slices.Contains(t.runner.Config.Entries(), name) {
			return name
		}
		return "" // of a component from before
	}
	s.Set = func(name string) error {
		if list := t.runner.Config.Entries(); name != "" && len(list) > 0 && !slices.Contains(list, name) {
			return fmt.Errorf("%s has no entry %q; it has %s to %s", t.runner.Config.Component, name, list[0], list[len(list)-1])
		}
		t.wanted = name
		return nil
	}
	return s
}

// pointWanted puts the cursor on the entry that was asked for, if it is there.
func (t *Tab) pointWanted() {
	i := slices.IndexFunc(t.runner.Snapshot.Entries, func(e check.Entry) bool { return e.Name == t.wanted })
	if t.wanted = ""; i >= 0 {
		t.cursor = i
	}
}

// Knobs is the table of knobs.
func (t *Tab) Knobs() *kit.Knobs { return &t.knobs }

// Set sets settings as turned knobs do.
func (t *Tab) Set(values map[string]string) error {
	before := t.runner.Config
	err := setting.Apply(t.Settings(), values)
	if t.runner.Config != before {
		t.ticks.Stop()
	}
	t.arrange()
	return err
}

// Begin compares anew.
func (t *Tab) Begin() {
	t.ticks.Stop()
	t.pointed = check.Config{}
	t.runner.Restart()
}

// Trial runs what the settings lead to apart from the screen.
func (t *Tab) Trial() run.Trial {
	return run.NewTrial(t.runner.Config.ReadingNames(), &t.runner, func(check.Snapshot) float64 { return 0 },
		func(e run.Experiment[check.Snapshot], _ time.Duration) []model.Reading {
			return e.Snapshot().Readings()
		})
}

// Ended reports whether the comparison and the sweep of the settings are shown.
func (t *Tab) Ended() bool { return t.runner.Ended() && !t.ticks.Playing }

// Readings are those of what the tab shows, nil before it shows anything.
func (t *Tab) Readings() []model.Reading {
	if !t.runner.Ready {
		return nil
	}
	return t.runner.Snapshot.Readings()
}
