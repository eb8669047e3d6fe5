package command

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"nntui/model/check"
	"nntui/tui/export"
	"nntui/tui/lines"
)

func newCheck() *cobra.Command {
	c := check.Default()
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check gradients against finite differences",
		Long: fmt.Sprintf(`Compares the gradient that a formula gives with the one that finite differences give, entry by entry. An entry is ok where the relative error is at most %g, doubtful up to %g, and DIFFERS above; only the first passes. In the full-screen program these are ✓ (up to %g) and ~, ?, and ✗. An entry at which a ReLU switches on or off between the points of the formula is a kink ◇, which does not count. One whose difference is not a finite number, as a step leaves where the loss is defined or overflows, is undefined ∅: it cannot be compared, and does not pass. The column undefined of CSV and JSON says why.

The exit status is 1 where an entry differs or is undefined, or kinks leave nothing of a tensor to compare, and a sentence on standard error names the cause as far as the numbers tell it: the gradient, or an h that is too large or too small.

--fault plants a mistake in the gradient on purpose, to see whether the check finds it: %s.`, check.Tolerance, check.Wrong, check.Good, faultList()),
		Example: `
# the sigmoid at five points
nntui check

# a whole network
nntui check --component network

# what a too small h does
nntui check --h 1e-13

# a network whose bias gradient takes the last row of the batch only
nntui check --component network --fault no-batch-sum`,
	}
	return experiment(cmd, c.Settings(), func(_ context.Context, out *output) error {
		checked, err := check.New(c)
		if err != nil {
			return err
		}
		checked.Advance(math.MaxInt, 0)
		s := checked.Snapshot()
		printed := lines.Check(stdout, lines.Formats[out.format], s)
		if err := errors.Join(printed, out.write(export.Check(s))); err != nil {
			return err
		}
		if !s.Passed() {
			return fmt.Errorf("%s. Cause: %s. %v", s.Difference(), s.Verdict.Cause, s.Verdict)
		}
		return nil
	}, "sweep")
}

// faultList says what each fault does.
func faultList() string {
	var list []string
	for _, f := range check.Faults[1:] {
		list = append(list, f.Name+" ("+f.About+")")
	}
	return strings.Join(list, ", ")
}
