package check

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model/check"
	"nntui/nn"
	"nntui/tui/kit"
)

// The least size of a panel beside others, and of a screen with a summary.
const (
	panelWidth, panelHeight = 62, 16
	leastHeight             = 12
	summaryHeight           = 34
)

func (t *Tab) View(f kit.Frame) string {
	switch {
	case !t.runner.Ready:
		return kit.Fit("", f.Width, f.Height)
	case t.zoomed:
		return t.picture(f, t.view)
	}
	right := kit.SideWidth(f.Width)
	return kit.Beside(t.viewPictures(f.Sized(f.Width-right, f.Height)), t.viewSide(f.Sized(right, f.Height)))
}

func (t *Tab) picture(f kit.Frame, view int) string { return t.views[view].draw(t, f) }

// viewPictures draws the chosen picture and below it the next ones, as many as
// there is room for.
func (t *Tab) viewPictures(f kit.Frame) string {
	first := f.Sized(f.Width, t.firstHeight(f))
	rest := f.Sized(f.Width, f.Height-first.Height)
	blocks := []string{t.picture(first, t.view)}
	across, rows := max(1, f.Width/panelWidth), max(1, rest.Height/panelHeight)
	next := t.companions()[:3]
	for row := 0; row < rows && rest.Height > 0; row++ {
		height := rest.Height / (rows - row)
		rest.Height -= height
		blocks = append(blocks, t.viewRow(f.Sized(f.Width, height), next[min(row*across, len(next)):], across))
	}
	return kit.Above(blocks...)
}

// firstHeight is the height of the chosen picture: all of a low frame, unless
// it needs less and leaves room for another one.
func (t *Tab) firstHeight(f kit.Frame) int {
	height := f.Height
	if f.Height >= 2*panelHeight {
		height -= (f.Height/panelHeight - 1) * panelHeight
	}
	if needs := t.needs(); f.Height-needs >= leastHeight {
		height = min(max(needs, 8), height)
	}
	return height
}

// needs is how many lines the chosen picture can fill.
func (t *Tab) needs() int {
	m, ok := t.tensor()
	switch {
	case t.view == 0:
		return len(t.order) + 3
	case t.view == 1 && ok:
		return m.Rows + 7
	}
	return math.MaxInt / 2
}

// viewRow draws pictures side by side, the last of them as wide as it can be.
func (t *Tab) viewRow(f kit.Frame, views []int, across int) string {
	if len(views) == 0 {
		return kit.Fit("", f.Width, f.Height)
	}
	n := min(across, len(views))
	var line []string
	for i, v := range views[:n] {
		width := f.Width / (n - i)
		f.Width -= width
		line = append(line, t.picture(f.Sized(width, f.Height), v))
	}
	return kit.Beside(line...)
}

// companions lists the pictures to show with the chosen one: the sweep first,
// which answers most questions. The last has its place at the side of a high
// screen.
func (t *Tab) companions() (list []int) {
	for _, v := range []int{2, 1, 3, 4, 0} {
		if v != t.view {
			list = append(list, v)
		}
	}
	return list
}

// verdictHeight is as much as a verdict can fill on a wide screen.
const verdictHeight = 18

func (t *Tab) viewSide(f kit.Frame) string {
	knobs := f.Sized(f.Width, t.knobs.Count()+2)
	verdict := f.Sized(f.Width, f.Height-knobs.Height)
	var below []string
	if f.Height >= summaryHeight {
		tensors := f.Sized(f.Width, len(t.runner.Snapshot.Tensors)+3)
		verdict.Height -= tensors.Height
		below = append(below, t.viewTensors(tensors))
	}
	if room := verdict.Height - verdictHeight; f.Height >= summaryHeight && room >= leastHeight {
		verdict.Height = verdictHeight
		below = append(below, t.picture(f.Sized(f.Width, room), t.companions()[3]))
	}
	return kit.Above(append([]string{
		knobs.Panel("knobs", "", t.knobs.View(knobs.Sized(f.Width-2, knobs.Height-2), t.runner.Config)),
		verdict.Panel("verdict", t.stamp(f), t.viewVerdict(verdict.Sized(f.Width-4, verdict.Height-2))),
	}, below...)...)
}

// viewTensors sums up each tensor in a line, with its shape where there is
// room.
func (t *Tab) viewTensors(f kit.Frame) string {
	row := func(name, shape, failed, worst, checkGrad string) string {
		if f.Width < 40 {
			return fmt.Sprintf(" %-5s %6s %7s %7s", name, failed, worst, checkGrad)
		}
		return fmt.Sprintf(" %-5s %7s %6s %7s %7s", name, shape, failed, worst, checkGrad)
	}
	lines := []string{f.Theme.Dimmed(row("", "shape", "failed", "error", "SciPy"))}
	s := t.runner.Snapshot
	for _, m := range s.Tensors {
		line := row(m.Name, shape(m), strconv.Itoa(m.Failed), t.worstOf(m), shortError(m.CheckGrad))
		if m.Failed > 0 {
			line = f.Theme.Bad.Style().Render(line)
		}
		lines = append(lines, line)
	}
	return f.Panel("tensors", f.Theme.Dimmed("check_grad"), strings.Join(lines, "\n"))
}

func shape(m check.Tensor) string {
	if m.Rows == 1 {
		return fmt.Sprint(m.Cols)
	}
	return fmt.Sprintf("%dx%d", m.Rows, m.Cols)
}

func (t *Tab) worstOf(m check.Tensor) string {
	if m.Worst < 0 {
		return ""
	}
	return shortError(t.runner.Snapshot.Entries[m.Worst].Relative)
}

// stamp is the verdict in a word.
func (t *Tab) stamp(f kit.Frame) string {
	switch s := t.runner.Snapshot; {
	case s.Verdict.Head == "":
		return f.Theme.Dimmed("comparing")
	case s.Failed > 0 && s.Verdict.Cause == check.CauseUnfitH:
		return f.Theme.Warn.Style().Bold(true).Render(fmt.Sprintf("? %d of %d", s.Failed, len(s.Entries)))
	case s.Verdict.Cause == check.CauseKinks:
		return f.Theme.Warn.Style().Bold(true).Render(fmt.Sprintf("? ◇ %d of %d", s.Kinks, len(s.Entries)))
	case !s.Passed():
		return f.Theme.Bad.Style().Bold(true).Render(fmt.Sprintf("✗ %d of %d", s.Failed, len(s.Entries)))
	default:
		return f.Theme.Good.Style().Bold(true).Render(fmt.Sprintf("✓ %d of %d", len(s.Entries)-s.Kinks, len(s.Entries)))
	}
}

// viewVerdict says how the check ended and why; the readouts stand at the end.
func (t *Tab) viewVerdict(f kit.Frame) string {
	s := t.runner.Snapshot
	hue := f.Theme.Good
	switch {
	case s.Verdict.Cause == check.CauseUnfitH, s.Verdict.Cause == check.CauseKinks:
		hue = f.Theme.Warn
	case s.Verdict.Cause != check.CauseNone:
		hue = f.Theme.Bad
	}
	var lines []string
	add := func(text string, style func(...string) string) {
		for line := range slices.Values(words(text, f.Width)) {
			lines = append(lines, style(line))
		}
	}
	plain := func(s ...string) string { return s[0] }
	add(s.Verdict.Head, hue.Style().Bold(true).Render)
	add(s.Verdict.Why, plain)
	add(s.Verdict.Worst, plain)
	readouts := t.readouts(f)
	if room := f.Height - len(lines) - len(readouts); len(words(s.Verdict.Advice, f.Width)) <= room {
		add(s.Verdict.Advice, f.Theme.Accent.Style().Render)
	}
	for len(lines) < f.Height-len(readouts) {
		lines = append(lines, "")
	}
	return kit.Indent(strings.Join(append(lines, readouts...), "\n"), 1)
}

// readouts are the other opinions: the sweep, the Taylor test and SciPy.
func (t *Tab) readouts(f kit.Frame) []string {
	s := t.runner.Snapshot
	formula, _ := nn.FormulaNamed(s.Config.Formula)
	var lines []string
	for _, line := range words(formula.Rule, f.Width) {
		lines = append(lines, f.Theme.Dimmed(line))
	}
	switch i := s.Sweep.Best(t.formula()); {
	case i < 0:
	case s.Sweep.Errors[t.formula()][i] > check.Wrong:
		lines = append(lines, f.Theme.Dimmed("no h helps: in norm ")+shortError(s.Sweep.Errors[t.formula()][i]))
	default:
		lines = append(lines, f.Theme.Dimmed("best h ")+shortError(s.Sweep.H[i])+f.Theme.Dimmed(", in norm ")+fmt.Sprintf("%.0e", s.Sweep.Errors[t.formula()][i]))
	}
	lines = append(lines, f.Theme.Dimmed("Taylor slopes ")+slopes(s.Taylor))
	if m, ok := t.tensor(); ok && f.Height < summaryHeight-10 {
		lines = append(lines, f.Theme.Dimmed("SciPy check_grad d"+m.Name+" ")+shortError(m.CheckGrad))
	}
	return lines
}

// words breaks text at spaces only: a number like 1e-08 stays whole.
func words(text string, width int) (lines []string) {
	for _, word := range strings.Fields(text) {
		last := len(lines) - 1
		if last >= 0 && ansi.StringWidth(lines[last])+1+ansi.StringWidth(word) <= width {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
