package lines

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"nntui/model/check"
)

// From more entries than mostListed on, text sums up each tensor and lists
// the fewWorst entries only.
const mostListed, fewWorst = 100, 5

// entryKeys are the values of an entry. Where they have no names there are
// only the first seven, kink and undefined, and the last, for readers that count columns.
var entryKeys = []string{
	"component", "name", "at", "analytic", "numerical", "absolute", "relative",
	"value", "label", "kink", "undefined", "check_grad", "cause", "ok",
}

// counted leaves out what only formats with names have.
func counted[T any](f Format, list []T) []T {
	if f.named {
		return list
	}
	return slices.Concat(list[:7], list[9:11], list[13:])
}

// Check writes every entry of a gradient check. Text sums up where they are
// many, and ends with the verdict where the check passes.
func Check(w io.Writer, f Format, s check.Snapshot) error {
	out := bufio.NewWriter(w)
	if f.prose {
		checkText(out, s)
		return out.Flush()
	}
	row := f.rows(table{keys: counted(f, entryKeys)}, out)
	for _, e := range s.Entries {
		row(counted(f, []any{
			s.Config.Component, e.Name, e.At, e.Analytic, e.Numerical, e.Absolute, e.Relative,
			e.Value, e.Label, e.Kink, e.Undefined, checkGrad(s, e), causeOf(s, e), e.OK(),
		})...)
	}
	return out.Flush()
}

// checkGrad returns the check_grad of an entry's tensor.
func checkGrad(s check.Snapshot, e check.Entry) float64 {
	if e.Tensor < len(s.Tensors) {
		return s.Tensors[e.Tensor].CheckGrad
	}
	return math.NaN()
}

// causeOf returns why an entry is wrong, and "" of one that is right.
func causeOf(s check.Snapshot, e check.Entry) string {
	if e.OK() {
		return ""
	}
	return string(s.Verdict.Cause)
}

func checkText(w io.Writer, s check.Snapshot) {
	fmt.Fprintf(w, "Checked: %s; %s differences, h = %g.\n", s.About, s.Config.Formula, s.Config.H)
	if fault := s.Config.Fault; fault != "" && fault != check.NoFault {
		fmt.Fprintf(w, "Planted in the gradient: %s.\n", fault)
	}
	fmt.Fprintln(w)
	if entries := s.Entries; len(entries) <= mostListed {
		listEntries(w, entries)
	} else {
		sumUp(w, s)
		fmt.Fprintf(w, "\nThe %d worst entries:\n\n", fewWorst)
		listEntries(w, worst(entries))
	}
	otherTests(w, s)
	if s.Passed() {
		others := ""
		if s.Kinks > 0 {
			others = " without a kink"
		}
		fmt.Fprintf(w, "\nAll %d entries%s are right: the largest relative error is %.1e, and up to %.0e counts as right.\n",
			len(s.Entries)-s.Kinks, others, s.Entries[s.Worst].Relative, check.Tolerance)
	}
	if s.Passed() && s.Kinks > 0 {
		fmt.Fprintln(w, s.Verdict.Advice)
	}
	if s.Harmless {
		fmt.Fprintln(w, s.Verdict.Why)
	}
}

// otherTests writes what SciPy's check_grad and the Taylor test say.
func otherTests(w io.Writer, s check.Snapshot) {
	if len(s.Tensors) == 0 {
		return
	}
	fmt.Fprint(w, "\nSciPy's check_grad:")
	for _, t := range s.Tensors {
		fmt.Fprintf(w, " %s %.1e", t.Name, t.CheckGrad)
	}
	fmt.Fprintf(w, ".\nTaylor test: %s.\n", s.Taylor)
}

func listEntries(w io.Writer, entries []check.Entry) {
	name := len("name")
	for _, e := range entries {
		name = max(name, len(e.Name))
	}
	fmt.Fprintf(w, "%-*s %14s %14s %9s %9s  %s\n", name, "name", "analytic", "numerical", "absolute", "relative", "verdict")
	for _, e := range entries {
		fmt.Fprintf(w, "%-*s %#14.7g %#14.7g %9.1e %9.1e  %s\n", name, e.Name, e.Analytic, e.Numerical, e.Absolute, e.Relative, e.Grade())
	}
}

// sumUp writes a line for each tensor.
func sumUp(w io.Writer, s check.Snapshot) {
	more := func(kinks, undefined any) (columns string) {
		if s.Kinks > 0 {
			columns += fmt.Sprintf(" %5v", kinks)
		}
		if s.Undefined > 0 {
			columns += fmt.Sprintf(" %9v", undefined)
		}
		return columns
	}
	fmt.Fprintf(w, "%-6s %7s %20s %6s%s\n", "tensor", "entries", "worst relative error", "failed", more("kinks", "undefined"))
	for _, t := range s.Tensors {
		fmt.Fprintf(w, "%-6s %7d %20.1e %6d%s\n", t.Name, t.Done, s.Entries[t.Worst].Relative, t.Failed, more(t.Kinks, t.Undefined))
	}
}

// worst returns the few entries with the largest relative errors, and among
// equals the largest absolute errors. NaN is worse than any number, and a kink
// not as bad as anything else.
func worst(entries []check.Entry) []check.Entry {
	sorted := slices.SortedStableFunc(slices.Values(entries), func(a, b check.Entry) int {
		if a.Kink != b.Kink {
			return map[bool]int{true: 1, false: -1}[a.Kink]
		}
		return cmp.Or(compareErrors(b.Relative, a.Relative), compareErrors(b.Absolute, a.Absolute))
	})
	return sorted[:min(fewWorst, len(sorted))]
}

func compareErrors(a, b float64) int {
	if math.IsNaN(a) || math.IsNaN(b) {
		return -cmp.Compare(a, b) // which has NaN below any number
	}
	return cmp.Compare(a, b)
}
