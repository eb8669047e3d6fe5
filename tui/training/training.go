// Package training is the Training tab: a network that learns while one
// watches.
package training

import (
	"math"
	"slices"
	"sync/atomic"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// trainingSettings is what the knobs of the tab set.
type settings struct {
	training.Config
	speed int // index of speeds
}

// trainingTab trains a network on the digits while one watches. This file
// holds what it does; training_view.go and the files after it how it looks.
type Tab struct {
	runner  run.Runner[training.Config, training.Snapshot]
	knobs   kit.Knobs
	config  settings
	verdict training.Advice // on runner.snapshot
	due     time.Time       // when the next portion of a slow run is due

	live   run.Experiment[training.Snapshot] // whose snapshot is shown
	number int                               // of that run, from 1
	runs   []training.Run                    // the earlier ones, oldest first

	speedMarks []training.Mark // where the speed of the live run changed

	view          int // index of trainingViews
	zoomed        bool
	width, height int           // of the view, when it was last drawn
	drawn         map[int]drawn // by view
	dialog        dialog
	note          string    // what the last key did, for a while
	noted         string    // the note that noteAt belongs to
	greeting      string    // the note that the tab begins with
	noteAt        time.Time // when it was first seen
	curves        curves
	digits        digitBrowser
	weights       chart.Pager
	drawing       drawing
	watched       training.Watch // what the last command was asked to look at
	seen          seen
	exporting     bool // are the exports listed, of which the digits are one?
	learned       bool // is it to look at how far the layers have come?

	folder   string       // where the session and saved runs are; "" for nowhere
	owned    atomic.Bool  // is the session in the folder this one?
	saved    time.Time    // when the session was last written
	saveCost atomic.Int64 // how long that took, in nanoseconds
	saveName string       // to save the run under, as soon as that can be
	replace  string       // the saved run that may be replaced
	unsaved  bool         // has the run moved since the session was written?
}

// dialog takes the place of the picture and all keys until it is done.
type dialog interface {
	press(t *Tab, msg tea.KeyPressMsg) tea.Cmd // t.dialog = nil ends it
	view(t *Tab, f kit.Frame) string
	keys() []key.Binding
}

// speed is how fast a run plays.
type speed struct {
	name  string
	per   int  // portions a second, 0 for as fast as it goes
	batch bool // a portion is a batch, not an epoch
}

var speeds = []speed{
	{"4 batches/s", 4, true}, {"20 batch/s", 20, true}, {"1 epoch/s", 1, false}, {"5 epochs/s", 5, false},
	{"20 epochs/s", 20, false}, {"full", 0, false},
}

const (
	// trainingBudget is the time between two pictures of a run at full speed.
	fullSpeed = 60 * time.Millisecond

	// longestWait bounds how long a slow run leaves a key without its answer.
	longestWait = 100 * time.Millisecond
)

func New(id int) *Tab {
	t := &Tab{
		config: settings{training.Default(), slices.Index(speeds, speed{"20 epochs/s", 20, false})},
		curves: curves{cross: -1, ghosts: true},
		saved:  time.Now(),
		drawn:  map[int]drawn{},
	}
	t.knobs.Rows = setting.Knobs(append(t.config.Settings(), t.speedSetting()))
	t.runner = run.Runner[training.Config, training.Snapshot]{
		ID:      id,
		Open:    openTraining,
		Over:    func(s training.Snapshot) bool { return s.State != model.Unfinished },
		Config:  t.config.Config,
		Playing: true,
	}
	return t
}

func openTraining(c training.Config) (run.Experiment[training.Snapshot], error) {
	run, err := training.New(c)
	if err != nil {
		return nil, err
	}
	return run, nil
}

func (t *Tab) Title() string { return "Training" }

// running reports whether epochs are being trained now.
func (t *Tab) running() bool {
	return t.runner.Playing && (!t.runner.Ready || t.runner.Busy || t.runner.Snapshot.State == model.Unfinished)
}

// pace translates the speed into steps.
func (t *Tab) pace() run.Pace {
	v, s := speeds[t.config.speed], t.runner.Snapshot
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
	v, s := speeds[t.config.speed], t.runner.Snapshot
	moved := s.Batch != before.Batch || len(s.Epochs) != len(before.Epochs)
	if v.per > 0 && moved && (v.batch || s.Batch == 0) {
		t.due = time.Now().Add(time.Second / time.Duration(v.per))
	}
}

func (t *Tab) Open() tea.Cmd { return t.sync() }

// sync asks for what the views show, and starts the command that this takes.
func (t *Tab) sync() tea.Cmd {
	w := t.watch()
	if w != t.watched {
		t.watched = w
		t.runner.Ask(t.runner.Extra)
	}
	if t.runner.Busy {
		return nil
	}
	if !t.runner.Playing && stale(t.runner.Snapshot) {
		t.runner.Ask(t.runner.Extra)
	}
	t.runner.Look = t.watching(w)
	save := t.saveDue()
	if save {
		t.runner.Look = t.saving(t.runner.Look)
	}
	cmd := t.runner.Sync(t.pace())
	if save && t.runner.Busy {
		t.saved = time.Now()
	}
	return cmd
}

func (t *Tab) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case run.Advanced[training.Config, training.Snapshot]:
		if t.take(msg); t.saveName != "" {
			cmd = t.saveAs(t.saveName)
		}
	case kit.Resized:
		if t.width, t.height = msg.Width, msg.Height; !t.runner.Ready {
			return nil // not even opened, perhaps
		}
	case kit.Lesson:
		t.knobs.Hide(msg.Hidden)
		if t.learned = msg.Readings; !t.runner.Ready {
			return nil
		}
	case kit.Exporting:
		t.exporting = true
	case tea.PasteMsg:
		if d, ok := t.dialog.(*saveDialog); ok {
			d.add(msg.Content)
		}
	case kit.Pressed:
		t.note, t.exporting = "", false
		cmd = msg.Do()
	case tea.MouseClickMsg, tea.MouseMotionMsg:
		t.mouse(msg.(tea.MouseMsg))
	case fileMsg:
		msg.done(t)
	}
	return tea.Batch(cmd, t.sync(), t.rest())
}

// take receives the reply of the runner. Where it belongs to another run, the
// one that was shown joins the earlier ones.
func (t *Tab) take(m run.Advanced[training.Config, training.Snapshot]) {
	before := t.runner.Snapshot
	t.runner.Take(m)
	if now := t.runner.Current; now != nil && now != t.live {
		if t.live != nil {
			t.keep(before)
		}
		t.live = now
		t.number++
		before, t.speedMarks = training.Snapshot{}, nil
	}
	t.verdict = training.Advise(t.runner.Snapshot)
	t.schedule(before)
	t.unsaved = true
	t.forget(before.State == model.Unfinished && t.runner.Snapshot.State != model.Unfinished)
}

// forget drops the note of a key when the run has ended, or when there was
// time to read it, for the words on the run.
func (t *Tab) forget(ended bool) {
	const readingTime = 4 * time.Second
	if t.note != t.noted {
		t.noted, t.noteAt = t.note, time.Now()
	}
	if t.note == t.greeting {
		return // it waits for a key
	}
	if ended || time.Since(t.noteAt) > readingTime {
		t.note, t.noted = "", ""
	}
}

// keep adds a run to the earlier ones, unless it hardly began: while a knob is
// turned, many do. What is the same experiment as an earlier run replaces it.
func (t *Tab) keep(s training.Snapshot) {
	const least = 10
	if len(s.Epochs) == 0 || s.State == model.Unfinished && len(s.Epochs) < least {
		return
	}
	t.keepRun(training.RunOf(s, t.number))
}

func (t *Tab) keepRun(run training.Run) {
	const most = 50
	others := slices.DeleteFunc(slices.Clone(t.runs), func(r training.Run) bool { return r.Same(run.Config, run.Marks) })
	t.runs = append(others, run)
	t.runs = t.runs[max(0, len(t.runs)-most):]
}
