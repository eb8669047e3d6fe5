package training

import (
	"math"
	"testing"
	"testing/synctest"
	"time"

	"nntui/model/training"
	"nntui/tui/run"
)

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
		{"20 batch/s", 0, 0, run.Pace{Steps: 1, Budget: 100 * ms}},
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
