package tui

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"nntui/nn"
)

var (
	soakFor   = flag.Duration("soak", 10*time.Second, "how long to play at random with the built program")
	soakSeed  = flag.Uint64("soak-seed", 0, "the seed of that; 0 for one of the time")
	soakRound = flag.Int("soak-round", -1, "play this round alone")
)

// A soak plays at random with the built program, round by round, and counts.
type soak struct {
	*rand.Rand
	program string
	folder  string // of the round

	events, cuts, twoSignals, pairs, runs int
	slowest                               time.Duration // answer
	memory                                int           // MB, the most
}

// The bounds of the program: of memory, and of its end.
const (
	mostMemory  = 150 // MB
	longestSave = 2 * time.Second
)

// Whatever is typed, pasted, claimed and sent to the built program, and however
// it is cut: it answers, its numbers are those of a run that nothing has
// happened to, the terminal is left clean, and nothing is left over.
//
//	go test ./tui -run TestSoak -v -timeout 0 -soak 1h -soak-seed 7
//
// plays longer; with -soak-round a round that failed is played again.
func TestSoak(t *testing.T) {
	seed := *soakSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	s := &soak{program: builtProgram(t)}
	rounds := []func(*soak) error{(*soak).chaos, (*soak).resumes, (*soak).chaos, (*soak).pair}
	end := time.Now().Add(*soakFor)
	for i := max(0, *soakRound); i == *soakRound || *soakRound < 0 && (i < len(rounds) || time.Now().Before(end)); i++ {
		s.Rand = rand.New(rand.NewPCG(seed, uint64(i)))
		s.folder = t.TempDir()
		err := rounds[i%len(rounds)](s)
		if err == nil {
			err = leftOver(s.folder)
		}
		if err != nil {
			t.Errorf("round %d (-soak-seed %d -soak-round %d): %v", i, seed, i, err)
		}
	}
	t.Logf("seed %d: %d events, %d cuts (%d by two signals), %d pairs, %d runs with the numbers of an uncut one, the slowest answer %v, at most %d MB",
		seed, s.events, s.cuts, s.twoSignals, s.pairs, s.runs, s.slowest.Round(time.Millisecond), s.memory)
}

// leftOver says which file is there that should not be.
func leftOver(folder string) error {
	return filepath.WalkDir(folder, func(file string, _ fs.DirEntry, err error) error {
		if name := filepath.Base(file); err == nil && (strings.HasPrefix(name, ".writing-") || strings.HasPrefix(name, "crash-")) {
			text, _ := os.ReadFile(file)
			return fmt.Errorf("%s is left over: %.2000s", file, text)
		}
		return nil
	})
}

// An event is something that happens to a program; the weight says how often.
type event struct {
	weight int
	make   func(*soak, *tty) error
}

// events are all that happens in a round of chaos.
var events = []event{
	{60, func(s *soak, t *tty) error { return t.write(s.key()) }},
	{20, func(s *soak, t *tty) error { return t.write(s.mouse()) }},
	{4, func(s *soak, t *tty) error { t.resize(s.size(), s.size()); return nil }},
	{3, func(s *soak, t *tty) error { return t.write("\x1b[200~" + s.text(200) + "\x1b[201~") }},
	{1, func(s *soak, t *tty) error { return t.write("\x1b[200~" + s.text(200)) }}, // never finished
	{1, func(s *soak, t *tty) error {
		return t.write("\x1b[200~" + strings.Repeat(s.text(50)+" ", 2000) + "\x1b[201~")
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
	{5, func(s *soak, t *tty) error { time.Sleep(time.Duration(s.IntN(30)) * time.Millisecond); return nil }},
}

// harmless are those that change no number of a run: they only look.
var harmless = []event{
	{10, func(s *soak, t *tty) error { return t.write(pick(s, strings.Fields("v V z ? 1 3 C"))) }},
	{4, func(s *soak, t *tty) error { t.resize(60+s.IntN(200), 18+s.IntN(60)); return nil }},
	{4, func(s *soak, t *tty) error {
		return t.write(fmt.Sprintf("\x1b[<35;%d;%dM", s.IntN(200), s.IntN(60))) // the pointer moves
	}},
	{1, func(s *soak, t *tty) error { return t.write("\x1b[200~" + s.text(200) + "\x1b[201~") }},
	{4, func(s *soak, t *tty) error { time.Sleep(time.Duration(s.IntN(30)) * time.Millisecond); return nil }},
}

// lateAnswers are those of a terminal to what it was never, or long ago, asked.
var lateAnswers = []string{
	"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "\x1b]11;rgb:0000/0000/0000\a", "\x1b]11;?\a", "\x1b[?2026;2$y", "\x1b[?2027;0$y", "\x1b[?62;1;4c", "\x1b[?1u",
	"\x1b[8;24;80t", "\x1b[12;40R", "\x1b[I", "\x1b[O", "\x1bP>|term(1)\x1b\\", "\x1bP1+r524742=8\x1b\\",
}

func pick[T any](s *soak, list []T) T { return list[s.IntN(len(list))] }

// happen has some events happen, of a table.
func (s *soak) happen(t *tty, table []event, times int) error {
	all := 0
	for _, e := range table {
		all += e.weight
	}
	for range times {
		at := s.IntN(all)
		i := slices.IndexFunc(table, func(e event) bool { at -= e.weight; return at < 0 })
		if err := table[i].make(s, t); err != nil {
			return err
		}
		s.events++
	}
	return nil
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

func (s *soak) size() int { return pick(s, []int{1, 2, 17, 18, 24, 60, 80, 100, 200, 200, 300}) }

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
	all := pick(s, append(slices.Clone(lateAnswers), s.mouse(), "\x1b[1;2C", "\x1b[200~", "\x1b[97;5u", "\x1bOA"))
	return all[:1+s.IntN(len(all)-1)]
}

// A cut ends the program, one way or other.
type cut struct {
	name string
	kill bool // is nothing written, or heard of?
	make func(*soak, *tty)
}

var cuts = []cut{
	{"HUP", false, func(_ *soak, t *tty) { t.signal(syscall.SIGHUP) }},
	{"TERM", false, func(_ *soak, t *tty) { t.signal(syscall.SIGTERM) }},
	{"ctrl+c", false, func(_ *soak, t *tty) { t.write("\x03") }},
	{"two signals", false, twoSignals}, {"two signals", false, twoSignals},
	{"a closed terminal", true, func(_ *soak, t *tty) { t.master.Close() }},
	{"KILL", true, func(_ *soak, t *tty) { t.signal(syscall.SIGKILL) }},
}

func twoSignals(s *soak, t *tty) {
	both := []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT}
	t.signal(pick(s, both))
	time.Sleep(time.Duration(s.IntN(50_000)) * time.Microsecond)
	t.signal(pick(s, both))
	s.twoSignals++
}

// cut cuts the program in some way, and sees how it has left.
func (s *soak) cut(t *tty, c cut) error {
	s.cuts++
	memory := t.memory()
	if s.memory = max(s.memory, memory); memory > mostMemory {
		return fmt.Errorf("it has taken %d MB", memory)
	}
	c.make(s, t)
	if err := t.ends(longestSave); err != nil {
		return fmt.Errorf("after %s %w", c.name, err)
	}
	if c.kill {
		t.close()
		return nil
	}
	if err := t.left(); err != nil {
		return fmt.Errorf("after %s %w", c.name, err)
	}
	if n := t.status(); n != 0 {
		return fmt.Errorf("after %s its status is %d: %s", c.name, n, t.since(max(0, t.mark()-2000)))
	}
	t.close()
	return nil
}

// chaos has anything happen, and cuts it, again and again.
func (s *soak) chaos() error {
	args := []string{s.program, "--tab", pick(s, Tabs)}
	for range 1 + s.IntN(3) {
		t, err := openTTY(s.folder, args...)
		if err != nil {
			return err
		}
		defer t.close()
		if err := s.happen(t, events, 100+s.IntN(300)); err != nil {
			return err
		}
		took, err := t.answers()
		if err != nil {
			return err
		}
		s.slowest = max(s.slowest, took)
		if err := s.cut(t, pick(s, cuts)); err != nil {
			return err
		}
		args = []string{s.program, "--resume"}
	}
	t, err := openTTY(s.folder, args...) // which clears away what a kill has left
	if err != nil {
		return err
	}
	defer t.close()
	time.Sleep(200 * time.Millisecond)
	return s.cut(t, cuts[0])
}

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

// cutsOff has the course's program looked at, and cuts it.
func (s *soak) cutsOff(t *tty, c *course) error {
	if err := s.happen(t, harmless, s.IntN(60)); err != nil {
		return err
	}
	how := pick(s, cuts)
	if c.done == 0 {
		how = cuts[s.IntN(3)] // there is nothing yet to fall back to
	}
	mark := t.mark()
	if err := s.cut(t, how); err != nil || how.kill {
		return err
	}
	if found := stoppedAt.FindSubmatch(t.since(mark)); found != nil {
		n := atoi(string(found[1]))
		if n < c.done {
			return fmt.Errorf("after %s it stood at epoch %d, and before at %d", how.name, n, c.done)
		}
		c.done = n
	}
	return nil
}

// ends plays the course to its end, and returns the numbers that it exports.
func (s *soak) ends(t *tty, c *course) ([]byte, error) {
	for range 4 {
		if err := t.write("\x1b"); err != nil {
			return nil, err
		}
		time.Sleep(100 * time.Millisecond)
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
		if err := s.cutsOff(t, c); err != nil {
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
	return s.cut(t, cuts[0])
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
	for i, t := range both {
		if err := s.cutsOff(t, courses[i]); err != nil {
			return err
		}
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
		if err := s.cut(t, cuts[0]); err != nil {
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
