package tui

import (
	"fmt"
	"strconv"
	"time"

	"nntui/model"
	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/export"
	"nntui/tui/figures"

	tea "charm.land/bubbletea/v2"
)

func (t *trainingTab) experiment() []setting.Setting { return t.config.Settings() }

func (t *trainingTab) exports() []export.Product {
	if !t.runner.ready {
		return nil
	}
	var earlier []training.Run
	if t.curves.ghosts {
		earlier = t.runs
	}
	return export.Training(t.runner.snapshot, earlier, figures.Axes{LogEpoch: t.curves.logX, LogLoss: t.curves.logY})
}

func (t *trainingTab) settings() []setting.Setting {
	views := make([]string, len(trainingViews))
	for i, v := range trainingViews {
		views[i] = v.name
	}
	smooth := setting.Names(smoothings, func(keep float64) string { return number(keep) })
	paces := setting.Names(speeds, func(s speed) string { return s.name })
	return append(t.experiment(),
		setting.Index("speed", "how fast it plays", paces, &t.config.speed),
		t.pausedSetting(),
		setting.Index("view", "the picture to look at", views, &t.view),
		setting.Switch("log-loss", "draw the loss on a logarithmic axis", &t.curves.logY),
		setting.Switch("log-epochs", "draw epochs on a logarithmic axis", &t.curves.logX),
		setting.Index("smooth", "how much of the mean so far the curves keep", smooth, &t.curves.smooth),
		optional("at", "the epoch under the crosshair", t.crosshair, t.setCrosshair),
		setting.Switch("all-digits", "list all test digits, not only the mistakes", &t.digits.all),
		t.drawnSetting(),
		setting.Switch("full", "let the picture fill the screen", &t.zoomed),
	)
}

func (t *trainingTab) pausedSetting() setting.Setting {
	s := setting.Switch("paused", "wait before the first batch", new(bool))
	s.Get = func() string { return strconv.FormatBool(!t.runner.playing) }
	s.Set = func(text string) error {
		paused, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("%q does not fit; it takes %s", text, s.Takes)
		}
		t.runner.playing = !paused
		return nil
	}
	return s
}

func (t *trainingTab) crosshair() (int, bool) { return t.curves.cross + 1, t.curves.cross >= 0 }

func (t *trainingTab) setCrosshair(epoch int, ok bool) {
	if t.curves.cross = -1; ok {
		t.curves.cross = max(epoch, 1) - 1
	}
}

// drawnSetting is the drawn digit: 64 pixels row by row, from 0 to g for 16.
func (t *trainingTab) drawnSetting() setting.Setting {
	const takes = "64 pixels row by row, each from 0 for none to g for full ink"
	return setting.Setting{
		Name: "drawn", Usage: "a digit on the canvas: " + takes, Takes: takes,
		Get: func() string {
			var text []byte
			for _, ink := range t.drawing.shown() {
				text = strconv.AppendInt(text, int64(ink), fullInk+1)
			}
			if *t.drawing.shown() == [side * side]byte{} {
				return ""
			}
			return string(text)
		},
		Set: func(text string) error {
			picture := new([side * side]byte)
			for i := range text {
				ink, err := strconv.ParseUint(text[i:i+1], fullInk+1, 8)
				if err != nil || len(text) != len(picture) {
					return fmt.Errorf("%q does not fit; it takes %s", text, takes)
				}
				picture[i] = byte(ink)
			}
			t.drawing.picture = picture
			return nil
		},
	}
}

func (t *trainingTab) table() table { return &t.knobs }

func (t *trainingTab) valid() error {
	_, err := training.New(t.config.Config)
	return err
}

// begin trains anew, or waits to.
func (t *trainingTab) begin() {
	playing := t.runner.playing
	t.runner.config = t.config.Config
	t.runner.restart()
	t.runner.playing = playing
}

func (t *trainingTab) trial() trial {
	c := t.config.Config
	r := t.runner
	r.open = func(c training.Config) (experiment[training.Snapshot], error) { return training.New(c) }
	share := func(s training.Snapshot) float64 {
		return (float64(len(s.Epochs)) + float64(s.Batch)/float64(s.Batches)) / float64(c.Epochs)
	}
	return newTrial(c.ReadingNames(), &r, share, func(e experiment[training.Snapshot], elapsed time.Duration) []model.Reading {
		return e.(*training.Training).Look(training.Watch{Learned: true}).Readings(elapsed)
	})
}

// watchLearned says whether readings is to tell how far each layer has come.
func (t *trainingTab) watchLearned(on bool) tea.Cmd {
	if t.learned == on {
		return nil
	}
	t.learned = on
	if !t.runner.ready {
		return nil // not even opened, perhaps
	}
	return t.sync()
}

func (t *trainingTab) readings() []model.Reading {
	if !t.runner.ready {
		return nil
	}
	return t.runner.snapshot.Readings(0)
}
