package training

import (
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model/training"
	"nntui/tui/kit/stage"
	"nntui/tui/run"
)

// A speed can be given by its name, or as a number of epochs a second.
func TestSpeedSetting(t *testing.T) {
	tab := New(0)
	s := tab.speedSetting()
	for text, want := range map[string]string{
		"20": "20 epochs/s", "1": "1 epoch/s", "5": "5 epochs/s", "full": "full", "20 batches/s": "20 batches/s", "4 batches/s": "4 batches/s",
	} {
		if err := s.Set(text); err != nil || tab.speed != want {
			t.Errorf("%s: %s, error %v", text, tab.speed, err)
		}
	}
	for _, text := range []string{"4", "0", "7", "10", "20 epochs", ""} {
		if err := s.Set(text); err == nil || !strings.HasSuffix(err.Error(), "it takes 4 batches/s, 20 batches/s, 1 epoch/s, 5 epochs/s, 20 epochs/s or full; 1, 5 and 20 are epochs a second") {
			t.Errorf("%q: error %v", text, err)
		}
	}
}

// A portion is a batch or the rest of an epoch; a long wait is cut, so that
// keys are answered, and then nothing advances.
func TestPace(t *testing.T) {
	const ms = time.Millisecond
	for _, c := range []struct {
		speed string
		batch int
		due   time.Duration
		want  run.Pace
	}{
		{"full", 3, 0, run.Pace{Steps: math.MaxInt, Budget: 60 * ms}},
		{"full", 3, time.Second, run.Pace{Steps: math.MaxInt, Budget: 60 * ms}},
		{"20 epochs/s", 0, 30 * ms, run.Pace{Wait: 30 * ms, Steps: 89, Budget: 100 * ms}},
		{"20 epochs/s", 80, -time.Second, run.Pace{Steps: 9, Budget: 100 * ms}},
		{"1 epoch/s", 89, 100 * ms, run.Pace{Wait: 100 * ms, Steps: 1, Budget: 100 * ms}},
		{"1 epoch/s", 0, 100*ms + 1, run.Pace{Wait: 100 * ms, Steps: 0, Budget: 100 * ms}},
		{"20 batches/s", 0, 0, run.Pace{Steps: 1, Budget: 100 * ms}},
		{"4 batches/s", 80, 250 * ms, run.Pace{Wait: 100 * ms, Steps: 0, Budget: 100 * ms}},
	} {
		synctest.Test(t, func(t *testing.T) {
			tab := showing(training.Snapshot{Config: training.Default(), Batch: c.batch, Batches: 89})
			tab.speed, tab.due = c.speed, time.Now().Add(c.due)
			if got := tab.pace(); got != c.want {
				t.Errorf("%s at batch %d, due in %v: %+v", c.speed, c.batch, c.due, got)
			}
		})
	}
}

// Runs take the time that their speed says.
func TestSpeeds(t *testing.T) {
	for _, c := range []struct {
		speed string
		want  time.Duration // between the first of its portions and the last
	}{
		{"4 batches/s", 11 * time.Second / 4}, {"20 batches/s", 11 * time.Second / 20},
		{"1 epoch/s", 2 * time.Second}, {"5 epochs/s", 2 * time.Second / 5}, {"20 epochs/s", 2 * time.Second / 20}, {"full", 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			tab := New(0)
			tab.config.Layers, tab.config.BatchSize, tab.config.Epochs, tab.speed = small, 200, 3, c.speed // 4 batches an epoch
			tab.Begin()
			start := time.Now()
			stage.New(tab, 80, 21)
			if got := time.Since(start); got != c.want || len(tab.runner.Snapshot.Epochs) != 3 {
				t.Errorf("%s: %d epochs in %v, not in %v", c.speed, len(tab.runner.Snapshot.Epochs), got, c.want)
			}
		})
	}
}

// A note stays for as long as it takes to read it, or until a key is pressed.
func TestNotes_time(t *testing.T) {
	for _, c := range []struct {
		until time.Duration
		want  bool
	}{{3900 * time.Millisecond, true}, {4500 * time.Millisecond, false}} {
		synctest.Test(t, func(t *testing.T) {
			tab := New(0)
			tab.config.Layers, tab.speed = small, "1 epoch/s"
			tab.Begin()
			tab.say("Read this.")
			start := time.Now()
			var step func(msg tea.Msg)
			step = func(msg tea.Msg) {
				if time.Since(start) < c.until {
					stage.Do(tab.Update(msg.(run.Msg).Msg), step)
				}
			}
			stage.Do(tab.Open(), step)
			if got := tab.note == "Read this."; got != c.want {
				t.Errorf("after %v the note is %q", time.Since(start), tab.note)
			}
		})
	}
}
