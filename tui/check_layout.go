package tui

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model/check"
	"nntui/nn"
)

// The least size of a panel beside others, and of a screen with a summary.
const (
	panelWidth, panelHeight = 62, 16
	leastHeight             = 12
	summaryHeight           = 34
)

func (t *checkTab) View(f frame) string {
	switch {
	case !t.runner.ready:
		return fit("", f.width, f.height)
	case t.zoomed:
		return t.picture(f, t.view)
	}
	right := sideWidth(f.width)
	return beside(t.viewPictures(f.sized(f.width-right, f.height)), t.viewSide(f.sized(right, f.height)))
}

func (t *checkTab) picture(f frame, view int) string { return t.views[view].draw(t, f) }

// viewPictures draws the chosen picture and below it the next ones, as many as
// there is room for.
func (t *checkTab) viewPictures(f frame) string {
	first := f.sized(f.width, t.firstHeight(f))
	rest := f.sized(f.width, f.height-first.height)
	blocks := []string{t.picture(first, t.view)}
	across, rows := max(1, f.width/panelWidth), max(1, rest.height/panelHeight)
	next := t.companions()[:3]
	for row := 0; row < rows && rest.height > 0; row++ {
		height := rest.height / (rows - row)
		rest.height -= height
		blocks = append(blocks, t.viewRow(f.sized(f.width, height), next[min(row*across, len(next)):], across))
	}
	return above(blocks...)
}

// firstHeight is the height of the chosen picture: all of a low frame, unless
// it needs less and leaves room for another one.
func (t *checkTab) firstHeight(f frame) int {
	height := f.height
	if f.height >= 2*panelHeight {
		height -= (f.height/panelHeight - 1) * panelHeight
	}
	if needs := t.needs(); f.height-needs >= leastHeight {
		height = min(max(needs, 8), height)
	}
	return height
}

// needs is how many lines the chosen picture can fill.
func (t *checkTab) needs() int {
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
func (t *checkTab) viewRow(f frame, views []int, across int) string {
	if len(views) == 0 {
		return fit("", f.width, f.height)
	}
	n := min(across, len(views))
	var line []string
	for i, v := range views[:n] {
		width := f.width / (n - i)
		f.width -= width
		line = append(line, t.picture(f.sized(width, f.height), v))
	}
	return beside(line...)
}

// companions lists the pictures to show with the chosen one: the sweep first,
// which answers most questions. The last has its place at the side of a high
// screen.
func (t *checkTab) companions() (list []int) {
	for _, v := range []int{2, 1, 3, 4, 0} {
		if v != t.view {
			list = append(list, v)
		}
	}
	return list
}

// verdictHeight is as much as a verdict can fill on a wide screen.
const verdictHeight = 18

func (t *checkTab) viewSide(f frame) string {
	knobs := f.sized(f.width, t.knobs.count()+2)
	verdict := f.sized(f.width, f.height-knobs.height)
	var below []string
	if f.height >= summaryHeight {
		tensors := f.sized(f.width, len(t.runner.snapshot.Tensors)+3)
		verdict.height -= tensors.height
		below = append(below, t.viewTensors(tensors))
	}
	if room := verdict.height - verdictHeight; f.height >= summaryHeight && room >= leastHeight {
		verdict.height = verdictHeight
		below = append(below, t.picture(f.sized(f.width, room), t.companions()[3]))
	}
	return above(append([]string{
		knobs.panel("knobs", "", t.knobs.view(knobs.sized(f.width-2, knobs.height-2), t.runner.config)),
		verdict.panel("verdict", t.stamp(f), t.viewVerdict(verdict.sized(f.width-4, verdict.height-2))),
	}, below...)...)
}

// viewTensors sums up each tensor in a line, with its shape where there is
// room.
func (t *checkTab) viewTensors(f frame) string {
	row := func(name, shape, failed, worst, checkGrad string) string {
		if f.width < 40 {
			return fmt.Sprintf(" %-5s %6s %7s %7s", name, failed, worst, checkGrad)
		}
		return fmt.Sprintf(" %-5s %7s %6s %7s %7s", name, shape, failed, worst, checkGrad)
	}
	lines := []string{f.theme.dimmed(row("", "shape", "failed", "error", "SciPy"))}
	s := t.runner.snapshot
	for _, m := range s.Tensors {
		line := row(m.Name, shape(m), strconv.Itoa(m.Failed), t.worstOf(m), shortError(m.CheckGrad))
		if m.Failed > 0 {
			line = f.theme.bad.style().Render(line)
		}
		lines = append(lines, line)
	}
	return f.panel("tensors", f.theme.dimmed("check_grad"), strings.Join(lines, "\n"))
}

func shape(m check.Tensor) string {
	if m.Rows == 1 {
		return fmt.Sprint(m.Cols)
	}
	return fmt.Sprintf("%dx%d", m.Rows, m.Cols)
}

func (t *checkTab) worstOf(m check.Tensor) string {
	if m.Worst < 0 {
		return ""
	}
	return shortError(t.runner.snapshot.Entries[m.Worst].Relative)
}

// stamp is the verdict in a word.
func (t *checkTab) stamp(f frame) string {
	switch s := t.runner.snapshot; {
	case s.Verdict.Head == "":
		return f.theme.dimmed("comparing")
	case s.Failed > 0 && s.Verdict.Cause == check.CauseUnfitH:
		return f.theme.warn.style().Bold(true).Render(fmt.Sprintf("? %d of %d", s.Failed, len(s.Entries)))
	case s.Verdict.Cause == check.CauseKinks:
		return f.theme.warn.style().Bold(true).Render(fmt.Sprintf("? ◇ %d of %d", s.Kinks, len(s.Entries)))
	case !s.Passed():
		return f.theme.bad.style().Bold(true).Render(fmt.Sprintf("✗ %d of %d", s.Failed, len(s.Entries)))
	default:
		return f.theme.good.style().Bold(true).Render(fmt.Sprintf("✓ %d of %d", len(s.Entries)-s.Kinks, len(s.Entries)))
	}
}

// viewVerdict says how the check ended and why; the readouts stand at the end.
func (t *checkTab) viewVerdict(f frame) string {
	s := t.runner.snapshot
	hue := f.theme.good
	switch {
	case s.Verdict.Cause == check.CauseUnfitH, s.Verdict.Cause == check.CauseKinks:
		hue = f.theme.warn
	case s.Verdict.Cause != check.CauseNone:
		hue = f.theme.bad
	}
	var lines []string
	add := func(text string, style func(...string) string) {
		for line := range slices.Values(words(text, f.width)) {
			lines = append(lines, style(line))
		}
	}
	plain := func(s ...string) string { return s[0] }
	add(s.Verdict.Head, hue.style().Bold(true).Render)
	add(s.Verdict.Why, plain)
	add(s.Verdict.Worst, plain)
	readouts := t.readouts(f)
	if room := f.height - len(lines) - len(readouts); len(words(s.Verdict.Advice, f.width)) <= room {
		add(s.Verdict.Advice, f.theme.accent.style().Render)
	}
	for len(lines) < f.height-len(readouts) {
		lines = append(lines, "")
	}
	return indent(strings.Join(append(lines, readouts...), "\n"), 1)
}

// readouts are the other opinions: the sweep, the Taylor test and SciPy.
func (t *checkTab) readouts(f frame) []string {
	s := t.runner.snapshot
	formula, _ := nn.FormulaNamed(s.Config.Formula)
	var lines []string
	for _, line := range words(formula.Rule, f.width) {
		lines = append(lines, f.theme.dimmed(line))
	}
	switch i := s.Sweep.Best(t.formula()); {
	case i < 0:
	case s.Sweep.Errors[t.formula()][i] > check.Wrong:
		lines = append(lines, f.theme.dimmed("no h helps: in norm ")+shortError(s.Sweep.Errors[t.formula()][i]))
	default:
		lines = append(lines, f.theme.dimmed("best h ")+shortError(s.Sweep.H[i])+f.theme.dimmed(", in norm ")+fmt.Sprintf("%.0e", s.Sweep.Errors[t.formula()][i]))
	}
	lines = append(lines, f.theme.dimmed("Taylor slopes ")+slopes(s.Taylor))
	if m, ok := t.tensor(); ok && f.height < summaryHeight-10 {
		lines = append(lines, f.theme.dimmed("SciPy check_grad d"+m.Name+" ")+shortError(m.CheckGrad))
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
