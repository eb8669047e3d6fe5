package tui

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/store"
)

// inBubble runs a test with a screen on the Training tab.
func inBubble(t *testing.T, width, height int, f func(*testing.T, screen, *trainingTab)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("training", width, height)
		f(t, s, s.training)
	})
}

// plain returns the screen without colours.
func (s screen) plain() string { return ansi.Strip(s.View().Content) }

func wantShown(t *testing.T, s screen, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if screen := s.plain(); !strings.Contains(screen, text) {
			t.Errorf("no %q on\n%s", text, screen)
		}
	}
}

func TestTrainingViews(t *testing.T) {
	for _, c := range []struct {
		name          string
		width, height int
		keys          string
	}{
		{"training-digits", 80, 24, "v"},
		{"training-confusion", 80, 24, "v v"},
		{"training-weights", 80, 24, "v v v"},
		{"training-product", 80, 24, "p end up enter v v v"},
		{"training-health", 80, 24, "v v v v"},
		{"training-draw", 80, 24, "v v v v v d enter right right space"},
		{"training-wider", 200, 60, "p end enter v v v v"},
		{"training-runs", 120, 40, "p end enter f [ [ { a"},
		{"training-presets", 80, 24, "p"},
		{"training-net", 80, 24, "n down a right shift+right"},
	} {
		t.Run(c.name, func(t *testing.T) {
			inBubble(t, c.width, c.height, func(t *testing.T, s screen, _ *trainingTab) {
				s.press(strings.Fields(c.keys)...)
				golden(t, c.name, s.plain())
			})
		})
	}
}

// Without colours and with ASCII alone every view still says all there is.
func TestTrainingViews_ascii(t *testing.T) {
	inBubble(t, 120, 40, func(t *testing.T, s screen, _ *trainingTab) {
		s.frame.ascii = true
		s.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
		s.press("p", "end", "enter", "f", "[", "d")
		for range trainingViews {
			s.press("v")
			for _, r := range s.plain() {
				if r > 126 {
					t.Fatalf("%q is not ASCII in\n%s", r, s.plain())
				}
			}
		}
		s.press("v", "v", "v")
		golden(t, "training-ascii", s.plain())
	})
}

// The remedy that f tries is the one that the words name, and it helps.
func TestRemedy(t *testing.T) {
	inBubble(t, 80, 24, func(t *testing.T, s screen, tab *trainingTab) {
		s.press("p", "end", "enter")
		wantShown(t, s, "Overfitting since epoch 65", "f: stop early")
		s.press("f")
		if c := tab.runner.snapshot.Config; c.Patience != 5 || c.Validation != 0.2 || !tab.runner.snapshot.Stopped {
			t.Errorf("%+v", c)
		}
		s.press("z", "z")
		wantShown(t, s, "Stopped early")
		tab.config.LearningRate = 10
		tab.runner.set(tab.config.Config)
		s.press("r")
		s.press("z", "z")
		wantShown(t, s, "steps too large", "f: lr 1")
		s.press("f")
		if tab.config.LearningRate != 1 || tab.runner.snapshot.Config.LearningRate != 1 {
			t.Errorf("rate %v", tab.runner.snapshot.Config.LearningRate)
		}
	})
}

// What acts on the running net marks the curve; the rest starts a new run and
// leaves the old one behind it.
func TestLiveAndRestart(t *testing.T) {
	inBubble(t, 120, 40, func(t *testing.T, s screen, tab *trainingTab) {
		s.press("down", "down", "shift+right") // more epochs: goes on
		if n := len(tab.runner.snapshot.Epochs); n != 20 || len(tab.runs) != 0 {
			t.Fatalf("%d epochs, %d runs behind", n, len(tab.runs))
		}
		s.press("r")
		if len(tab.runs) != 1 || !slices.Equal(tab.runs[0].Epochs, tab.runner.snapshot.Epochs) {
			t.Fatalf("r does not repeat the run: %d runs behind", len(tab.runs))
		}
		s.press("R")
		if c := tab.runner.snapshot.Config; c.Seed != 12346 || len(tab.runs) != 1 {
			t.Fatalf("seed %d, %d runs behind", c.Seed, len(tab.runs))
		}
		wantShown(t, s, "a seed 12345", "seed 12346")

		tab.config.speed = 0
		s.App.tabs[2].Update(keyPress("r")) // its command is not carried out: the run stands before its first batch
		if tab.runner.current != nil {
			t.Error("r goes on")
		}
	})
}

func TestMarksAreShown(t *testing.T) {
	inBubble(t, 120, 40, func(t *testing.T, s screen, tab *trainingTab) {
		s.press("p", "end", "enter", "r") // 100 epochs
		run := newTestRun(t, tab.config.Config)
		run.Advance(40*run.Batches(), 0)
		tab.adopt(tab.session(), run)
		tab.runner.playing = false
		s.press("down", "down", "down", "right")
		if m := tab.runner.snapshot.Marks; len(m) != 1 || m[0].Epoch != 40 || tab.live != experiment[training.Snapshot](run) {
			t.Fatalf("marks %v", m)
		}
		wantShown(t, s, "▼lr 0.0015")
		s.press("up", "up", "up", "up", "left", "left")
		wantShown(t, s, "▼lr 0.0015, 5 epochs/s")
		if got := len(tab.runner.snapshot.Epochs); got != 40 {
			t.Errorf("paused, but at epoch %d", got)
		}
		s.press(".")
		if got := tab.runner.snapshot; got.Batch != 1 {
			t.Errorf(". does %d batches", got.Batch)
		}
		wantShown(t, s, "batch 1/89", "Paused.")
	})
}

func newTestRun(t *testing.T, c training.Config) *training.Training {
	t.Helper()
	run, err := training.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func TestNetEditor(t *testing.T) {
	inBubble(t, 80, 24, func(t *testing.T, s screen, tab *trainingTab) {
		before := tab.runner.snapshot
		s.press("n", "end", "down", "down", "down", "d", "enter") // without its sigmoid
		wantShown(t, s, "This net cannot work, for the reason above: the old one goes on.", "does not end in a probability")
		if tab.runner.snapshot.Config != before.Config || tab.dialog == nil {
			t.Error("the net has changed")
		}
		s.press("esc", "n", "right", "down", "a", "a", "right", "enter")
		if got := tab.runner.snapshot.Config.Layers; got != "linear:33,relu,linear:16,leaky-relu,linear:1,sigmoid" {
			t.Errorf("layers %s", got)
		}
		if tab.runner.snapshot.State != model.Finished || len(tab.runs) != 1 {
			t.Errorf("state %v, %d runs behind", tab.runner.snapshot.State, len(tab.runs))
		}
	})
}

func TestRunList(t *testing.T) {
	inBubble(t, 80, 24, func(t *testing.T, s screen, tab *trainingTab) {
		s.press("R", "R", "u")
		wantShown(t, s, "newest first", "seed 12345", "seed 12346")
		s.press("space")
		if !tab.runs[1].Hidden || len(tab.shown()) != 1 {
			t.Error("space does not hide the newest run")
		}
		s.press("s", "s")
		wantShown(t, s, "best accuracy first")
		s.press("s", "down", "d")
		if len(tab.runs) != 1 || tab.runs[0].Config.Seed != 12346 {
			t.Errorf("d leaves %d runs", len(tab.runs))
		}
		s.press("enter")
		if tab.config.Seed != 12346 || tab.dialog != nil {
			t.Errorf("enter takes seed %d", tab.config.Seed)
		}
	})
}

// The mouse draws where the picture is, on a small screen and beside curves.
func TestMouseDraws(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		inBubble(t, size[0], size[1], func(t *testing.T, s screen, tab *trainingTab) {
			s.press("V")
			lines := strings.Split(s.plain(), "\n")
			for y, l := range lines {
				if x := strings.Index(l, "draw a digit"); x >= 0 {
					x = ansi.StringWidth(l[:x]) - 2 // of the panel's corner
					s.send(tea.MouseClickMsg{X: x + 2 + 3*4, Y: y + 2 + 5*2, Button: tea.MouseLeft})
				}
			}
			if p := tab.drawing.shown(); p[5*side+3] != fullInk {
				t.Errorf("%v: drawn %v", size, p)
			}
			before := tab.runner.snapshot.Detail.Drawn.P
			s.press("c")
			if now := tab.runner.snapshot.Detail.Drawn; now.P == before || *now.Picture != [64]byte{} {
				t.Errorf("cleared, the net says %v of %v", now.P, now.Picture)
			}
		})
	}
}

// reopened returns a screen that resumes the session in a folder.
func reopened(folder string) screen {
	a, err := newApp(Options{Opening: Opening{Tab: "training"}, Folder: folder, Resume: true})
	if err != nil {
		panic(err)
	}
	s := screen{a}
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return s
}

// What is said of a session that is not there stays until a key is pressed.
func TestResumeNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := reopened(t.TempDir())
		s.do(s.tabs[s.active].Open())
		wantShown(t, s, "epoch 10/10", "There is no session to go on with")
		s.press("down")
		if strings.Contains(s.plain(), "no session") {
			t.Error("the note stays for ever")
		}
	})
}

func TestSession(t *testing.T) {
	folder := t.TempDir()
	inBubble(t, 80, 24, func(t *testing.T, s screen, tab *trainingTab) {
		tab.folder = folder
		s.press("R", "v", "down", "down", "shift+right")
		if err := tab.end(); err != nil {
			t.Fatal(err)
		}
		again := reopened(folder)
		now := again.training
		if now.config != tab.config || now.view != tab.view || len(now.runs) != 1 || now.number != tab.number {
			t.Errorf("%+v is not %+v", now.config, tab.config)
		}
		if !slices.Equal(now.runner.snapshot.Epochs, tab.runner.snapshot.Epochs) || now.runner.snapshot.Batch != tab.runner.snapshot.Batch {
			t.Error("the run has changed")
		}
	})
}

func TestSession_damaged(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "session.nntui")
	if err := os.WriteFile(file, []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		s := reopened(folder)
		wantShown(t, s, "kept as session.nntui.damaged-1")
		if text, _ := os.ReadFile(file + ".damaged-1"); string(text) != "something else" {
			t.Errorf("set aside: %q", text)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		wantShown(t, reopened(folder), "There is no session to go on with")
	})
}

// A new session keeps the last one, which o opens again.
func TestSavedRuns(t *testing.T) {
	folder := t.TempDir()
	inBubble(t, 80, 24, func(t *testing.T, s screen, tab *trainingTab) {
		tab.folder = folder
		save := func(name ...string) {
			s.press("s")
			for range 60 {
				s.press("backspace")
			}
			s.press(append(name, "enter")...)
		}
		save("m", "i", "/", "n", "e")
		wantShown(t, s, "Saved as mine.")
		save("m", "i", "n", "e")
		wantShown(t, s, "There is a run of that name: enter replaces it.")
		s.press("enter")
		wantShown(t, s, "Saved as mine.")
		saved := tab.runner.snapshot.Epochs
		s.press("R", "o")
		wantShown(t, s, "mine")
		s.press("enter")
		wantShown(t, s, "Opened mine, finished after epoch 10")
		if !slices.Equal(tab.runner.snapshot.Epochs, saved) || tab.config.Seed != 12345 || len(tab.runs) != 1 || tab.runs[0].Config.Seed != 12346 {
			t.Errorf("seed %d, %d runs behind", tab.config.Seed, len(tab.runs))
		}
		s.press("o", "d")
		wantShown(t, s, "Delete mine? d once more does.")
		s.press("d")
		wantShown(t, s, "Nothing is saved yet")
		if err := tab.end(); err != nil {
			t.Fatal(err)
		}
	})
	last, err := os.ReadFile(filepath.Join(folder, "session.nntui"))
	if err != nil {
		t.Fatal(err)
	}
	inBubble(t, 80, 24, func(t *testing.T, s screen, tab *trainingTab) {
		tab.folder = folder
		if err := tab.end(); err != nil {
			t.Fatal(err)
		}
		if now, _ := os.ReadFile(tab.sessionFile()); !bytes.Equal(now, last) {
			t.Error("a mere look at the program has put the last session away")
		}
		s.press("R", "o")
		wantShown(t, s, "previous session")
		if kept, _ := os.ReadFile(tab.savedFile(previousName)); !bytes.Equal(kept, last) {
			t.Error("the last session is not what was kept")
		}
	})
}

// A run that has come to its end is in the file at once, for an end that
// nobody foresees.
func TestSavedAtItsEnd(t *testing.T) {
	folder := t.TempDir()
	inBubble(t, 80, 24, func(t *testing.T, s screen, tab *trainingTab) {
		tab.folder = folder
		s.press("R") // a run of its own, to the end
		var kept session
		if err := store.Load(tab.sessionFile(), &kept); err != nil {
			t.Fatal(err)
		}
		if kept.Run == nil || len(kept.Run.Epochs) != 10 || kept.Config.Seed != 12346 {
			t.Errorf("the file holds %+v", kept.Config)
		}
	})
}

func TestSmoothed(t *testing.T) {
	if got := smoothed([]float64{1, 1, 1}, 0.9); got[0] != 1 || got[2] < 0.999999 || got[2] > 1.000001 {
		t.Errorf("constant values become %v", got)
	}
	if got := smoothed([]float64{0, 1}, 0.5); got[1] != 2.0/3 {
		t.Errorf("got %v", got)
	}
}
