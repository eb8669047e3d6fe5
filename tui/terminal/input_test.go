//go:build unix

package terminal

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"
)

// pipe returns an input, what it reads from, and whether it ended the program.
func pipe(t interface{ Fatal(...any) }) (in *input, to *os.File, dropped *bool) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	dropped = new(bool)
	return &input{File: r, drop: func() { *dropped = true }}, w, dropped
}

// read returns what input passes on of what was written, which is all at once.
func read(t interface{ Fatal(...any) }, in *input) string {
	p := make([]byte, 4096)
	n, err := in.Read(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(p[:n])
}

// However the bytes come, keys pass in their order and a paste becomes its end,
// with its text kept.
func TestInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, to, _ := pipe(t)
		defer in.Close()
		piece := rapid.SampledFrom([]string{"a", "\x1b", "\x1b[A", "\x1b[2", "\x1b[20", "é", "\x1b[200", "~", "\x1b[201"})
		var sent, want string
		var pastes []string
		for range rapid.IntRange(0, 4).Draw(t, "pastes") {
			keys, text := strings.Join(rapid.SliceOfN(piece, 0, 4).Draw(t, "keys"), "")+".", strings.Join(rapid.SliceOfN(piece, 0, 9).Draw(t, "text"), "")+"."
			if strings.Contains(keys, "\x1b[200~") || strings.Contains(text, "\x1b[201~") {
				continue
			}
			sent += keys + "\x1b[200~" + text + "\x1b[201~"
			want += keys + "\x1b[201~"
			pastes = append(pastes, text)
		}
		sent, want = sent+"q", want+"q"
		var cuts []string
		for rest := sent; rest != ""; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "cut")
			cuts, rest = append(cuts, rest[:n]), rest[n:]
		}
		var got bytes.Buffer
		go func() {
			for _, c := range cuts {
				to.WriteString(c)
				time.Sleep(time.Millisecond)
			}
			to.Close()
		}()
		for p := make([]byte, 4096); ; {
			n, err := in.Read(p)
			got.Write(p[:n])
			if err != nil {
				break
			}
		}
		// A start that came in pieces has partly been passed on.
		plain := got.String()
		for i := len(pasteStart) - 1; i > 0; i-- {
			plain = strings.ReplaceAll(plain, "."+string(pasteStart[:i])+"\x1b[201~", ".\x1b[201~")
		}
		if plain != want || strings.Join(in.pastes, "|") != strings.Join(pastes, "|") {
			t.Fatalf("%q became %q with %q", sent, plain, in.pastes)
		}
	})
}

// A paste without an end ends by itself; ctrl+c ends the program in it, and a
// line that drops everywhere.
func TestInput_unfinished(t *testing.T) {
	in, to, dropped := pipe(t)
	to.WriteString("a\x1b[200~b\x1b[20")
	if got := read(t, in); got != "a\x1b[201~" || in.pastes[0] != "b\x1b[20" || *dropped {
		t.Errorf("%q with %q, dropped %t", got, in.pastes, *dropped)
	}
	for _, key := range interrupts {
		in, to, dropped := pipe(t)
		go func() {
			to.WriteString("\x1b[200~b")
			time.Sleep(100 * time.Millisecond)
			to.WriteString(key)
		}()
		if read(t, in); !*dropped {
			t.Errorf("%q does not end the program", key)
		}
	}
	to.WriteString("\x03")
	if got := read(t, in); got != "\x03" || *dropped {
		t.Errorf("outside of a paste: %q, dropped %t", got, *dropped)
	}
	to.Close()
	if _, err := in.Read(make([]byte, 99)); err == nil || !*dropped {
		t.Errorf("at the end: %v, dropped %t", err, *dropped)
	}
}

// Of a long paste only so much is kept.
func TestInput_limit(t *testing.T) {
	for _, size := range []int{PasteLimit - 1, PasteLimit, PasteLimit + 9999} {
		in, to, _ := pipe(t)
		go to.WriteString("\x1b[200~" + strings.Repeat("x", size) + "\x1b[201~")
		if read(t, in); len(in.pastes[0]) != min(size, PasteLimit) {
			t.Errorf("of %d bytes %d are kept", size, len(in.pastes[0]))
		}
	}
}

// What Bubble Tea alone takes for the start of a paste is ended with the next
// read, and pastes nothing.
func TestInput_stray(t *testing.T) {
	in, to, _ := pipe(t)
	in.event(tea.PasteStartMsg{})
	to.WriteString("a")
	if got := read(t, in); got != "\x1b[201~a" {
		t.Errorf("%q", got)
	}
	if msg := in.event(tea.PasteMsg{Content: "x"}); msg != nil {
		t.Errorf("%v", msg)
	}
	in.keep("text")
	if msg := in.event(tea.PasteMsg{}); msg != (tea.PasteMsg{Content: "text"}) || in.event(tea.PasteMsg{}) != nil {
		t.Errorf("%v", msg)
	}
}

// In a terminal with more lines than are drawn, those that scroll are bounded.
func TestOutput(t *testing.T) {
	const text = "\x1b[?1049h\x1b[H\x1b[2Jx\x1b[?1049l"
	for margin, want := range map[int32]string{0: text, 150: "\x1b[?1049h\x1b[1;150r\x1b[H\x1b[2Jx\x1b[r\x1b[?1049l"} {
		var b bytes.Buffer
		o := output{&b, &terminal{}}
		o.margin.Store(margin)
		if n, err := o.Write([]byte(text)); n != len(text) || err != nil || b.String() != want {
			t.Errorf("margin %d: %q, %d, %v", margin, b.String(), n, err)
		}
	}
}

// A click beyond what is drawn is none; a release ends a drag anywhere.
func TestFilter(t *testing.T) {
	s := &terminal{width: 80, height: 24}
	for _, c := range []struct {
		msg  tea.Msg
		kept bool
	}{
		{tea.MouseClickMsg{X: 79, Y: 23}, true}, {tea.MouseClickMsg{X: 80}, false}, {tea.MouseWheelMsg{Y: 24}, false},
		{tea.MouseReleaseMsg{X: 80, Y: 24}, true}, {tea.KeyPressMsg{Code: 'a'}, true},
	} {
		if got := s.filter(nil, c.msg); (got != nil) != c.kept {
			t.Errorf("%#v became %v", c.msg, got)
		}
	}
}

// counting is a model that counts its messages.
type counting struct{ n int }

func (c *counting) Init() tea.Cmd                       { return nil }
func (c *counting) Update(tea.Msg) (tea.Model, tea.Cmd) { c.n++; return c, nil }
func (c *counting) View() tea.View                      { return tea.NewView("x") }

// A model that was taken back is used no more; one in use is not taken.
func TestLent(t *testing.T) {
	c := &counting{}
	l := newLent(c)
	l.Update(nil)
	if !l.takeBack() || c.n != 1 {
		t.Fatalf("%d messages, or still in use", c.n)
	}
	if l.Update(nil); c.n != 1 || l.View().Content != "" {
		t.Error("it is used all the same")
	}
	l = newLent(c)
	l.use(func() {
		if l.takeBack() {
			t.Error("taken while in use")
		}
	})
}

// Keys around a paste all come, however many there are.
func TestInput_keysAround(t *testing.T) {
	const keys = 5000
	in, to, _ := pipe(t)
	go func() {
		for range 3 {
			to.WriteString(strings.Repeat("k", keys) + "\x1b[200~text\x1b[201~")
		}
		to.Close()
	}()
	got := 0
	for p := make([]byte, 4096); ; {
		n, err := in.Read(p)
		if got += bytes.Count(p[:n], []byte("k")); err != nil {
			break
		}
	}
	if got != 3*keys || strings.Join(in.pastes, " ") != "text text text" {
		t.Errorf("%d keys and %q", got, in.pastes)
	}
}

// Where there is no terminal to ask, or none that knows, its size is 80x24.
func TestResize_unknown(t *testing.T) {
	stdout := os.Stdout
	defer func() { os.Stdout = stdout }()
	os.Stdout, _, _ = os.Pipe()
	s := &terminal{}
	if s.resize(); s.width != 80 || s.height != 24 || s.outsized {
		t.Errorf("%dx%d, outsized %t", s.width, s.height, s.outsized)
	}
}

// An end waits for a terminal that takes nothing, and longer where the program
// has not come to write: then the machine is busy.
func TestComesToEnd(t *testing.T) {
	for _, c := range []struct {
		writes, ends time.Duration // when, after the start; ends is 0 for never
		want         bool
		within       time.Duration
	}{
		{0, 0, false, patience},
		{300 * time.Millisecond, 0, false, patience + 300*time.Millisecond},
		{0, patience - 50*time.Millisecond, true, patience},
		{0, patience + 50*time.Millisecond, false, patience},
		{time.Hour, 0, false, longest},
		{time.Hour, longest - 50*time.Millisecond, true, longest},
		{time.Hour, time.Millisecond, true, 30 * time.Millisecond},
	} {
		synctest.Test(t, func(t *testing.T) {
			program, ended, begun := &terminal{}, make(chan error, 1), time.Now()
			if program.writing.Store(c.writes == 0); c.writes > 0 {
				time.AfterFunc(c.writes, func() { program.writing.Store(true) })
			}
			if c.ends > 0 {
				time.AfterFunc(c.ends, func() { ended <- nil })
			}
			got, took := program.comesToEnd(ended), time.Since(begun)
			if got != c.want || took > c.within+50*time.Millisecond || !got && took < c.within-50*time.Millisecond {
				t.Errorf("%+v: %v after %v", c, got, took)
			}
		})
	}
}
