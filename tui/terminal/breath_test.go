//go:build unix

package terminal

import (
	"io"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Between pauses in which Bubble Tea comes to the end of what has come, only so
// much comes.
func TestInput_breath(t *testing.T) {
	in, to, _ := pipe(t)
	const size = 3*withoutBreath + 1
	go to.WriteString(strings.Repeat("x", size))
	pauses, run := 0, 0
	p := make([]byte, 4096)
	for got := 0; got < size; {
		start := time.Now()
		n, err := in.Read(p)
		if err != nil {
			t.Fatal(err)
		}
		if time.Since(start) >= breath {
			pauses, run = pauses+1, 0
		}
		got, run = got+n, run+n
		if run > withoutBreath {
			t.Fatalf("%d bytes without a pause", run)
		}
	}
	if pauses != 3 {
		t.Errorf("%d pauses, want 3", pauses)
	}
	time.Sleep(breath + 10*time.Millisecond) // now no pause is needed
	for _, key := range []string{"\x03", "k"} {
		to.WriteString(key)
		start := time.Now()
		if read(t, in); time.Since(start) >= breath {
			t.Errorf("after silence %q waits", key)
		}
	}
}

// Of a text in a sequence as much passes as has no pause, and what comes after it;
// silence ends it as well.
func TestInput_longSequence(t *testing.T) {
	for _, c := range []struct{ start, end, passes string }{
		{"\x1b]52;", "\a", ""}, {"\x1bP", "\x1b\\", "\x1b\\"}, {"\x1b_", "\x9c", ""}, {"\x1b^", "\x18", ""}, {"\x1bX", "\x1a", ""}, {"\x1b]", "", ""},
	} {
		in, to, _ := pipe(t)
		go func() {
			to.WriteString(c.start + strings.Repeat("x", 5*withoutBreath) + c.end)
			if c.end == "" {
				time.Sleep(2 * breath)
			}
			to.WriteString("key")
			time.Sleep(2 * breath)
			to.WriteString("q")
		}()
		got, start := "", time.Now()
		for !strings.HasSuffix(got, "q") {
			got += read(t, in)
		}
		rest := strings.TrimLeft(strings.TrimPrefix(got, c.start), "x")
		if rest != c.passes+"keyq" || len(got) > longestText+2048 || len(got) < longestText {
			t.Errorf("of %q pass %d bytes, and %q", c.start, len(got), rest)
		}
		if time.Since(start) > 8*breath {
			t.Errorf("%q takes %v", c.start, time.Since(start))
		}
		in.Close()
	}
}

// typed is a model that notes the keys, and ends with ctrl+c.
type typed struct{ keys chan string }

func (m typed) Init() tea.Cmd  { return nil }
func (m typed) View() tea.View { return tea.NewView("") }
func (m typed) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		m.keys <- key.String()
		if key.String() == "ctrl+c" {
			return m, tea.Quit
		}
	}
	return m, nil
}

// What has no end hides no ctrl+c, however it begins, and though it never
// rests.
func TestInput_endless(t *testing.T) {
	for _, start := range []string{"\x1b]", "\x1b]52;c;", "\x1bP1;", "\x1b_G", "\x1b^", "\x1bX", "\x1b[1;", "\x1b[\x01", "\x9d", "\x90", "\x9b\x01", "\x1bO\x01"} {
		in, to, _ := pipe(t)
		m := typed{make(chan string, 1<<20)}
		p := tea.NewProgram(m, tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithoutSignalHandler())
		go func() {
			to.WriteString(start + strings.Repeat("1", withoutBreath/2))
			for range 20 { // some of which come alone
				time.Sleep(breath / 3)
				to.WriteString("\x03")
			}
		}()
		ended := time.AfterFunc(5*time.Second, p.Kill)
		if _, err := p.Run(); err != nil {
			t.Errorf("%q hides ctrl+c: %v", start, err)
		}
		ended.Stop()
		in.Close()
	}
}
