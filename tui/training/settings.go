package training

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"nntui/model"
	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/export"
	"nntui/tui/figures"
	"nntui/tui/kit"
	"nntui/tui/run"
)

func (t *Tab) Exports() []export.Product {
	if !t.runner.Ready {
		return nil
	}
	var earlier [len(letters{})]training.Run // in the order of their letters
	letters := t.letters()
	for _, r := range t.ghosts() {
		earlier[slices.Index(letters[:], r.Number)] = r
	}
	return export.Training(t.runner.Snapshot, earlier[:], figures.Axes{LogEpoch: t.curves.logX, LogLoss: t.curves.logY})
}

func (t *Tab) Settings() []setting.Setting {
	return append(t.config.Settings(), t.looks()...)
}

// looks are the settings that decide no number.
func (t *Tab) looks() []setting.Setting {
	smooth := setting.Names(smoothings, func(keep float64) string { return setting.Short(keep) })
	return setting.Looks(
		t.speedSetting(),
		t.pausedSetting().Passing(),
		setting.Choice("view", "the picture to look at", viewNames(), &t.view),
		setting.Switch("log-loss", "draw the loss on a logarithmic axis", &t.curves.logY),
		setting.Switch("log-epochs", "draw epochs on a logarithmic axis", &t.curves.logX),
		setting.Index("smooth", "how much of the mean so far the curves keep", smooth, &t.curves.smooth),
		setting.Optional("at", "the epoch under the crosshair",
			func() (epoch int, ok bool) { return t.curves.cross + 1, t.curves.cross >= 0 },
			func(epoch int, ok bool) {
				if t.curves.cross = -1; ok {
					t.curves.cross = max(epoch, 1) - 1
				}
			}).Passing(),
		setting.Switch("all-digits", "list all test digits, not only the mistakes", &t.digits.all),
		t.digitSetting(),
		t.drawnSetting(),
		setting.Switch("full", "let the picture fill the screen", &t.zoomed),
	)
}

func (t *Tab) pausedSetting() setting.Setting {
	s := setting.New("paused", "wait before the first batch", "true or false", &t.runner.Playing,
		func(text string) (bool, error) { paused, err := strconv.ParseBool(text); return !paused, err },
		func(playing bool) string { return strconv.FormatBool(!playing) })
	s.Switch = true
	return s
}

// drawnSetting is the drawn digit: a sign for the ink of each pixel, row by row.
func (t *Tab) drawnSetting() setting.Setting {
	d := &t.drawing
	inks := "0123456789abcdefghijklmnopqrstuvwxyz"[:d.Ink+1]
	takes := fmt.Sprintf("%d pixels row by row, each from 0 for none to %s for full ink", d.Size(), inks[d.Ink:])
	return setting.New("drawn", "a digit on the canvas: "+takes, takes, &d.picture,
		func(text string) (string, error) {
			if text == "" {
				return blank(d.Shape), nil
			}
			picture := strings.Map(func(r rune) rune { return rune(strings.IndexRune(inks, unicode.ToLower(r))) }, text)
			if len(text) != d.Size() || len(picture) != d.Size() {
				return "", strconv.ErrSyntax
			}
			return picture, nil
		},
		func(picture string) string {
			if picture == blank(d.Shape) {
				return ""
			}
			return strings.Map(func(ink rune) rune { return rune(inks[ink]) }, picture)
		})
}

// Knobs is the table of knobs.
func (t *Tab) Knobs() *kit.Knobs { return &t.knobs }

// Set sets settings as turned knobs do. With the changes under way among them
// the run becomes the one that they say, from its first batch; without, live
// knobs act on the running net.
func (t *Tab) Set(values map[string]string) error {
	speed, view, digit := t.speed, t.view, t.digits.chosen
	defer func() {
		if t.speed != speed {
			t.markSpeed()
		}
		if t.view != view && t.digits.chosen == digit {
			t.digits.letGo()
		}
	}()
	if _, whole := values["changes"]; !whole {
		err := setting.Apply(append(t.now.Settings(), t.looks()...), values)
		t.turn()
		return err
	}
	before := t.config
	err := setting.Apply(t.Settings(), values)
	if t.config != before {
		t.turning = false
		t.runner.Set(t.config)
		t.follow()
	}
	return err
}

// BeforePlay is a run that waits before its first batch.
func (t *Tab) BeforePlay() (setting, value string) { return "paused", "true" }

// Begin trains anew, or waits to.
func (t *Tab) Begin() {
	playing := t.runner.Playing
	t.runner.Config = t.config
	t.runner.Restart()
	t.runner.Playing, t.turning = playing, false
	t.follow()
}

func (t *Tab) Trial() run.Trial {
	share := func(s training.Snapshot) float64 {
		return (float64(len(s.Epochs)) + float64(s.Batch)/float64(s.Batches)) / float64(s.Now().Epochs)
	}
	return run.NewTrial(t.config.ReadingNames(), &t.runner, share, func(e experiment, elapsed time.Duration) []model.Reading {
		return e.(*training.Training).Look(training.Watch{Learned: true}).Readings(elapsed)
	})
}

// Ended reports whether the run of the settings has come to its end.
func (t *Tab) Ended() bool { return t.config == t.runner.Config && t.runner.Ended() }

func (t *Tab) Readings() []model.Reading {
	if !t.runner.Ready {
		return nil
	}
	return t.runner.Snapshot.Readings(0)
}

// Unshared says what a command line does not tell of the run.
func (t *Tab) Unshared() string {
	text := "A run that is opened so begins at its first batch"
	if t.config.Changes != "" {
		text += ", and changes where this one did"
	}
	return text + "."
}
