// Package flags adds to pflag what nntui's commands need: flags that take one
// of a few names, flags on top of a preset, and errors that say in one
// sentence which flag it is and what it takes.
package flags

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// OneOf adds a flag that takes the name of one of the options, completes it,
// and lists the names in its usage where they are short.
func OneOf[T any](cmd *cobra.Command, flag string, value *T, options []T, name func(T) string, usage string) {
	names := Names(options, name)
	c := choice[T]{value, options, name}
	if len(c.Type()) < 100 {
		usage += ":\n" + c.Type()
	}
	cmd.Flags().Var(c, flag, usage)
	complete := cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)
	if err := cmd.RegisterFlagCompletionFunc(flag, complete); err != nil {
		panic(err) // the flag exists twice
	}
}

// NameOf is OneOf for a flag whose options are the names themselves.
func NameOf(cmd *cobra.Command, flag string, value *string, names []string, usage string) {
	OneOf(cmd, flag, value, names, func(s string) string { return s }, usage)
}

// Names returns the name of each entry of a list.
func Names[T any](list []T, name func(T) string) []string {
	names := make([]string, len(list))
	for i, t := range list {
		names[i] = name(t)
	}
	return names
}

// choice is the pflag.Value of OneOf.
type choice[T any] struct {
	value   *T
	options []T
	name    func(T) string
}

func (c choice[T]) String() string { return c.name(*c.value) }

func (c choice[T]) Set(s string) error {
	i := slices.IndexFunc(c.options, func(t T) bool { return c.name(t) == s })
	if i < 0 {
		return errors.New("unknown name")
	}
	*c.value = c.options[i]
	return nil
}

// Type returns what the flag takes: "a, b or c".
func (c choice[T]) Type() string {
	names := Names(c.options, c.name)
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// OnTopOf calls base, which may change the variables behind the flags, and
// then gives those flags that the user has set their values again.
func OnTopOf(f *pflag.FlagSet, base func()) {
	set := map[*pflag.Flag]string{}
	f.Visit(func(f *pflag.Flag) { set[f] = f.Value.String() })
	base()
	for f, value := range set {
		f.Value.Set(value)
	}
}

// An Error is a sentence about a command line that cannot work.
type Error string

func (e Error) Error() string { return string(e) }

// Explain returns the Error for what pflag says about a command's flags.
func Explain(cmd *cobra.Command, err error) error {
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		f := invalid.GetFlag()
		return Errorf("--%s: %q does not fit; it takes %s", f.Name, invalid.GetValue(), takes(f.Value))
	}
	if missing, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		f := missing.GetFlag()
		return Errorf("--%s: the value is missing; it takes %s", f.Name, takes(f.Value))
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

// takes says in words what a flag takes.
func takes(v pflag.Value) string {
	switch t := v.Type(); t {
	case "int":
		return "a whole number"
	case "uint64":
		return fmt.Sprintf("a whole number from 0 to %d", uint64(math.MaxUint64))
	case "float64":
		return "a number"
	case "bool":
		return "true or false"
	default: // of a choice
		return t
	}
}
