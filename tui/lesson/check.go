package lesson

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"nntui/tui/tomlfile"
)

// Checks is what a lesson cannot know by itself. What is nil is not checked.
type Checks struct {
	// Opening tries a command line, see [Arguments], and returns the names of
	// the readings that it leads to.
	Opening func(args []string) (readings []string, err error)

	// Controls has the IDs of the controls that can be hidden, by all that
	// these may be called.
	Controls map[string][]string
}

// checker holds a lesson against its rules until one is broken.
type checker struct {
	lines  *lineMap
	checks Checks
	line   int
	reason string
}

// check returns the first line that breaks a rule, and why.
func (m *lineMap) check(l *Lesson, checks Checks) (line int, reason string) {
	c := checker{lines: m, checks: checks}
	for _, u := range m.unclean {
		c.refuseAt(m.find(u.path, string(u.char)), "%s holds %U, a character that nobody sees or that a terminal acts on; delete it", keyOf(u.path), u.char)
	}
	c.need("", "title", l.Title, "the lesson")
	c.singleLine("title", l.Title)
	c.controls("hide", l.Hide)
	if len(l.Steps) == 0 {
		c.refuse("", "the lesson has no steps: each begins with [[step]]")
	}
	first := map[string]int{}
	for i := range l.Steps {
		at := fmt.Sprintf("step.%d.", i)
		c.step(at, &l.Steps[i])
		key := l.Steps[i].Key()
		if other := first[key]; other > 0 {
			c.refuse(at+"title", "the step on line %d has this title too; a section tells them apart", other)
		}
		first[key] = m.line(at[:len(at)-1])
	}
	return c.line, c.reason
}

// refuse notes that the key at a path is wrong, unless one above it is.
func (c *checker) refuse(path, format string, args ...any) {
	c.refuseAt(c.lines.line(path), format, args...)
}

func (c *checker) refuseAt(line int, format string, args ...any) {
	if c.reason == "" || line > 0 && (c.line == 0 || line < c.line) {
		c.line, c.reason = line, fmt.Sprintf(format, args...)
	}
}

// keyOf returns the key at the end of a path, "choices" of "step.0.choices.2".
func keyOf(path string) string {
	path = strings.TrimRight(path, ".0123456789")
	return path[strings.LastIndex(path, ".")+1:]
}

// need refuses a table that lacks a key, at its heading.
func (c *checker) need(table, key, value, what string) {
	if strings.TrimSpace(value) == "" {
		path := table + key
		if !c.lines.has(path) {
			path = strings.TrimSuffix(table, ".")
		}
		c.refuse(path, "%s lacks its %s", what, key)
	}
}

// singleLine refuses a text of several lines, or with tabs: what is drawn as
// it is must keep its place.
func (c *checker) singleLine(path, text string) {
	if strings.ContainsAny(text, "\n\t") {
		c.refuse(path, `%s takes a single line without tabs, in "quotes"`, keyOf(path))
	}
}

func (c *checker) step(at string, s *Step) {
	c.need(at, "title", s.Title, "this step")
	c.need(at, "text", s.Text, "this step")
	c.singleLine(at+"section", s.Section)
	c.singleLine(at+"title", s.Title)
	c.prediction(at, s)
	c.controls(at+"hide", s.Hide)
	readings := c.setups(at, s)
	for _, key := range []string{"name", "about"} {
		if s.Open == "" && c.lines.has(at+key) {
			c.refuse(at+key, "%s tells what a step opens, and this one has no open", key)
		}
	}
	c.answer(at, s, readings)
	c.noFigures(at, s)
}

func (c *checker) prediction(at string, s *Step) {
	switch n := len(s.Choices); {
	case s.Question == "" && n > 0:
		c.refuse(at+"choices", "choices need a question")
	case s.Question == "" && s.Right != 0:
		c.refuse(at+"right", "right needs a question and choices")
	case s.Question != "" && n == 0:
		c.refuse(at+"question", "a question needs choices, 2 to 4")
	case n == 1 || n > 4:
		c.refuse(at+"choices", "a question takes 2 to 4 choices, and not %d", n)
	case s.Right < 0 || s.Right > n:
		c.refuse(at+"right", "right = %d, but there are %d choices", s.Right, n)
	}
	for i, choice := range s.Choices[:min(len(s.Choices), 4)] {
		path := fmt.Sprintf("%schoices.%d", at, i)
		c.singleLine(path, choice)
		if strings.TrimSpace(choice) == "" || slices.Contains(s.Choices[:i], choice) {
			c.refuse(path, "each choice needs words of its own")
		}
	}
}

// controls checks a list of controls to hide.
func (c *checker) controls(path string, names []string) {
	for i, name := range names {
		if _, ok := c.checks.Controls[name]; c.checks.Controls != nil && !ok {
			c.refuse(fmt.Sprintf("%s.%d", path, i), "there is no knob and no key called %q to hide; %s", name, c.suggestControl(name))
			return
		}
	}
}

// suggestControl names a control by the ID of one that is called much like it.
func (c *checker) suggestControl(name string) string {
	if k, ok := nearest(name, slices.Sorted(maps.Keys(c.checks.Controls))); ok {
		return fmt.Sprintf("did you mean %s?", c.checks.Controls[k][0])
	}
	return "the table of knobs and the help (?) have the names, and what works everywhere cannot be hidden"
}

// setups checks all openings of a step and returns the readings of each, by
// its name.
func (c *checker) setups(at string, s *Step) map[string][]string {
	readings := map[string][]string{}
	if s.Open != "" {
		c.setup(at, &s.Setup, readings)
		readings[""] = readings[s.Name]
	}
	for i := range s.Also {
		at, setup := fmt.Sprintf("%salso.%d.", at, i), &s.Also[i]
		c.need(at, "name", setup.Name, "this set-up")
		c.need(at, "about", setup.About, "this set-up")
		c.need(at, "open", setup.Open, "this set-up")
		c.setup(at, setup, readings)
	}
	return readings
}

// refusedOpening says why an opening cannot work.
const refusedOpening = "open: %v"

// Refuse returns the error of a lesson one of whose set-ups cannot work.
func (l *Lesson) Refuse(s Setup, err error) error {
	return tomlfile.Refuse(l.from, s.line, fmt.Sprintf(refusedOpening, err))
}

var setupName = regexp.MustCompile(`^[a-z0-9_]+$`)

// setup tries a set-up and notes the names of its readings, by its own.
func (c *checker) setup(at string, s *Setup, readings map[string][]string) {
	switch _, twice := readings[s.Name]; {
	case s.Name == "":
	case s.Name == Now:
		c.refuse(at+"name", "%q means what is on the screen; take another name", Now)
	case !setupName.MatchString(s.Name):
		c.refuse(at+"name", "a name has small letters, digits and _, and %q has others", s.Name)
	case twice:
		c.refuse(at+"name", "this step has two set-ups called %q", s.Name)
	}
	c.singleLine(at+"about", s.About)
	c.singleLine(at+"open", s.Open)
	s.line = c.lines.line(at + "open")
	args, err := Arguments(s.Open)
	readings[s.Name] = nil
	if err == nil && c.checks.Opening != nil {
		readings[s.Name], err = c.checks.Opening(args)
	}
	if err != nil {
		c.refuseAt(s.line, refusedOpening, err)
	}
}

// answer checks that there is something to read for each placeholder.
func (c *checker) answer(at string, s *Step, readings map[string][]string) {
	for _, name := range Placeholders(s.Answer) {
		setup, reading, ok := s.Source(name)
		known := readings[setup.Name]
		if setup.Name == Now {
			for _, list := range readings {
				known = append(known, list...)
			}
		}
		line := c.lines.find(at+"answer", "${"+strings.TrimPrefix(name, "{"))
		switch {
		case strings.HasPrefix(name, "{"):
			c.refuseAt(line, "the answer has a ${ without its }")
		case !ok:
			c.refuseAt(line, "${%s}: this step opens nothing that could be read so", name)
		case c.checks.Opening != nil && !slices.Contains(known, reading):
			c.refuseAt(line, "${%s}: there is no reading %q%s", name, reading, suggest(reading, known, "nntui guide --example lists them"))
		}
	}
}

// noFigures refuses placeholders where nothing fills them in.
func (c *checker) noFigures(at string, s *Step) {
	for _, t := range []struct{ key, text string }{{"text", s.Text}, {"watch", s.Watch}, {"question", s.Question}} {
		for _, name := range Placeholders(t.text) {
			c.refuseAt(c.lines.find(at+t.key, "${"), "${%s}: only the answer has figures", strings.TrimPrefix(name, "{"))
		}
	}
}
