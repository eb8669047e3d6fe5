//go:build unix

package tui

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"nntui/nn"
)

// A course is a training that is cut again and again.
type course struct {
	settings []string
	epochs   int
	done     int // that are known to be kept
}

// newCourse is a training of a second or two, on whatever optimizer and schedule.
func (s *soak) newCourse() *course {
	epochs := 1500 + s.IntN(1000)
	return &course{epochs: epochs, settings: []string{
		"--layers", "linear:3,relu,linear:1,sigmoid", "--epochs", fmt.Sprint(epochs), "--seed", fmt.Sprint(1 + s.IntN(1000)),
		"--optimizer", pick(s, nn.Optimizers).Name, "--schedule", pick(s, []string{"constant", "cosine", "step"}),
		"--changes", fmt.Sprintf("%d lr=0.002", 1+s.IntN(500)),
	}}
}

var stoppedAt = regexp.MustCompile(`stopped at epoch (\d+) of`)

// cutsOff has the courses' programs looked at, and cuts them at the same time.
func (s *soak) cutsOff(programs []*tty, courses ...*course) error {
	first, marks := len(cuts), []int(nil)
	for i, t := range programs {
		if err := s.happen(t, harmless, s.IntN(60)); err != nil {
			return err
		}
		if courses[i].done == 0 {
			first = gentle // there is nothing yet to fall back to
		}
	}
	for _, t := range programs {
		marks = append(marks, t.mark())
	}
	if err := s.cut(first, programs...); err != nil {
		return err
	}
	for i, t := range programs {
		if err := courses[i].stands(t.since(marks[i])); err != nil {
			return err
		}
	}
	return nil
}

// stands notes what a program's last words say of how far it came.
func (c *course) stands(words []byte) error {
	found := stoppedAt.FindSubmatch(words)
	if found == nil {
		return nil
	}
	before := c.done
	if c.done = atoi(string(found[1])); c.done < before {
		return fmt.Errorf("it stands at epoch %d, and before at %d", c.done, before)
	}
	return nil
}

// ends plays the course to its end, and returns the numbers that it exports.
func (s *soak) ends(t *tty, c *course) ([]byte, error) {
	if err := s.answered(t); err != nil {
		return nil, err
	}
	t.write("3")
	end := regexp.MustCompile(fmt.Sprintf(`■ (epoch )?%d/%d`, c.epochs, c.epochs))
	if t.shows(end, 30*time.Second) == nil {
		return nil, fmt.Errorf("it does not come to epoch %d: %s", c.epochs, t.shows(regexp.MustCompile(`(?s).+`), time.Second))
	}
	name, mark := fmt.Sprintf("numbers-%d.csv", t.pid), t.mark()
	t.write("e\x15" + name + "\r")
	file, text := filepath.Join(s.folder, name), []byte(nil)
	for range 500 {
		if text, _ = os.ReadFile(file); len(text) > 0 {
			return text, nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return nil, fmt.Errorf("nothing is exported: since the key it sent %q", t.since(mark))
}

// uncut is the course as it is without a screen.
func (s *soak) uncut(c *course) ([]byte, error) {
	s.runs++
	return exec.Command(s.program, append([]string{"train", "--format", "csv"}, c.settings...)...).Output()
}

// open opens the program at full speed with the beginning of a course.
func (s *soak) open(c *course) (*tty, error) {
	return openTTY(s.folder, append([]string{s.program, "--tab", "training", "--speed", "full"}, c.settings...)...)
}

// resumes cuts a course again and again, and wants its end to have the very
// numbers of one that never was.
func (s *soak) resumes() error {
	c := s.newCourse()
	t, err := s.open(c)
	for range 2 + s.IntN(3) {
		if err != nil {
			return err
		}
		defer t.close()
		if err := s.cutsOff([]*tty{t}, c); err != nil {
			return err
		}
		t, err = openTTY(s.folder, s.program, "--resume")
	}
	if err != nil {
		return err
	}
	defer t.close()
	got, err := s.ends(t, c)
	if err != nil {
		return err
	}
	want, err := s.uncut(c)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("the numbers of %v differ from those of a run that was never cut:\n%.300s\nwant\n%.300s", c.settings, got, want)
	}
	return s.cut(gentle, t)
}

// pair has two programs on one account, cuts both, and wants both courses to go on
// to their ends, whichever program has which.
func (s *soak) pair() error {
	s.pairs++
	courses := []*course{s.newCourse(), s.newCourse()}
	courses[1].epochs = courses[0].epochs
	courses[1].settings[3] = courses[0].settings[3]
	var both []*tty
	for _, c := range courses {
		t, err := s.open(c)
		if err != nil {
			return err
		}
		defer t.close()
		both = append(both, t)
	}
	if err := s.cutsOff(both, courses...); err != nil {
		return err
	}
	for i := range both {
		t, err := openTTY(s.folder, s.program, "--resume")
		if err != nil {
			return err
		}
		defer t.close()
		both[i] = t
	}
	var got, want []string
	for i, t := range both {
		numbers, err := s.ends(t, courses[i])
		if err != nil {
			return err
		}
		alone, err := s.uncut(courses[i])
		if err != nil {
			return err
		}
		got, want = append(got, string(numbers)), append(want, string(alone))
		if err := s.cut(gentle, t); err != nil {
			return err
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		return fmt.Errorf("the numbers of %v and %v differ from those of runs alone", courses[0].settings, courses[1].settings)
	}
	return nil
}
