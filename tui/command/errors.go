package command

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"nntui/model"
	"nntui/model/setting"
	"nntui/tui/tomlfile"
)

// Explain returns the sentence to print for an error, and the exit status:
// 2 for what cannot work as asked, 128 and the signal's number for an end by a
// signal, as a shell has it, and 1 for the rest.
func Explain(err error) (sentence string, status int) {
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
	if e, ok := errors.AsType[*tomlfile.Error](err); ok {
		return e.Error(), 2
	}
	if _, ok := errors.AsType[usageError](err); ok {
		return err.Error(), 2
	}
	return err.Error(), 1
}

// usageError is a sentence about a command line that cannot work.
type usageError string

func (e usageError) Error() string { return string(e) }

// flagError returns the usageError for what pflag says about a command's flags.
// A command that does not exist comes first: it explains why its flags do not
// either.
func flagError(cmd *cobra.Command, err error) error {
	if err := cmd.ValidateArgs(cmd.Flags().Args()); err != nil {
		return err
	}
	if missing, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		f := missing.GetFlag()
		return wrongUse("--%s: the value is missing; it takes %s", f.Name, f.Value.Type())
	}
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		name := "--" + unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			name = "-" + short
		}
		return wrongUse("%s is not a flag of %s; %[2]s --help lists them", name, cmd.CommandPath())
	}
	return usageError(err.Error())
}

// wrongUse returns a usageError as fmt.Sprintf writes it.
func wrongUse(format string, args ...any) error { return usageError(fmt.Sprintf(format, args...)) }
