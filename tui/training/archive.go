package training

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"nntui/model/training"
	"nntui/tui/store"
)

// An archive is the place where this program keeps its session. The epochs of each
// run are in a file that only grows, the weights in one of their own; the file
// of the session, which takes its name when those are on the disk, says which
// of them are its. So a save costs what is new since the last.
type archive struct {
	place *store.Place

	mu    sync.Mutex // of who writes
	last  int        // the number of the last copy that was written
	ended bool
	rows  map[int]onDisk // by the number of the run
	files int            // numbers the files
}

// onDisk is what the file of a run's epochs holds.
type onDisk struct {
	store.Rows
	last training.Epoch
}

const (
	sessionName = "session" + extension // in its place
	epochsName  = "epochs-"
	weightsName = "weights-"
)

// archiveAt returns the archive at a place, whatever was written there before.
func archiveAt(p *store.Place) *archive {
	a := &archive{place: p, rows: map[int]onDisk{}}
	entries, _ := os.ReadDir(p.Folder) // where that fails, writing does
	for _, e := range entries {
		n := 0
		if name, ok := own(e.Name()); ok {
			fmt.Sscan(name, &n)
		}
		a.files = max(a.files, n)
	}
	return a
}

// knows tells the archive that the files of a session that was just read are on
// the disk: what is new is appended to them.
func (a *archive) knows(s session) {
	know := func(number int, r store.Rows, epochs []training.Epoch) {
		if n := len(epochs); n > 0 && n == r.Count {
			a.rows[number] = onDisk{r, epochs[n-1]}
		}
	}
	for i, r := range s.Runs[:min(len(s.Runs), len(s.Rows))] {
		know(r.Number, s.Rows[i], r.Epochs)
	}
	if s.Run != nil {
		know(s.Number, s.RunRows, s.Run.Epochs)
	}
}

// own reports whether a name is that of a file that sessions refer to, and
// returns its number.
func own(name string) (number string, ok bool) {
	for _, prefix := range []string{epochsName, weightsName} {
		if number, ok = strings.CutPrefix(name, prefix); ok {
			break
		}
	}
	return number, ok
}

// path returns the name of a file of the archive.
func (a *archive) path(name string) string { return filepath.Join(a.place.Folder, name) }

// fresh returns the name of a file that is not there yet.
func (a *archive) fresh(prefix string) string {
	a.files++
	return fmt.Sprint(prefix, a.files)
}

// write writes a session, unless a later copy of it has been.
func (a *archive) write(s session) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ended || s.copy <= a.last {
		return nil
	}
	if err := a.writeParts(&s); err != nil {
		return err
	}
	if err := store.Save(a.path(sessionName), s); err != nil {
		return err
	}
	a.last = s.copy
	a.sweep(s)
	return nil
}

// writeParts writes what has files of its own, and leaves in the session which
// these are.
func (a *archive) writeParts(s *session) (err error) {
	s.Runs, s.Rows = slices.Clone(s.Runs), make([]store.Rows, len(s.Runs))
	for i := range s.Runs {
		r := &s.Runs[i]
		if s.Rows[i], err = a.append(r.Number, r.Epochs); err != nil {
			return err
		}
		r.Epochs = nil
	}
	if s.Run == nil {
		return nil
	}
	run := *s.Run
	s.Stands = standOf(run)
	if s.RunRows, err = a.append(s.Number, run.Epochs); err != nil {
		return err
	}
	run.Epochs, s.Run = nil, nil
	s.Weights = a.fresh(weightsName)
	return store.Save(a.path(s.Weights), run)
}

// append brings the file of a run's epochs up to date: of another run of that
// number, it takes a new one.
func (a *archive) append(number int, epochs []training.Epoch) (store.Rows, error) {
	if len(epochs) == 0 {
		return store.Rows{}, nil
	}
	r, n := a.rows[number], a.rows[number].Count
	if n == 0 || n > len(epochs) || epochs[n-1] != r.last {
		r, n = onDisk{Rows: store.Rows{File: a.fresh(epochsName)}}, 0
	}
	rows, err := store.Append(a.place.Folder, r.Rows, epochs[n:])
	if errors.Is(err, store.ErrDamaged) { // somebody has touched it
		rows, err = store.Append(a.place.Folder, store.Rows{File: a.fresh(epochsName)}, epochs)
	}
	if err != nil {
		return rows, err
	}
	a.rows[number] = onDisk{rows, epochs[len(epochs)-1]}
	return rows, nil
}

// sweep takes away the files that the session no longer refers to.
func (a *archive) sweep(s session) {
	keep := map[string]bool{s.Weights: true, s.RunRows.File: true}
	for _, r := range s.Rows {
		keep[r.File] = true
	}
	for number, r := range a.rows {
		if !keep[r.File] {
			delete(a.rows, number)
		}
	}
	entries, _ := os.ReadDir(a.place.Folder) // what stays is swept the next time
	for _, e := range entries {
		if _, ok := own(e.Name()); ok && !keep[e.Name()] {
			os.Remove(a.path(e.Name()))
		}
	}
}

// end writes the last copy, if there is one, and gives the place up.
func (a *archive) end(s *session) (err error) {
	if s != nil {
		err = a.write(*s)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ended = true
	return errors.Join(err, a.place.Release())
}

// A stand is how far a run has come.
type stand struct {
	Epochs, Batch int
	Loss          float64 // in the test after the last epoch
	Diverged      bool
	Spent         time.Duration // by which the file of the weights is known
}

func standOf(r training.Saved) stand {
	s := stand{Epochs: len(r.Epochs), Batch: r.Batch, Diverged: r.Diverged != "", Spent: r.Spent}
	if s.Epochs > 0 {
		s.Loss = r.Epochs[s.Epochs-1].LossTest
	}
	return s
}

// gather returns a session with what has files of its own beside it.
func (s *session) gather(folder string) (err error) {
	left := 2 * training.MaxEpochs // of the run, and of the earlier ones together
	read := func(r store.Rows) ([]training.Epoch, error) {
		epochs, err := store.ReadRows[training.Epoch](folder, r, min(left, training.MaxEpochs))
		left -= len(epochs)
		return epochs, err
	}
	if s.Weights != "" {
		s.Run = &training.Saved{}
		if err := store.Load(filepath.Join(folder, filepath.Base(s.Weights)), s.Run); err != nil {
			return fmt.Errorf("%w: %w", store.ErrDamaged, err)
		}
		if s.Stands.Spent != s.Run.Spent {
			return fmt.Errorf("%s: %w", folder, store.ErrDamaged) // these weights are of another time
		}
		if s.Run.Epochs, err = read(s.RunRows); err != nil {
			return err
		}
	}
	if len(s.Rows) == 0 { // an old file, which has all in itself
		return nil
	}
	if len(s.Rows) != len(s.Runs) {
		return fmt.Errorf("%s: %w", folder, store.ErrDamaged)
	}
	for i, rows := range s.Rows {
		if s.Runs[i].Epochs, err = read(rows); err != nil {
			return err
		}
	}
	return nil
}
