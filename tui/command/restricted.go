package command

import (
	"cmp"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nntui/model/setting"
	"nntui/tui"
)

// A Restriction says whether the program is one for strangers, as a forced
// command of sshd starts it: it then reads and writes only what it keeps itself,
// under names of its own, and starts no program.
type Restriction int

// The restrictions.
const (
	Open    Restriction = iota // there is none
	Flagged                    // by --restricted; other flags beside it set other limits
	Forced                     // by the environment: flags can only narrow its limits
)

const (
	restrictedFlag     = "restricted"
	restrictedVariable = "NNTUI_RESTRICTED"
)

// RestrictionOf returns that of a start with these arguments. Any mention of the
// flag counts, and no argument takes it back: --restricted=false restricts too.
func RestrictionOf(args []string) Restriction {
	mention := func(arg string) bool {
		name, _, _ := strings.Cut(arg, "=")
		return name == "--"+restrictedFlag
	}
	switch {
	case os.Getenv(restrictedVariable) != "":
		return Forced
	case slices.ContainsFunc(args, mention):
		return Flagged
	}
	return Open
}

// kept are the variables of the environment that stay under restriction: those
// that name the program's own folders, and as far as they are plain words, those
// about the terminal.
var (
	keptFolders = []string{"HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"}
	keptWords   = []string{"TERM", "COLORTERM", "NO_COLOR", "LANG", "SSH_TTY", restrictedVariable}
	plainWord   = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9._+-]{0,40}$`)
)

// Confine leaves of the environment only what the program needs. Libraries ask
// the rest: TERM is part of the name of a file that is read (TERM=../../dev/zero),
// as TZ and TERMINFO are; TMUX starts tmux, and ctrl+v in a line xclip. Without
// PATH neither they nor any other program is found.
func (r Restriction) Confine() {
	if r == Open {
		return
	}
	stay := map[string]string{}
	for _, name := range keptFolders {
		stay[name] = os.Getenv(name)
	}
	for _, name := range keptWords {
		if value := os.Getenv(name); plainWord.MatchString(value) {
			stay[name] = value
		}
	}
	os.Clearenv()
	for name, value := range stay {
		if value != "" {
			os.Setenv(name, value)
		}
	}
	dumpNoCore()
}

// refused are the flags that a restricted program does not take.
var refused = []struct{ flag, why string }{
	{"lesson", "it opens no file"},
	{"export", "it writes no file of your choice; e in the full-screen program writes one of its own"},
	{"replace", "it writes no file of your choice"},
}

// restrict gives the command line the flags of the restriction and of the limits,
// which hold for every command, and has them obeyed before anything else is
// done.
func restrict(root *cobra.Command, r Restriction, o *tui.Options) {
	var restricted bool // said by RestrictionOf
	settings, hold := limitsOf(r, o)
	values := map[string]string{}
	addFlagsTo(root, root.PersistentFlags(), values, append(settings,
		setting.Switch(restrictedFlag, "for strangers: no file by name, no program, and strict limits", &restricted))...)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		delete(values, restrictedFlag)
		if err := cmp.Or(r.check(cmd), setting.Apply(settings, values)); err != nil {
			return err
		}
		hold()
		return nil
	}
	o.Restricted = r != Open
}

// check says why the restriction does not let a command run with its flags.
func (r Restriction) check(cmd *cobra.Command) error {
	for _, f := range refused {
		if r != Open && cmd.Flags().Changed(f.flag) {
			return wrongUse("--%s: this nntui is restricted: %s", f.flag, f.why)
		}
	}
	return nil
}
