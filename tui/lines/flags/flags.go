// Package flags makes flags of settings, and sentences of what pflag finds
// wrong with a command line: which flag it is, and what it takes.
package flags

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"nntui/model/setting"
)

// Add adds a flag for each setting to a command. The result holds what the
// user gives, by the settings' names, once the command line is parsed:
// [setting.Apply] takes it. A flag of that name that is there already only
// gets its usage completed.
func Add(cmd *cobra.Command, values map[string]string, settings ...setting.Setting) {
	const short = 120 // names that a usage lists
	for _, s := range settings {
		usage := s.Usage
		if s.Options != nil && len(s.Takes) < short {
			usage += ":\n" + s.Takes
		}
		if f := cmd.Flags().Lookup(s.Name); f != nil {
			f.Usage += ";\n" + usage
			f.DefValue = ""
			continue
		}
		f := cmd.Flags().VarPF(value{s, values}, s.Name, "", usage)
		if s.Switch {
			f.NoOptDefVal = "true"
		}
		complete := cobra.FixedCompletions(s.Options, cobra.ShellCompDirectiveNoFileComp)
		if s.File != "" {
			complete = cobra.FixedCompletions([]string{s.File}, cobra.ShellCompDirectiveFilterFileExt)
		}
		if err := cmd.RegisterFlagCompletionFunc(s.Name, complete); err != nil {
			panic(err) // the flag is new
		}
	}
}

// value is the pflag.Value of a setting: it keeps the text, as what that does
// may depend on other flags.
type value struct {
	setting setting.Setting
	values  map[string]string
}

func (v value) String() string {
	if v.setting.Get == nil {
		return "" // pflag asks a zero value
	}
	if text := v.setting.Get(); text != "false" && text != "0" {
		return text
	}
	return ""
}

func (v value) Set(text string) error {
	v.values[v.setting.Name] = text
	return nil
}

func (v value) Type() string { return v.setting.Takes }

// An Error is a sentence about a command line that cannot work.
type Error string

func (e Error) Error() string { return string(e) }

// Explain returns the Error for what pflag says about a command's flags.
func Explain(cmd *cobra.Command, err error) error {
	if missing, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		f := missing.GetFlag()
		return Errorf("--%s: the value is missing; it takes %s", f.Name, f.Value.Type())
	}
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		name := "--" + unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			name = "-" + short
		}
		return Errorf("%s is not a flag of %s; %[2]s --help lists them", name, cmd.CommandPath())
	}
	return Error(err.Error())
}

// Errorf returns an Error as fmt.Sprintf writes it.
func Errorf(format string, args ...any) error { return Error(fmt.Sprintf(format, args...)) }
