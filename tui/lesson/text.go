package lesson

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"

	"nntui/tui/kit/wrap"
)

// textWidth is how wide lines of text are; labels stand in the margin.
const (
	textWidth = 80
	margin    = "         "
)

// Write writes the lesson for reading without the program. answer fills in an
// answer; each step is written as soon as that is done. Without it, answers
// are left out, as for a sheet of questions.
func (l *Lesson) Write(w io.Writer, answer func(*Step) (string, error)) error {
	b := bufio.NewWriter(w)
	heading(b, l.Title, '=')
	if l.About != "" {
		fmt.Fprintln(b)
		plain(b, l.About)
	}
	for i := range l.Steps {
		s := &l.Steps[i]
		fmt.Fprint(b, "\n\n")
		s.write(b)
		if s.Answer != "" && answer != nil {
			if err := b.Flush(); err != nil {
				return err
			}
			text, err := answer(s)
			if err != nil {
				return err
			}
			fmt.Fprintln(b)
			labelled(b, "Answer:", s.Verdict()+text)
		}
		if err := b.Flush(); err != nil {
			return err
		}
	}
	return b.Flush()
}

// WriteProgress writes how far a reader has come: each step with its state, the
// prediction, whether it was right where the answer has been seen, and the
// reader's explanation.
func (l *Lesson) WriteProgress(w io.Writer, p Progress) error {
	b := bufio.NewWriter(w)
	heading(b, l.Title, '=')
	fmt.Fprintf(b, "\n%d of %d steps are done.\n\n", p.Done(l), len(l.Steps))
	for i := range l.Steps {
		s := &l.Steps[i]
		m := p.Of(s)
		labelled(b, m.State(s), s.Key())
		if m.Predicted(s) >= 0 {
			labelled(b, "", "Predicted "+m.prediction(s)+".")
		}
		if m.Why != "" {
			labelled(b, "", "Explained: "+m.Why)
		}
	}
	return b.Flush()
}

// prediction is the choice of a mark, and whether it was right.
func (m Mark) prediction(s *Step) string {
	i := m.Predicted(s)
	text := Letter(i) + ", " + m.Choice
	switch {
	case !m.Answered || s.Right == 0:
		return text
	case i == s.Right-1:
		return text + ": right"
	}
	return text + ": it was " + Letter(s.Right-1)
}

// Verdict begins the answer of a step whose question has a right choice: "b. ".
func (s *Step) Verdict() string {
	if s.Right == 0 {
		return ""
	}
	return Letter(s.Right-1) + ". "
}

// Letter names the i-th choice: a, b, c, d.
func Letter(i int) string { return string(rune('a' + i)) }

func heading(w io.Writer, text string, line rune) {
	fmt.Fprintf(w, "%s\n%s\n", text, strings.Repeat(string(line), min(uniseg.StringWidth(text), textWidth)))
}

func plain(w io.Writer, text string) { fmt.Fprintln(w, strings.Join(wrap.Text(text, textWidth), "\n")) }

// write writes all but the answer.
func (s *Step) write(w io.Writer) {
	heading(w, strings.TrimSpace(s.Section+"  "+s.Title), '-')
	fmt.Fprintln(w)
	plain(w, s.Text)
	if setups := s.Setups(); len(setups) > 0 {
		fmt.Fprintln(w)
		for _, setup := range setups {
			setup.write(w)
		}
	}
	if s.Watch != "" {
		fmt.Fprintln(w)
		labelled(w, "Watch:", s.Watch)
	}
	if s.Question != "" {
		fmt.Fprintln(w)
		labelled(w, "Predict:", s.Question)
		for i, choice := range s.Choices {
			labelled(w, "      "+Letter(i), choice)
		}
	}
}

func (s Setup) write(w io.Writer) {
	if s.About != "" {
		fmt.Fprintf(w, "    # %s\n", s.About)
	}
	if args, err := Arguments(s.Open); err == nil { // as in every lesson that was read
		fmt.Fprintf(w, "    $ %s\n", CommandLine(args))
	}
}

// labelled writes a text with a label at its left.
func labelled(w io.Writer, label, text string) {
	for _, line := range wrap.Text(text, textWidth-len(margin)) {
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%-*s%s", len(margin), label, line), " "))
		label = ""
	}
}
