package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nntui/model/check"
	"nntui/nn"
	"nntui/tui/kit"
	"nntui/tui/kit/wrap"
)

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
		return f.Theme.Warn.Bold("? " + failures(s))
	case s.Verdict.Cause == check.CauseKinks:
		return f.Theme.Warn.Bold(fmt.Sprintf("? ◇ %d of %d", s.Kinks, len(s.Entries)))
	case !s.Passed():
		return f.Theme.Bad.Bold("✗ " + failures(s))
	default:
		return f.Theme.Good.Bold(fmt.Sprintf("✓ %d of %d", len(s.Entries)-s.Kinks, len(s.Entries)))
	}
}

// failures counts the entries that differ, and those that are undefined.
func failures(s check.Snapshot) string {
	text := fmt.Sprintf("%d of %d", s.Failed-s.Undefined, len(s.Entries))
	if s.Undefined > 0 {
		text += fmt.Sprintf(", ∅ %d", s.Undefined)
	}
	return text
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
	for _, line := range wrap.Text(s.Verdict.Head, f.Width) {
		lines = append(lines, hue.Bold(line))
	}
	lines = slices.Concat(lines, wrap.Text(s.Verdict.Why, f.Width), wrap.Text(s.Verdict.Worst, f.Width))
	readouts, advice := t.readouts(f), wrap.Text(s.Verdict.Advice, f.Width)
	room := f.Height - len(lines) - len(readouts)
	for i := 0; i < len(advice) && len(advice) <= room; i++ {
		lines = append(lines, f.Theme.Accent.Style().Render(advice[i]))
	}
	lines = append(lines, make([]string, max(0, f.Height-len(lines)-len(readouts)))...)
	return kit.Indent(strings.Join(append(lines, readouts...), "\n"), 1)
}

// readouts are the other opinions: the sweep, the Taylor test and SciPy.
func (t *Tab) readouts(f kit.Frame) []string {
	s := t.runner.Snapshot
	formula, _ := nn.FormulaNamed(s.Config.Formula)
	var lines []string
	for _, line := range wrap.Text(formula.Rule, f.Width) {
		lines = append(lines, f.Theme.Dimmed(line))
	}
	switch i, helps := t.best(t.formula()); {
	case i < 0:
	case !helps:
		lines = append(lines, f.Theme.Dimmed("no h helps: in norm ")+shortError(s.Sweep.Errors[t.formula()][i]))
	default:
		lines = append(lines, f.Theme.Dimmed("best h ")+shortError(s.Sweep.H[i])+f.Theme.Dimmed(", in norm ")+fmt.Sprintf("%.0e", s.Sweep.Errors[t.formula()][i]))
	}
	if len(s.Taylor.H) > 0 {
		lines = append(lines, f.Theme.Dimmed("Taylor slopes ")+slopes(s.Taylor))
	}
	if m, ok := t.tensor(); ok && t.frame.Height < summaryHeight {
		lines = append(lines, f.Theme.Dimmed("SciPy check_grad d"+m.Name+" ")+shortError(m.CheckGrad))
	}
	return lines
}
