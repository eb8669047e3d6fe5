package tui

import (
	"slices"
	"time"

	"nntui/model"
	"nntui/model/check"
	"nntui/model/setting"
	"nntui/tui/export"
)

func (t *checkTab) experiment() []setting.Setting { return t.runner.config.Settings() }

func (t *checkTab) exports() []export.Product {
	if !t.runner.ready {
		return nil
	}
	return export.Check(t.runner.snapshot)
}

func (t *checkTab) settings() []setting.Setting {
	views := setting.Names(t.views, func(v checkView) string { return v.name })
	return append(t.experiment(),
		setting.Index("view", "the picture to look at", views, &t.view),
		setting.Switch("sort", "the largest error first", &t.sorted),
		setting.Switch("full", "let the picture fill the screen", &t.zoomed),
		setting.Switch("inside", "let the arrow keys move in the picture", &t.inside),
		t.entrySetting(),
	)
}

// entrySetting is the entry under the cursor, by its name, if the cursor has
// been moved. It goes there once the entry is compared; a name that no entry
// has moves nothing.
func (t *checkTab) entrySetting() setting.Setting {
	s := setting.Text("entry", "the entry to put the cursor on, as W[0,3]", "the name of an entry", &t.wanted)
	s.Get = func() string {
		if entries := t.runner.snapshot.Entries; t.wanted == "" && t.cursor != t.home() && t.cursor < len(entries) {
			return entries[t.cursor].Name
		}
		return t.wanted
	}
	return s
}

// pointWanted puts the cursor on the entry that was asked for, if it is there.
func (t *checkTab) pointWanted() {
	i := slices.IndexFunc(t.runner.snapshot.Entries, func(e check.Entry) bool { return e.Name == t.wanted })
	if t.wanted = ""; i >= 0 {
		t.cursor = i
	}
}

func (t *checkTab) table() table { return &t.knobs }

func (t *checkTab) valid() error {
	_, err := check.New(t.runner.config)
	return err
}

// begin compares anew.
func (t *checkTab) begin() {
	t.ticks.stop()
	t.pointed = check.Config{}
	t.runner.restart()
}

func (t *checkTab) trial() trial {
	return newTrial(t.runner.config.ReadingNames(), &t.runner, func(check.Snapshot) float64 { return 0 },
		func(e experiment[check.Snapshot], _ time.Duration) []model.Reading { return e.Snapshot().Readings() })
}

func (t *checkTab) readings() []model.Reading {
	if !t.runner.ready {
		return nil
	}
	return t.runner.snapshot.Readings()
}
