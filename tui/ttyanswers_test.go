//go:build unix

package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// memory is the most memory in MB that the program has had.
func (t *tty) memory() int {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", t.pid))
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kB := 0
	fmt.Sscan(rest, &kB)
	return kB / 1000
}

// files is how many files the program has open.
func (t *tty) files() int { return len(t.open()) }

// open are the files that the program has open.
func (t *tty) open() (names []string) {
	folder := fmt.Sprintf("/proc/%d/fd", t.pid)
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		name, _ := os.Readlink(filepath.Join(folder, e.Name()))
		names = append(names, name)
	}
	return names
}

// shows draws the whole screen anew, and returns what matches on it.
func (t *tty) shows(pattern *regexp.Regexp, within time.Duration) []string {
	for end := time.Now().Add(within); time.Now().Before(end); {
		for _, width := range []int{81, 80} {
			mark := t.mark()
			t.resize(width, 24)
			time.Sleep(100 * time.Millisecond)
			if found := pattern.FindStringSubmatch(ansi.Strip(string(t.since(mark)))); found != nil {
				return found
			}
		}
	}
	return nil
}

// A program hangs that does not answer for so long.
const hang = time.Second

// redraws claims a size that is too small for the program, and returns how long
// that takes to say so. It comes before all that was typed and not yet read.
func (t *tty) redraws() (time.Duration, error) {
	// The first and the last digit are those of no size before: only what differs is drawn.
	width, height := 40+t.claims%10, 5
	if t.claims++; t.claims%2 == 0 {
		width, height = width+10, 9
	}
	t.signal(syscall.SIGCONT) // suspend is in the palette
	mark := t.mark()
	t.resize(width, height)
	return t.replies(mark, fmt.Sprintf("%dx%d", width, height))
}

// replies waits for a text to come after a mark, as it soon does unless the
// program hangs or is gone, and returns how long that takes: without the time in
// which others had the machine, unless they have it for long.
func (t *tty) replies(mark int, text string) (took time.Duration, err error) {
	pattern, waited := regexp.MustCompile(regexp.QuoteMeta(text)), t.waited()
	for start := time.Now(); took < hang && time.Since(start) < 10*hang; {
		found := t.sees(mark, pattern, hang/20)
		took = max(0, time.Since(start)-max(0, t.waited()-waited))
		if found != nil || t.gone() {
			return took, nil
		}
	}
	return took, fmt.Errorf("there is no %s in %v; last it sent %q", text, took, t.last())
}

// waited is how long the program's threads were ready to run and had to wait.
func (t *tty) waited() (all time.Duration) {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", t.pid))
	for _, file := range threads {
		text, _ := os.ReadFile(file)
		var ran, waited time.Duration
		fmt.Sscan(string(text), &ran, &waited)
		all += waited
	}
	return all
}

const (
	escape               = "\x1b[27u\x1b[27u\x1b[27u\x1b[27u\x1b[27u" // of kitty's protocol: esc may be half a key
	pasteStart, pasteEnd = "\x1b[200~", "\x1b[201~"
)

// answers gets out of whatever is open, and returns how long a key then takes to
// turn to a tab. What was typed before has to be read first, and a paste without
// an end to end by itself.
func (t *tty) answers() (took time.Duration, err error) {
	if strings.LastIndex(t.typed, pasteStart) > strings.LastIndex(t.typed, pasteEnd) {
		time.Sleep(hang * 6 / 5)
	}
	for range 4 {
		if err := t.write(escape + "2"); err != nil {
			return 0, err
		}
		time.Sleep(50 * time.Millisecond) // or its title is never shown
		if err = t.walks("12121"); err == nil {
			return t.turns('2')
		}
	}
	return 0, err
}

// walks turns to one tab after another: to so many as nothing that was typed
// before has turned to.
func (t *tty) walks(keys string) error {
	for _, key := range keys {
		if _, err := t.turns(key); err != nil {
			return err
		}
	}
	return nil
}

// turns presses a key that turns to a tab, and returns how long that takes.
func (t *tty) turns(key rune) (time.Duration, error) {
	title := map[rune]string{'1': "nntui: Descent", '2': "nntui: Gradient check"}[key]
	mark := t.mark()
	if err := t.write(string(key)); err != nil {
		return 0, err
	}
	return t.replies(mark, title)
}

// last is the last of what was sent.
func (t *tty) last() []byte { return t.since(max(0, t.mark()-1000)) }
