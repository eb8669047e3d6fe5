package training

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// letters are the numbers of the earlier runs that are drawn as a, b, and so
// on; 0 where there is none. A run keeps its letter as long as it is among
// them, and one that joins them gets the first that is free.
type letters [8]int

// letters returns them as they are now.
func (t *Tab) letters() letters {
	l, runs := t.curves.told.letters, t.candidates()
	for i, number := range l {
		if !slices.ContainsFunc(runs, func(r training.Run) bool { return r.Number == number }) {
			l[i] = 0
		}
	}
	for _, r := range slices.Backward(runs) {
		if !slices.Contains(l[:], r.Number) {
			l[slices.Index(l[:], 0)] = r.Number
		}
	}
	return l
}

// of returns the letter and the pen of a run, "" for one that is not drawn.
func (l letters) of(f kit.Frame, r training.Run) (letter string, p kit.Pen) {
	i := slices.Index(l[:], r.Number)
	if i < 0 {
		return "", kit.Pen{}
	}
	letter, p = string(rune('a'+i)), f.Theme.Pen(i+1) // 0 has no gaps: like the training
	p.Sign = letter
	return letter, p
}

// candidates are the latest runs that are not hidden, the last one first, as
// many as there are letters. The run that is shown is not among them, though it
// may have been trained before.
func (t *Tab) candidates() []training.Run {
	runs := make([]training.Run, 0, len(letters{}))
	for _, r := range slices.Backward(t.runs) {
		if !r.Hidden && !r.Same(t.runner.Snapshot.Config) && len(runs) < len(letters{}) {
			runs = append(runs, r)
		}
	}
	return runs
}

// ghosts returns the runs that are drawn behind the current one.
func (t *Tab) ghosts() []training.Run {
	if !t.curves.ghosts {
		return nil
	}
	return t.candidates()
}

// HideEarlier takes all runs so far, with the one that is shown, out of the
// picture. They stay in the table of runs.
func (t *Tab) HideEarlier() {
	if t.shown != nil {
		t.keep(t.runner.Snapshot)
		t.shown = nil
	}
	t.runs = slices.Clone(t.runs) // the session that is being written may have the old list
	for i := range t.runs {
		t.runs[i].Hidden = true
	}
}

// otherwise lists what a run did otherwise than c.
func otherwise(c training.Config, r training.Run) []string {
	if list := training.Differences(c, r.Config); len(list) > 0 {
		return list
	}
	return []string{"the same"}
}

// fewest are the first two of a list, and how many more there are.
func fewest(list []string) string {
	if len(list) > 2 {
		return fmt.Sprintf("%s, %s +%d", list[0], list[1], len(list)-2)
	}
	return strings.Join(list, ", ")
}

// told is what is said of the runs: it takes long to find out, and is good for
// as long as there are the same ones.
type told struct {
	letters letters
	config  training.Config          // of the run
	own     []string                 // what that has where the runs differ
	labels  [len(letters{})][]string // and what these have, in the same order
}

// told returns what is said of the runs as they are now: each has its value of
// every setting in which they differ.
func (t *Tab) told() told {
	now := told{letters: t.letters(), config: t.runner.Snapshot.Config}
	if then := t.curves.told; then.letters == now.letters && then.config == now.config {
		return then
	}
	runs := t.candidates()
	configs := append(column(runs, func(r training.Run) training.Config { return r.Config }), now.config)
	for _, c := range training.Columns(configs) {
		for i, r := range runs {
			label := &now.labels[slices.Index(now.letters[:], r.Number)]
			*label = appendSaid(*label, c.Brief[i])
		}
		now.own = appendSaid(now.own, c.Brief[len(runs)])
	}
	if now.own == nil {
		now.own = []string{"this run"}
	}
	return now
}

// appendSaid adds what is said, if anything is.
func appendSaid(list []string, text string) []string {
	if text == "" {
		return list
	}
	return append(list, text)
}

// inRoom joins what is said of a run in so many cells: closer together, then in
// numbers alone, and then as many as fit, where there is less room.
func inRoom(list []string, room int) string {
	bare := column(list, number)
	for _, text := range []string{strings.Join(list, ", "), strings.Join(list, " "), strings.Join(bare, " ")} {
		if ansi.StringWidth(text) <= room {
			return text
		}
	}
	for n := len(list) - 1; n > 0; n-- {
		for _, parts := range [][]string{list[:n], bare[:n]} {
			if text := fmt.Sprintf("%s +%d", strings.Join(parts, " "), len(list)-n); ansi.StringWidth(text) <= room {
				return text
			}
		}
	}
	return ansi.Truncate(strings.Join(bare, " "), room, "…")
}

// number leaves of "lr 0.01" the number alone, and all of any other text.
func number(text string) string {
	if _, n, ok := strings.Cut(text, " "); ok {
		if _, err := strconv.ParseFloat(n, 64); err == nil {
			return n
		}
	}
	return text
}

// entry is a run in the list beside its curve.
type entry struct {
	letter string
	pen    kit.Pen
	label  []string
	epochs []training.Epoch
	losses *series // in the test
	came   string  // how far, where that has to be said
}

// entries are the run and the earlier ones, in the order of their letters.
func (t *Tab) entries(f kit.Frame) []entry {
	told, own := t.told(), f.Theme.Parts()[test]
	own.Bold = true
	list := []entry{{pen: own, label: told.own, epochs: t.runner.Snapshot.Epochs, losses: t.own(losses, test, 0)}}
	for _, r := range t.ghosts() {
		letter, pen := told.letters.of(f, r)
		list = append(list, entry{letter: letter, pen: pen, label: told.labels[slices.Index(told.letters[:], r.Number)], epochs: r.Epochs, losses: t.series(r.Number, r.Epochs, losses, test, 0)})
	}
	slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.letter, b.letter) })
	return list
}

// viewEarlier lists the run and the earlier ones: what differs, and their loss
// and accuracy in the test, at the crosshair or at their ends. Only where these
// are at the same epoch does it say which is best.
func (t *Tab) viewEarlier(f kit.Frame) string {
	list, at, when := t.entries(f), -1, "at the end"
	if epoch, ok := t.crosshair(); ok {
		at, when = epoch, fmt.Sprintf("at epoch %d", epoch+1)
	} else if t.uneven(list) {
		when = "at their ends"
	}
	lowest, highest := math.Inf(1), math.Inf(-1)
	for _, e := range list {
		if v, ok := e.at(at); ok && e.came == "" {
			lowest, highest = min(lowest, v.LossTest), max(highest, v.AccuracyTest)
		}
	}
	lines := make([]string, 0, len(list))
	for _, e := range list {
		lines = append(lines, e.line(inside(f), at, lowest, highest))
	}
	note := "test loss, accuracy " + when
	if f.Width < 46 {
		note = when
	}
	return f.Panel("runs", f.Theme.Dimmed(note), atMost(inside(f), lines))
}

// uneven notes how far runs came, and reports whether it did: where they ended
// after as many epochs, there is no need. ▶ is one that goes on.
func (t *Tab) uneven(list []entry) bool {
	far := func(a, b entry) int { return cmp.Compare(len(a.epochs), len(b.epochs)) }
	longest := len(slices.MaxFunc(list, far).epochs)
	if t.over() && len(slices.MinFunc(list, far).epochs) == longest {
		return false
	}
	for i, e := range list {
		sign := "at"
		if e.letter == "" && !t.over() {
			sign = "▶ "
		}
		list[i].came = fmt.Sprintf("%s %*d ", sign, len(strconv.Itoa(longest)), len(e.epochs))
	}
	return true
}

// at returns an epoch of the run, the last for -1, and whether it has come to
// it.
func (e entry) at(epoch int) (v training.Epoch, ok bool) {
	if epoch < 0 {
		epoch = len(e.epochs) - 1
	}
	if ok = epoch >= 0 && epoch < len(e.epochs); ok {
		v = e.epochs[epoch]
	}
	return v, ok
}

// line is a row of the list; a star marks the lowest loss and the highest
// accuracy.
func (e entry) line(f kit.Frame, epoch int, lowest, highest float64) string {
	const least, wide = 40, 64 // with a sample of the curve, and with the best epoch
	sample, rest := "", e.came
	if f.Width >= least {
		sample = " " + chart.Sample(f, e.pen)
	}
	if f.Width >= wide {
		rest += e.best()
	}
	values := fmt.Sprintf("%7s %7s ", "-", "-")
	if v, ok := e.at(epoch); ok {
		values = starred(f, v.LossTest, v.LossTest == lowest) + starred(f, v.AccuracyTest, v.AccuracyTest == highest)
	}
	room := max(f.Width-ansi.StringWidth(sample+values+rest)-3, 0)
	name := fmt.Sprintf("%2s %-*s", e.letter, room, inRoom(e.label, room))
	return sample + e.pen.Style().Render(name) + values + f.Theme.Dimmed(rest)
}

// best is the lowest test loss of the run, and where that is.
func (e entry) best() string {
	if len(e.epochs) == 0 {
		return ""
	}
	best, _ := e.losses.Extremes(0, e.losses.Len())
	return fmt.Sprintf(" lowest %s at %-3d", inCells(6)(e.losses.Value(best)), best+1)
}

// starred writes a value in eight cells, with a star at the best.
func starred(f kit.Frame, v float64, best bool) string {
	text := fmt.Sprintf("%7s", inCells(6)(v))
	if best {
		return f.Theme.Good.Bold(text + "★")
	}
	return text + " "
}
