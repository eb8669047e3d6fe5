// Package command is nntui's command line: flags made of settings, the commands
// that run experiments and print them, and the one that opens the full-screen
// program.
package command

import (
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"nntui/model/setting"
	"nntui/tui"
	"nntui/tui/config"
	"nntui/tui/confine"
	"nntui/tui/lines"
)

// commands are what nntui takes, for sentences.
const commands = "train, descend, check, guide, presets or config"

// New returns nntui's command line: without a command it opens the full-screen
// program, with one it runs an experiment and prints it. All of it is under the
// restriction.
func New(version string, restriction confine.Restriction) *cobra.Command {
	o := tui.Options{
		Opening: tui.Opening{Settings: map[string]string{}},
		Kept:    tui.DefaultKept(),
		Config:  configFile(),
		Version: version,
		Folder:  folder("XDG_STATE_HOME", xdg.StateHome),
	}
	if o.Folder == "" {
		o.Note = homeless
	}
	settings, values := append(o.Kept.Settings(),
		lessonOf(&o.Lesson),
		setting.Switch("resume", "go on with the last session, and list the others", &o.Resume),
	), map[string]string{}
	root := &cobra.Command{
		Use:   "nntui",
		Short: "A laboratory for gradient descent and small neural networks",
		Long: `nntui is a laboratory for gradient descent, gradient checking and small neural networks, in your terminal.

Without a command it opens the full-screen program: choose a knob with the up and down keys, turn it with left and right, and see what it does. ? shows all keys, q quits. The commands run the same experiments and print the numbers.

The guide (g) is a course: each step asks a question, sets the program up to find out, and has an answer. nntui guide prints it. A lesson is a guide of your own, a TOML file that --lesson opens; nntui guide --example prints one that explains how to write it.

To share what you see, press y: it shows the command line that opens it. The flags below are what such a line takes; each belongs to the tab before its colon. To export it, press e, or add --export FILE to a command.

Files: sessions, saved runs and the progress in the guide are in the folder $XDG_STATE_HOME/nntui, or ~/.local/state/nntui on Linux where that is not set; without HOME nothing is kept. Each program that runs has a session of its own there: --resume goes on with the training of the last one that runs nowhere else, and lists the others. While a save fails, the header says "not saved" and why.

What you always want, such as --theme light, goes into the file $XDG_CONFIG_HOME/nntui/config.toml, or ~/.config/nntui/config.toml: nntui config prints it, nntui config --theme light changes it.

For strangers: nntui --restricted, as a forced command of sshd, reads and writes nothing but these files, starts no program and keeps strict limits, which the flags --max-... and --idle set. NNTUI_RESTRICTED=1 in the environment does the same, and then flags only lower the limits.

Colours: NO_COLOR=1 turns them off, COLORTERM=truecolor gives all of them, --colors any number.

Exit status: 0, done. 1, gradients differ or the output cannot be written. 2, the command cannot work as asked. 130 or 143, a command was ended by Ctrl-C or SIGTERM; the full-screen program then saves and ends with 0. 141, the reader of the output has closed it.

nntui completion writes completions for your shell, nntui man this text as a manual page, with all keys.`,
		Example: `
# open the full-screen program
nntui

# open it with a training, where the learning rate is three times as large
nntui --tab training --lr 0.003

# a lesson of your own in place of the guide
nntui --lesson lesson.toml

# train a network on 1,797 handwritten digits
nntui train

# print the numbers for another program
nntui train --epochs 50 --format csv > run.csv

# the path as numbers, and a map of it
nntui descend --export path.csv --export map.svg

# for strangers, who may train smaller nets
nntui --restricted --max-weights 10000

# let the shell complete commands and flags; bash needs its package bash-completion
source <(nntui completion bash)`,
		PreRunE: func(*cobra.Command, []string) error {
			if err := config.Load(configFile(), o.Kept.Settings()); err != nil {
				return err
			}
			o.Kept.Environment()
			return setting.Apply(settings, values)
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, said := values["tab"]; said || len(o.Settings) == 0 && !o.Resume {
				o.Tab = o.Kept.Tab
			}
			if err := o.Check(); err != nil {
				return err
			}
			if !term.IsTerminal(os.Stdin.Fd()) || !term.IsTerminal(os.Stdout.Fd()) {
				return usageError("the full-screen program needs a terminal; without one, nntui takes " + commands)
			}
			ended = tui.Run(cmd.Context(), o) // whose end asks the terminal nothing, as the styles of an error do
			return nil
		},
	}
	addFlags(root, values, settings...)
	for _, tab := range tui.Tabs {
		for _, s := range tui.Settings(tab) {
			s.Usage = tab + ": " + s.Usage
			addFlags(root, o.Settings, s)
		}
	}
	root.SetOut(stdout)
	restrict(root, restriction, &o)
	root.SetFlagErrorFunc(flagError)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(newTrain(), newDescend(), newCheck(), newGuide(o.Folder), newPresets(), newConfig(), newMan())
	for _, c := range append(root.Commands(), root) {
		c.Args, c.Flags().SortFlags = noArguments, false
	}
	return root
}

// homeless says that there is no folder to keep anything in.
const homeless = "Nothing is kept: HOME is not set."

// folder returns nntui's folder below one of package xdg, "" where neither the
// variable for that nor HOME says where it is.
func folder(variable, below string) string {
	home, err := os.UserHomeDir()
	if !filepath.IsAbs(os.Getenv(variable)) && (err != nil || !filepath.IsAbs(home)) {
		return ""
	}
	return filepath.Join(below, "nntui")
}

// lessonOf is the setting for the file of a lesson.
func lessonOf(file *string) setting.Setting {
	return setting.File("lesson", "a lesson of your own", "toml", file)
}

// formatOf is the setting for how a command prints, one of lines.Formats.
func formatOf(format *int) setting.Setting {
	names := setting.Names(lines.Formats, func(f lines.Format) string { return f.Name })
	return setting.Index("format", "how to print", names, format)
}

// take gives a command a flag for each setting, and sets them before it runs.
func take(cmd *cobra.Command, settings ...setting.Setting) {
	values := map[string]string{}
	addFlags(cmd, values, settings...)
	cmd.PreRunE = func(*cobra.Command, []string) error { return setting.Apply(settings, values) }
}

func noArguments(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasSubCommands():
		return wrongUse("%q is not a command; nntui takes %s", args[0], commands)
	}
	return wrongUse("%q is one word too many; %s takes only flags", args[0], cmd.CommandPath())
}
