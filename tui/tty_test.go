//go:build unix

package tui

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// A tty is a terminal of its own that the built program runs in, under a shell as
// people have it: what the program leaves of the terminal, the shell can tell.
type tty struct {
	master *os.File
	pid    int // of the program
	ended  chan struct{}
	stall  chan time.Duration

	mu    sync.Mutex
	out   []byte          // the last of what was sent to it
	sent  int             // in all
	modes map[string]bool // that are set, by their numbers

	claims int    // of sizes, by redraws
	typed  string // the last of what was written to it
}

// shell starts the program in a shell that says the program's ID, and after it
// with what status it ended and how the terminal stands. The program gets at most
// so many kB of addresses, lest a mistake takes the machine down.
const shell = `ulimit -v 8000000; sh -c 'echo "pid $$"; exec "$@"' sh "$@"; echo "its status $?"; stty -a; echo "shell out"`

var (
	said = regexp.MustCompile(`pid (\d+)`)
	mode = regexp.MustCompile(`\x1b\[\?([\d;]+)([hl])`)
)

// builtProgram builds the program, in a folder of the test's.
func builtProgram(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), program)
	if out, err := exec.Command("go", "build", "-o", file, "nntui").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return file
}

// openTTY starts a command in a terminal of 80x24, with a folder to live in.
func openTTY(folder string, command ...string) (*tty, error) {
	cmd := exec.Command("sh", append([]string{"-c", shell, "sh"}, command...)...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "HOME="+folder, "XDG_STATE_HOME="+folder, "XDG_CONFIG_HOME="+folder, "TERM=xterm-256color", "NO_COLOR=", "GORACE=atexit_sleep_ms=0")
	blocking, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		return nil, err
	}
	master, err := unblocked(blocking)
	if err != nil {
		return nil, err
	}
	t := &tty{master: master, ended: make(chan struct{}), stall: make(chan time.Duration, 1), modes: map[string]bool{}}
	go t.read()
	go func() { cmd.Wait(); close(t.ended) }()
	found := t.sees(0, said, 10*time.Second)
	if found == nil {
		return nil, fmt.Errorf("it does not begin: %q", t.since(0))
	}
	t.pid, _ = strconv.Atoi(found[1])
	if t.sees(0, regexp.MustCompile(`\x1b\[\?1049h`), 10*time.Second) == nil {
		return nil, fmt.Errorf("it draws nothing: %q", t.since(0))
	}
	return t, nil
}

// unblocked returns a terminal's end that can be closed while it is read, and
// takes deadlines.
func unblocked(f *os.File) (*os.File, error) {
	defer f.Close()
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(fd)
	err = syscall.SetNonblock(fd, true) // before it is a file, which asks for that
	return os.NewFile(uintptr(fd), f.Name()), err
}

// read takes what is sent, unless it is to stall for a while.
func (t *tty) read() {
	const kept = 1 << 20
	chunk := make([]byte, 32<<10)
	for {
		select {
		case d := <-t.stall:
			time.Sleep(d)
		default:
		}
		n, err := t.master.Read(chunk)
		if err != nil {
			return
		}
		t.mu.Lock()
		before := len(t.out)
		t.out = append(t.out, chunk[:n]...)
		for _, m := range mode.FindAllSubmatch(t.out[max(0, before-20):], -1) {
			for number := range strings.SplitSeq(string(m[1]), ";") {
				t.modes[number] = string(m[2]) == "h"
			}
		}
		t.sent += n
		t.out = t.out[max(0, len(t.out)-kept):]
		t.mu.Unlock()
	}
}

// mark is how much has been sent so far.
func (t *tty) mark() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.sent
}

// since is what was sent after a mark, as far as it is kept.
func (t *tty) since(mark int) []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	return bytes.Clone(t.out[max(0, len(t.out)-(t.sent-mark)):])
}

// sees waits for a pattern in what is sent after a mark, and returns what
// matches; nil if it does not come.
func (t *tty) sees(mark int, pattern *regexp.Regexp, within time.Duration) []string {
	for end := time.Now().Add(within); ; time.Sleep(2 * time.Millisecond) {
		over := time.Now().After(end)
		if found := pattern.FindStringSubmatch(string(t.since(mark))); found != nil || over {
			return found
		}
	}
}

// write types bytes. Where the program does not read for long, it hangs.
func (t *tty) write(text string) error {
	const patience = 10 * time.Second
	t.master.SetWriteDeadline(time.Now().Add(patience))
	_, err := t.master.WriteString(text)
	t.typed = (t.typed + text)[max(0, len(t.typed+text)-1<<18):]
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return fmt.Errorf("it has read nothing for %v", patience)
	}
	return nil // any other error: it is gone
}

// resize claims another size.
func (t *tty) resize(width, height int) {
	pty.Setsize(t.master, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)})
}

// signal sends a signal to the program.
func (t *tty) signal(s syscall.Signal) { syscall.Kill(t.pid, s) }

// gone reports whether the program has ended, be it that nobody has asked how.
func (t *tty) gone() bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", t.pid))
	_, rest, _ := strings.Cut(string(stat), ") ")
	return err != nil || strings.HasPrefix(rest, "Z")
}

// ends waits for the program's end, and returns how long that takes.
func (t *tty) ends(within time.Duration) (time.Duration, error) {
	start := time.Now()
	for ; !t.gone(); time.Sleep(5 * time.Millisecond) {
		if time.Since(start) > within {
			return within, fmt.Errorf("it has not ended in %v", within)
		}
	}
	return time.Since(start), nil
}

// close kills what is left.
func (t *tty) close() {
	t.signal(syscall.SIGKILL)
	t.master.Close()
	<-t.ended
}

// left says what is wrong with the terminal that a program has left, if
// anything, and with how it ended.
func (t *tty) left() error {
	<-t.ended
	if t.sees(0, regexp.MustCompile("shell out"), 5*time.Second) == nil {
		return errors.New("the shell does not come back")
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, number := range []string{"1049", "1000", "1002", "1003", "1006", "1004", "2004", "2026"} {
		if t.modes[number] {
			return fmt.Errorf("mode %s is still on; last it sent %q", number, t.out[max(0, len(t.out)-1000):])
		}
	}
	if shown, known := t.modes["25"]; known && !shown {
		return errors.New("the cursor is hidden")
	}
	_, stty, _ := strings.Cut(string(t.out), "its status ")
	for word := range strings.FieldsSeq("icanon echo isig icrnl opost ixon") {
		if !regexp.MustCompile(`(^|\s)` + word + `\b`).MatchString(stty) {
			return fmt.Errorf("the terminal has no %s: %s", word, stty)
		}
	}
	return nil
}

// status is what the program's end was, 128 and more of a signal.
func (t *tty) status() int {
	found := t.sees(0, regexp.MustCompile(`its status (\d+)`), 5*time.Second)
	if found == nil {
		return -1
	}
	return atoi(found[1])
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }
