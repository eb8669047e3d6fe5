package command

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nntui/model/setting"
	"nntui/tui/export"
	"nntui/tui/files"
	"nntui/tui/lines"
)

// plotOf is the setting for a plot under the numbers.
func plotOf(plot *bool) setting.Setting {
	return setting.Switch("plot", "draw the curves under the numbers", plot)
}

// output is what a command line says about where an experiment goes: how it is
// printed, and the files that hold it as well.
type output struct {
	format  int // in lines.Formats
	files   fileNames
	figure  string
	replace bool
}

// experiment gives a command the flags of an experiment that has these figures,
// and of its output, and has it run where that can be written.
func experiment(cmd *cobra.Command, settings []setting.Setting, run func(context.Context, *output) error, figures ...string) *cobra.Command {
	o := &output{figure: figures[0]}
	cmd.Flags().Var(&o.files, "export", "also write to a file: "+setting.List(export.Extensions(), "or")+"; can be given again")
	settings = append(settings, formatOf(&o.format), setting.Switch("replace", "let --export replace a file that exists; where that is a link, the file that it leads to", &o.replace))
	if len(figures) > 1 {
		settings = append(settings, setting.Choice("figure", "which figure --export draws", figures, &o.figure))
	}
	take(cmd, settings...)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := o.check(); err != nil {
			return err
		}
		stdout.patient = len(o.files) > 0
		return stdout.end(run(cmd.Context(), o))
	}
	return cmd
}

// check says, before an experiment runs, why it could not be written.
func (o *output) check() error {
	named := map[string]string{}
	for _, file := range o.files {
		if known := export.Extensions(); !slices.Contains(known, export.Extension(file)) {
			return wrongUse("--export: %q does not say what to write; it takes a name that ends in %s", file, setting.List(known, "or"))
		}
		switch err := files.Check(file, o.replace); {
		case errors.Is(err, fs.ErrExist):
			return wrongUse("--export: %v; --replace writes over it", err)
		case err != nil:
			return wrongUse("--export: %v", err)
		}
		whole := files.Whole(file)
		if other, ok := named[whole]; ok {
			return wrongUse("--export: %s and %s are one file", files.Shown(file), files.Shown(other))
		}
		named[whole] = file
	}
	return nil
}

// plots says why there can be no plot under what is printed.
func (o *output) plots(plot bool) error {
	if plot && !lines.Formats[o.format].Prose() {
		return wrongUse("--plot: a plot stands under text; --format %s is for programs", lines.Formats[o.format].Name)
	}
	return nil
}

// write writes the files. Of those that cannot be written the error tells, each
// in a line; the others are there.
func (o *output) write(list []export.Product) error {
	var errs []error
	for _, file := range o.files {
		p, err := export.For(list, file, o.figure)
		if err == nil {
			err = files.Write(file, o.replace, p.Write)
		}
		if err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// fileNames is the pflag.Value of a flag that can be given several times.
type fileNames []string

func (f *fileNames) String() string { return strings.Join(*f, ", ") }
func (f *fileNames) Type() string   { return "the name of a file" }

func (f *fileNames) Set(name string) error {
	if !slices.Contains(*f, name) {
		*f = append(*f, name)
	}
	return nil
}
