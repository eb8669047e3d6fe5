package command

import (
	"cmp"

	"github.com/spf13/cobra"

	"nntui/model/setting"
	"nntui/tui"
	"nntui/tui/confine"
	"nntui/tui/files"
)

// refused are the flags that a restricted program does not take.
var refused = []struct{ flag, why string }{
	{"lesson", "it opens no file"},
	{"export", "it writes no file of your choice; e in the full-screen program writes one of its own"},
	{"replace", "it writes no file of your choice"},
}

// restrict gives the command line the flags of the restriction and of the limits,
// which hold for every command, and has them obeyed before anything else is
// done.
func restrict(root *cobra.Command, r confine.Restriction, o *tui.Options) {
	var restricted bool // said by package confine
	settings, hold := limitsOf(r, o)
	values := map[string]string{}
	addFlagsTo(root, root.PersistentFlags(), values, append(settings,
		setting.Switch(confine.Flag, "for strangers: no file by name, no program, and strict limits", &restricted))...)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		delete(values, confine.Flag)
		if err := cmp.Or(refuse(cmd, r), setting.Apply(settings, values)); err != nil {
			return err
		}
		hold()
		return nil
	}
	o.Restricted, files.Follow = r != confine.Open, r == confine.Open
}

// refuse says why the restriction does not let a command run with its flags.
func refuse(cmd *cobra.Command, r confine.Restriction) error {
	for _, f := range refused {
		if r != confine.Open && cmd.Flags().Changed(f.flag) {
			return wrongUse("--%s: this nntui is restricted: %s", f.flag, f.why)
		}
	}
	return nil
}
