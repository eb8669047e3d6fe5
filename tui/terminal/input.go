package terminal

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// What a terminal sends around a paste.
var pasteStart, pasteEnd = []byte("\x1b[200~"), []byte("\x1b[201~")

// interrupts are what terminals send for ctrl+c: plainly, and as the keyboard
// protocols of kitty and xterm have it.
var interrupts = []string{"\x03", "\x1b[99;5u", "\x1b[27;5;99~"}

// silence is how long nothing comes before an unfinished paste ends.
const silence = time.Second

// Bubble Tea holds back a sequence that has no end, and all that follows, until
// nothing has come for 50 ms. It gets such a pause after so many bytes without
// one, lest that grows without bound; the rest of a sequence that is longer goes.
const breath, withoutBreath = 70 * time.Millisecond, 16 << 10

// longestText is how many bytes of a sequence that holds a text come without a
// pause: each becomes a key where it has no end, and a terminal's answers are
// shorter.
const longestText = 1 << 10

// input is what the terminal sends. It reads each paste to its end and passes
// on no more of it than pasteEnd, as Bubble Tea decodes every byte that it gets:
// filter puts the text in. What Bubble Tea needs a file for, to set its mode
// and to wait for bytes, is that of standard input.
type input struct {
	*os.File
	drop func() // ends the program

	head  int         // how many bytes of pasteStart were the last that came
	stray atomic.Bool // has Bubble Tea seen the start of a paste that this has not?

	last   time.Time // that anything came
	since  int       // bytes that have come without a pause
	escape bool      // was the last byte that passed an escape?
	within bool      // a sequence that holds a text, such as ESC ]
	drops  bool      // is it too long?

	mu     sync.Mutex
	pastes []string // that Bubble Tea has not come to yet
}

// Read reads once, and on to the end of a paste that begins in what it got.
func (in *input) Read(p []byte) (int, error) {
	// Half of the room, as more may be read for a paste; and every end of one
	// takes less than its start did, unless that came before.
	n, err := in.File.Read(p[:len(p)/2])
	if err != nil {
		in.drop()
		return n, err
	}
	in.breathe(p[:n])
	var out []byte
	if in.stray.Swap(false) {
		out = append(out, pasteEnd...)
	}
	sent := in.head
	rest := slices.Concat(pasteStart[:sent], p[:n])
	for {
		before, after, found := bytes.Cut(rest, pasteStart)
		out = append(out, before[min(sent, len(before)):]...)
		if sent, rest = 0, after; !found {
			in.head = overlap(before, pasteStart)
			return copy(p, in.bounded(out)), nil
		}
		rest = in.readPaste(after, len(p)-len(out)-2*len(pasteEnd))
		out = append(out, pasteEnd...)
	}
}

// breathe pauses before what has come, where too much has without a pause; and
// before ctrl+c, which is no part of what has no end.
func (in *input) breathe(text []byte) {
	interrupt := slices.Contains(interrupts, string(text))
	if time.Since(in.last) > breath {
		in.since, in.within, in.drops = 0, false, false
	}
	most := withoutBreath
	if in.within {
		most = longestText
	}
	if in.since += len(text); in.since > len(text) && (interrupt || in.since > most && !in.drops) {
		time.Sleep(breath)
		in.since, in.drops = len(text), in.within && !interrupt
	}
	in.last = time.Now()
}

// bounded returns what passes of a text: all but the rest of a sequence that is
// too long, whose beginning Bubble Tea has come to the end of.
func (in *input) bounded(text []byte) []byte {
	const begin, end = "]P_^X", "\a\x18\x1a\x1b\x9c"
	return slices.DeleteFunc(text, func(b byte) bool {
		dropped := in.drops && b != '\x1b'
		switch {
		case in.within && strings.IndexByte(end, b) >= 0:
			in.within, in.drops = false, false
		case in.escape:
			in.within = strings.IndexByte(begin, b) >= 0
		}
		in.escape = b == '\x1b'
		return dropped
	})
}

// readPaste reads a paste that begins with a text to its end, and returns what
// follows that, which has at most so many bytes.
func (in *input) readPaste(text []byte, most int) (rest []byte) {
	var kept []byte
	defer func() { in.keep(string(kept)) }()
	keep := func(b []byte) { kept = append(kept, b[:min(len(b), PasteLimit-len(kept))]...) }
	chunk := make([]byte, max(1, most))
	for {
		before, after, ended := bytes.Cut(text, pasteEnd)
		if ended {
			keep(before)
			return after
		}
		last := len(text) - overlap(text, pasteEnd)
		keep(text[:last])
		n := in.more(chunk)
		if n <= 0 {
			keep(text[last:])
			return nil
		}
		if slices.Contains(interrupts, string(chunk[:n])) {
			in.drop()
			return nil
		}
		text = slices.Concat(text[last:], chunk[:n])
	}
}

// more reads what comes before a silence, and returns how much that is.
func (in *input) more(p []byte) int {
	if !in.waitFor(silence) {
		return 0
	}
	n, err := in.File.Read(p)
	if err != nil {
		in.drop()
	}
	return n
}

// overlap returns how many of the last bytes of a text are the first of another.
func overlap(text, other []byte) int {
	n := min(len(text), len(other)-1)
	for !bytes.HasSuffix(text, other[:n]) {
		n--
	}
	return n
}

func (in *input) keep(text string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.pastes = append(in.pastes, text)
}

// event puts the text of the paste into what Bubble Tea makes of its end. A
// start comes only from what looks like one to Bubble Tea alone, and is ended
// before it takes the keys.
func (in *input) event(msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.PasteStartMsg:
		in.stray.Store(true)
	case tea.PasteMsg:
		in.mu.Lock()
		defer in.mu.Unlock()
		if len(in.pastes) > 0 {
			text := in.pastes[0]
			in.pastes = in.pastes[1:]
			return tea.PasteMsg{Content: text}
		}
	}
	return nil
}
