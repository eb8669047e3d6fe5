package check

import (
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

// Settings lists all that a command line can set.
func (t *Tab) Settings() []setting.Setting {
	return append(t.runner.Config.Settings(), setting.Looks(
		setting.Choice("view", "the picture to look at", setting.Names(t.views, view.String), &t.view),
		setting.Switch("sort", "the largest error first", &t.sorted),
		setting.Switch("full", "let the picture fill the screen", &t.full),
		setting.Switch("inside", "let the arrow keys move in the picture", &t.inside),
		t.entrySetting().Passing(),
	)...)
}

// entrySetting is the entry under the cursor, by its name, if the cursor has
// been moved. It goes there once the entry is compared; a name that no entry
// has moves nothing.
func (t *Tab) entrySetting() setting.Setting {
	s := setting.Text("entry", "the entry to put the cursor on, as W[0,3]", "the name of an entry", &t.wanted)
	s.Get = func() string {
		if entries := t.runner.Snapshot.Entries; t.wanted == "" && t.cursor != t.home() && t.cursor < len(entries) {
			return entries[t.cursor].Name
		}
		return t.wanted
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
func (t *Tab) Ended() bool { return t.runner.Ended() }

// Readings are those of what the tab shows, nil before it shows anything.
func (t *Tab) Readings() []model.Reading {
	if !t.runner.Ready {
		return nil
	}
	return t.runner.Snapshot.Readings()
}
