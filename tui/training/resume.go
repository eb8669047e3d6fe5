package training

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	tea "charm.land/bubbletea/v2"

	"nntui/model/training"
	"nntui/tui/store"
)

// Keep keeps sessions, within bounds, and saved runs in a folder, and goes on
// with the last session if it is to. What is wrong is said in the tab, until a
// key is pressed.
func (t *Tab) Keep(folder string, resume bool, most store.Bounds) {
	if t.folder, t.most = folder, most; folder == "" {
		return
	}
	t.renew()
	if resume {
		t.resume()
	}
	if t.archive == nil {
		t.archive, t.trouble = t.claimed(nil)
	}
}

// renew makes a place of the one session that an old program kept.
func (t *Tab) renew() {
	old := filepath.Join(t.folder, "session"+extension)
	info, err := os.Stat(old)
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	p, err := store.Claim(t.sessions(), info.ModTime())
	if err != nil {
		return // the next start tries again
	}
	os.Rename(old, filepath.Join(p.Folder, sessionName)) // or the next start does
	p.Release()
}

// resume goes on with the last session that runs nowhere else. Where there are
// others to choose from, it lists them.
func (t *Tab) resume() {
	elsewhere := ""
	for _, folder := range store.Places(t.sessions()) {
		file := filepath.Join(folder, sessionName)
		if _, err := os.Stat(file); err != nil {
			continue
		}
		d, s, e, err := take(folder)
		switch {
		case errors.Is(err, store.ErrHeld):
			elsewhere = cmp.Or(elsewhere, folder)
			continue
		case err != nil:
			t.note = "The last session " + err.Error() + "."
		default:
			t.archive = d
			t.adopt(s, e)
			t.runner.Playing = s.Playing
			t.note = t.forgot(s)
			t.offer()
		}
		return
	}
	t.note = "There is no session to go on with: this is a new one."
	if elsewhere != "" {
		t.note = "Your session runs in another nntui" + process(elsewhere) + ": this is a new one."
	}
}

// take takes a session at its place. One that cannot be read is set aside.
func take(folder string) (*archive, session, *training.Training, error) {
	p, err := store.Take(folder)
	if err != nil {
		return nil, session{}, nil, fmt.Errorf("cannot be taken: %w", err)
	}
	s, e, err := readSession(filepath.Join(folder, sessionName))
	if errors.Is(err, store.ErrDamaged) || errors.Is(err, training.ErrForgotten) {
		if aside, wrong := store.SetAside(folder); wrong == nil {
			p.Release()
			return nil, s, nil, fmt.Errorf("is %s: kept as %s", unread(err), filepath.Base(aside))
		}
	}
	if err != nil {
		p.Release()
		return nil, s, nil, fmt.Errorf("cannot be read: %w", err)
	}
	d := archiveAt(p)
	d.knows(s)
	return d, s, e, nil
}

// offer lists the sessions where others than this one can be gone on with.
func (t *Tab) offer() {
	if list := t.otherSessions(); slices.ContainsFunc(list, savedRun.waits) {
		t.dialog = &openDialog{runs: append([]savedRun{t.ownSession()}, list...)}
	}
}

// forgot says what of an old session is left out.
func (t *Tab) forgot(s session) string {
	if s.forgotten == 0 {
		return ""
	}
	return fmt.Sprintf("Earlier runs that an old version changed under way are left out, %d in all: it did not keep how.", s.forgotten)
}

// Waits returns what says which training of another time waits to be gone on
// with, "" for none, and whether another program has one now. It may be called on
// any goroutine, and takes away what is beyond the bounds first.
func (t *Tab) Waits() func() (words string, elsewhere bool) {
	k := t.keeping
	return func() (words string, elsewhere bool) {
		if k.folder == "" {
			return "", false
		}
		store.Prune(k.sessions(), k.most)
		for _, r := range k.otherSessions() {
			elsewhere = elsewhere || r.elsewhere
			if r.waits() && words == "" {
				words = fmt.Sprintf("A training of yours stopped at epoch %d of %d", r.done, r.all)
			}
		}
		return words, elsewhere
	}
}

// GoOn goes on with the last training that waits.
func (t *Tab) GoOn() tea.Cmd {
	k := t.keeping
	return t.turnSession(func() string {
		for _, r := range k.otherSessions() {
			if r.waits() {
				return r.folder
			}
		}
		return ""
	})
}

// turnSession goes on with another session, and leaves this one as it stands.
func (t *Tab) turnSession(find func() (folder string)) tea.Cmd {
	if t.swapping {
		t.say("One moment: another session is on its way.")
		return nil
	}
	if t.swapping = true; !t.runner.Ready {
		return t.swap(find, nil)
	}
	t.want(func(s session) tea.Cmd { return t.swap(find, &s) })
	return t.sync()
}

// swap takes another session in place of this one, once the last copy of this is
// written: where that fails, it stays.
func (t *Tab) swap(find func() (folder string), last *session) tea.Cmd {
	k, old := t.keeping, t.archive
	return t.file(func() func(*Tab) {
		d, s, e, err := take(find())
		if err != nil {
			return stays("That session " + err.Error() + ".")
		}
		if last != nil {
			if old, err = k.claimed(old); err == nil {
				err = old.write(*last)
			}
			if err != nil {
				d.end(nil)
				return stays("Not left: this session cannot be saved: " + err.Error() + ".")
			}
		}
		if old != nil {
			old.end(nil)
		}
		return func(t *Tab) {
			t.swapping, t.archive, t.writing, t.unsaved, t.trouble, t.retry = false, d, false, true, nil, 0
			t.adopt(s, e)
			t.runner.Playing = true
			t.say(fmt.Sprintf("Going on after epoch %d of %d.", len(t.runner.Snapshot.Epochs), t.now.Epochs))
		}
	})
}

// stays is the reply where another session does not take the place of this one.
func stays(why string) func(*Tab) {
	return func(t *Tab) { t.swapping = false; t.say(why) }
}
