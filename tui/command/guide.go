package command

import (
	"errors"

	"github.com/spf13/cobra"

	"nntui/model/setting"
	"nntui/tui"
	"nntui/tui/guide"
	"nntui/tui/lesson"
)

func newGuide(folder string) *cobra.Command {
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

# what I have done, predicted and explained so far
nntui guide --progress

# a lesson that explains how to write one
nntui guide --example > lesson.toml

# is my lesson right? what does it say?
nntui guide --lesson lesson.toml`,
	}
	var file string
	var questions, example, progress bool
	take(cmd,
		lessonOf(&file),
		setting.Switch("questions", "leave the answers out", &questions),
		setting.Switch("progress", "print what you have done of it, with your predictions and explanations", &progress),
		setting.Switch("example", "print the file of a lesson that explains how to write one", &example),
	)
	cmd.RunE = func(*cobra.Command, []string) error {
		if example {
			_, err := stdout.Write(lesson.Example)
			return err
		}
		l, err := tui.ReadLesson(file, true)
		if err != nil {
			return err
		}
		switch {
		case questions:
			return l.Write(stdout, nil)
		case progress:
			if folder == "" {
				return errors.New("no progress is kept: HOME is not set")
			}
			p, err := l.Load(folder)
			if err != nil {
				return err
			}
			return l.WriteProgress(stdout, p)
		}
		return l.Write(stdout, func(s *lesson.Step) (string, error) { return guide.Answer(s, tui.Trial) })
	}
	return cmd
}
