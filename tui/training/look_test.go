package training

import (
	"testing"
	"testing/synctest"
	"time"

	"nntui/model/training"
)

// While a run plays, a detail serves for a third of a second, or for twenty
// times what it cost; a run that rests, or has ended, is looked at as it is.
func TestLooking(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Tab, *training.Training)
		cost   time.Duration
		since  time.Duration
		anew   bool
	}{
		{"soon", func(*Tab, *training.Training) {}, 0, lookEvery - 1, false},
		{"in time", func(*Tab, *training.Training) {}, 0, lookEvery, true},
		{"cheap", func(*Tab, *training.Training) {}, 16 * time.Millisecond, lookEvery, true},
		{"dear", func(*Tab, *training.Training) {}, 20 * time.Millisecond, 400*time.Millisecond - 1, false},
		{"dear, in time", func(*Tab, *training.Training) {}, 20 * time.Millisecond, 400 * time.Millisecond, true},
		{"paused", func(t *Tab, _ *training.Training) { t.runner.Playing = false }, 0, 0, true},
		{"over", func(_ *Tab, e *training.Training) { e.Advance(1e6, 0) }, 0, 0, true},
		{"another view", func(t *Tab, _ *training.Training) { t.watched.Weights = true }, 0, 0, true},
		{"another run", func(t *Tab, _ *training.Training) { t.seen.of = nil }, 0, 0, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			tab := New(0)
			tab.config.Layers = small
			e, err := training.New(tab.config)
			if err != nil {
				t.Fatal(err)
			}
			tab.watched = training.Watch{Digits: true}
			first := tab.looking(tab.watched)(e)
			tab.seen.cost = c.cost
			e.Advance(1, 0)
			c.change(tab, e)
			time.Sleep(c.since)
			next := tab.looking(tab.watched)(e)
			if anew := next.Detail != first.Detail; anew != c.anew || stale(next) == c.anew || next.Batch == 0 && next.Epochs == nil {
				t.Errorf("%s: looked at anew: %v", c.name, anew)
			}
		})
	}
}

// A run that was paused is looked at as it stands then.
func TestStale(t *testing.T) {
	for _, c := range []struct {
		epoch, batch int
		want         bool
	}{{3, 5, false}, {2, 5, true}, {3, 4, true}} {
		s := training.Snapshot{Epochs: learning(3), Batch: 5, Detail: &training.Detail{Epoch: c.epoch, Batch: c.batch}}
		if got := stale(s); got != c.want {
			t.Errorf("detail of epoch %d, batch %d: stale is %v", c.epoch, c.batch, got)
		}
	}
	if stale(training.Snapshot{Batch: 5}) {
		t.Error("what was not looked at is stale")
	}
}
