package lesson

import (
	"errors"
	"strings"

	"github.com/kballard/go-shellquote"
)

// Arguments splits a command line as a shell does. The program's name in front
// may be missing: "nntui --tab check" and "--tab check" are the same.
func Arguments(open string) ([]string, error) {
	args, err := shellquote.Split(open)
	switch {
	case errors.Is(err, shellquote.UnterminatedEscapeError):
		return nil, errors.New("a backslash at the end escapes nothing")
	case err != nil:
		return nil, errors.New("a quotation mark is not closed")
	case len(args) > 0 && args[0] == "nntui":
		args = args[1:]
	}
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		return nil, errors.New(`it takes flags, as in "nntui --tab training --lr 0.1"`)
	}
	return args, nil
}

// CommandLine is the inverse of Arguments: what to type at a shell's prompt.
func CommandLine(args []string) string {
	line := "nntui"
	for _, arg := range args {
		line += " " + Quote(arg)
	}
	return line
}

// Quote returns an argument as a shell takes it. Where it needs quotes, it has
// single ones and no backslash, so that a text of TOML in "quotes" takes it too.
func Quote(arg string) string {
	quoted := shellquote.Join(arg)
	if quoted == arg || strings.Contains(arg, "'") {
		return quoted
	}
	return "'" + arg + "'"
}
