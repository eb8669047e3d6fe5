// Package confine restricts a program for strangers before any library of it
// looks at the environment.
//
// Some do so while they are initialised: one runs tmux where TMUX is set, and
// reads a file that TERM names. That this package comes before them is due to
// its path, and to its imports, all of which os/exec has as well: Go initialises
// packages in the order of their paths, as far as they import each other not,
// and no program is run before os/exec is ready.
package confine

import (
	"os"
	"slices"
	"strings"
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

// What restricts a program: a flag, or a variable that is not empty.
const (
	Flag     = "restricted"
	Variable = "NNTUI_RESTRICTED"
)

// Now is the restriction of this process, which holds since before main.
var Now = hold(of(os.Args[min(1, len(os.Args)):]))

// of returns the restriction of a start with these arguments. Any mention of the
// flag counts, and no argument takes it back: --restricted=false restricts too.
func of(args []string) Restriction {
	mention := func(arg string) bool {
		name, _, _ := strings.Cut(arg, "=")
		return name == "--"+Flag
	}
	switch {
	case os.Getenv(Variable) != "":
		return Forced
	case slices.ContainsFunc(args, mention):
		return Flagged
	}
	return Open
}

// These variables of the environment stay under restriction: those that name the
// program's own folders, and as far as they are plain words, those about the
// terminal.
var (
	keptFolders = []string{"HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"}
	keptWords   = []string{"TERM", "COLORTERM", "NO_COLOR", "LANG", "SSH_TTY", Variable}
)

// plain reports whether a text is a short word, which names no file elsewhere.
func plain(text string) bool {
	const longest = 40
	odd := func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-", r)
	}
	return text != "" && len(text) <= longest && text[0] != '.' && !strings.ContainsFunc(text, odd)
}

// hold leaves of the environment only what a restricted program needs. Libraries
// ask the rest: TERM is part of the name of a file that is read
// (TERM=../../dev/zero), as TZ and TERMINFO are; TMUX starts tmux, and ctrl+v in
// a line xclip. Without PATH neither they nor any other program is found.
func hold(r Restriction) Restriction {
	if r == Open {
		return r
	}
	stay := map[string]string{}
	for _, name := range keptFolders {
		stay[name] = os.Getenv(name)
	}
	for _, name := range keptWords {
		if value := os.Getenv(name); plain(value) {
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
	return r
}
