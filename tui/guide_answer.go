package tui

import (
	"fmt"
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/tui/lesson"
	"nntui/tui/run"
)

// answers is what the guide knows of the figures in answers. They come from
// trials of the set-ups, one at a time, a command at a time: the next portion
// is asked for when the last has come, so that turning to another step lets
// go of what is not needed any more.
type answers struct {
	shown    map[string]bool            // the steps whose answer is open, by key
	readings map[string][]model.Reading // by the set-up's command line

	busy    bool   // is a command under way?
	running string // the command line of trial
	trial   run.Trial
	share   float64 // of the trial that is done
}

// portion is how long a command works on a trial.
const portion = 250 * time.Millisecond

// show opens the answer of a step.
func (s *answers) show(step *lesson.Step) {
	if s.shown == nil {
		s.shown, s.readings = map[string]bool{}, map[string][]model.Reading{}
	}
	s.shown[step.Key()] = true
}

// missing lists the set-ups that have still to be run for a step's answer.
func (s *answers) missing(step *lesson.Step) (list []string) {
	for _, open := range sources(step) {
		if s.readings[open] == nil {
			list = append(list, open)
		}
	}
	return list
}

// sources lists the command lines of the set-ups that a step's answer reads.
func sources(step *lesson.Step) (list []string) {
	for _, name := range lesson.Placeholders(step.Answer) {
		setup, _, ok := step.Source(name)
		if ok && setup.Open != "" && !slices.Contains(list, setup.Open) {
			list = append(list, setup.Open)
		}
	}
	return list
}

// settle sees to the answer of the step, if it is open: it returns the command
// that computes more figures, or notes that the answer has been seen.
func (a *App) settle() tea.Cmd {
	g := &a.guide
	watch := a.watch(g.readsNow())
	switch {
	case g.lesson == nil || !g.answers.shown[g.step().Key()]:
		return watch
	case len(g.answers.missing(g.step())) == 0:
		return tea.Batch(watch, g.noting(func(m *lesson.Mark) { m.Answered = true }))
	}
	return tea.Batch(watch, a.compute())
}

// watch tells all tabs whether their readings are asked for.
func (a *App) watch(on bool) tea.Cmd {
	var cmds []tea.Cmd
	for _, t := range a.tabs {
		if t, ok := t.(watcher); ok {
			cmds = append(cmds, t.Watch(on))
		}
	}
	return tea.Batch(cmds...)
}

// readsNow reports whether there is an answer open that tells of what the
// screen shows.
func (g *guide) readsNow() bool {
	return g.open && g.lesson != nil && g.answers.shown[g.step().Key()] && g.step().ReadsNow()
}

// compute returns the command that does the next portion of work for the
// answer of the step.
func (a *App) compute() tea.Cmd {
	s := &a.guide.answers
	if s.busy {
		return nil
	}
	open := s.missing(a.guide.step())[0]
	if s.running != open {
		s.running, s.trial, s.share = open, run.Trial{}, 0
	}
	s.busy = true
	t := s.trial
	return func() tea.Msg {
		var err error
		if t.Advance == nil {
			if t, err = trialOfLine(open); err != nil {
				return guideMsg(func(a *App) tea.Cmd { return a.noAnswer(err) })
			}
		}
		share, readings, err := t.Advance(portion)
		return guideMsg(func(a *App) tea.Cmd {
			a.guide.answers.trial = t
			return a.advanced(share, readings, err)
		})
	}
}

// advanced receives what a portion of work came to.
func (a *App) advanced(share float64, readings []model.Reading, err error) tea.Cmd {
	s := &a.guide.answers
	s.busy = false
	if err != nil {
		return a.noAnswer(err)
	}
	if s.share = share; readings != nil {
		s.readings[s.running] = readings
		s.running, s.trial = "", run.Trial{}
		a.scroll(a.answerLine() - a.guide.top)
	}
	return a.settle()
}

// noAnswer says why there is no answer.
func (a *App) noAnswer(err error) tea.Cmd {
	a.guide.answers.busy = false
	delete(a.guide.answers.shown, a.guide.step().Key())
	a.note = "No answer: " + err.Error() + "."
	return nil
}

// answerText fills in the answer of a step whose set-ups have been run.
func (a *App) answerText(s *lesson.Step) string {
	g := &a.guide
	now := func() []model.Reading {
		o, err := ParseOpening(s.Setups()[g.setup].Open)
		if err != nil {
			return nil
		}
		return a.tabs[o.index()].Readings()
	}
	return fillAnswer(s, g.answers.readings, now)
}

// fillAnswer fills in readings, by the set-ups' command lines.
func fillAnswer(s *lesson.Step, readings map[string][]model.Reading, now func() []model.Reading) string {
	return lesson.Fill(s.Answer, func(name string) string {
		setup, reading, _ := s.Source(name)
		list := readings[setup.Open]
		if setup.Name == lesson.Now {
			list = now()
		}
		for _, r := range list {
			if r.Name == reading {
				return r.Text
			}
		}
		return "…"
	})
}

func trialOfLine(open string) (run.Trial, error) {
	o, err := ParseOpening(open)
	if err != nil {
		return run.Trial{}, err
	}
	return trialOf(o)
}

// ReadLesson reads and checks a lesson from a file, or the guide that is built
// in where no file is named. Its errors are of the type [*lesson.Error].
func ReadLesson(file string) (*lesson.Lesson, error) {
	if file == "" {
		return lesson.Parse("guide.toml", lesson.Guide, checks())
	}
	return lesson.Read(file, checks())
}

// checks is what a lesson's openings and controls are held against.
func checks() lesson.Checks {
	return lesson.Checks{
		Controls: slices.Sorted(maps.Keys(controls())),
		Opening: func(args []string) ([]string, error) {
			o, err := openingOf(args)
			if err != nil {
				return nil, err
			}
			t, err := trialOf(o)
			return t.Names, err
		},
	}
}

// Answer runs the set-ups that the answer of a step reads, each to its end,
// and returns the answer with their figures. What it says of the screen, it
// says of the step's first set-up.
func Answer(s *lesson.Step) (string, error) {
	readings := map[string][]model.Reading{}
	opens := sources(s)
	if s.ReadsNow() && !slices.Contains(opens, s.Setups()[0].Open) {
		opens = append(opens, s.Setups()[0].Open)
	}
	for _, open := range opens {
		t, err := trialOfLine(open)
		if err == nil {
			_, readings[open], err = t.Advance(0)
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", s.Key(), err)
		}
	}
	return fillAnswer(s, readings, func() []model.Reading { return readings[s.Setups()[0].Open] }), nil
}
