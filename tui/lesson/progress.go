package lesson

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"nntui/tui/files"
	"nntui/tui/store"
)

// Progress is how far a reader has come with a lesson. It knows steps by their
// words, not by their place: what has been done stays done when the teacher
// adds a step before it.
type Progress struct {
	Lesson string          // its title
	Marks  map[string]Mark // by [Step.Key]
}

// A Mark is what has been done of a step.
type Mark struct {
	Opened   bool   // one of its set-ups
	Played   bool   // its first set-up: the run has come to its end in the tab
	Choice   string // the prediction, in its words; "" for none
	Answered bool   // the answer has been seen
	Why      string // the reader's explanation, in a line; "" for none
}

// LongestWhy is how many characters an explanation has at most.
const LongestWhy = 200

// What a mark makes of its step: [Mark.Done], anything else that it notes, or
// nothing.
const (
	Done   = "done"
	Begun  = "begun"
	NotYet = "not yet"
)

// State returns whether the step is done, begun or neither.
func (m Mark) State(s *Step) string {
	switch {
	case m.Done(s):
		return Done
	case m == Mark{}:
		return NotYet
	}
	return Begun
}

// MayAnswer reports whether the answer opens: once the step's experiment has
// been played, or at once where it has none.
func (m Mark) MayAnswer(s *Step) bool { return m.Played || len(s.Setups()) == 0 }

// Fixed reports whether the prediction stays as it is: once it has been played,
// or the answer seen. Whoever plays without one may still choose.
func (m Mark) Fixed() bool { return m.Answered || m.Played && m.Choice != "" }

// Of returns the mark of a step.
func (p Progress) Of(s *Step) Mark { return p.Marks[s.Key()] }

// With returns the progress with another mark of a step. p stays as it is.
func (p Progress) With(s *Step, m Mark) Progress {
	p.Marks = maps.Collect(maps.All(p.Marks)) // unlike Clone also where there are none
	p.Marks[s.Key()] = m
	return p
}

// Done counts the steps of a lesson that need nothing more.
func (p Progress) Done(l *Lesson) int {
	n := 0
	for i := range l.Steps {
		if p.Of(&l.Steps[i]).Done(&l.Steps[i]) {
			n++
		}
	}
	return n
}

// Done reports whether all has been done that a step has: its experiment played
// and its answer seen, or without one its prediction made. A step that has none
// of these is done when it has been read, which is at once.
func (m Mark) Done(s *Step) bool {
	switch {
	case !m.MayAnswer(s):
		return false
	case s.Answer != "":
		return m.Answered
	}
	return s.Question == "" || m.Predicted(s) >= 0
}

// Predicted returns the index of the predicted choice, or -1.
func (m Mark) Predicted(s *Step) int { return slices.Index(s.Choices, m.Choice) }

// Load returns the progress that is kept in a folder. What is no progress is
// set aside, and the error says so; the progress returned can be used anyway.
func (l *Lesson) Load(folder string) (Progress, error) {
	p, file := Progress{}, l.file(folder)
	err := store.Load(file, &p)
	if err == nil && p.Lesson == l.Title {
		return p, nil
	}
	p = Progress{Lesson: l.Title}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return p, nil
	case err != nil && !errors.Is(err, store.ErrDamaged):
		return p, fmt.Errorf("the progress of this lesson cannot be read: %w", err)
	}
	aside, err := store.SetAside(file)
	if err != nil {
		return p, fmt.Errorf("the progress of this lesson is damaged: %w", err)
	}
	return p, fmt.Errorf("the progress of this lesson was damaged or foreign: kept as %s", filepath.Base(aside))
}

// Save keeps what has been done since the progress was as was says, in a folder,
// which is made if it is missing. What another program has kept there meanwhile
// stays.
func (l *Lesson) Save(folder string, was, p Progress) error {
	file := l.file(folder)
	return files.Alone(file, func() error {
		now, _ := l.Load(folder) // what cannot be read gives way, and where it is damaged is set aside
		return store.Save(file, p.onto(now, was))
	})
}

// onto returns what has become of now by all that was done between was and p.
func (p Progress) onto(now, was Progress) Progress {
	now.Marks = maps.Collect(maps.All(now.Marks)) // unlike Clone also where there are none
	for key, m := range p.Marks {
		if other, ok := now.Marks[key]; ok {
			m = m.onto(other, was.Marks[key])
		}
		now.Marks[key] = m
	}
	return now
}

// onto is that of a step. Of two predictions or explanations the one that is made
// last stays.
func (m Mark) onto(now, was Mark) Mark {
	m.Opened, m.Played, m.Answered = m.Opened || now.Opened, m.Played || now.Played, m.Answered || now.Answered
	if m.Choice == was.Choice {
		m.Choice = now.Choice
	}
	if m.Why == was.Why {
		m.Why = now.Why
	}
	return m
}

// file names the file of a lesson's progress after its title, and tells titles
// apart that look alike in a file's name.
func (l *Lesson) file(folder string) string {
	words := strings.FieldsFunc(strings.ToLower(l.Title), func(r rune) bool { return r < 'a' || r > 'z' })
	name := strings.Join(words, "-")
	return filepath.Join(folder, "lessons", fmt.Sprintf("%.40s-%.4x.nntui", name, sha256.Sum256([]byte(l.Title))))
}
