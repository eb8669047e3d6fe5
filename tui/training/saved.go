package training

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/files"
	"nntui/tui/kit"
	"nntui/tui/store"
)

// savedRun is what the list of saved runs tells of one.
type savedRun struct {
	name      string
	folder    string // of a session, that is not saved under a name
	elsewhere bool   // has another program that session?
	now       bool   // is it the session of this one?
	when      time.Time
	wrong     string // why nothing is known of it; empty where it is
	done, all int    // epochs
	loss      float64
	diverged  bool
	stopped   bool // has it begun, and not come to its end?
}

// waits reports whether it is a training that an end has stopped, which can be
// gone on with.
func (r savedRun) waits() bool { return r.folder != "" && r.stopped && !r.elsewhere && !r.now }

// describe reads what the list tells of a file.
func describe(file string) (r savedRun) {
	if info, err := os.Stat(file); err == nil {
		r.when = info.ModTime()
	}
	var s session
	switch err := store.Load(file, &s); {
	case errors.Is(err, store.ErrDamaged):
		r.wrong = "damaged"
	case err != nil:
		r.wrong = "unreadable"
	case s.Run != nil: // all in one file
		r.stand(standOf(*s.Run), s.Config)
	default:
		r.stand(s.Stands, s.Config)
	}
	r.name = runName(s.Config)
	return r
}

// stand notes how far a run has come.
func (r *savedRun) stand(s stand, c training.Config) {
	r.done, r.all, r.loss, r.diverged = s.Epochs, c.Epochs, s.Loss, s.Diverged
	r.stopped = !r.diverged && r.done < r.all && (r.done > 0 || s.Batch > 0)
}

// runName says in a few words which run it is.
func runName(c training.Config) string {
	return fmt.Sprintf("%s lr %.4g seed %d", c.Widths(), c.LearningRate, c.Seed)
}

// otherSessions lists the sessions but for that of this program, the last one
// written first. It may be called on any goroutine.
func (k keeping) otherSessions() (list []savedRun) {
	for _, folder := range store.Places(k.sessions()) {
		file := filepath.Join(folder, sessionName)
		if _, err := os.Stat(file); err != nil || k.archive != nil && folder == k.archive.place.Folder {
			continue
		}
		r := describe(file)
		r.folder, r.elsewhere = folder, store.Held(folder)
		list = append(list, r)
	}
	return list
}

// ownSession is the row of this program's session.
func (t *Tab) ownSession() savedRun {
	r := savedRun{name: runName(t.now), folder: t.archive.place.Folder, now: true, when: time.Now()}
	s := t.runner.Snapshot
	now := stand{Epochs: len(s.Epochs), Batch: s.Batch, Diverged: s.State == model.Diverged}
	if now.Epochs > 0 {
		now.Loss = s.Epochs[now.Epochs-1].LossTest
	}
	r.stand(now, t.now)
	return r
}

// openDialog is the list of saved runs.
type openDialog struct {
	list   kit.List
	runs   []savedRun // nil before the folder has been read
	doomed string     // to be deleted if asked to once more
}

// listFiles reads what the sessions are, and after them the saved runs, the
// latest first.
func (t *Tab) listFiles() tea.Cmd {
	k := t.keeping
	return t.file(func() func(*Tab) {
		runs, err := readSaved(filepath.Join(k.folder, savedFolder))
		runs = append(append([]savedRun{}, k.otherSessions()...), runs...)
		return func(t *Tab) {
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.say(err.Error())
			}
			if d, ok := t.dialog.(*openDialog); ok {
				d.runs = runs
			}
		}
	})
}

// readSaved lists the saved runs of a folder, the latest first. Only so many
// are read; of the others it tells when they were saved.
func readSaved(folder string) ([]savedRun, error) {
	const most = 50
	entries, _, err := files.List(folder, 1000)
	runs := []savedRun{}
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), extension); ok {
			runs = append(runs, savedRun{name: name, wrong: "not read", when: modified(e)})
		}
	}
	slices.SortStableFunc(runs, func(a, b savedRun) int { return b.when.Compare(a.when) })
	for i := range runs[:min(len(runs), most)] {
		name := runs[i].name
		runs[i] = describe(filepath.Join(folder, name+extension))
		runs[i].name = name
	}
	return runs, err
}

// modified is when a file was last written, the zero time where that is not known.
func modified(e fs.DirEntry) (when time.Time) {
	if info, err := e.Info(); err == nil {
		when = info.ModTime()
	}
	return when
}

func (d *openDialog) keys(t *Tab) kit.Keys {
	on := func(id, means, words string, do func(savedRun) tea.Cmd) kit.Key {
		return kit.On(id, means, words, func(tea.KeyPressMsg) tea.Cmd { return do(d.runs[d.list.At]) }).InFoot(words).If(len(d.runs) > 0)
	}
	return t.listKeys(&d.list, len(d.runs), "back open",
		on("take", "enter", "take", func(r savedRun) tea.Cmd {
			t.dialog = nil
			switch {
			case r.now:
				return nil
			case r.elsewhere:
				t.say("Another nntui has that session" + process(r.folder) + ": end that first.")
				return nil
			case r.folder != "":
				return t.turnSession(func() string { return r.folder })
			}
			return t.open(r.name)
		}),
		on("delete", "delete", "delete", func(r savedRun) tea.Cmd { return d.remove(t, r) }).If(len(d.runs) > 0 && !d.runs[d.list.At].elsewhere && !d.runs[d.list.At].now),
	)
}

// process names the process that has a session, where that is known: of a line
// that dropped, it may wait for what never comes.
func process(folder string) string {
	if id := store.Holder(folder); id != "" {
		return ", process " + id
	}
	return ""
}

// remove deletes a saved run or a session when it is asked to for the second
// time.
func (d *openDialog) remove(t *Tab, r savedRun) tea.Cmd {
	if of := cmp.Or(r.folder, r.name); d.doomed != of {
		d.doomed = of
		t.say("Delete " + r.name + "? " + d.keys(t).Sign("delete") + " once more does.")
		return nil
	}
	d.runs = slices.Delete(d.runs, d.list.At, d.list.At+1)
	d.list.Go(d.list.At, len(d.runs))
	file := t.savedFile(r.name)
	return t.file(func() func(*Tab) {
		if err := r.delete(file); err != nil {
			return func(t *Tab) { t.say(err.Error()) }
		}
		return func(t *Tab) { t.say("Deleted " + r.name + ".") }
	})
}

// delete deletes the run: its folder, where it is a session, or else the file.
func (r savedRun) delete(file string) error {
	if r.folder == "" {
		return os.Remove(file)
	}
	p, err := store.Take(r.folder)
	if err != nil {
		return err
	}
	return p.Remove()
}

// savedAround is how many lines the dialog has around its list, above it a head.
const savedAround = 6

func (d *openDialog) rows(_ *Tab, f kit.Frame) rows {
	return rows{list: &d.list, n: len(d.runs), above: 2, seen: f.Height - savedAround}
}

func (d *openDialog) view(t *Tab, f kit.Frame) string {
	switch {
	case t.folder != "" && d.runs == nil:
		return coming(f, "sessions and saved runs")
	case len(d.runs) == 0:
		return f.Panel("sessions and saved runs", "", "\n"+paragraph(f, "Nothing is saved yet: "+t.ownKeys().Sign("save")+" saves the run under a name."))
	}
	const frame = 6 // the borders, the mark of the chosen row and a blank
	lines := make([]string, len(d.runs))
	for i, r := range d.runs {
		lines[i] = r.line(f.Width - frame)
	}
	body := []string{"   " + f.Theme.Dimmed(inColumns(f.Width-frame, "run", "epoch", "test", "saved"))}
	body = append(body, d.list.View(f.Sized(f.Width, f.Height-savedAround), lines)...)
	words := kit.Fit(paragraph(f, d.runs[kit.Clamp(d.list.At, len(d.runs))].words()), f.Width-2, 2)
	return f.Panel("sessions and saved runs", "", kit.Fit(strings.Join(body, "\n"), f.Width-2, f.Height-2-3)+"\n\n"+words)
}

// inColumns puts the parts of a row below each other: what has no room of the
// name is cut.
func inColumns(width int, name, epochs, loss, when string) string {
	rest := fmt.Sprintf(" %9s %7s  %-12s", epochs, loss, when)
	return kit.FitLine(name, max(0, width-len(rest))) + rest
}

// line is the row of a run.
func (r savedRun) line(width int) string {
	name, epochs, loss, when := r.mark()+files.Shown(r.name), fmt.Sprintf("%d/%d", r.done, r.all), "-", "-"
	if r.done > 0 {
		loss = inCells(6)(r.loss)
	}
	if !r.when.IsZero() {
		when = r.when.Format("_2 Jan 15:04")
	}
	if r.wrong != "" {
		return inColumns(width, name, "", r.wrong, when)
	}
	return inColumns(width, name, epochs, loss, when)
}

// mark says in front of a name what has it, if it is a session.
func (r savedRun) mark() string {
	switch {
	case r.now:
		return "this session: "
	case r.elsewhere:
		return "runs elsewhere: "
	case r.waits():
		return "stopped: "
	case r.folder != "":
		return "session: "
	}
	return ""
}

// words say all that is known of a run.
func (r savedRun) words() string {
	text, when := files.Shown(r.name), ""
	if !r.when.IsZero() {
		when = " on " + r.when.Format("2 Jan 2006 at 15:04")
	}
	switch {
	case r.now:
		return fmt.Sprintf("The session of this program: epoch %d of %d.", r.done, r.all)
	case r.elsewhere:
		return fmt.Sprintf("Another nntui has this session, %s: epoch %d of %d, saved%s.", text, r.done, r.all, when)
	case r.waits():
		return fmt.Sprintf("%s, left%s: epoch %d of %d. Enter goes on with it.", text, when, r.done, r.all)
	case r.folder != "":
		text = "A session, " + text
	}
	switch {
	case r.wrong == "damaged":
		return text + ": damaged or foreign, of" + strings.TrimPrefix(when, " on") + "."
	case r.wrong != "":
		return text + ": " + r.wrong + ", saved" + when + "."
	case r.diverged:
		return fmt.Sprintf("%s: diverged after epoch %d of %d, saved%s.", text, r.done, r.all, when)
	}
	return fmt.Sprintf("%s: epoch %d of %d, saved%s.", text, r.done, r.all, when)
}
