package training

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"nntui/model/training"
	"nntui/tui/store"
)

// session is what outlives the program: the run under way with its weights,
// the knobs and the earlier runs. At its place, some of that has files of its
// own, see archive; saved under a name, all is in one file.
type session struct {
	Config  training.Config
	Speed   string
	Playing bool
	View    int    // in old files: its index
	Shows   string // the name of the view
	Number  int
	Runs    []training.Run
	Run     *training.Saved // nil where none had begun

	Stands  stand        // how far the run has come
	Weights string       // the file of the run without its epochs, "" where it is in Run
	RunRows store.Rows   // these
	Rows    []store.Rows // those of the earlier runs; nil where they are in Runs

	copy      int // numbers the copies of the session of this program
	forgotten int // runs of an old file that are left out, see readSession
}

// session returns the session but for its run.
func (t *Tab) session() session {
	t.copies++
	return session{
		Config: t.config, Speed: t.speed, Playing: t.runner.Playing,
		Shows: t.view, Number: t.number, Runs: t.runs, copy: t.copies,
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
	if err := s.gather(filepath.Dir(file)); err != nil {
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
