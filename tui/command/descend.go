package command

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"nntui/model"
	"nntui/model/descent"
	"nntui/tui/axis"
	"nntui/tui/export"
	"nntui/tui/lines"
)

func newDescend() *cobra.Command {
	c, plot := descent.Default(), false
	cmd := &cobra.Command{
		Use:   "descend",
		Short: "Walk down a surface",
		Long: `Walks down a function f(x,y) and prints each point on the way, beginning with step 0 at the starting point. Without flags it is gradient descent on f(x,y) = x^2 + y^2 + x(y+2) + cos(3x), which has three local minima.

A step that is too large leads away from every minimum. Where f overflows, the walk ends and says so on standard error; that is a result like any other, with exit status 0.`,
		Example: `
# 20 steps of 0.1 from (3, 2)
nntui descend

# larger steps, each 5 % smaller than the one before
nntui descend --step 0.2 --decay 0.95 --steps 10

# another surface, another method
nntui descend --surface rosenbrock --method bfgs --steps 40

# a function of your own
nntui descend --function 'x^2 + sin(3*y)' --x 1 --y 1`,
	}
	return experiment(cmd, append(c.Settings(), plotOf(&plot)), func(_ context.Context, out *output) error {
		if err := out.plots(plot); err != nil {
			return err
		}
		walked, err := descent.New(c)
		if err != nil {
			return err
		}
		walked.Advance(c.Steps, 0)
		s := walked.Snapshot()
		printed := lines.Descent(stdout, lines.Formats[out.format], s)
		if plot {
			lines.PlotDescent(stdout, s)
		}
		if err := errors.Join(printed, out.write(export.Descent(s, s.Surface.Domain, axis.Spacings[0]))); err != nil {
			return err
		}
		if s.State == model.Diverged {
			advice := ""
			if s.Overshot() {
				advice = " Try a smaller --step."
			}
			fmt.Fprintf(os.Stderr, "Diverged at %s.%s\n", s.Reason, advice)
		}
		return nil
	}, "contour", "curve")
}
