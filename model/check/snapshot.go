package check

import (
	"fmt"
	"math"

	"nntui/model"
)

// Entry compares one entry of a gradient with its finite difference.
type Entry struct {
	Name                string  // what the derivative is with respect to: "W[0,3]"
	Tensor, Index       int     // where it stands: in Snapshot.Tensors, and row by row in that
	At                  float64 // its value
	Value               float64 // the function's there: the entry's own, its row's, or the loss
	Label               float64 // the label that belongs to it; NaN for none
	Analytic, Numerical float64
	Absolute, Relative  float64 // the errors |a-n| and nn.RelativeError
	Kink                bool    // does a unit switch on or off between the points of the formula?
	Undefined           string  // why the difference is not a finite number, so that nothing can be compared; "" where it is one
}

// OK reports whether the entry passes. One with a kink does: its two slopes
// say nothing about the gradient. One that is undefined does not: it is not
// known to be right.
func (e Entry) OK() bool { return e.Relative <= Tolerance || e.Kink }

// A Grade says how far the two sides of an entry are apart.
type Grade int

const (
	GradeGood      Grade = iota // up to Good
	GradePassed                 // up to Tolerance
	GradeDoubtful               // up to Wrong: h, rounding or a small fault
	GradeDiffers                // above Wrong, or the analytic side is not a number
	GradeKink                   // not graded for its kink
	GradeUndefined              // not graded: the difference is not a finite number
)

// String is the grade in a word.
func (g Grade) String() string {
	return [...]string{"ok", "ok", "doubtful", "DIFFERS", "kink", "undefined"}[g]
}

// Grade grades the entry; it passes with all but GradeDoubtful, GradeDiffers
// and GradeUndefined.
func (e Entry) Grade() Grade {
	switch {
	case e.Kink:
		return GradeKink
	case e.Undefined != "":
		return GradeUndefined
	}
	for g, bound := range [...]float64{Good, Tolerance, Wrong} {
		if e.Relative <= bound {
			return Grade(g)
		}
	}
	return GradeDiffers
}

// Tensor sums up the entries of one tensor.
type Tensor struct {
	Name          string
	Rows, Cols    int     // of a matrix; 1 and the length of a vector
	First         int     // index of its first entry in Snapshot.Entries
	Done          int     // entries compared so far; Rows·Cols in the end
	Failed, Kinks int     // entries that do not pass, and that have a kink
	Undefined     int     // of those that do not pass: that cannot be compared
	Worst         int     // index in Entries of the largest relative error, -1 without entries
	CheckGrad     float64 // what SciPy's check_grad returns; of a layer, at the inputs of 1.4 (d)
}

// Snapshot is what there is to see of a gradient check.
type Snapshot struct {
	Config     Config
	About      string // the component in words
	Activation string // what bends in the component, one of nn.Activations; "" for nothing
	State      model.State
	Loss       float64
	Entries    []Entry
	Tensors    []Tensor
	Failed     int  // entries that do not pass
	Undefined  int  // of these: that cannot be compared, as GradeUndefined
	Kinks      int  // entries with a kink
	Worst      int  // index of the entry with the largest relative error, -1 without entries
	Harmless   bool // a fault is planted, but happens to change no number
	Verdict    Verdict
	Sweep      Sweep
	Taylor     Taylor
}

// Passed reports whether the gradient is right, as far as it is compared.
func (s Snapshot) Passed() bool { return s.Verdict.Cause == CauseNone }

// Difference says how many entries differ, and how many cannot be compared.
func (s Snapshot) Difference() string {
	const differ, differs = "%d of %d entries differ", "1 of %[2]d entries differs"
	switch {
	case s.Kinks == len(s.Entries):
		return "every entry has a kink"
	case s.Failed == 0:
		return fmt.Sprintf("no entry of the %d without a kink differs by more than %.0e", len(s.Entries)-s.Kinks, Tolerance)
	case s.Undefined == s.Failed:
		return fmt.Sprintf("%d of %d entries cannot be compared", s.Undefined, len(s.Entries))
	case s.Undefined > 0:
		return count(s.Failed-s.Undefined, differs, differ, len(s.Entries)) + fmt.Sprintf(", %d cannot be compared", s.Undefined)
	}
	return count(s.Failed, differs, differ, len(s.Entries)) + fmt.Sprintf(" by more than %.0e", Tolerance)
}

// show puts the entries of a comparison in and sums them up.
func (s *Snapshot) show(c Config, entries []Entry, tensors []tensor) {
	s.Config = c
	s.Entries = entries[:len(entries):len(entries)]
	s.Failed, s.Undefined, s.Kinks, s.Worst = 0, 0, 0, -1
	s.Tensors = make([]Tensor, len(tensors))
	first := 0
	for k, t := range tensors {
		s.Tensors[k] = Tensor{Name: t.name, Rows: t.rows, Cols: t.cols, First: first, Worst: -1}
		first += len(t.at)
	}
	for i, e := range s.Entries {
		t := &s.Tensors[e.Tensor]
		t.Done++
		switch {
		case e.Kink:
			t.Kinks++
			s.Kinks++
		case e.Undefined != "":
			t.Undefined++
			s.Undefined++
			fallthrough
		case !e.OK():
			t.Failed++
			s.Failed++
		}
		for _, worst := range []*int{&t.Worst, &s.Worst} {
			if *worst < 0 || e.worse(s.Entries[*worst]) {
				*worst = i
			}
		}
	}
}

// worse reports whether the entry has the larger error. NaN is the largest; one
// with a kink only counts among its like.
func (e Entry) worse(than Entry) bool {
	if e.Kink != than.Kink {
		return than.Kink
	}
	return e.Relative > than.Relative || math.IsNaN(e.Relative) && !math.IsNaN(than.Relative)
}
