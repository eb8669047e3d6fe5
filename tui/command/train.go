package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/export"
	"nntui/tui/figures"
	"nntui/tui/lines"
)

func newTrain() *cobra.Command {
	c, plot := training.Default(), false
	cmd := &cobra.Command{
		Use:   "train",
		Short: "Train a network on handwritten digits",
		Long: `Trains a network to tell the digits 0 to 4 from 5 to 9 and prints a line for each epoch: the mean loss and accuracy on the training set and on the test set.

A run starts from a preset, and each flag changes one thing about it. The same flags always give the same numbers.

Ctrl-C ends the run after the epoch under way, with exit status 130; a second Ctrl-C ends it at once. A run whose loss is no longer a number ends there and says so on standard error; that is a result like any other, with exit status 0.`,
		Example: `
# ten epochs with 64-32-1 units
nntui train

# the same net with a learning rate ten times as large
nntui train --epochs 100 --lr 0.01

# start from a preset, but with Adam
nntui train --preset 1.6h-deep --optimizer adam

# stop when a fifth of the training digits, held out, no longer gains
nntui train --epochs 500 --lr 0.01 --validation 0.2 --patience 10

# a smaller learning rate after 20 epochs, as l (live) and a knob make it
nntui train --epochs 40 --lr 0.01 --changes '20 lr=0.001'

# the learning curve under the numbers
nntui train --epochs 50 --plot

# another net
nntui train --layers linear:16,tanh,linear:1,sigmoid --init glorot`,
	}
	return experiment(cmd, append(c.Settings(), plotOf(&plot)), func(ctx context.Context, out *output) error {
		if err := out.plots(plot); err != nil {
			return err
		}
		run, err := training.New(c)
		if err != nil {
			return err
		}
		stopped := lines.Train(untilSignal(ctx), run, lines.Formats[out.format], stdout, os.Stderr)
		s := run.Look(training.Watch{Digits: true})
		if plot {
			lines.PlotRun(stdout, s)
		}
		if err := errors.Join(out.write(export.Training(s, nil, figures.Axes{})), stopped); err != nil {
			return err
		}
		switch {
		case s.State == model.Diverged:
			fmt.Fprintf(os.Stderr, "Diverged at %s. Try a smaller --lr.\n", s.Reason)
		case s.Stopped:
			fmt.Fprintf(os.Stderr, "Stopped after epoch %d: the lowest validation loss is that of epoch %d.\n", len(s.Epochs), s.Best()+1)
		}
		return nil
	}, "curves", "digits")
}

// caught is the signal that ended a run.
type caught syscall.Signal

func (c caught) Error() string { return syscall.Signal(c).String() }

// untilSignal returns a context that SIGINT or SIGTERM ends. A second one
// ends the program at once.
func untilSignal(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancelCause(ctx)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		s := <-signals
		signal.Stop(signals)
		cancel(caught(s.(syscall.Signal)))
	}()
	return ctx
}
