package training

import (
	"time"

	"nntui/model"
	"nntui/model/training"
)

// seen is the last look, which serves again while a new one would come too
// soon. It belongs to the command in flight.
type seen struct {
	of     experiment
	watch  training.Watch
	detail *training.Detail
	at     time.Time
	cost   time.Duration
}

// lookEvery is the least time between two details: more would not be seen, and
// cost time and a slow line.
const lookEvery = 333 * time.Millisecond

// looking returns the way to a snapshot with what w asks for. While a run
// plays and w stays, a detail is used again for a third of a second, and
// longer where it took long: watching must not slow the training down.
func (t *Tab) looking(w training.Watch) func(experiment) training.Snapshot {
	last, playing := &t.seen, t.runner.Playing
	return func(e experiment) training.Snapshot {
		s, now := e.Snapshot(), time.Now()
		fresh := last.of == e && last.watch == w && now.Sub(last.at) < max(lookEvery, 20*last.cost)
		if playing && fresh && s.State == model.Unfinished {
			s.Detail = last.detail
			return s
		}
		s = e.(*training.Training).Look(w)
		*last = seen{of: e, watch: w, detail: s.Detail, at: time.Now()}
		last.cost = last.at.Sub(now)
		return s
	}
}

// stale reports whether the detail of a snapshot is of an earlier batch.
func stale(s training.Snapshot) bool {
	return s.Detail != nil && (s.Detail.Epoch != len(s.Epochs) || s.Detail.Batch != s.Batch)
}
