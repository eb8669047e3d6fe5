package training

import (
	"fmt"
	"path/filepath"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model/training"
	"nntui/tui/run"
	"nntui/tui/store"
)

// Where things are in the state folder.
const (
	sessionsFolder = "sessions" // a place for each
	savedFolder    = "saved"    // what was saved under a name
	extension      = ".nntui"
)

const (
	// saveEvery is how often the session of a run under way is written, for an
	// end that nobody can foresee.
	saveEvery = 10 * time.Second

	// What failed is tried again after that long, and each time after twice as
	// long, up to the longest.
	firstRetry, longestRetry = time.Second, time.Minute

	// landing is how long the end waits for the batch under way.
	landing = time.Second
)

// keeping is how the session gets to the disk, off the screen's way: a command
// of the runner, which has the experiment, takes a copy, and one of its own
// writes it.
type keeping struct {
	folder  string       // of the state; "" for nowhere
	most    store.Bounds // for sessions
	archive *archive     // nil for none
	copies  int          // of the session, so far

	taking   *taking                 // the copy that the command in flight takes; nil for none
	wants    []func(session) tea.Cmd // what is done with the next copy
	unsaved  bool                    // has the run moved since the last copy for the archive?
	writing  bool                    // is that being written?
	next     time.Time               // when the next one is due
	retry    time.Duration           // how long the last failure waits; 0 after a success
	waking   bool                    // is somebody to wake the tab then?
	swapping bool                    // does another session come in place of this one?
	trouble  error                   // why the session is not written; nil where it is
}

type taking struct {
	session
	done bool
}

func (k *keeping) sessions() string { return filepath.Join(k.folder, sessionsFolder) }

func (k *keeping) savedFile(name string) string {
	return filepath.Join(k.folder, savedFolder, name+extension)
}

// want does something with a copy of the session, as soon as there is one.
func (t *Tab) want(do func(session) tea.Cmd) { t.wants = append(t.wants, do) }

// wanting asks for a copy of the session where somebody wants one, and returns
// the look that takes it.
func (t *Tab) wanting(look func(experiment) training.Snapshot) func(experiment) training.Snapshot {
	if t.saveDue() {
		t.unsaved, t.writing = false, true
		t.want(t.save)
	}
	if len(t.wants) == 0 {
		return look
	}
	t.runner.Ask(t.runner.Extra)
	c := &taking{session: t.session()}
	t.taking = c
	return func(e experiment) training.Snapshot {
		c.session, c.done = c.with(e), true
		return look(e)
	}
}

// taken hands the copy that the runner's command took to those who want it.
func (t *Tab) taken() tea.Cmd {
	c := t.taking
	if t.taking = nil; c == nil || !c.done {
		return nil
	}
	var cmds []tea.Cmd
	for _, do := range t.wants {
		cmds = append(cmds, do(c.session))
	}
	t.wants = nil
	return tea.Batch(cmds...)
}

// saveDue reports whether the session should be written: when the run has come to
// rest, and now and then while it has not.
func (t *Tab) saveDue() bool {
	if t.archive == nil && t.trouble == nil || !t.unsaved || t.writing {
		return false
	}
	resting := t.retry == 0 && t.runner.Current != nil && (!t.runner.Playing || t.over())
	return resting || !time.Now().Before(t.next)
}

// save returns the command that writes a copy of the session, and says how that
// went.
func (t *Tab) save(s session) tea.Cmd {
	d := t.archive
	return t.file(func() func(*Tab) {
		start := time.Now()
		now, err := t.keeping.claimed(d)
		if err == nil {
			err = now.write(s)
		}
		cost := time.Since(start)
		return func(t *Tab) {
			if t.archive == d && now != nil {
				t.archive = now
			}
			t.wrote(err, cost)
		}
	})
}

// claimed returns the archive, or a new one where there is none yet, or somebody
// has taken its place away. It may be called on any goroutine.
func (k *keeping) claimed(d *archive) (*archive, error) {
	if d != nil && d.place.Ours() {
		return d, nil
	}
	p, err := store.Claim(k.sessions(), time.Now())
	if err != nil {
		return nil, err
	}
	return archiveAt(p), nil
}

// wrote notes how the writing of the session went. Large nets take their time
// for it, and are written less often.
func (t *Tab) wrote(err error, cost time.Duration) {
	t.writing = false
	if err != nil {
		if t.trouble == nil {
			t.say("Not saved: " + err.Error() + ". Mend that, and it is; until then it is tried again, and quitting asks.")
		}
		t.trouble, t.unsaved, t.waking = err, true, true
		t.retry = min(max(firstRetry, 2*t.retry), longestRetry)
		t.next = time.Now().Add(t.retry)
		return
	}
	if t.trouble != nil {
		t.say("The session is saved again.")
	}
	t.trouble, t.retry = nil, 0
	t.next = time.Now().Add(max(saveEvery, 20*cost))
}

// tryAgain returns what wakes the tab when a failed save is to be tried again.
func (t *Tab) tryAgain() tea.Cmd {
	if !t.waking {
		return nil
	}
	t.waking = false
	id := t.runner.ID
	return tea.Tick(time.Until(t.next), func(time.Time) tea.Msg { return run.Msg{ID: id, Msg: fileMsg(func(*Tab) {})} })
}

// Trouble says why the session is not written, "" where it is.
func (t *Tab) Trouble() string {
	if t.trouble == nil {
		return ""
	}
	return t.trouble.Error()
}

// End writes the session when the program is about to end. A tab that was
// never opened has none.
func (t *Tab) End() error {
	e, landed := t.runner.Land(landing)
	if t.folder == "" {
		return nil
	}
	if t.runner.Ready {
		d, err := t.claimed(t.archive)
		if err != nil {
			return err
		}
		t.archive = d
	}
	switch {
	case t.archive == nil:
		return nil
	case !t.runner.Ready || !landed: // then the last copy is what there is
		return t.archive.end(nil)
	}
	s := t.session().with(e)
	return t.archive.end(&s)
}

// Stopped says which training an end has stopped, if it can be gone on with.
func (t *Tab) Stopped() string {
	s := t.runner.Snapshot
	if t.archive == nil || t.archive.last == 0 || t.over() || len(s.Epochs) == 0 && s.Batch == 0 {
		return ""
	}
	return fmt.Sprintf("The training stopped at epoch %d of %d.", len(s.Epochs), t.now.Epochs)
}
