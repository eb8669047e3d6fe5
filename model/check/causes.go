package check

import (
	"fmt"
	"math"
	"slices"
)

// A Cause is why a check fails, as far as the numbers tell. Causes that a
// fault of Faults brings about have its name.
type Cause string

const (
	CauseNone       Cause = ""
	CauseSign       Cause = "sign"          // analytic = -numerical
	CauseFactor     Cause = "factor"        // analytic = c·numerical
	CauseBatch      Cause = "no-batch-sum"  // one row only, or the mean for the sum
	CauseTranspose  Cause = "transpose"     // W for Wᵀ, or a gradient stored transposed
	CauseActivation Cause = "no-activation" // the activation's derivative is forgotten
	CauseShift      Cause = "shift"         // entries stand in the wrong places
	CauseMissing    Cause = "missing-term"  // a row or a term of the sum is missing
	CauseNotFinite  Cause = "not-finite"    // NaN or infinity
	CauseUnfitH     Cause = "h"             // the gradient is right, the difference is not
	CauseKinks      Cause = "kinks"         // kinks leave nothing of a tensor to compare
	CauseUnknown    Cause = "unknown"       // none of these
)

// causes has for each way in which a gradient is wrong what a verdict begins
// with, and where to look.
var causes = map[Cause]struct{ head, advice string }{
	CauseSign:       {"Wrong sign: %s.", "Look for a lost or doubled minus."},
	CauseFactor:     {"Constant factor: %s.", "Look for a factor that the loss does not have."},
	CauseBatch:      {"Sum over the batch missing: %s.", "Sum over all rows, as the loss does."},
	CauseTranspose:  {"Transposed: %s.", "Look at the order of the indices of W."},
	CauseActivation: {"Activation's derivative forgotten: %s.", "Multiply by the activation's derivative."},
	CauseShift:      {"Shifted: %s.", "Look for an index that is off by one."},
	CauseMissing:    {"A term is missing: %s.", "Compare the sum in the code with the one on paper."},
	CauseNotFinite:  {"Not a number: %s.", "Look for 0/0, or the logarithm of 0."},
	CauseUnknown:    {"The gradient is wrong: %s.", "No known pattern fits. The heat map may show one."},
}

// A pattern is a way for a gradient to be wrong.
type pattern struct {
	cause Cause
	why   string
	says  func(i int) float64 // what the analytic side of entry i is then
	from  func(i int) int     // where entries are in wrong places, and in place of says: the right place
}

// patterns lists what there can be, what tells most first.
func (d *diagnosis) patterns(t tensor, places []int) []pattern {
	n := d.numerical(t)
	negated := pattern{CauseSign, "Analytic = -1 × numerical in every entry.", func(i int) float64 { return -n(i) }, nil}
	return slices.Concat([]pattern{negated}, d.ofRows(t), d.ofFactor(t, places), ofPlace(t), d.ofTerm(t, places))
}

// ofRows are one row that stands for the sum, the last one first as a loop
// leaves it, the mean for the sum, and one row that is left out. Of an input
// every row has its own part.
func (d *diagnosis) ofRows(t tensor) []pattern {
	rows := d.chain.x.Rows
	if rows < 2 || t.inner {
		return nil
	}
	n := d.numerical(t)
	mean := fmt.Sprintf("Analytic = numerical / %d: the mean over the %[1]d rows, where the loss has the sum.", rows)
	list := []pattern{{CauseBatch, mean, func(i int) float64 { return n(i) / float64(rows) }, nil}}
	for t.row = 1; t.row <= rows; t.row++ {
		row := d.numerical(t)
		alone := fmt.Sprintf("The analytic side is the gradient of row %d of %d alone.", t.row, rows)
		without := fmt.Sprintf("The analytic side lacks row %d of %d.", t.row, rows)
		list = slices.Insert(list, 0, pattern{CauseBatch, alone, row, nil})
		list = append(list, pattern{CauseMissing, without, func(i int) float64 { return n(i) - row(i) }, nil})
	}
	return list
}

// ofFactor are nothing at all, and a constant ratio as least squares find it.
func (d *diagnosis) ofFactor(t tensor, places []int) []pattern {
	n := d.numerical(t)
	var products, squares float64
	for _, i := range places {
		products, squares = products+t.analytic[i]*n(i), squares+n(i)*n(i)
	}
	c := products / squares
	factor := fmt.Sprintf("Analytic = %.6g × numerical in every entry.", c)
	if rows := d.chain.x.Rows; rows > 1 && math.Abs(c/float64(rows)-1) < fitting {
		factor = fmt.Sprintf("Analytic = %.6g × numerical in every entry; %d is also the number of rows.", c, rows)
	}
	nothing := "The analytic side is 0 in every entry: it is never computed, or cleared."
	return []pattern{
		{CauseMissing, nothing, func(int) float64 { return 0 }, nil},
		{CauseFactor, factor, func(i int) float64 { return c * n(i) }, nil},
	}
}

// ofPlace are rows and columns exchanged in memory, and entries that all stand
// a few places further on.
func ofPlace(t tensor) (list []pattern) {
	if t.rows > 1 && t.cols > 1 {
		list = append(list, pattern{CauseTranspose, "The analytic side is the numerical one with rows and columns exchanged.",
			nil, func(i int) int { return i%t.rows*t.cols + i/t.rows }})
	}
	n := len(t.at)
	for _, by := range []int{1, -1, 2, -2} {
		if n > 2 {
			list = append(list, pattern{CauseShift, fmt.Sprintf("Analytic[i] = numerical[i%+d] in every entry: they are rotated.", -by),
				nil, func(i int) int { return (i - by + n) % n }})
		}
	}
	return list
}

// ofTerm are terms that the numbers have and the formula lacks, or the other
// way round: a constant, or one in proportion to the variable itself.
func (d *diagnosis) ofTerm(t tensor, places []int) []pattern {
	if len(places) < 2 {
		return nil
	}
	n := d.numerical(t)
	var gx, xx float64
	for _, i := range places {
		gx, xx = gx+(t.analytic[i]-n(i))*t.at[i], xx+t.at[i]*t.at[i]
	}
	c, slope := t.analytic[places[0]]-n(places[0]), gx/xx
	constant := fmt.Sprintf("Analytic - numerical = %.6g in every entry.", c)
	penalty := fmt.Sprintf("Analytic - numerical = %.6g × the variable itself, as a weight penalty would give.", slope)
	return []pattern{
		{CauseMissing, constant, func(i int) float64 { return n(i) + c }, nil},
		{CauseMissing, penalty, func(i int) float64 { return n(i) + slope*t.at[i] }, nil},
	}
}
