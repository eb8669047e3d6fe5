package tui

import (
	"fmt"
	"math"
	"slices"

	"nntui/model/check"
)

// Status reads out the entry under the cursor while it moves; otherwise it
// says what the check found, and why.
func (t *checkTab) Status(f frame) string {
	s := t.runner.snapshot
	switch {
	case t.runner.err != nil:
		return f.theme.bad.style().Render(t.runner.err.Error())
	case !t.runner.ready:
		return ""
	case t.inPicture() && t.view < 2 && t.cursor < len(s.Entries):
		return t.entryInFull(f, s.Entries[t.cursor])
	case s.Config.Fault != check.NoFault:
		return t.faultFound(f)
	case s.Verdict.Cause == check.CauseUnfitH && s.Config.H > t.bestH():
		return f.theme.warn.style().Render("h is too large: the curve is cut short. ") + f.theme.dimmed("Not a fault of the gradient.")
	case s.Verdict.Cause == check.CauseUnfitH:
		return f.theme.warn.style().Render("h is too small: rounding eats the digits. ") + f.theme.dimmed("Not a fault of the gradient.")
	case s.Verdict.Cause == check.CauseKinks:
		return f.theme.warn.style().Render(fmt.Sprintf("◇ %d of %d entries are kinks: ", s.Kinks, len(s.Entries))) + f.theme.dimmed("take a smaller h.")
	case !s.Passed():
		return f.theme.bad.style().Render("The gradient and its finite difference disagree.")
	case s.Kinks > 0:
		return f.theme.warn.style().Render(fmt.Sprintf("◇ %d kinks: ", s.Kinks)) + f.theme.dimmed("a ReLU switches between the two points; not counted.")
	}
	return f.theme.dimmed(t.knobs.words())
}

// bestH returns the h of the least error in the sweep, NaN before there is one.
func (t *checkTab) bestH() float64 {
	s := t.runner.snapshot.Sweep
	if i := s.Best(t.formula()); i >= 0 {
		return s.H[i]
	}
	return math.NaN()
}

// entryInFull shows an entry with ten digits or more.
func (t *checkTab) entryInFull(f frame, e check.Entry) string {
	width := min(20, max(12, (f.width-24)/4))
	sign, hue := signOf(f, e)
	text := f.theme.bold(e.Name) + " = " + digits(e.At, width) + "  f " + digits(e.Value, width) +
		"  a " + digits(e.Analytic, width) + "  n " + digits(e.Numerical, width) + " "
	if !math.IsNaN(e.Label) {
		text += fmt.Sprintf(" y %g ", e.Label)
	}
	return text + hue.style().Bold(true).Render(sign)
}

// faultFound says what is planted, and whether the check names it.
func (t *checkTab) faultFound(f frame) string {
	s := t.runner.snapshot
	i := slices.IndexFunc(check.Faults, func(m check.Fault) bool { return m.Name == s.Config.Fault })
	text := f.theme.warn.style().Render("Planted: "+check.Faults[i].About) + ". "
	switch {
	case s.Verdict.Head == "":
		return text
	case s.Harmless:
		return text + f.theme.dimmed("It changes no number here.")
	case string(s.Verdict.Cause) == s.Config.Fault:
		return text + f.theme.good.style().Bold(true).Render("✓ Found and named.")
	case s.Verdict.Cause == check.CauseUnfitH, s.Verdict.Cause == check.CauseKinks:
		return text + f.theme.warn.style().Bold(true).Render("? Cannot tell") + f.theme.dimmed(" with this h.")
	case !s.Passed():
		return text + f.theme.good.style().Bold(true).Render("✓ Found")
	}
	return text + f.theme.bad.style().Bold(true).Render("✗ Not found") + f.theme.dimmed(" with this h.")
}
