package training

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"nntui/model"
	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/run"
)

// speed is how fast a run plays.
type speed struct {
	name  string
	per   int  // portions a second, 0 for as fast as it goes
	batch bool // a portion is a batch, not an epoch
}

var speeds = []speed{
	{"4 batches/s", 4, true}, {"20 batches/s", 20, true}, {"1 epoch/s", 1, false}, {"5 epochs/s", 5, false},
	{"20 epochs/s", 20, false}, {"full", 0, false},
}

func (s speed) String() string { return s.name }

// speedSetting also takes a speed that one types: a number is one of epochs a
// second.
func (t *Tab) speedSetting() setting.Setting {
	const help = "how fast it plays"
	numbers := map[string]string{}
	var typed []string
	for _, v := range speeds {
		if v.per > 0 && !v.batch {
			typed = append(typed, strconv.Itoa(v.per))
			numbers[typed[len(typed)-1]] = v.name
		}
	}
	short := setting.List(typed, "and") + " are epochs a second"
	s := setting.Choice("speed", help+" ("+short+")", setting.Names(speeds, speed.String), &t.speed).Wheel("speed", help).
		Explained("It changes what one sees, and no number.",
			"Each batch can be followed, but an epoch takes long.",
			"An epoch is over before one has seen it; full is as fast as it goes.")
	named := s.Set
	s.Set = func(text string) error {
		err := named(cmp.Or(numbers[text], text))
		if err != nil {
			err = fmt.Errorf("%w; %s", err, short)
		}
		return err
	}
	return s
}

// pacing returns the speed of the tab.
func (t *Tab) pacing() speed {
	v, _ := setting.Named(speeds, t.speed, speed.String)
	return v
}

// pace translates the speed into steps.
func (t *Tab) pace() run.Pace {
	const (
		fullSpeed   = 60 * time.Millisecond  // between two pictures
		longestWait = 100 * time.Millisecond // of a key for its answer
	)
	v, s := t.pacing(), t.runner.Snapshot
	if v.per == 0 {
		return run.Pace{Steps: math.MaxInt, Budget: fullSpeed}
	}
	p := run.Pace{Wait: max(0, time.Until(t.due)), Steps: 1, Budget: longestWait}
	if !v.batch {
		p.Steps = max(1, s.Batches-s.Batch)
	}
	if p.Wait > longestWait {
		p.Wait, p.Steps = longestWait, 0
	}
	return p
}

// schedule notes when the portion after the one that has come is due.
func (t *Tab) schedule(before training.Snapshot) {
	v, s := t.pacing(), t.runner.Snapshot
	moved := s.Batch != before.Batch || len(s.Epochs) != len(before.Epochs)
	if v.per > 0 && moved && (v.batch || s.Batch == 0) {
		t.due = time.Now().Add(time.Second / time.Duration(v.per))
	}
}

// markSpeed notes where in the run under way its speed changed.
func (t *Tab) markSpeed() {
	s := t.runner.Snapshot
	if s.State != model.Unfinished || len(s.Epochs) == 0 {
		return
	}
	mark := training.Mark{Epoch: len(s.Epochs), Batch: s.Batch, What: t.speed}
	others := slices.DeleteFunc(t.speedMarks, func(m training.Mark) bool { return m.Epoch == mark.Epoch })
	t.speedMarks = append(others, mark)
}
