package command

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nntui/model/setting"
	"nntui/tui/export"
	"nntui/tui/files"
)

// exports is what a command line says about the files that an experiment goes
// into, beside what is printed.
type exports struct {
	files   fileNames
	figure  string
	replace bool
}

// newExports adds the flags to a command whose experiment has these figures.
func newExports(cmd *cobra.Command, figures ...string) (*exports, []setting.Setting) {
	e := &exports{figure: figures[0]}
	cmd.Flags().Var(&e.files, "export", "also write to a file: .csv, .json, .svg or .png; can be given again")
	settings := []setting.Setting{setting.Switch("replace", "let --export replace a file that exists", &e.replace)}
	if len(figures) > 1 {
		settings = append(settings, setting.Choice("figure", "which figure --export draws", figures, &e.figure))
	}
	return e, settings
}

// check says, before an experiment runs, why it could not be written.
func (e *exports) check() error {
	for _, file := range e.files {
		if extension := strings.ToLower(filepath.Ext(file)); extension != ".csv" && extension != ".json" && !export.Figure(extension) {
			return wrongUse("--export: %q does not say what to write; it takes a name that ends in .csv, .json, .svg or .png", file)
		}
		switch err := files.Check(file, e.replace); {
		case errors.Is(err, fs.ErrExist):
			return wrongUse("--export: %v; --replace writes over it", err)
		case err != nil:
			return wrongUse("--export: %v", err)
		}
	}
	return nil
}

// write writes the files.
func (e *exports) write(list []export.Product) error {
	for _, file := range e.files {
		p, err := export.For(list, file, e.figure)
		if err != nil {
			return err
		}
		if err := files.Write(file, e.replace, p.Write); err != nil {
			return err
		}
	}
	return nil
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
