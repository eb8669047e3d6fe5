package confine

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Package os/exec comes after this one, and all that starts a program after
// that: it is here because of its path, and imports no more than os/exec does.
func TestBefore(t *testing.T) {
	deps := func(of string) []string {
		out, err := exec.Command("go", "list", "-deps", of).Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.Fields(string(out))
	}
	theirs := deps("os/exec")
	for _, name := range deps(".") {
		if !slices.Contains(theirs, name) && name != "nntui/tui/confine" {
			t.Errorf("it imports %s, which os/exec does not", name)
		}
	}
}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		variable, line string
		want           Restriction
	}{
		{"", "", Open}, {"", "train --lr 0.1", Open}, {"", "restricted -restricted --restricte", Open},
		{"", "--restricted", Flagged}, {"", "train --restricted", Flagged}, {"", "train -- --restricted", Flagged},
		{"", "--restricted=false", Flagged}, {"", "--restricted=", Flagged},
		{"1", "", Forced}, {"0", "--restricted=false", Forced}, {"no", "train", Forced},
	} {
		t.Setenv(Variable, c.variable)
		if got := of(strings.Fields(c.line)); got != c.want {
			t.Errorf("%s=%q %q: %d, want %d", Variable, c.variable, c.line, got, c.want)
		}
	}
}

// Of the environment only folders stay, and plain words about the terminal.
func TestHold(t *testing.T) {
	before := os.Environ()
	t.Cleanup(func() {
		os.Clearenv()
		for _, e := range before {
			name, value, _ := strings.Cut(e, "=")
			os.Setenv(name, value)
		}
	})
	set := func(environ ...string) {
		os.Clearenv()
		for _, e := range environ {
			name, value, _ := strings.Cut(e, "=")
			os.Setenv(name, value)
		}
	}
	hostile := []string{"PATH=/bin", "TMUX=/tmp/x,1,1", "TERMINFO=/tmp", "TZ=/dev/zero", "SSH_ORIGINAL_COMMAND=sh", "LC_ALL=/x", "GOGC=off", "TMPDIR=/", "CLICOLOR_FORCE=1", "WAYLAND_DISPLAY=x"}
	folders := []string{"HOME=/home/a b/../c", "XDG_CONFIG_HOME=/etc/x", "XDG_STATE_HOME=/var/x"}
	for _, c := range []struct{ given, stays []string }{
		{[]string{"TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR=1", "LANG=de_DE.UTF-8", "NNTUI_RESTRICTED=yes"}, nil},
		{[]string{"TERM=" + strings.Repeat("x", 40)}, nil},
		{[]string{"TERM=" + strings.Repeat("x", 41)}, []string{}},
		{[]string{"TERM=../../dev/zero"}, []string{}}, {[]string{"TERM=a/b"}, []string{}}, {[]string{"TERM=.."}, []string{}},
		{[]string{"TERM=x\x1b[2J"}, []string{}}, {[]string{"TERM=é"}, []string{}}, {[]string{"TERM="}, []string{}},
	} {
		if c.stays == nil {
			c.stays = c.given
		}
		set(slices.Concat(hostile, folders, c.given)...)
		hold(Flagged)
		got, want := os.Environ(), slices.Concat(folders, c.stays)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("of %q stays %q", c.given, got)
		}
	}
	set(hostile...)
	if hold(Open); len(os.Environ()) != len(hostile) {
		t.Errorf("without restriction %q stays", os.Environ())
	}
}
