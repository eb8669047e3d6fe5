package training

import (
	"fmt"
	"strconv"
	"time"

	"nntui/model"
	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/export"
	"nntui/tui/figures"
	"nntui/tui/run"
)

func (t *Tab) Exports() []export.Product {
	if !t.runner.Ready {
		return nil
	}
	var earlier []training.Run
	if t.curves.ghosts {
		earlier = t.runs
	}
	return export.Training(t.runner.Snapshot, earlier, figures.Axes{LogEpoch: t.curves.logX, LogLoss: t.curves.logY})
}

func (t *Tab) Settings() []setting.Setting {
	names := make([]string, len(views))
	for i, v := range views {
		names[i] = v.name
	}
	smooth := setting.Names(smoothings, func(keep float64) string { return setting.Short(keep) })
	return append(t.config.Settings(), setting.Looks(
		t.speedSetting(),
		t.pausedSetting(),
		setting.Index("view", "the picture to look at", names, &t.view),
		setting.Switch("log-loss", "draw the loss on a logarithmic axis", &t.curves.logY),
		setting.Switch("log-epochs", "draw epochs on a logarithmic axis", &t.curves.logX),
		setting.Index("smooth", "how much of the mean so far the curves keep", smooth, &t.curves.smooth),
		setting.Optional("at", "the epoch under the crosshair", t.crosshair, t.setCrosshair),
		setting.Switch("all-digits", "list all test digits, not only the mistakes", &t.digits.all),
		t.drawnSetting(),
		setting.Switch("full", "let the picture fill the screen", &t.zoomed),
	)...)
}

func (t *Tab) speedSetting() setting.Setting {
	return setting.Index("speed", "how fast it plays", setting.Names(speeds, func(s speed) string { return s.name }), &t.config.speed).
		Wheel("speed", "how fast it plays")
}

func (t *Tab) pausedSetting() setting.Setting {
	s := setting.Switch("paused", "wait before the first batch", new(bool))
	s.Get = func() string { return strconv.FormatBool(!t.runner.Playing) }
	s.Set = func(text string) error {
		paused, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("%q does not fit; it takes %s", text, s.Takes)
		}
		t.runner.Playing = !paused
		return nil
	}
	return s
}

func (t *Tab) crosshair() (int, bool) { return t.curves.cross + 1, t.curves.cross >= 0 }

func (t *Tab) setCrosshair(epoch int, ok bool) {
	if t.curves.cross = -1; ok {
		t.curves.cross = max(epoch, 1) - 1
	}
}

// drawnSetting is the drawn digit: 64 pixels row by row, from 0 to g for 16.
func (t *Tab) drawnSetting() setting.Setting {
	const takes = "64 pixels row by row, each from 0 for none to g for full ink"
	return setting.Setting{
		Name: "drawn", Usage: "a digit on the canvas: " + takes, Takes: takes,
		Get: func() string {
			var text []byte
			for _, ink := range t.drawing.shown() {
				text = strconv.AppendInt(text, int64(ink), fullInk+1)
			}
			if *t.drawing.shown() == [chart.Side * chart.Side]byte{} {
				return ""
			}
			return string(text)
		},
		Set: func(text string) error {
			picture := new([chart.Side * chart.Side]byte)
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

// BeforePlay is a run that waits before its first batch.
func (t *Tab) BeforePlay() (setting, value string) { return "paused", "true" }

// Begin trains anew, or waits to.
func (t *Tab) Begin() {
	playing := t.runner.Playing
	t.runner.Config = t.config.Config
	t.runner.Restart()
	t.runner.Playing = playing
}

func (t *Tab) Trial() run.Trial {
	c := t.config.Config
	r := t.runner
	r.Open = func(c training.Config) (run.Experiment[training.Snapshot], error) { return training.New(c) }
	share := func(s training.Snapshot) float64 {
		return (float64(len(s.Epochs)) + float64(s.Batch)/float64(s.Batches)) / float64(c.Epochs)
	}
	return run.NewTrial(c.ReadingNames(), &r, share, func(e run.Experiment[training.Snapshot], elapsed time.Duration) []model.Reading {
		return e.(*training.Training).Look(training.Watch{Learned: true}).Readings(elapsed)
	})
}

func (t *Tab) Readings() []model.Reading {
	if !t.runner.Ready {
		return nil
	}
	return t.runner.Snapshot.Readings(0)
}

// Unshared says what a command line does not tell of the run.
func (t *Tab) Unshared() string {
	text := "A run that is opened so begins at its first batch"
	if len(t.runner.Snapshot.Marks) > 0 {
		text += ", with the settings that it has now: knobs that were turned while this one was under way changed it later"
	}
	return text + "."
}
