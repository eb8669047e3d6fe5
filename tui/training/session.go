package training

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model/training"
	"nntui/tui/files"
	"nntui/tui/store"
)

// session is what outlives the program: the run under way with its weights,
// the knobs and the earlier runs.
type session struct {
	Config  training.Config
	Speed   string
	Playing bool
	View    int    // in old files: its index
	Shows   string // the name of the view
	Number  int
	Runs    []training.Run
	Run     *training.Saved // nil where none had begun

	forgotten int // runs of an old file that are left out, see readSession
}

const (
	sessionName = "session" // the file of the session, in the state folder
	savedFolder = "saved"   // the folder of what was saved under a name
	extension   = ".nntui"

	// The last session that a new one has taken the place of, as a saved run.
	previousName = "previous session"

	// saveEvery is how often the session of a run under way is written, for an
	// end that nobody can foresee.
	saveEvery = 10 * time.Second
)

// session returns the session but for its run.
func (t *Tab) session() session {
	return session{
		Config: t.config, Speed: t.speed, Playing: t.runner.Playing,
		Shows: t.view, Number: t.number, Runs: t.runs,
	}
}

// with returns the session with a run, which nobody may be advancing.
func (s session) with(e experiment) session {
	if e, ok := e.(*training.Training); ok {
		saved := e.Save()
		s.Run = &saved
	}
	return s
}

func (t *Tab) sessionFile() string { return filepath.Join(t.folder, sessionName+extension) }

func (t *Tab) savedFile(name string) string {
	return filepath.Join(t.folder, savedFolder, name+extension)
}

// rest writes the session when the run has come to rest: at its end, or
// paused.
func (t *Tab) rest() tea.Cmd {
	if t.runner.Busy || !t.unsaved || t.folder == "" || t.runner.Current == nil {
		return nil
	}
	t.unsaved, t.saved = false, time.Now()
	s := t.session().with(t.runner.Current)
	return func() tea.Msg {
		t.write(s) // where that fails, the end of the program says so
		return nil
	}
}

// End writes the session when the program is about to end. A tab that was
// never opened leaves the file as it is.
func (t *Tab) End() error {
	e := t.runner.Land()
	if t.folder == "" || !t.runner.Ready {
		return nil
	}
	return t.write(t.session().with(e))
}

// write writes the session. Unless this session goes on with the one in the
// file, the first time keeps that under a name.
func (t *Tab) write(s session) error {
	untouched := s.Config == training.Default() && len(s.Runs) == 0
	if _, err := os.Stat(t.sessionFile()); err == nil && !t.owned.Load() && untouched {
		return nil // a mere look at the program does not put the last session away
	}
	if !t.owned.Swap(true) {
		if err := files.MakeFolder(filepath.Join(t.folder, savedFolder)); err != nil {
			return err
		}
		if err := os.Rename(t.sessionFile(), t.savedFile(previousName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return store.Save(t.sessionFile(), s)
}

// saveDue reports whether the next command should write the session. Large
// nets take their time for that, and are written less often.
func (t *Tab) saveDue() bool {
	wait := max(saveEvery, 20*time.Duration(t.saveCost.Load()))
	return t.folder != "" && t.runner.Ready && t.runner.Playing && time.Since(t.saved) >= wait
}

// saving returns look with the session written before it.
func (t *Tab) saving(look func(experiment) training.Snapshot) func(experiment) training.Snapshot {
	s := t.session()
	return func(e experiment) training.Snapshot {
		start := time.Now()
		t.write(s.with(e)) // where that fails, the end of the program says so
		t.saveCost.Store(int64(time.Since(start)))
		return look(e)
	}
}

// Keep keeps sessions and saved runs in a folder, and goes on with the last
// session if it is to. What is wrong is said in the tab, until a key is pressed.
func (t *Tab) Keep(folder string, resume bool) {
	if t.folder = folder; !resume {
		return
	}
	file := t.sessionFile()
	s, e, err := readSession(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.note = "There is no session to go on with: this is a new one."
	case errors.Is(err, store.ErrDamaged), errors.Is(err, training.ErrForgotten):
		t.note = "The last session cannot be read, and this is a new one. "
		if aside, wrong := store.SetAside(file); wrong == nil {
			t.note = "The last session is " + unread(err) + ": kept as " + filepath.Base(aside) + "."
		}
	case err != nil:
		t.note = "The last session cannot be read: " + err.Error()
	default:
		t.owned.Store(true)
		t.adopt(s, e)
		t.runner.Playing = s.Playing
		if s.forgotten > 0 {
			t.note = fmt.Sprintf("Earlier runs that an old version changed under way are left out, %d in all: it did not keep how.", s.forgotten)
		}
	}
}

// Waits says which training of another time waits to be gone on with.
func (t *Tab) Waits() string {
	r, ok := t.waits()
	if !ok {
		return ""
	}
	return fmt.Sprintf("A training of yours stopped at epoch %d of %d", r.done, r.all)
}

// waits returns the training of another time that waits to be gone on with, if
// one does.
func (t *Tab) waits() (r savedRun, ok bool) {
	if t.folder == "" || t.owned.Load() {
		return r, false
	}
	r = describe(t.sessionFile())
	r.name, r.waits = "the training that waits", true
	return r, r.stopped
}

// GoOn goes on with the training that waits, wherever it has been put meanwhile.
func (t *Tab) GoOn() tea.Cmd {
	file := t.sessionFile()
	if t.owned.Load() {
		file = t.savedFile(previousName)
	}
	return t.file(func() func(*Tab) {
		s, e, err := readSession(file)
		return func(t *Tab) {
			if err != nil {
				t.say("The training cannot be gone on with: " + err.Error())
				return
			}
			t.owned.Store(true)
			t.adopt(s, e)
			t.runner.Playing = true
			t.say(fmt.Sprintf("Going on after epoch %d of %d.", len(t.runner.Snapshot.Epochs), t.now.Epochs))
		}
	})
}

// Stopped says which training an end has stopped, if it can be gone on with.
func (t *Tab) Stopped() string {
	s := t.runner.Snapshot
	if !t.owned.Load() || t.over() || len(s.Epochs) == 0 && s.Batch == 0 {
		return ""
	}
	return fmt.Sprintf("The training stopped at epoch %d of %d.", len(s.Epochs), t.now.Epochs)
}

// unread says why a session cannot be gone on with.
func unread(err error) string {
	if errors.Is(err, training.ErrForgotten) {
		return "an old one, of a run changed under way nobody knows how"
	}
	return "damaged or foreign"
}

// readSession reads a session, of an old file too, and restores its run. What
// does not fit together counts as damaged. Runs of an old file that changed
// under way are left out: it does not hold how.
func readSession(file string) (s session, e *training.Training, err error) {
	if err := store.Load(file, &s); err != nil {
		return s, nil, err
	}
	s.Config.Renew()
	before := len(s.Runs)
	s.Runs = slices.DeleteFunc(s.Runs, func(r training.Run) bool { return len(r.Marks) > 0 })
	s.forgotten = before - len(s.Runs)
	for i := range s.Runs {
		s.Runs[i].Config.Renew()
	}
	if s.Run == nil {
		e, err = training.New(s.Config)
	} else if e, err = training.Restore(*s.Run); err == nil && len(s.Run.Marks) > 0 {
		s.Config = e.Snapshot().Config // which knows of changes
	}
	switch {
	case errors.Is(err, training.ErrForgotten):
		return s, nil, err
	case err != nil:
		return s, nil, fmt.Errorf("%s: %w: %v", file, store.ErrDamaged, err)
	}
	if slices.ContainsFunc(s.Runs, func(r training.Run) bool { return len(r.Epochs) == 0 }) {
		return s, nil, fmt.Errorf("%s: %w", file, store.ErrDamaged)
	}
	return s, e, nil
}

// numbered returns a run of a session with a number that no other run has: by
// that its curve is known.
func (t *Tab) numbered(r training.Run) training.Run {
	taken := func(other training.Run) bool { return other.Number == r.Number }
	if r.Number < 1 || slices.ContainsFunc(t.without(r.Config), taken) {
		r.Number = t.number + 1
	}
	t.number = max(t.number, r.Number)
	return r
}

// adopt makes a session and its run the current one.
func (t *Tab) adopt(s session, e *training.Training) {
	if t.shown != nil {
		t.keep(t.runner.Snapshot)
	}
	for _, r := range s.Runs {
		t.keepRun(t.numbered(r))
	}
	t.number = max(t.number+1, s.Number)
	t.config = s.Config
	if slices.ContainsFunc(speeds, func(v speed) bool { return v.name == s.Speed }) {
		t.speed = s.Speed
	}
	if old := []string{"curves", "digits", "confusion", "weights", "health", "draw"}; s.Shows == "" && s.View >= 0 && s.View < len(old) {
		s.Shows = old[s.View]
	}
	if slices.Contains(viewNames(), s.Shows) {
		t.view = s.Shows
	}
	now := e.Snapshot()
	t.runs = t.without(now.Config)
	t.runner.Adopt(e, now.Config)
	t.runner.Config = s.Config
	t.shown = e
	t.noteSpent()
	t.follow()
}
