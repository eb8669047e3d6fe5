//go:build unix

package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// An event is something that happens to a program; the weight says how often.
type event struct {
	weight int
	make   func(*soak, *tty) error
}

// events are all that happens in a round of chaos.
var events = []event{
	{60, func(s *soak, t *tty) error { return t.write(s.key()) }},
	{20, func(s *soak, t *tty) error { return t.write(s.mouse()) }},
	{4, func(s *soak, t *tty) error { t.resize(s.width(), s.height()); return nil }},
	{3, func(s *soak, t *tty) error { return t.write(pasteStart + s.text(200) + pasteEnd) }},
	{1, func(s *soak, t *tty) error { return t.write(pasteStart + s.text(200)) }}, // never finished
	{1, func(s *soak, t *tty) error {
		return t.write(pasteStart + strings.Repeat(s.text(50)+" ", 2000) + pasteEnd)
	}},
	{4, func(s *soak, t *tty) error { return t.write(s.garbage()) }},
	{4, func(s *soak, t *tty) error { return t.write(s.cutSequence()) }},
	{2, func(s *soak, t *tty) error { return t.write(pick(s, lateAnswers)) }},
	{1, func(s *soak, t *tty) error {
		select {
		case t.stall <- time.Duration(s.IntN(300)) * time.Millisecond:
		default:
		}
		return nil
	}},
	{3, func(s *soak, t *tty) error { time.Sleep(time.Duration(s.IntN(30)) * time.Millisecond); return nil }},
	{1, func(s *soak, t *tty) error { return s.prompt(t, s.width(), s.height()) }},
}

// harmless are those that change no number of a run: they only look.
var harmless = []event{
	{10, func(s *soak, t *tty) error { return t.write(pick(s, strings.Fields("v V z ? 1 3 C"))) }},
	{4, func(s *soak, t *tty) error { t.resize(60+s.IntN(200), 18+s.IntN(60)); return nil }},
	{4, func(s *soak, t *tty) error {
		return t.write(fmt.Sprintf("\x1b[<35;%d;%dM", s.IntN(200), s.IntN(60))) // the pointer moves
	}},
	{1, func(s *soak, t *tty) error { return t.write(pasteStart + s.text(200) + pasteEnd) }},
	{4, func(s *soak, t *tty) error { time.Sleep(time.Duration(s.IntN(30)) * time.Millisecond); return nil }},
	{1, func(s *soak, t *tty) error { return s.prompt(t, 80, 24) }},
}

// lateAnswers are those of a terminal to what it was never, or long ago, asked.
var lateAnswers = []string{
	"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "\x1b]11;rgb:0000/0000/0000\a", "\x1b]11;?\a", "\x1b[?2026;2$y", "\x1b[?2027;0$y", "\x1b[?62;1;4c", "\x1b[?1u",
	"\x1b[8;24;80t", "\x1b[12;40R", "\x1b[I", "\x1b[O", "\x1bP>|term(1)\x1b\\", "\x1bP1+r524742=8\x1b\\",
}

func pick[T any](s *soak, list []T) T { return list[s.IntN(len(list))] }

// happen has some events happen, of a table, while the program is there: there are
// many ways to quit.
func (s *soak) happen(t *tty, table []event, times int) error {
	all := 0
	for _, e := range table {
		all += e.weight
	}
	for i := 0; i < times && !t.gone(); i++ {
		at := s.IntN(all)
		e := slices.IndexFunc(table, func(e event) bool { at -= e.weight; return at < 0 })
		if err := table[e].make(s, t); err != nil {
			return err
		}
		s.events++
	}
	return nil
}

// prompt claims sizes, and wants the program to have taken note in time, whatever
// it is in the middle of.
func (s *soak) prompt(t *tty, width, height int) error {
	took, err := t.redraws()
	s.slowest = max(s.slowest, took)
	t.resize(width, height)
	return err
}

// key is any key but those that end or suspend the program.
func (s *soak) key() string {
	const end = "q\x03\x1a"
	named := []string{"\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[1;2C", "\x1b[1;2D", "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x1b[3~", "\x1b[Z", "\x1b", "\x1bd", "\x1b[3;3~", "\r", "\t", "\x7f", "\x15", " "}
	if s.IntN(3) == 0 {
		return pick(s, named)
	}
	for {
		if c := rune(1 + s.IntN(126)); !strings.ContainsRune(end, c) {
			return string(c)
		}
	}
}

// mouse is whatever a mouse does, but for clicks on the line that has quit in it.
func (s *soak) mouse() string {
	return fmt.Sprintf("\x1b[<%d;%d;%d%c", pick(s, []int{0, 0, 0, 1, 2, 32, 35, 64, 65, 4, 16}), s.IntN(130), s.IntN(23), "Mm"[s.IntN(2)])
}

func (s *soak) width() int  { return pick(s, []int{1, 2, 18, 60, 60, 80, 80, 80, 100, 120, 200, 300}) }
func (s *soak) height() int { return pick(s, []int{1, 2, 17, 18, 18, 24, 24, 24, 30, 40, 60, 300}) }

// text is what people and others paste.
func (s *soak) text(longest int) string {
	var b strings.Builder
	for range s.IntN(longest) {
		b.WriteString(pick(s, []string{"x", "y", "^", "2", "1e9", "-", "(", ",", " ", "\n", "\t", "日", "e\u0301", "\u202e", "\x00", "\xff", "sin", "\x1b[31m"}))
	}
	return b.String()
}

// garbage is bytes that mean nothing, but for keys that end the program.
func (s *soak) garbage() string {
	b := make([]byte, s.IntN(60))
	for i := range b {
		b[i] = byte(s.IntN(256))
	}
	return strings.NewReplacer("q", "", "\x03", "", "\x1a", "").Replace(string(b))
}

// cutSequence is the beginning of an escape sequence.
func (s *soak) cutSequence() string {
	all := pick(s, append(slices.Clone(lateAnswers), s.mouse(), "\x1b[1;2C", pasteStart, "\x1b[97;5u", "\x1bOA"))
	return all[:1+s.IntN(len(all)-1)]
}
