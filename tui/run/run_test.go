package run

import (
	"errors"
	"math"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
)

// count is an experiment that counts its steps up to an end.
type count struct {
	config counting
	steps  int
}

type counting struct {
	End    int
	Name   string
	Factor float64 // what can be changed under way
}

type counted struct {
	Steps int
	Name  string
	Value float64
}

func (c *count) Advance(steps int, _ time.Duration) {
	if c.config.Name == "panics" && c.steps > 0 {
		panic("in the middle of a step")
	}
	c.steps = min(c.steps+min(steps, 1000), c.config.End)
}

func (c *count) Snapshot() counted {
	return counted{c.steps, c.config.Name, float64(c.steps) * c.config.Factor}
}

func (c *count) Retune(to counting) bool {
	from := c.config
	from.Factor = to.Factor
	if from != to {
		return false
	}
	c.config = to
	return true
}

var errName = errors.New("no such name")

// newRunner returns a runner of counts and how often it has opened one.
func newRunner(c counting) (*Runner[counting, counted], *int) {
	opened := 0
	return &Runner[counting, counted]{
		ID: 7,
		Open: func(c counting) (Experiment[counted], error) {
			if opened++; c.Name == "bad" {
				return nil, errName
			}
			return &count{config: c}, nil
		},
		Over:    func(s counted) bool { return s.Steps >= 10 },
		Config:  c,
		Playing: true,
	}, &opened
}

var (
	three = Pace{Steps: 3}
	ten   = counting{10, "ten", 1}
)

// reply carries a command out and returns its message.
func reply(t *testing.T, cmd tea.Cmd) Advanced[counting, counted] {
	t.Helper()
	if cmd == nil {
		t.Fatal("no command")
	}
	msg, ok := cmd().(Msg)
	if !ok || msg.ID != 7 {
		t.Fatalf("the reply is %v", msg)
	}
	return msg.Msg.(Advanced[counting, counted])
}

func wantSteps(t *testing.T, r *Runner[counting, counted], want int) {
	t.Helper()
	if r.Snapshot.Steps != want {
		t.Errorf("%d steps, want %d", r.Snapshot.Steps, want)
	}
}

// A runner plays to the end, a command at a time, and then rests.
func TestRunner_plays(t *testing.T) {
	r, opened := newRunner(ten)
	for _, want := range []int{3, 6, 9, 10} {
		cmd := r.Sync(three)
		if r.Sync(three) != nil {
			t.Fatal("two commands at once")
		}
		r.Take(reply(t, cmd))
		wantSteps(t, r, want)
	}
	if r.Sync(three) != nil || *opened != 1 || !r.Ready {
		t.Errorf("it goes on after the end, or was opened %d times", *opened)
	}
}

// A runner that is paused does only what is asked for.
func TestRunner_asks(t *testing.T) {
	r, _ := newRunner(ten)
	r.Take(reply(t, r.Sync(three)))
	r.Playing = false
	if r.Sync(three) != nil {
		t.Fatal("it plays though it is paused")
	}
	r.Ask(0)
	r.Take(reply(t, r.Sync(three)))
	wantSteps(t, r, 3)
	r.Ask(2)
	r.Take(reply(t, r.Sync(three)))
	wantSteps(t, r, 5)
	if r.Sync(three) != nil {
		t.Error("it was asked once")
	}
}

// What was under way when a run was let go of is not shown.
func TestRunner_dropsLateReplies(t *testing.T) {
	r, opened := newRunner(ten)
	r.Take(reply(t, r.Sync(three)))
	late := r.Sync(three)
	r.Restart()
	r.Take(reply(t, late))
	wantSteps(t, r, 3)
	r.Take(reply(t, r.Sync(Pace{Steps: 1})))
	wantSteps(t, r, 1)
	if *opened != 2 {
		t.Errorf("opened %d times", *opened)
	}
}

// While a key is held down the reply of the config before is shown, and the
// next command is of the new one.
// A reply counts once: delivered again, it does not hand out the experiment that
// the next command has.
func TestRunner_takesOnce(t *testing.T) {
	r, _ := newRunner(ten)
	first := reply(t, r.Sync(three))
	r.Take(first)
	next := r.Sync(three)
	if r.Take(first); !r.Busy || r.Sync(three) != nil {
		t.Error("a second command while one is under way")
	}
	second := reply(t, next)
	r.Take(second)
	r.Take(first)
	wantSteps(t, r, 6)
}

func TestRunner_followsConfig(t *testing.T) {
	r, opened := newRunner(ten)
	under := r.Sync(three)
	r.Set(counting{10, "other", 1})
	r.Take(reply(t, under))
	if r.Snapshot.Name != "ten" {
		t.Errorf("it shows %q", r.Snapshot.Name)
	}
	r.Take(reply(t, r.Sync(three)))
	if r.Snapshot != (counted{3, "other", 3}) || *opened != 2 {
		t.Errorf("then it shows %+v, opened %d times", r.Snapshot, *opened)
	}
	r.Set(counting{10, "other", 5})
	if r.Snapshot.Value != 15 || *opened != 2 {
		t.Errorf("what can be changed under way is not: %+v", r.Snapshot)
	}
}

// With a view of its own a snapshot is asked for anew, as Snapshot alone would
// lose what the view sees.
func TestRunner_looksAnew(t *testing.T) {
	r, _ := newRunner(ten)
	r.Look = func(e Experiment[counted]) counted {
		s := e.Snapshot()
		s.Name += " seen"
		return s
	}
	r.Take(reply(t, r.Sync(three)))
	r.Playing = false
	r.Set(counting{10, "ten", 2})
	if r.Snapshot.Value != 3 {
		t.Errorf("before the command: %+v", r.Snapshot)
	}
	r.Take(reply(t, r.Sync(three)))
	if want := (counted{3, "ten seen", 6}); r.Snapshot != want {
		t.Errorf("%+v, want %+v", r.Snapshot, want)
	}
}

// A change that takes a new experiment sets it going; another does not.
func TestRunner_setPlays(t *testing.T) {
	r, _ := newRunner(ten)
	r.Take(reply(t, r.Sync(three)))
	r.Playing = false
	if r.Set(counting{10, "ten", 2}); r.Playing {
		t.Error("a retuned experiment plays")
	}
	if r.Set(counting{9, "ten", 2}); !r.Playing {
		t.Error("a new experiment does not play")
	}
	r.Playing = false
	cmd := r.Sync(three)
	if r.Set(counting{8, "ten", 2}); !r.Playing {
		t.Error("a change while a command is under way does not play")
	}
	r.Take(reply(t, cmd))
}

// A config that cannot work is tried once, and the last experiment stays.
func TestRunner_refuses(t *testing.T) {
	r, opened := newRunner(ten)
	r.Take(reply(t, r.Sync(three)))
	for _, bad := range []counting{{10, "bad", 1}, {10, "bad", math.NaN()}} {
		before := *opened
		r.Set(bad)
		r.Take(reply(t, r.Sync(three)))
		if !errors.Is(r.Err, errName) || r.Snapshot.Name != "ten" {
			t.Errorf("error %v, snapshot %+v", r.Err, r.Snapshot)
		}
		if r.Sync(three) != nil || *opened != before+1 {
			t.Errorf("it tries again what it has refused, %d times", *opened-before)
		}
	}
	r.Set(ten)
	r.Take(reply(t, r.Sync(three)))
	if r.Err != nil {
		t.Error(r.Err)
	}
}

// What is shown is an end only where it is that of what the config asks for.
func TestRunner_ends(t *testing.T) {
	r, _ := newRunner(ten)
	wants := func(what string, want bool) {
		t.Helper()
		if r.Ended() != want {
			t.Errorf("%s: ended %t", what, !want)
		}
	}
	wants("before it begins", false)
	r.Take(reply(t, r.Sync(three)))
	wants("under way", false)
	r.Take(reply(t, r.Sync(Pace{Steps: 10})))
	wants("at its end", true)
	r.Ask(0)
	cmd := r.Sync(three)
	r.Set(counting{10, "other", 1})
	wants("with another config, and a command in flight", false)
	r.Take(reply(t, cmd))
	r.Set(counting{10, "bad", 1})
	r.Take(reply(t, r.Sync(three)))
	wants("with a config that is refused", false)
}

// Adopt goes on with an experiment, whatever was under way.
func TestRunner_adopts(t *testing.T) {
	r, _ := newRunner(ten)
	late := r.Sync(three)
	other := &count{config: counting{10, "other", 1}, steps: 4}
	r.Adopt(other, other.config)
	r.Take(reply(t, late))
	if r.Snapshot.Name != "other" || r.Current != Experiment[counted](other) || r.Config != other.config || !r.Ready {
		t.Errorf("%+v of %+v", r.Snapshot, r.Config)
	}
	r.Playing = false
	r.Take(reply(t, r.Sync(three)))
	wantSteps(t, r, 4)
}

// At the end the experiment is taken from the command in flight: from one that
// has not begun at once, from another when it is done.
func TestRunner_lands(t *testing.T) {
	r, _ := newRunner(ten)
	r.Take(reply(t, r.Sync(three)))
	cmd := r.Sync(three)
	if e, ok := r.Land(time.Minute); !ok || e.Snapshot().Steps != 3 {
		t.Errorf("%+v", e)
	}
	if cmd() != nil {
		t.Error("the command goes on after it has landed")
	}

	r, _ = newRunner(ten)
	r.Take(reply(t, r.Sync(three)))
	r.Sync(three)()
	if e, ok := r.Land(time.Minute); !ok || e.Snapshot().Steps != 6 || r.Snapshot.Steps != 6 {
		t.Errorf("%+v, shown %+v", e, r.Snapshot)
	}
}

// What a command that panicked has left behind is not kept.
func TestRunner_losesAPanic(t *testing.T) {
	r, _ := newRunner(counting{10, "panics", 1})
	r.Take(reply(t, r.Sync(three)))
	cmd := r.Sync(three)
	func() {
		defer func() { recover() }()
		cmd()
	}()
	if e, ok := r.Land(time.Minute); ok || e != nil || r.Snapshot.Steps != 3 {
		t.Errorf("%+v is left, %+v is shown", e, r.Snapshot)
	}
}

// A slow pace waits before it works, but not for the first picture.
func TestRunner_waits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := newRunner(ten)
		slow := Pace{Wait: time.Minute, Steps: 1}
		start := time.Now()
		r.Take(reply(t, r.Sync(slow)))
		if d := time.Since(start); d != 0 {
			t.Errorf("the first picture takes %v", d)
		}
		r.Take(reply(t, r.Sync(slow)))
		if d := time.Since(start); d != time.Minute {
			t.Errorf("the second takes %v", d)
		}
		wantSteps(t, r, 2)
	})
}

// Ticks come as long as the run that they belong to.
func TestTicker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ticks Ticker
		first := ticks.Start(time.Second)().(Msg).Msg.(Tick)
		if !ticks.Due(first) {
			t.Error("the first tick is not due")
		}
		second := ticks.Start(time.Second)().(Msg).Msg.(Tick)
		if ticks.Due(first) || !ticks.Due(second) {
			t.Error("a tick of the run before is due, or one of this is not")
		}
		if next := ticks.Next(time.Second)().(Msg).Msg.(Tick); !ticks.Due(next) {
			t.Error("the next is not due")
		}
		if ticks.Stop(); ticks.Due(second) {
			t.Error("one is due after the end")
		}
	})
}

// A trial says how far it is, and has readings at its end.
func TestTrial(t *testing.T) {
	r, opened := newRunner(counting{2500, "long", 1})
	r.Over = func(s counted) bool { return s.Steps >= 2500 }
	trial := NewTrial([]string{"steps"}, r,
		func(s counted) float64 { return float64(s.Steps) / 2500 },
		func(e Experiment[counted], _ time.Duration) []model.Reading {
			return []model.Reading{model.Whole(e.Snapshot().Steps)}
		})
	var shares []float64
	for range 2 {
		share, readings, err := trial.Advance(0)
		if readings != nil || err != nil {
			t.Fatalf("readings %v, error %v", readings, err)
		}
		shares = append(shares, share)
	}
	share, readings, err := trial.Advance(0)
	if shares = append(shares, share); !slices.Equal(shares, []float64{0.4, 0.8, 1}) || err != nil {
		t.Errorf("shares %v, error %v", shares, err)
	}
	if len(readings) != 1 || readings[0].Value != 2500 || *opened != 1 || r.Ready {
		t.Errorf("%v, opened %d times", readings, *opened)
	}

	r.Config.Name = "bad"
	if _, _, err := NewTrial(nil, r, nil, nil).Advance(0); !errors.Is(err, errName) {
		t.Errorf("error %v", err)
	}
}
