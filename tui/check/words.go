package check

import (
	"fmt"
	"math"
	"slices"

	"nntui/model/check"
	"nntui/tui/kit"
)

// About says what the tab is for.
func (t *Tab) About() string {
	keys := t.Keys()
	return "Is the gradient right? The analytic side comes from the formula in the code, the numerical one from a finite " +
		"difference with step h. Within a large h a curve bends (truncation), a small one loses digits to rounding: " +
		keys.Sign("play") + " sweeps h, and the error of a curve draws a V, that of a straight line only falls. " +
		fmt.Sprintf("Relative errors: up to %.0e ✓ and up to %.0e ~ pass; up to %.0e is doubtful ?, above that both sides differ ✗. ", check.Good, check.Tolerance, check.Wrong) +
		"The sweep takes a few entries of each tensor together: |a-n| over the larger of |a| and |n|, all in norm. " +
		"◇ is a kink of a ReLU; ∅ is undefined: the difference is not a number, so nothing can be compared. " + keys.Sign("plant") + " plants a fault: does the check find it, and say why?"
}

// Status reads out the entry under the cursor while it moves; otherwise it
// says what the check found, and why.
func (t *Tab) Status(f kit.Frame) string {
	s := t.runner.Snapshot
	switch {
	case t.runner.Err != nil:
		return f.Theme.Bad.Style().Render(t.runner.Err.Error())
	case !t.runner.Ready:
		return ""
	case t.inPicture() && t.chosen().plots == nil && t.cursor < len(s.Entries):
		return t.entryInFull(f, s.Entries[t.cursor])
	case s.Config.Fault != check.NoFault:
		return t.faultFound(f)
	case s.Undefined > 0:
		return f.Theme.Warn.Style().Render("∅ "+s.Difference()+". ") + f.Theme.Dimmed(s.Verdict.Advice)
	case s.Verdict.Cause == check.CauseUnfitH:
		return f.Theme.Warn.Style().Render(s.Verdict.Why)
	case s.Verdict.Cause == check.CauseKinks:
		return f.Theme.Warn.Style().Render(fmt.Sprintf("◇ %d of %d entries are kinks: ", s.Kinks, len(s.Entries))) + f.Theme.Dimmed("take a smaller h.")
	case !s.Passed():
		return f.Theme.Bad.Style().Render("The gradient and its finite difference disagree.")
	case s.Kinks > 0:
		return f.Theme.Warn.Style().Render(fmt.Sprintf("◇ %d kinks: ", s.Kinks)) + f.Theme.Dimmed("a ReLU switches between the two points; not counted.")
	}
	return f.Theme.Dimmed(t.knobs.Words(t.Keys()))
}

// entryInFull shows an entry with ten digits or more.
func (t *Tab) entryInFull(f kit.Frame, e check.Entry) string {
	width := min(20, max(12, (f.Width-24)/4))
	sign, hue := signOf(f, e)
	text := f.Theme.Bold(e.Name) + " = " + digits(e.At, width) + "  f " + digits(e.Value, width) +
		"  a " + digits(e.Analytic, width) + "  n " + digits(e.Numerical, width) + " "
	if !math.IsNaN(e.Label) {
		text += fmt.Sprintf(" y %g ", e.Label)
	}
	return text + hue.Bold(sign)
}

// faultFound says what is planted, and whether the check names it.
func (t *Tab) faultFound(f kit.Frame) string {
	s := t.runner.Snapshot
	i := slices.IndexFunc(check.Faults, func(m check.Fault) bool { return m.Name == s.Config.Fault })
	text := f.Theme.Warn.Style().Render("Planted: "+check.Faults[i].About) + ". "
	switch {
	case s.Verdict.Head == "":
		return text
	case s.Harmless:
		return text + f.Theme.Dimmed("It changes no number here.")
	case string(s.Verdict.Cause) == s.Config.Fault:
		return text + f.Theme.Good.Bold("✓ Found and named.")
	case s.Verdict.Cause == check.CauseUnfitH, s.Verdict.Cause == check.CauseKinks:
		return text + f.Theme.Warn.Bold("? Cannot tell") + f.Theme.Dimmed(" with this h.")
	case !s.Passed():
		return text + f.Theme.Good.Bold("✓ Found")
	}
	return text + f.Theme.Bad.Bold("✗ Not found") + f.Theme.Dimmed(" with this h.")
}
