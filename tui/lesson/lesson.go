// Package lesson reads lessons: guides through nntui as a teacher writes them,
// in a TOML file, and the one that is built in.
//
// A [Lesson] has steps. A [Step] asks something, opens a tab for it, perhaps
// lets the reader predict what will happen, and answers with the figures that
// the experiment gave. [Read] and [Parse] refuse what cannot work with the
// line and the reason. This package knows neither tabs nor experiments: what
// a set-up opens, and which figures there are, its callers say ([Checks],
// [Fill]). example.toml explains the format.
package lesson

import _ "embed"

// Guide is the built-in lesson.
//
//go:embed guide.toml
var Guide []byte

// Example is a lesson that explains how to write one.
//
//go:embed example.toml
var Example []byte

// A Lesson is a list of steps.
type Lesson struct {
	Title string   `toml:"title"`
	About string   `toml:"about"`
	Hide  []string `toml:"hide"` // controls, during the whole lesson
	Steps []Step   `toml:"step"`

	from string // the file that it was read from
}

// A Step is a question with what it takes to answer it. What is empty is
// absent.
type Step struct {
	Setup          // its own
	Section string `toml:"section"` // a label, "1.1 (c)"
	Title   string `toml:"title"`
	Text    string `toml:"text"`
	Watch   string `toml:"watch"` // what to look at while it plays

	Question string   `toml:"question"` // a prediction, before it plays
	Choices  []string `toml:"choices"`  // 2 to 4, with a question
	Right    int      `toml:"right"`    // counted from 1; 0 where no choice is right or wrong

	Answer string   `toml:"answer"` // with placeholders
	Hide   []string `toml:"hide"`   // controls, during this step
	Also   []Setup  `toml:"also"`   // for comparisons
}

// A Setup is a way to open a tab.
type Setup struct {
	Name  string `toml:"name"`  // of its readings: ${name.f}
	About string `toml:"about"` // what the list of set-ups shows
	Open  string `toml:"open"`  // a command line, see [Arguments]

	line int // of Open in the file
}

// Setups lists the step's own set-up, if it has one, and the others.
func (s *Step) Setups() []Setup {
	if s.Open == "" {
		return s.Also
	}
	return append([]Setup{s.Setup}, s.Also...)
}

// Key names the step in its lesson, wherever it moves.
func (s *Step) Key() string {
	if s.Section == "" {
		return s.Title
	}
	return s.Section + " " + s.Title
}

// Hidden lists the controls that are hidden during a step.
func (l *Lesson) Hidden(s *Step) []string { return append(l.Hide[:len(l.Hide):len(l.Hide)], s.Hide...) }
