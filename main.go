// Nntui is a laboratory for gradient descent, gradient checking and small
// neural networks that runs in a terminal.
//
// This file is the command line: without a command it opens the full-screen
// program (package tui), with one it runs an experiment (package model) and
// writes it as lines (package lines).
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/fang"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"nntui/model"
	"nntui/model/setting"
	"nntui/tui"
	"nntui/tui/export"
	"nntui/tui/figures"
	"nntui/tui/lesson"
	"nntui/tui/lines"
	"nntui/tui/lines/flags"
)

func main() {
	// A reader that has seen enough is then an error of Write (EPIPE), not a
	// sudden end that would leave a progress bar on the screen.
	signal.Ignore(syscall.SIGPIPE)
	cobra.EnableCommandSorting = false
	err := fang.Execute(context.Background(), newRoot(), fang.WithVersion(version()), fang.WithErrorHandler(report))
	_, status := explain(err)
	os.Exit(status)
}

// commands are what nntui takes, for sentences.
const commands = "train, descend, check, guide or presets"

func newRoot() *cobra.Command {
	o := tui.Options{
		Opening: tui.Opening{Settings: map[string]string{}},
		Version: version(),
		Folder:  filepath.Join(xdg.StateHome, "nntui"),
	}
	root := &cobra.Command{
		Use:   "nntui",
		Short: "A laboratory for gradient descent and small neural networks, in your terminal",
		Long: `nntui is a laboratory for gradient descent, gradient checking and small neural networks, in your terminal.

Without a command it opens the full-screen program: choose a knob with the up and down keys, turn it with left and right, and see what it does. ? shows all keys, q quits. The commands run the same experiments and print the numbers.`,
		Example: `
# open the full-screen program
nntui

# train a network on 1,797 handwritten digits
nntui train

# print the numbers for another program
nntui train --epochs 50 --format csv > run.csv

# let the shell complete commands and flags
source <(nntui completion bash)`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.Check(); err != nil {
				return err
			}
			if !isTerminal(os.Stdin) || !isTerminal(os.Stdout) {
				return flags.Error("the full-screen program needs a terminal; without one, nntui takes " + commands)
			}
			return tui.Run(cmd.Context(), o)
		},
	}
	take(root,
		setting.Choice("tab", "the tab to open", tui.Tabs, &o.Tab),
		lessonOf(&o.Lesson),
		setting.Switch("ascii", "use only characters that every font has", &o.ASCII),
		setting.Switch("resume", "go on with the training of the last session", &o.Resume),
	)
	for i, settings := range tui.Settings() {
		for _, s := range settings {
			s.Usage = tui.Tabs[i] + ": " + s.Usage
			flags.Add(root, o.Settings, s)
		}
	}
	root.SetFlagErrorFunc(flagError)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(newTrain(), newDescend(), newCheck(), newGuide(), newPresets())
	for _, c := range append(root.Commands(), root) {
		c.Flags().SortFlags = false
	}
	return root
}

func newTrain() *cobra.Command {
	c := model.DefaultTraining()
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

# another net
nntui train --layers linear:16,tanh,linear:1,sigmoid --init glorot`,
		Args: noArguments,
	}
	format := lines.Text
	exports, more := flags.NewExport(cmd, "curves", "digits")
	take(cmd, slices.Concat(c.Settings(), []setting.Setting{formatOf(&format)}, more)...)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := exports.Check(); err != nil {
			return err
		}
		run, err := model.NewTraining(c)
		if err != nil {
			return err
		}
		stopped := lines.Train(untilSignal(cmd.Context()), run, format, os.Stdout, os.Stderr)
		s := run.Look(model.Watch{Digits: true})
		if err := exports.Write(export.Training(s, nil, figures.Axes{})); err != nil {
			return err
		}
		if stopped != nil {
			return stopped
		}
		switch {
		case s.State == model.Diverged:
			fmt.Fprintf(os.Stderr, "Diverged at %s. Try a smaller --lr.\n", s.Reason)
		case s.Stopped:
			fmt.Fprintf(os.Stderr, "Stopped after epoch %d: the lowest validation loss is that of epoch %d.\n", len(s.Epochs), s.Best()+1)
		}
		return nil
	}
	return cmd
}

func newDescend() *cobra.Command {
	c := model.DefaultDescent()
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
		Args: noArguments,
	}
	format := lines.Text
	exports, more := flags.NewExport(cmd, "contour", "curve")
	take(cmd, slices.Concat(c.Settings(), []setting.Setting{formatOf(&format)}, more)...)
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := exports.Check(); err != nil {
			return err
		}
		descent, err := model.NewDescent(c)
		if err != nil {
			return err
		}
		descent.Advance(c.Steps, 0)
		s := descent.Snapshot()
		if err := lines.Descent(os.Stdout, format, s); err != nil {
			return err
		}
		if err := exports.Write(export.Descent(s, s.Surface.Domain)); err != nil {
			return err
		}
		if s.State == model.Diverged {
			fmt.Fprintf(os.Stderr, "Diverged at %s. Try a smaller --step.\n", s.Reason)
		}
		return nil
	}
	return cmd
}

func newCheck() *cobra.Command {
	c := model.DefaultCheck()
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check gradients against finite differences",
		Long: fmt.Sprintf(`Compares the gradient that a formula gives with the one that finite differences give, entry by entry. An entry is ok where the relative error is at most %g, doubtful up to %g, and DIFFERS above; only the first passes. In the full-screen program these are ✓ (up to %g) and ~, ?, and ✗. An entry at which a ReLU switches on or off between the points of the formula is a kink ◇, which does not count.

The exit status is 1 where an entry differs or kinks leave nothing of a tensor to compare, and a sentence on standard error names the cause as far as the numbers tell it: the gradient, or an h that is too large or too small.

--fault plants a mistake in the gradient on purpose, to see whether the check finds it: %s.`, model.Tolerance, model.Wrong, model.Good, faultList()),
		Example: `
# the sigmoid at five points
nntui check

# a whole network
nntui check --component network

# what a too small h does
nntui check --h 1e-13

# a network whose bias gradient takes the last row of the batch only
nntui check --component network --fault no-batch-sum`,
		Args: noArguments,
	}
	format := lines.Text
	exports, more := flags.NewExport(cmd, "sweep")
	take(cmd, slices.Concat(c.Settings(), []setting.Setting{formatOf(&format)}, more)...)
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := exports.Check(); err != nil {
			return err
		}
		check, err := model.NewCheck(c)
		if err != nil {
			return err
		}
		check.Advance(math.MaxInt, 0)
		s := check.Snapshot()
		if err := lines.Check(os.Stdout, format, s); err != nil {
			return err
		}
		if err := exports.Write(export.Check(s)); err != nil {
			return err
		}
		if !s.Passed() {
			return fmt.Errorf("%s. Cause: %s. %v", s.Difference(), s.Verdict.Cause, s.Verdict)
		}
		return nil
	}
	return cmd
}

// faultList says what each fault does.
func faultList() string {
	var list []string
	for _, f := range model.Faults[1:] {
		list = append(list, f.Name+" ("+f.About+")")
	}
	return strings.Join(list, ", ")
}

func newPresets() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "presets",
		Short:   "List the runs that train can start from",
		Long:    `Lists the training runs that come with nntui. The name is what nntui train --preset takes.`,
		Example: "nntui presets",
		Args:    noArguments,
	}
	format := lines.Text
	take(cmd, formatOf(&format))
	cmd.RunE = func(*cobra.Command, []string) error { return lines.Presets(os.Stdout, format, model.Presets) }
	return cmd
}

func newGuide() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "guide",
		Short: "Print the guide, or a lesson of your own, with the answers",
		Long: `Prints the guide that the full-screen program has on its key g: what to try, what to predict, and the answers. For each answer the experiments are run, and their figures stand in the text. For all of the guide that takes some ten seconds.

A lesson is a TOML file of your own. What is wrong with one is refused with the line and the reason.`,
		Example: `
# the questions alone, as a sheet to hand out
nntui guide --questions

# with the answers
nntui guide

# a lesson that explains how to write one
nntui guide --example > lesson.toml

# is my lesson right? what does it say?
nntui guide --lesson lesson.toml`,
		Args: noArguments,
	}
	var file string
	var questions, example bool
	take(cmd,
		lessonOf(&file),
		setting.Switch("questions", "leave the answers out", &questions),
		setting.Switch("example", "print the file of a lesson that explains how to write one", &example),
	)
	cmd.RunE = func(*cobra.Command, []string) error {
		if example {
			_, err := os.Stdout.Write(lesson.Example)
			return err
		}
		l, err := tui.ReadLesson(file)
		if err != nil {
			return err
		}
		answer := tui.Answer
		if questions {
			answer = nil
		}
		return l.Write(os.Stdout, answer)
	}
	return cmd
}

// lessonOf is the setting for the file of a lesson.
func lessonOf(file *string) setting.Setting {
	return setting.File("lesson", "a lesson of your own", "toml", file)
}

// formatOf is the setting for how a command prints.
func formatOf(format *lines.Format) setting.Setting {
	names := setting.Names(lines.Formats, func(f lines.Format) string { return string(f) })
	return setting.Choice("format", "how to print", names, (*string)(format))
}

// take gives a command a flag for each setting, and sets them before it runs.
func take(cmd *cobra.Command, settings ...setting.Setting) {
	values := map[string]string{}
	flags.Add(cmd, values, settings...)
	cmd.PreRunE = func(*cobra.Command, []string) error { return setting.Apply(settings, values) }
}

func noArguments(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasSubCommands():
		return flags.Errorf("%q is not a command; nntui takes %s", args[0], commands)
	}
	return flags.Errorf("%q is one word too many; %s takes only flags", args[0], cmd.CommandPath())
}

// flagError explains what is wrong with a flag. A command that does not exist
// comes first: it explains why its flags do not either.
func flagError(cmd *cobra.Command, err error) error {
	if err := cmd.ValidateArgs(cmd.Flags().Args()); err != nil {
		return err
	}
	return flags.Explain(cmd, err)
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

// explain returns the sentence to print for an error, and the exit status:
// 2 for what cannot work as asked, 128 and the signal's number for an end by a
// signal, as a shell has it, and 1 for the rest.
func explain(err error) (sentence string, status int) {
	if err == nil {
		return "", 0
	}
	if errors.Is(err, syscall.EPIPE) {
		return "", 128 + int(syscall.SIGPIPE)
	}
	if c, ok := errors.AsType[caught](err); ok {
		return err.Error(), 128 + int(c)
	}
	if e, ok := errors.AsType[*model.ConfigError](err); ok {
		return "--" + e.Error(), 2
	}
	if e, ok := errors.AsType[*setting.Error](err); ok {
		return "--" + e.Error(), 2
	}
	if e, ok := errors.AsType[*lesson.Error](err); ok {
		return e.Error(), 2
	}
	if _, ok := errors.AsType[flags.Error](err); ok {
		return err.Error(), 2
	}
	return err.Error(), 1
}

// report prints the sentence for an error; on a terminal an error of the user
// or the machine gets a heading.
func report(w io.Writer, styles fang.Styles, err error) {
	sentence, status := explain(err)
	switch {
	case sentence == "":
	case status < 128 && isTerminal(os.Stderr):
		fmt.Fprintf(w, "%s\n%s\n\n", styles.ErrorHeader, styles.ErrorText.UnsetTransform().Render(sentence))
	default:
		fmt.Fprintln(w, sentence)
	}
}

func isTerminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "built from source"
	}
	return info.Main.Version
}
