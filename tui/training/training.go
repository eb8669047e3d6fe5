// Package training is the Training tab: a network that learns while one
// watches. This file holds what the tab does, keys.go what its keys do and
// views.go the table of its pictures.
package training

import (
	"cmp"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/data"
	"nntui/model"
	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// experiment is a training as the runner has it.
type experiment = run.Experiment[training.Snapshot]

// Tab trains a network on the digits while one watches.
type Tab struct {
	frame  kit.Frame // that the tab is drawn in
	runner run.Runner[training.Config, training.Snapshot]
	knobs  kit.Knobs
	config training.Config // of the run, with what changes under way
	now    training.Config // its settings in effect, as the knobs have them
	speed  string          // of speeds
	advice training.Advice // on the snapshot that is shown
	trials trials          // of its remedies
	due    time.Time       // when the next portion of a slow run is due

	shown  experiment     // whose snapshot is shown
	number int            // of that run, from 1
	spent  time.Duration  // on it
	runs   []training.Run // the earlier ones, oldest first

	speedMarks []training.Mark // where the speed of the live run changed

	live    bool // do the knobs act on the running net?
	turning bool // they have been turned, and will once its place is known

	view    string // the name of the one that is chosen
	zoomed  bool
	dialog  dialog // nil for none
	curves  curves
	known   map[seriesOf]*series // what pictures have asked for, and will again
	digits  digits
	weights kit.List // the first unit that is seen
	drawing drawing
	pressed string // the name of the picture that the mouse went down on

	asked   training.Watch // to look at, whatever the views show: the digits for exports, how far the layers have come
	watched training.Watch // what the last command was asked to look at
	seen    seen           // when that was

	note      string    // what the last key did, for a while
	noteUntil time.Time // zero where the note waits for a key

	keeping // what is kept on the disk
}

// A dialog takes the place of the picture, and all keys, until it is done.
type dialog interface {
	keys(t *Tab) kit.Keys
	view(t *Tab, f kit.Frame) string
}

// New returns the tab, playing the assignment's first run once it is opened.
func New(id int) *Tab {
	t := &Tab{
		config: training.Default(),
		speed:  "20 epochs/s",
		view:   views[0].name,
		curves: curves{cross: -1, ghosts: true},
		digits: digits{chosen: none},
	}
	t.drawing = drawing{Shape: t.image(), picture: blank(t.image())}
	t.now, t.trials = t.config, newTrials(id)
	t.knobs.Rows = setting.Knobs(append(t.now.Settings(), t.speedSetting()))
	t.runner = run.Runner[training.Config, training.Snapshot]{
		ID:      id,
		Open:    func(c training.Config) (experiment, error) { return training.New(c) },
		Over:    func(s training.Snapshot) bool { return s.State != model.Unfinished },
		Config:  t.config,
		Playing: true,
	}
	return t
}

func (t *Tab) Title() string { return "Training" }

func (t *Tab) Open() tea.Cmd { return t.sync() }

// running reports whether epochs are being trained now.
func (t *Tab) running() bool {
	return t.runner.Playing && (!t.runner.Ready || t.runner.Busy || t.runner.Snapshot.State == model.Unfinished)
}

// over reports whether the run has come to its end.
func (t *Tab) over() bool { return t.runner.Ready && t.runner.Over(t.runner.Snapshot) }

// detail is what the views see beside the curves.
func (t *Tab) detail() training.Detail {
	return *cmp.Or(t.runner.Snapshot.Detail, &training.Detail{})
}

// image is the shape of what the network sees.
func (t *Tab) image() data.Shape {
	i := slices.IndexFunc(data.Sets, func(s data.Source) bool { return s.Name == t.config.Data })
	return data.Sets[max(i, 0)].Shape
}

// sync asks for what the views show, and starts the command that this takes.
func (t *Tab) sync() tea.Cmd {
	if w := t.watch(); w != t.watched {
		t.watched = w
		t.runner.Ask(t.runner.Extra)
	}
	if t.runner.Busy {
		return nil
	}
	if !t.runner.Playing && stale(t.runner.Snapshot) {
		t.runner.Ask(t.runner.Extra)
	}
	t.runner.Look = t.wanting(t.looking(t.watched))
	return t.runner.Sync(t.pace())
}

func (t *Tab) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case run.Advanced[training.Config, training.Snapshot]:
		t.take(msg)
		cmd = t.taken()
	case run.Advanced[training.Candidates, training.Tried]:
		t.trials.Take(msg)
	case kit.Resized:
		if t.frame = msg.Frame; !t.runner.Ready {
			return nil // not even opened, perhaps
		}
	case kit.Lesson:
		t.knobs.Hide(msg.Hidden)
		if t.asked.Learned = msg.Readings; !t.runner.Ready {
			return nil
		}
	case kit.Exporting:
		t.asked.Digits = true
	case tea.PasteMsg:
		if d, ok := t.dialog.(*saveDialog); ok {
			d.edit(msg)
		}
	case kit.Pressed:
		t.note, t.asked.Digits = "", false
		cmd = msg.Do()
	case tea.MouseMsg:
		cmd = t.mouse(msg)
	case kit.ToKnobs:
		t.digits.in = false
	case fileMsg:
		msg(t)
		cmd = t.tryAgain()
	}
	t.curves.told = t.told()
	return tea.Batch(cmd, t.sync(), t.try())
}

// take receives the reply of the runner. Where it belongs to another run, the
// one that was shown joins the earlier ones.
func (t *Tab) take(m run.Advanced[training.Config, training.Snapshot]) {
	before := t.runner.Snapshot
	t.runner.Take(m)
	if now := t.runner.Current; now != nil && now != t.shown {
		if t.shown != nil {
			t.keep(before)
		}
		t.shown = now
		t.number++
		before, t.speedMarks = training.Snapshot{}, nil
	}
	t.noteSpent()
	if t.turning {
		t.turn()
	}
	t.follow()
	t.schedule(before)
	t.unsaved = t.unsaved || t.runner.Snapshot.Place() != before.Place()
	ended := before.State == model.Unfinished && t.runner.Snapshot.State != model.Unfinished
	if !t.noteUntil.IsZero() && (ended || time.Now().After(t.noteUntil)) {
		t.note = ""
	}
}

// noteSpent notes how long the run has trained, where no command has it.
func (t *Tab) noteSpent() {
	if e, ok := t.runner.Current.(*training.Training); ok && !t.runner.Busy {
		t.spent = e.Spent()
	}
}

// Line is where the name of a run is typed, nil while none is.
func (t *Tab) Line() *kit.Line {
	if d, ok := t.dialog.(*saveDialog); ok {
		return &d.name
	}
	return nil
}

// say says what a key did: until the run ends, or as long as it takes to read.
func (t *Tab) say(note string) {
	const readingTime = 4 * time.Second
	t.note, t.noteUntil = note, time.Now().Add(readingTime)
}

// keep adds a run to the earlier ones, unless it hardly began: while a knob is
// turned, many do.
func (t *Tab) keep(s training.Snapshot) {
	const least = 10 // epochs
	if len(s.Epochs) > 0 && (s.State != model.Unfinished || len(s.Epochs) >= least) {
		r := training.RunOf(s, t.number)
		r.Spent = t.spent
		t.keepRun(r)
	}
}

// keepRun adds a run, which replaces an earlier one that was the same
// experiment. The oldest go beyond a number of runs, or of epochs in all.
func (t *Tab) keepRun(r training.Run) {
	const most, mostEpochs = 50, training.MaxEpochs
	t.runs = append(t.without(r.Config), r.Settled())
	epochs := 0
	for i := range slices.Backward(t.runs) {
		epochs += len(t.runs[i].Epochs)
		if n := len(t.runs) - i; n > most || n > 1 && epochs > mostEpochs {
			t.runs = t.runs[i+1:]
			return
		}
	}
}

// without returns the earlier runs but for those of the same experiment.
func (t *Tab) without(c training.Config) []training.Run {
	return slices.DeleteFunc(slices.Clone(t.runs), func(r training.Run) bool { return r.Same(c) })
}
