//go:build unix

package tui

import (
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
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

	most int // bursts of events that a program has

	events, pairs, runs  int
	cuts                 map[string]int
	slowest, longest     time.Duration // answer, and end
	memory, grown, files int           // the most: in MB, that a program had, and after its last burst more than after its first; and that it had open
}

// The bounds of the program: of memory, and of its end.
const (
	mostMemory  = 150 // MB
	moreFiles   = 5   // open than after the first burst: one may be saving, and looking for sessions
	longestSave = 2 * time.Second
)

// Whatever is typed, pasted, claimed and sent to the built program, and however
// it is cut: it answers, its numbers are those of a run that nothing has
// happened to, the terminal is left clean, and nothing is left over.
//
//	go test ./tui -run TestSoak -v -timeout 0 -soak 1h -soak-seed 7
//
// plays longer, and each program longer; with -soak-round a round that failed is
// played again.
func TestSoak(t *testing.T) {
	seed := *soakSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	s := &soak{program: builtProgram(t), cuts: map[string]int{}, most: 1 + min(30, int(*soakFor/time.Minute))}
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
			t.Errorf("round %d (-soak %v -soak-seed %d -soak-round %d): %v", i, *soakFor, seed, i, err)
		}
		t.Log(i, s)
	}
	t.Logf("seed %d: %v", seed, s)
}

func (s *soak) String() string {
	return fmt.Sprintf("%d events, %d pairs, %d runs with the numbers of an uncut one, the slowest answer %v, the longest end %v, at most %d MB, %d of them since the first burst, %d open files, cuts %v",
		s.events, s.pairs, s.runs, s.slowest.Round(time.Millisecond), s.longest.Round(time.Millisecond), s.memory, s.grown, s.files, s.cuts)
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

// chaos has anything happen, and cuts it, again and again.
func (s *soak) chaos() error {
	args := []string{s.program, "--tab", pick(s, Tabs)}
	for range 1 + s.IntN(3) {
		t, err := openTTY(s.folder, args...)
		if err != nil {
			return err
		}
		defer t.close()
		if err := s.bursts(t, 1+s.IntN(s.most)); err != nil {
			return err
		}
		if err := s.cut(len(cuts), t); err != nil {
			return err
		}
		args = []string{s.program, "--resume"}
	}
	t, err := openTTY(s.folder, args...) // which clears away what a kill has left
	if err != nil {
		return err
	}
	defer t.close()
	if err := s.answered(t); err != nil {
		return err
	}
	return s.cut(gentle, t)
}

// bursts has so much happen that the terminal's buffer holds it, again and again,
// and wants an answer after each.
func (s *soak) bursts(t *tty, times int) error {
	memory, files := 0, 0 // after the first
	for i := 0; i < times && !t.gone(); i++ {
		if err := s.happen(t, events, 100+s.IntN(300)); err != nil {
			return err
		}
		if err := s.answered(t); err != nil {
			return err
		}
		if i == 0 {
			memory, files = t.memory(), t.files()
		}
	}
	n := t.files()
	s.grown, s.files = max(s.grown, t.memory()-memory), max(s.files, n)
	if n > files+moreFiles {
		return fmt.Errorf("it has %d open files, and had %d: %v", n, files, t.open())
	}
	return nil
}

// answered wants the program to answer a change of size at once, and a key once it
// is out of whatever was opened.
func (s *soak) answered(t *tty) error {
	if err := s.prompt(t, 80, 24); err != nil {
		return err
	}
	took, err := t.answers()
	s.slowest = max(s.slowest, took)
	return err
}
