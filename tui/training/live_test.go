package training

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// on points at a knob and presses keys.
func on(s *stage.Stage[*Tab], knob string, keys ...string) {
	s.Tab.knobs.Point(knob)
	s.Press(keys...)
}

// A turned knob trains anew; of a run that changed under way, with the settings
// that it has now. More epochs go on.
func TestTurn(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		first := tab.shown
		if on(s, "lr", "right"); tab.shown == first || tab.config.LearningRate != 0.0015 || tab.config.Changes != "" || len(tab.runs) != 1 {
			t.Errorf("%+v, %d runs behind", tab.config, len(tab.runs))
		}
		second := tab.shown
		if on(s, "epochs", "right"); tab.shown != second || len(tab.runner.Snapshot.Epochs) != 11 {
			t.Errorf("more epochs train anew: %+v", tab.config)
		}
		midway(t, s, 3)
		s.Press("l")
		on(s, "lr", "right")
		s.Press("l")
		third := tab.shown
		if on(s, "epochs", "right"); tab.shown != third || tab.config.Changes != "3 lr=0.002" || tab.config.Epochs != 12 || tab.now.Epochs != 12 {
			t.Errorf("more epochs of a run that changed: %+v", tab.config)
		}
		if on(s, "l2", "right"); tab.shown == third || tab.config.Changes != "" || tab.config.LearningRate != 0.002 || tab.config.L2 != 1e-5 || tab.config != tab.now {
			t.Errorf("another run: %+v", tab.config)
		}
	})
}

// Settings are set as knobs are turned; with the changes under way among them
// the run becomes another from its first batch on.
func TestSet(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		set := func(values map[string]string) {
			t.Helper()
			if err := tab.Set(values); err != nil {
				t.Error(err)
			}
			s.Send(nil)
		}
		set(map[string]string{"view": "digits", "log-loss": "true"})
		if tab.view != "digits" || !tab.curves.logY || len(tab.runs) != 0 {
			t.Errorf("a look leads to %s, %d runs behind", tab.view, len(tab.runs))
		}
		if set(map[string]string{"lr": "0.0042"}); tab.config.LearningRate != 0.0042 || tab.now != tab.config || len(tab.runs) != 1 || len(tab.runner.Snapshot.Epochs) != 10 {
			t.Errorf("a learning rate leads to %+v, %d runs behind", tab.config, len(tab.runs))
		}
		before := tab.config
		if err := tab.Set(map[string]string{"lr": "fast"}); err == nil || tab.config != before {
			t.Errorf("refused, it leads to %+v, error %v", tab.config, err)
		}
		midway(t, s, 3)
		marks := len(tab.speedMarks)
		if set(map[string]string{"view": "curves"}); len(tab.speedMarks) != marks {
			t.Error("a look marks a change of speed")
		}
		if set(map[string]string{"speed": "5"}); len(tab.speedMarks) != marks+1 || tab.config != before {
			t.Errorf("a speed leaves %d marks", len(tab.speedMarks))
		}
		set(map[string]string{"speed": "full"})
		tab.turnLive()
		if set(map[string]string{"lr": "0.01"}); tab.config.Changes != "3 lr=0.01" || tab.now.LearningRate != 0.01 {
			t.Errorf("live, it leads to %+v", tab.config)
		}
		whole := map[string]string{"lr": "0.02", "changes": "2 lr=0.005"}
		tab.turning = true // a knob, a moment ago
		if err := tab.Set(whole); err != nil || tab.turning {
			t.Errorf("the turned knob has the run still, error %v", err)
		}
		if set(whole); tab.config.LearningRate != 0.02 || tab.config.Changes != "2 lr=0.005" || tab.turning || tab.runner.Made != tab.config {
			t.Errorf("with its changes it is %+v", tab.config)
		}
		shown := tab.shown
		if set(whole); tab.shown != shown {
			t.Error("the same once more is another run")
		}
		var names []string
		for _, of := range tab.Settings() {
			if of.Fleeting {
				names = append(names, of.Name)
			}
		}
		if got := strings.Join(names, " "); got != "paused at digit" || tab.Knobs() != &tab.knobs {
			t.Errorf("fleeting are %s", got)
		}
	})
}

// While live is on, knobs act on the running net, the screen says so, and what
// cannot be trains anew, which the line says.
func TestLive(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		s.Press("l")
		s.Sees(t, "─ live ╮", "knobs act on the running net", "l ends that.")
		says := func(knob, want string) { // before its command is carried out
			t.Helper()
			tab.knobs.Point(knob)
			cmd := tab.Update(kit.Pressed{Key: row(t, tab, "turn-up")})
			s.Sees(t, want)
			stage.Do(cmd, s.Send)
		}
		says("lr", "Live, but not for lr 0.0015: that trains anew.") // the run is over
		e := midway(t, s, 3)
		on(s, "lr", "right")
		s.Sees(t, "Live: lr 0.002 from 3.", "▼lr 0.002")
		on(s, "lr", "right")
		s.Press(".")
		on(s, "l2", "right")
		if tab.shown != experiment(e) || tab.config.Changes != "3 lr=0.003; 3.1 l2=1e-05" || tab.now.LearningRate != 0.003 || tab.runner.Playing {
			t.Errorf("%+v", tab.config)
		}
		if got := tab.Running(); !strings.HasSuffix(got, " ▼2") {
			t.Errorf("the header says %s", got)
		}
		on(s, "l2", "left") // back at the same place
		if on(s, "epochs", "right"); tab.config.Changes != "3 lr=0.003" || tab.config.Epochs != 11 || tab.shown != experiment(e) {
			t.Errorf("%+v", tab.config)
		}
		at := tab.config
		on(s, "momentum", "right") // of no effect: sgd has none
		if tab.config != at || tab.shown != experiment(e) {
			t.Errorf("a knob that does nothing makes %+v", tab.config)
		}
		says("batch", "Live, but not for batch 11: that trains anew.")
		if tab.shown == experiment(e) || tab.config.Changes != "" || tab.config.LearningRate != 0.003 || tab.config.BatchSize != 11 || !tab.live {
			t.Errorf("%+v", tab.config)
		}
		if s.Press("l"); tab.live {
			t.Error("l does not end it")
		}
		s.Sees(t, "A turned knob trains anew.")
	})
}

// While a command has the run, it is not known where that stands: turned knobs
// wait for it, and several are one change.
func TestLive_busy(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		tab.config.Epochs = 1000
		e := midway(t, s, 3)
		tab.live, tab.runner.Playing, tab.speed = true, true, "1 epoch/s"
		cmd := tab.sync()
		for _, key := range []string{"lr", "l2"} {
			tab.knobs.Point(key)
			tab.Update(kit.Pressed{Key: row(t, tab, "turn-up")})
		}
		if tab.config.Changes != "" || !tab.turning || tab.now.LearningRate != 0.0015 {
			t.Errorf("it does not wait: %+v", tab.config)
		}
		tab.runner.Playing = false
		stage.Do(cmd, s.Send)
		place := e.Snapshot().Place()
		if want := place.String() + " lr=0.0015 l2=1e-05"; tab.config.Changes != want || tab.turning || tab.shown != experiment(e) {
			t.Errorf("changes %q, want %q", tab.config.Changes, want)
		}
	})
}

// A replay changes where the run did, and the knobs with it.
func TestLive_replay(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		tab.config.Changes = "2 lr=0.01; 3.5 epochs=9 l2=1"
		tab.Begin()
		if now := tab.now; now.LearningRate != 0.001 || now.Changes != "" {
			t.Errorf("it begins with %+v", now)
		}
		for _, c := range []struct {
			epochs int
			lr, l2 float64
		}{{1, 0.001, 0}, {2, 0.01, 0}, {3, 0.01, 0}, {4, 0.01, 1}} {
			midway(t, s, c.epochs)
			if now := tab.now; now.LearningRate != c.lr || now.L2 != c.l2 {
				t.Errorf("at epoch %d the knobs are %+v", c.epochs, now)
			}
		}
		if got := tab.Running(); got != "■ epoch 4/9  seed 12345 ▼2" {
			t.Error(got)
		}
		tab.note = ""
		s.Press("space")
		s.Sees(t, "Changed 2 times.")
		tab.live = true
		midway(t, s, 1)
		on(s, "lr", "right") // from here on it goes another way
		if tab.config.Changes != "1 lr=0.0015" || tab.config.Epochs != 10 {
			t.Errorf("%+v", tab.config)
		}
	})
}

// The line says that a run has changed, as far as there is room: the header
// says it in any case.
func TestChanged(t *testing.T) {
	tab := compared()
	marks := tab.runner.Snapshot.Marks
	said := tab.Status(frame(200, 1))
	width := ansi.StringWidth(said)
	for _, c := range []struct {
		marks, width int
		want         string
	}{{2, 200, " Changed 2 times."}, {2, width, " Changed 2 times."}, {2, width - 1, "best at epoch 27."}, {1, 200, " Changed at epoch 13."}, {0, 200, "best at epoch 27."}} {
		tab.runner.Snapshot.Marks = marks[:c.marks]
		if got := ansi.Strip(tab.Status(frame(c.width, 1))); !strings.HasSuffix(got, c.want) {
			t.Errorf("%d marks, %d wide: %s", c.marks, c.width, got)
		}
	}
}

// Whatever one plays, all that leads back to it has its very numbers: the
// settings that y shows, a session, the table of runs and a replay.
func TestLive_sameNumbers(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		type press struct{ knob, key string }
		var presses []press
		for range rapid.IntRange(1, 12).Draw(r, "presses") {
			knob := rapid.SampledFrom([]string{"lr", "l2", "schedule", "epochs", "optimizer", "momentum", "seed"}).Draw(r, "knob")
			presses = append(presses, press{knob, rapid.SampledFrom([]string{"left", "right", ".", ".", "l", "r", "R", "space"}).Draw(r, "key")})
		}
		folder := t.TempDir()
		play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
			tab := s.Tab
			tab.config.Epochs, tab.config.BatchSize = 12, 300
			tab.knobs.Hide(kit.Hidden{"remedy": true}) // nobody asks for it
			tab.Begin()
			midway(t, s, 3)
			tab.live = true
			for _, p := range presses {
				on(s, p.knob, p.key)
			}
			tab.folder = folder
			if err := tab.End(); err != nil {
				r.Fatal(err)
			}
			want := tab.runner.Snapshot
			shared := New(0)
			if err := setting.Apply(shared.Settings(), arguments(tab)); err != nil {
				r.Fatal(err)
			}
			for what, c := range map[string]training.Config{"y": shared.config, "the run": training.RunOf(want, 1).Config} {
				e, err := training.New(c)
				if err != nil {
					r.Fatalf("%s: %+v: %v", what, c, err)
				}
				for e.Snapshot().Place() != want.Place() && e.Snapshot().State == model.Unfinished {
					e.Advance(1, 0)
				}
				if got := e.Snapshot(); !slices.Equal(got.Epochs, want.Epochs) || got.Loss != want.Loss || got.Config != want.Config {
					r.Fatalf("%s: %+v\n%+v, want\n%+v", what, c, got, want)
				}
			}
			again := resumed(folder).Tab
			if got := again.runner.Snapshot; !slices.Equal(got.Epochs, want.Epochs) || got.Config != want.Config || again.config != tab.config || again.now != tab.now {
				r.Fatalf("a session: %+v, want %+v", again.config, tab.config)
			}
		})
	})
}

// arguments are what a command line says of a tab.
func arguments(tab *Tab) map[string]string {
	values := map[string]string{}
	list := setting.Arguments(setting.Numbers(tab.Settings()), setting.Numbers(New(0).Settings()))
	for i := 0; i < len(list); i += 2 {
		values[strings.TrimPrefix(list[i], "--")] = list[i+1]
	}
	return values
}
