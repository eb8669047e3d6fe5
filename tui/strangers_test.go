//go:build unix

package tui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// An attack is a way to get out of the account's folder, or to exhaust it, and
// what a restricted program makes of it.
type attack struct {
	name   string
	env    []string
	plant  func(world)       // what an earlier owner of the account has left
	args   string            // of the command line; OUT is a folder outside
	long   []string          // more of them
	keys   []string          // one after the other, into the full-screen program; nil for a command without a terminal
	size   [2]int            // that the client claims then, if any
	see    string            // a pattern
	ends   bool              // does the full-screen program end by itself?
	status int               // the exit status
	then   func(world) error // what else must be so; the program still runs
}

// A world is all that there is for an attack.
type world struct {
	folder string
	pid    int
}

func (w world) home() string    { return filepath.Join(w.folder, "home") }
func (w world) state() string   { return filepath.Join(w.folder, "home", program) } // all that may change
func (w world) outside() string { return filepath.Join(w.folder, "outside") }
func (w world) mark() string    { return filepath.Join(w.folder, "mark") } // that a program was started

// link plants a link in the state folder.
func link(to, name string) func(world) {
	return func(w world) {
		file := filepath.Join(w.state(), name)
		os.MkdirAll(filepath.Dir(file), 0o700)
		os.Symlink(strings.ReplaceAll(to, "OUT", w.outside()), file)
	}
}

// pipes plants a pipe in the state folder, which nobody writes to.
func pipe(name string) func(world) {
	return func(w world) {
		file := filepath.Join(w.state(), name)
		os.MkdirAll(filepath.Dir(file), 0o700)
		syscall.Mkfifo(file, 0o600)
	}
}

// many plants that many files, of that many bytes together.
func many(n, bytes int, name string) func(world) {
	return func(w world) {
		for i := range n {
			file := filepath.Join(w.state(), fmt.Sprintf(name, i))
			os.MkdirAll(filepath.Dir(file), 0o700)
			os.WriteFile(file, make([]byte, bytes/n), 0o600)
		}
	}
}

// atMost wants no more than so many entries in a folder of the state.
func atMost(n int, name string) func(world) error {
	return func(w world) error {
		var found []string
		for range 100 { // it is tidied beside the screen
			found, _ = filepath.Glob(filepath.Join(w.state(), name))
			if len(found) <= n {
				return nil
			}
			time.Sleep(20 * time.Millisecond)
		}
		return fmt.Errorf("there are %d of %s", len(found), name)
	}
}

const (
	noLesson = "--lesson: this nntui is restricted: it opens no file"
	noExport = "--export: this nntui is restricted: it writes no file of your choice"
	progress = "lessons/gradient-descent-and-small-networks-eddbf53b.nntui"
	esc      = "\x1b"
)

var attacks = []attack{
	// files by name
	{name: "a lesson by its path", args: "guide --lesson OUT/secret.toml", see: noLesson, status: 2},
	{name: "a lesson above the folder", args: "--lesson ../outside/secret.toml", see: noLesson, status: 2},
	{name: "a lesson without end", args: "guide --questions --lesson /dev/zero", see: noLesson, status: 2},
	{name: "a lesson after --", args: "guide -- --lesson OUT/secret.toml", see: `"--lesson" is one word too many`, status: 2},
	{name: "an export by its path", args: "train --epochs 1 --export OUT/new.csv", see: noExport, status: 2},
	{name: "an export over a file", args: "descend --export=OUT/mine.csv --replace", see: noExport, status: 2},
	{name: "the flag taken back", args: "check --restricted=false --export OUT/new.csv", see: noExport, status: 2},
	{name: "the variable denied", env: []string{"NNTUI_RESTRICTED=0"}, args: "descend --restricted=0 --export OUT/new.csv", see: noExport, status: 2},
	{name: "a setting as a path", args: "config --theme ../../outside/secret.toml", see: `does not fit; it takes auto, dark or light`, status: 2},
	{name: "completion of a path", args: "__complete train --export OUT/", env: []string{"BASH_COMP_DEBUG_FILE=OUT/mine.csv"}, see: `:\d`, status: 0},
	{name: "help on a path", args: "help OUT/secret.toml", see: "a laboratory for gradient descent"},
	{name: "a typed export", keys: []string{"e", "\x15", "OUT/new.csv", "\r"}, see: `Written:`},
	{name: "a pasted export", keys: []string{"e", "\x15", "\x1b[200~../../outside/mine.csv\x1b[201~", "\r"}, see: `Written:`},
	{name: "a saved run above the folder", keys: []string{"3", "s", "\x15", "../../outside/mine", "\r"}, see: `Saved as \.\.\.\.outsidemine`, then: atMost(1, "saved/*")},
	{name: "flags in the palette", keys: []string{":", "--export=OUT/new.csv", "\r"}, see: `--export=/`},

	// links in the account's folder
	{name: "exports linked elsewhere", plant: link("OUT", "exports"), keys: []string{"e", "\r"}, see: `(?s)lead.{1,99}elsewhere`},
	{name: "an export linked to a file", plant: link("OUT/mine.csv", "exports/descent-step-0.1-path.csv"), keys: []string{"e", "\r", "\r"}, see: `(?s)lead.{1,99}elsewhere`},
	{name: "a session without end", plant: link("/dev/zero", "sessions/20260101-000000/session.nntui"), args: "--resume", keys: []string{"3"}, see: `The last session cannot be read`},
	{name: "a saved run that never comes", plant: pipe("saved/mine.nntui"), keys: []string{"3", "o"}, see: `mine: unreadable`},
	{name: "a config without end", plant: link("/dev/zero", "config.toml"), args: "config", see: "not a regular file", status: 2},
	{name: "progress that never comes", plant: pipe(progress), keys: []string{"g"}, see: "Gradient descent and small networks"},
	{name: "progress linked to a file", plant: link("OUT/mine.csv", progress), keys: []string{"g", "b", "\r"}, see: "One step of gradient descent"},
	{name: "sessions linked elsewhere", plant: link("OUT", "sessions"), keys: []string{"3"}, see: `(?s)not saved.*0\.2779`, status: 1},

	// the environment
	{name: "TERM as a path", env: []string{"TERM=../../../dev/zero"}, keys: []string{"2"}, see: "Gradient check"},
	{name: "tmux", env: []string{"TMUX=/tmp/tmux,1,0", "TERM=tmux-256color"}, keys: []string{"2"}, see: "Gradient check"},
	{name: "time zone and terminfo", env: []string{"TZ=OUT/pipe", "TERMINFO=OUT", "ZONEINFO=OUT/pipe"}, keys: []string{"3", "s", "\r", "o"}, see: "sessions and saved runs"},
	{name: "the client's command", env: []string{"SSH_ORIGINAL_COMMAND=sh -c id", "SHELL=sh", "EDITOR=vi", "PAGER=less", "BROWSER=vi"}, keys: []string{"2"}, see: "Gradient check"},
	{name: "a dump of memory", env: []string{"GOTRACEBACK=crash"}, keys: []string{"2"}, see: "Gradient check", then: noCore},
	{name: "Go's own variables", env: []string{"GOGC=off", "GOMEMLIMIT=off", "GOMAXPROCS=999", "GODEBUG=madvdontneed=0"}, args: "train --layers linear:1500,relu,linear:1,sigmoid --epochs 3 --batch 800", see: "Epoch   3"},
	{name: "no home", env: []string{"HOME=", "XDG_STATE_HOME=", "XDG_CONFIG_HOME=", "TMPDIR=OUT"}, keys: []string{"e"}, see: "there is no folder here to write to"},

	// programs
	{name: "a shell escape", keys: []string{"!", "sh", "\r", esc, ":", "!sh", "\r", esc, "2"}, see: "Gradient check"},
	{name: "the clipboard's program", env: []string{"DISPLAY=:0", "WAYLAND_DISPLAY=x"}, keys: []string{"f", "\x16", "\x19", esc, "2"}, see: "Gradient check"},
	{name: "a stop, for the shell behind", keys: []string{"\x1a"}, see: "There is no shell here"},

	// more than there is
	{name: "a looser limit", env: []string{"NNTUI_RESTRICTED=1"}, args: "train --max-weights 10000000", see: "--max-weights: .* up to 100000", status: 2},
	{name: "a net of 1e9 weights", args: "train --layers linear:1000000000,sigmoid", see: "--layers: ", status: 2},
	{name: "1e9 epochs", args: "train --epochs 1000000000", see: "--epochs: 1000000000 is out of range", status: 2},
	{name: "1e6 epochs under way", args: "train", long: []string{"--changes", "1 epochs=1000000"}, see: "--changes: ", status: 2},
	{name: "a function of 100 kB", args: "descend", long: []string{"--function", strings.Repeat("(", 50_000) + "x" + strings.Repeat(")", 50_000)}, see: "--function: ", status: 2},
	{name: "a paste of 1 MB, and one without end", keys: []string{"f", "\x1b[200~" + strings.Repeat("x+", 500_000) + "\x1b[201~", "\x1b[200~x+"}, see: `Took the first \d+ of`},
	{name: "a sequence without end", keys: []string{"\x1b]52;c;" + strings.Repeat("A", 60_000)}, see: "nntui"},
	{name: "a screen of 65535x65535", keys: []string{"2"}, size: [2]int{65535, 65535}, see: "Gradient check"},
	{name: "a thousand sessions", plant: func(w world) {
		many(1000, 1000, "sessions/20260101-%06d/session.nntui")(w)
		many(1000, 0, "sessions/20260101-%06d/lock")(w)
	}, keys: []string{"3"}, see: "nntui", then: atMost(11, "sessions/*")},
	{name: "a thousand saved runs", plant: many(1000, 1000, "saved/%d.nntui"), keys: []string{"3", "s", "\r"}, see: "Not saved: there are 20 already"},
	{name: "a program left alone", args: "--idle 1s", keys: []string{}, ends: true, see: "nntui ended: for 1s there was neither a key nor the mouse"},
}

// noCore wants the process not to write its memory to a file.
func noCore(w world) error {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", w.pid))
	if !regexp.MustCompile(`Max core file size +0 +0 `).Match(text) {
		err = fmt.Errorf("it may write a core: %s", text)
	}
	return err
}

// mostTaken is the memory in MB that an attack may make the program take.
const mostTaken = 200

// No attack changes anything outside the folder of the program's state, starts
// another program, takes much memory, or hangs.
func TestStrangers(t *testing.T) {
	program := builtProgram(t)
	var all sync.WaitGroup
	turns := make(chan bool, 8)
	for _, a := range attacks {
		folder := t.TempDir()
		all.Go(func() {
			turns <- true
			defer func() { <-turns }()
			if err := a.try(program, newWorld(folder)); err != nil {
				t.Errorf("%s: %v", a.name, err)
			}
		})
	}
	all.Wait()
}

// traps are the programs that something might start.
const traps = "tmux sh bash dash vi vim nano less more man cat id env stty tput clear infocmp xclip xsel wl-copy wl-paste xdg-open termux-clipboard-get ls"

// newWorld makes a world with a home, files outside, and programs that leave a mark.
func newWorld(folder string) world {
	w := world{folder: folder}
	for _, name := range []string{"home", "outside", "path"} {
		os.MkdirAll(filepath.Join(folder, name), 0o700)
	}
	os.WriteFile(filepath.Join(w.outside(), "secret.toml"), []byte("title = \"secret\"\n"), 0o600)
	os.WriteFile(filepath.Join(w.outside(), "mine.csv"), []byte("mine"), 0o600)
	syscall.Mkfifo(filepath.Join(w.outside(), "pipe"), 0o600)
	for name := range strings.FieldsSeq(traps) {
		os.WriteFile(filepath.Join(folder, "path", name), []byte("#!/bin/sh\necho $0 $* >> "+w.mark()+"\n"), 0o700)
	}
	return w
}

// inventory is all that there is but in the folder of the state.
func (w world) inventory() string {
	var b strings.Builder
	filepath.WalkDir(w.folder, func(file string, d fs.DirEntry, err error) error {
		if file == w.state() {
			return fs.SkipDir
		}
		if err != nil {
			return err
		}
		text := []byte(nil)
		if d.Type().IsRegular() {
			text, _ = os.ReadFile(file)
		}
		fmt.Fprintf(&b, "%s %v %s\n", file, d.Type(), text)
		return nil
	})
	return b.String()
}

// try tries the attack, and says what is wrong with what came of it.
func (a attack) try(program string, w world) error {
	os.MkdirAll(w.state(), 0o700)
	if a.plant != nil {
		a.plant(w)
	}
	before := w.inventory()
	out := func(text string) string { return strings.ReplaceAll(text, "OUT", w.outside()) }
	env := []string{"HOME=" + w.home(), "XDG_STATE_HOME=" + w.home(), "XDG_CONFIG_HOME=" + w.home(), "TERM=xterm-256color", "PATH=" + filepath.Join(w.folder, "path")}
	for _, e := range a.env {
		env = append(env, out(e))
	}
	args := append([]string{program, "--restricted"}, strings.Fields(out(a.args))...)
	args = append(args, a.long...)
	how := a.command
	if a.keys != nil {
		how = a.screen
	}
	err := how(w, env, args)
	if after := w.inventory(); err == nil && after != before {
		err = fmt.Errorf("outside it was\n%s\nand is\n%s", before, after)
	}
	return err
}

// command tries a command line without a terminal.
func (a attack) command(w world, env, args []string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	var text bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = w.home(), env, &text, &text
	err := cmd.Run()
	if ctx.Err() != nil {
		return errors.New("it does not end")
	}
	var own syscall.Rusage // of which a program that is started here has its beginning
	syscall.Getrusage(syscall.RUSAGE_SELF, &own)
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok && usage.Maxrss/1000 > mostTaken && usage.Maxrss > own.Maxrss {
		return fmt.Errorf("it takes %d MB", usage.Maxrss/1000)
	}
	if status := cmd.ProcessState.ExitCode(); status != a.status && a.status >= 0 {
		return fmt.Errorf("status %d (%v), want %d: %s", status, err, a.status, text.String())
	}
	if !regexp.MustCompile(a.see).Match(text.Bytes()) {
		return fmt.Errorf("it does not say %q, but %.500s", a.see, text.String())
	}
	return nil
}

// screen tries keys in the full-screen program.
func (a attack) screen(w world, env, args []string) error {
	t, err := openTTY(w.home(), append(append([]string{"env", "-i"}, env...), args...)...)
	if err != nil {
		return err
	}
	defer t.close()
	w.pid = t.pid
	if a.size[0] > 0 {
		t.resize(a.size[0], a.size[1])
	}
	t.sees(0, regexp.MustCompile("1 Descent"), 10*time.Second)
	before := ""
	for _, keys := range a.keys {
		pause := 50 * time.Millisecond
		if before == esc {
			pause = 300 * time.Millisecond // or it is half a key
		}
		time.Sleep(pause)
		before = keys
		if err := t.write(strings.ReplaceAll(keys, "OUT", w.outside())); err != nil {
			return err
		}
	}
	see := regexp.MustCompile(a.see)
	if a.ends && t.sees(0, see, 10*time.Second) == nil || !a.ends && t.shows(see, 10*time.Second) == nil {
		return fmt.Errorf("it does not show %q: %s", a.see, t.shows(regexp.MustCompile(`(?s).+`), time.Second))
	}
	if memory := t.memory(); memory > mostTaken {
		return fmt.Errorf("it takes %d MB", memory)
	}
	if a.then != nil {
		if err := a.then(w); err != nil {
			return err
		}
	}
	if !a.ends {
		t.write("\x03")
	}
	if _, err := t.ends(20 * time.Second); err != nil {
		return err
	}
	if status := t.status(); status != a.status {
		return fmt.Errorf("status %d, want %d", status, a.status)
	}
	return t.left()
}
