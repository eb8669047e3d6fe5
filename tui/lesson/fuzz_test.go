package lesson

import (
	"slices"
	"testing"
)

// What a command line says, it says again when it is written anew.
func FuzzArguments(f *testing.F) {
	for _, seed := range []string{"", "nntui --tab check", "--function 'x^2 \"y\"'", `--a \' "b \" c"`, "--changes '20 lr=0.001; 30 l2=1'", "nntui nntui", `\`, "'", "--x=\n", "--é \u202e"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		args, err := Arguments(line)
		if err != nil {
			return
		}
		if again, err := Arguments(CommandLine(args)); err != nil || !slices.Equal(again, args) {
			t.Fatalf("%q is %q, written as %q, which is %q, error %v", line, args, CommandLine(args), again, err)
		}
	})
}
