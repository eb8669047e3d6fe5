package training

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
	"nntui/tui/store"
)

// savedRun is what the list of saved runs tells of one.
type savedRun struct {
	name      string
	waits     bool // is it not saved under a name, but the training that waits?
	when      time.Time
	wrong     string // why nothing is known of it; empty where it is
	done, all int    // epochs
	loss      float64
	diverged  bool
	stopped   bool // has it begun, and not come to its end?
}

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
	case s.Run != nil:
		r.done, r.diverged = len(s.Run.Epochs), s.Run.Diverged != ""
		r.stopped = !r.diverged && r.done < s.Config.Epochs && (r.done > 0 || s.Run.Batch > 0)
		if r.done > 0 {
			r.loss = s.Run.Epochs[r.done-1].LossTest
		}
	}
	r.all = s.Config.Epochs
	return r
}

// openDialog is the list of saved runs.
type openDialog struct {
	list   kit.List
	runs   []savedRun // nil before the folder has been read
	doomed string     // to be deleted if asked to once more
}

// listFiles reads what the saved runs are, the latest first, after the training
// that waits.
func (t *Tab) listFiles() tea.Cmd {
	return t.file(func() func(*Tab) {
		runs, err := readSaved(filepath.Join(t.folder, savedFolder))
		if r, ok := t.waits(); ok {
			runs = append([]savedRun{r}, runs...)
		}
		return func(t *Tab) {
			if err != nil && !os.IsNotExist(err) {
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
	entries, err := os.ReadDir(folder)
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
			if t.dialog = nil; r.waits {
				return t.GoOn()
			}
			return t.open(r.name)
		}),
		on("delete", "delete", "delete", func(r savedRun) tea.Cmd { return d.remove(t, r.name) }).If(len(d.runs) > 0 && !d.runs[d.list.At].waits),
	)
}

// remove deletes a saved run when it is asked to for the second time.
func (d *openDialog) remove(t *Tab, name string) tea.Cmd {
	if d.doomed != name {
		d.doomed = name
		t.say("Delete " + name + "? " + d.keys(t).Sign("delete") + " once more does.")
		return nil
	}
	d.runs = slices.Delete(d.runs, d.list.At, d.list.At+1)
	d.list.Go(d.list.At, len(d.runs))
	return t.file(func() func(*Tab) {
		if err := os.Remove(t.savedFile(name)); err != nil {
			return func(t *Tab) { t.say(err.Error()) }
		}
		return func(t *Tab) { t.say("Deleted " + name + ".") }
	})
}

// savedAround is how many lines the dialog has around its list, above it a head.
const savedAround = 6

func (d *openDialog) rows(_ *Tab, f kit.Frame) rows {
	return rows{list: &d.list, n: len(d.runs), above: 2, seen: f.Height - savedAround}
}

func (d *openDialog) view(t *Tab, f kit.Frame) string {
	switch {
	case t.folder != "" && d.runs == nil:
		return coming(f, "saved runs")
	case len(d.runs) == 0:
		return f.Panel("saved runs", "", "\n"+paragraph(f, "Nothing is saved yet: "+t.ownKeys().Sign("save")+" saves the run under a name."))
	}
	const frame = 6 // the borders, the mark of the chosen row and a blank
	lines := make([]string, len(d.runs))
	for i, r := range d.runs {
		lines[i] = r.line(f.Width - frame)
	}
	body := []string{"   " + f.Theme.Dimmed(inColumns(f.Width-frame, "run", "epoch", "test", "saved"))}
	body = append(body, d.list.View(f.Sized(f.Width, f.Height-savedAround), lines)...)
	words := kit.Fit(paragraph(f, d.runs[kit.Clamp(d.list.At, len(d.runs))].words()), f.Width-2, 2)
	return f.Panel("saved runs", "", kit.Fit(strings.Join(body, "\n"), f.Width-2, f.Height-2-3)+"\n\n"+words)
}

// inColumns puts the parts of a row below each other: what has no room of the
// name is cut.
func inColumns(width int, name, epochs, loss, when string) string {
	rest := fmt.Sprintf(" %9s %7s  %-12s", epochs, loss, when)
	return kit.FitLine(name, max(0, width-len(rest))) + rest
}

// line is the row of a run.
func (r savedRun) line(width int) string {
	epochs, loss, when := fmt.Sprintf("%d/%d", r.done, r.all), "-", "-"
	if r.done > 0 {
		loss = inCells(6)(r.loss)
	}
	if !r.when.IsZero() {
		when = r.when.Format("_2 Jan 15:04")
	}
	if r.wrong != "" {
		return inColumns(width, r.name, "", r.wrong, when)
	}
	return inColumns(width, r.name, epochs, loss, when)
}

// words say all that is known of a run.
func (r savedRun) words() string {
	text, when := r.name, ""
	if !r.when.IsZero() {
		when = " on " + r.when.Format("2 Jan 2006 at 15:04")
	}
	switch {
	case r.waits:
		return fmt.Sprintf("%s: epoch %d of %d, left%s. Enter goes on with it.", text, r.done, r.all, when)
	case r.name == previousName:
		text += " (what the start before this one had under way)"
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
