package check

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nntui/model/setting"
)

// A Verdict says in words how a check ended.
type Verdict struct {
	Cause  Cause
	Entry  int    // index in Snapshot.Entries of the entry that shows it best
	Head   string // the result in one sentence
	Why    string // what the numbers show, and what that means
	Worst  string // the entry that shows it best, with both sides
	Advice string // where to look or what to try; may be empty
}

// String is the verdict as a paragraph.
func (v Verdict) String() string {
	said := []string{v.Head, v.Why, v.Worst, v.Advice}
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " ")
}

// verdict finds the verdict on a complete comparison. Where entries differ or
// kinks hide them, finer differences decide whether the gradient is wrong, and
// the Taylor test has a say whatever the entries are.
func (c *Check) verdict() Verdict {
	s, d := &c.snapshot, newDiagnosis(c)
	hidden := s.hidden()
	var wrong []int
	for k, t := range s.Tensors { // that fail, or have kinks that may hide it
		if t.Failed+t.Kinks > 0 && d.wrong(c.chain.tensors[k]) {
			wrong = append(wrong, k)
		}
	}
	switch {
	case len(wrong) > 0:
		return s.blameGradient(d, wrong)
	case s.Failed > 0:
		return c.blameH(hidden)
	case len(hidden) > 0:
		return s.notCompared(hidden)
	case s.Taylor.contradicts():
		return s.blameSmall()
	}
	return s.allRight(c.residue())
}

// hidden are the tensors of which kinks leave a tenth at most to compare.
func (s *Snapshot) hidden() []Tensor {
	return slices.DeleteFunc(slices.Clone(s.Tensors), func(t Tensor) bool { return t.Kinks == 0 || 10*t.Kinks < 9*t.Done })
}

// namesOf lists tensors: "W1, b1 and b2".
func namesOf(tensors []Tensor) string {
	return setting.List(setting.Names(tensors, func(t Tensor) string { return t.Name }), "and")
}

// blameGradient is the verdict where some tensors are wrong whatever h.
func (s *Snapshot) blameGradient(d *diagnosis, wrong []int) Verdict {
	v := summarise(d.findings(wrong), d.skipped)
	e, with := s.telling(wrong), ""
	if hidden := e.Name == ""; hidden || e.Undefined != "" {
		what := "Kinks hide it"
		if !hidden {
			what = "The difference is not a number"
		}
		e, with = d.widest(d.chain.tensors[wrong[0]]), fmt.Sprintf(" with h = %.0e", steps[0])
		v.Why += fmt.Sprintf(" %s at h = %.3g.", what, s.Config.H)
	}
	v.Entry, v.Worst = s.Tensors[e.Tensor].First+e.Index, e.sides(with)
	if v.Cause == CauseUnknown && e.Relative <= Wrong {
		v.Why = fmt.Sprintf("Between %.0e and %.0e it may be h, rounding, or a small fault; no pattern fits.", Good, Wrong)
		v.Advice = "Taylor and the h sweep tell."
	}
	v.Advice += s.byH(wrong)
	return v
}

// byH counts the entries that do not pass although their tensors are right.
func (s *Snapshot) byH(wrong []int) string {
	var right []Tensor
	n := 0
	for k, t := range s.Tensors {
		if t.Failed > 0 && !slices.Contains(wrong, k) {
			right, n = append(right, t), n+t.Failed
		}
	}
	if n == 0 {
		return ""
	}
	return count(n, " 1 entry of %[2]s fails by h alone.", " %d entries of %s fail by h alone.", namesOf(right))
}

// count says how many there are.
func count(n int, one, more string, of any) string {
	if n == 1 {
		more = one
	}
	return fmt.Sprintf(more, n, of)
}

// notCompared is the verdict where kinks leave nothing of a tensor.
func (s *Snapshot) notCompared(hidden []Tensor) Verdict {
	var kinks, entries int
	for _, t := range hidden {
		kinks, entries = kinks+t.Kinks, entries+t.Done
	}
	v := Verdict{
		Cause: CauseKinks,
		Entry: hidden[0].Worst,
		Head:  fmt.Sprintf("Not checked: %s.", namesOf(hidden)),
		Why: fmt.Sprintf("%d of %d entries there have a kink within h = %.3g: a unit switches on or off between the points of the formula.",
			kinks, entries, s.Config.H),
		Advice: "Take a smaller h.",
	}
	if s.Taylor.contradicts() {
		v.Why += fmt.Sprintf(" Taylor's slope is %.2f, as for a wrong gradient.", s.Taylor.FirstSlope)
	}
	return v
}

// blameSmall is the verdict where every entry passes, but not all of them
// together.
func (s *Snapshot) blameSmall() Verdict {
	return Verdict{
		Cause:  CauseUnknown,
		Entry:  s.Worst,
		Head:   fmt.Sprintf("The gradient is a little wrong: Taylor's slope is %.2f.", s.Taylor.FirstSlope),
		Why:    fmt.Sprintf("No entry differs by more than %.0e, but the remainder falls as it does for a wrong gradient.", Tolerance),
		Worst:  s.Entries[s.Worst].sides(""),
		Advice: "A fitting h shows which entries differ: the h sweep has it.",
	}
}

// telling returns the entry that shows best what is wrong: in the tensor with
// the most failures, of those with about the largest relative error, the one
// with the largest absolute error. It has no name where none of the tensors fails.
func (s *Snapshot) telling(wrong []int) (best Entry) {
	t := s.Tensors[slices.MaxFunc(wrong, func(a, b int) int { return cmp.Compare(s.Tensors[a].Failed, s.Tensors[b].Failed) })]
	if t.Failed == 0 {
		return best
	}
	best = s.Entries[t.Worst]
	largest := best.Relative
	for _, e := range s.Entries[t.First : t.First+t.Done] {
		if !e.OK() && e.Relative > 0.9*largest && e.Absolute > best.Absolute {
			best = e
		}
	}
	return best
}

// allRight is the verdict where no entry fails.
func (s *Snapshot) allRight(left residue) Verdict {
	e := s.Entries[s.Worst]
	v := Verdict{Entry: s.Worst, Head: fmt.Sprintf("The gradient is right: all %d entries agree.", len(s.Entries)-s.Kinks), Advice: left.String()}
	switch {
	case s.Harmless:
		v.Why = fmt.Sprintf("The fault %s changes no number here, so there is nothing to find.", s.Config.Fault)
	case e.Relative <= Good:
		v.Why = fmt.Sprintf("Largest relative error %.1e, below %.0e.", e.Relative, Good)
	default:
		v.Why = fmt.Sprintf("Largest relative error %.1e: the difference's own, from %s. %s", e.Relative, left.cause(), s.Taylor.agreement())
	}
	if s.Kinks > 0 {
		v.Advice = count(s.Kinks, "1 entry is a kink: %[2]s It does not count.", "%d entries are kinks: %s They do not count.",
			"a unit switches on or off between the points of the formula.")
		v.Head = strings.Replace(v.Head, "entries", "other entries", 1)
	}
	return v
}

// sides is an entry with both derivatives.
func (e Entry) sides(with string) string {
	return fmt.Sprintf("At %s%s: analytic %.6g, numerical %.6g, relative error %.1e.", e.Name, with, e.Analytic+0, e.Numerical+0, e.Relative) // -0 + 0 is 0
}

// blameH is the verdict where the gradient agrees with finer differences.
func (c *Check) blameH(hidden []Tensor) Verdict {
	s, h := &c.snapshot, c.config.H
	v := Verdict{Cause: CauseUnfitH, Entry: s.Worst, Worst: s.Entries[s.Worst].sides("")}
	if len(hidden) > 0 {
		v.Advice = fmt.Sprintf("Kinks leave hardly anything of %s to compare.", namesOf(hidden))
	}
	switch undefined := s.Entries[s.Worst].Undefined; {
	case s.Taylor.contradicts():
		v.Cause = CauseUnknown
		v.Head = fmt.Sprintf("h = %.3g is too large to tell, and the gradient is wrong as well.", h)
		v.Why = fmt.Sprintf("Taylor's slope is %.2f, as for a wrong gradient; with a smaller h the entries tell more.", s.Taylor.FirstSlope)
	case undefined != "":
		v.Head = fmt.Sprintf("Not the gradient: h = %.3g is too large.", h)
		v.Why, v.Worst, v.Advice = fmt.Sprintf("With h = %.3g %s.", h, undefined), "", strings.TrimSpace("Take a smaller h. "+v.Advice)
	case c.bestStep() >= h:
		v.Head = fmt.Sprintf("Not the gradient: h = %.3g is too small.", h)
		v.Why = "Rounding eats the digits of the difference; with a larger h both sides agree."
	default:
		v.Head = fmt.Sprintf("Not the gradient: h = %.3g is too large.", h)
		v.Why = "The curve bends within h (truncation); with a smaller h both sides agree."
	}
	return v
}

// bestStep returns the h at which the worst entry's difference comes nearest.
func (c *Check) bestStep() float64 {
	e := c.snapshot.Entries[c.snapshot.Worst]
	best, least := 0.0, math.Inf(1)
	for h := 1e-2; h > 1e-11; h /= 10 {
		if gap := c.chain.compare(c.chain.tensors[e.Tensor], e.Index, c.formula, h).Absolute; gap < least {
			best, least = h, gap
		}
	}
	return best
}

// summarise makes one verdict of the findings, which begin where the gradient
// first goes wrong on its way back. skipped says that entries with a kink were
// not looked at.
func summarise(found []finding, skipped bool) Verdict {
	first := found[0]
	var names, alike []string
	also := ""
	for _, f := range found {
		if f.cause != first.cause {
			also = cmp.Or(also, fmt.Sprintf(" Also "+causes[f.cause].head, f.what))
			continue
		}
		names = append(names, f.what)
		if f.why == first.why {
			alike = append(alike, f.what)
		}
	}
	every := " in every entry of " + setting.List(alike, "and")
	if len(alike) > 2 {
		every = " in every entry of these"
	}
	if skipped {
		every += " without a kink"
	}
	return Verdict{
		Cause:  first.cause,
		Head:   fmt.Sprintf(causes[first.cause].head, setting.List(names, "and")),
		Why:    strings.Replace(first.why, " in every entry", every, 1),
		Advice: causes[first.cause].advice + also,
	}
}
