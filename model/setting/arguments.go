package setting

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Arguments returns the command line that makes what there is of fresh
// settings, in the order of Apply, and changes these on the way. It leaves out
// what fresh settings have anyway, but for the names in also.
func Arguments(settings, fresh []Setting, also ...string) (args []string) {
	fresh = inOrder(fresh)
	for i, s := range inOrder(settings) {
		value := s.Get()
		same := value == fresh[i].Get() && !slices.Contains(also, s.Name)
		if same || fresh[i].Set(value) != nil || value == "" {
			continue
		}
		switch {
		case s.Switch && value == "true":
			args = append(args, "--"+s.Name)
		case s.Switch || strings.HasPrefix(value, "-"):
			args = append(args, "--"+s.Name+"="+value)
		default:
			args = append(args, "--"+s.Name, value)
		}
	}
	return args
}

// Parse reads a command line of settings only. The error is an *Error.
func Parse(settings []Setting, args []string) (values map[string]string, err error) {
	values = map[string]string{}
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	for _, s := range settings {
		keep := func(value string) error { values[s.Name] = value; return nil }
		if s.Switch {
			flags.BoolFunc(s.Name, s.Usage, keep)
		} else {
			flags.Func(s.Name, s.Usage, keep)
		}
	}
	for _, arg := range args { // which package flag would take, and a command line of ours does not
		name, _, _ := strings.Cut(strings.TrimPrefix(arg, "-"), "=")
		if _, ok := Find(settings, name); ok && strings.HasPrefix(arg, "-") {
			return nil, &Error{name, "it has two dashes before it: --" + name}
		}
	}
	err = flags.Parse(args)
	if name, ok := strings.CutPrefix(fmt.Sprint(err), "flag provided but not defined: -"); ok {
		names := slices.Sorted(slices.Values(Names(settings, nameOf)))
		return nil, &Error{name, "there is no such setting; there are " + strings.Join(names, ", ")}
	}
	if name, ok := strings.CutPrefix(fmt.Sprint(err), "flag needs an argument: -"); ok {
		s, _ := Find(settings, name)
		return nil, &Error{name, "the value is missing; it takes " + s.Takes}
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		return nil, &Error{"help", "there is no such setting"}
	case err != nil:
		return nil, &Error{"settings", err.Error()}
	case flags.NArg() > 0:
		return nil, &Error{flags.Arg(0), "this is no setting; settings begin with --"}
	}
	return values, nil
}
