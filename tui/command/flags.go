package command

import (
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"nntui/model/setting"
)

// addFlags adds a flag for each setting to a command. The result holds what the
// user gives, by the settings' names, once the command line is parsed:
// [setting.Apply] takes it. Settings of one name share a flag, which explains
// and completes what each of them takes.
func addFlags(cmd *cobra.Command, values map[string]string, settings ...setting.Setting) {
	addFlagsTo(cmd, cmd.Flags(), values, settings...)
}

// addFlagsTo is addFlags for one of the sets of flags of a command.
func addFlagsTo(cmd *cobra.Command, set *pflag.FlagSet, values map[string]string, settings ...setting.Setting) {
	for _, s := range settings {
		if f := set.Lookup(s.Name); f != nil {
			f.Usage, f.DefValue = f.Usage+";\n"+usage(s), ""
			f.Value.(*value).share(s)
			continue
		}
		v := &value{s, values}
		f := set.VarPF(v, s.Name, "", usage(s))
		if s.Switch {
			f.NoOptDefVal = "true"
		}
		cmd.RegisterFlagCompletionFunc(s.Name, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			if v.File != "" {
				return []string{v.File}, cobra.ShellCompDirectiveFilterFileExt
			}
			return v.Options, cobra.ShellCompDirectiveNoFileComp
		}) // which cannot fail, as the flag is new
	}
}

// usage explains a setting, with the names that it takes where they fit.
func usage(s setting.Setting) string {
	const short = 120
	if s.Options == nil || len(s.Takes) > short {
		return s.Usage
	}
	return s.Usage + ":\n" + s.Takes
}

// value is the pflag.Value of a setting: it keeps the text, as what that does
// may depend on other flags.
type value struct {
	setting.Setting
	values map[string]string
}

// share lets the flag stand for another setting as well.
func (v *value) share(s setting.Setting) {
	if s.Takes != v.Takes {
		v.Takes += ", or else " + s.Takes
	}
	for _, option := range s.Options {
		if !slices.Contains(v.Options, option) {
			v.Options = append(slices.Clip(v.Options), option)
		}
	}
}

func (v *value) String() string {
	if v.Get == nil {
		return "" // pflag asks a zero value
	}
	if text := v.Get(); text != "false" && text != "0" {
		return text
	}
	return ""
}

func (v *value) Set(text string) error {
	v.values[v.Name] = text
	return nil
}

func (v *value) Type() string { return v.Takes }
