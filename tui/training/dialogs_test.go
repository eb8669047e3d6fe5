package training

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit/stage"
	"nntui/tui/store"
)

func TestPresetDialog(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		single := slices.IndexFunc(training.Presets, func(p training.Preset) bool { return p.Config.Layers == small })
		tab.turnTo(training.Presets[single].Config)
		s.Press("p")
		if at := tab.dialog.(*presetDialog).list.At; at != single {
			t.Errorf("it opens on preset %d", at)
		}
		s.Sees(t, "✓ "+training.Presets[single].Name, "64-1, 25 epochs. ✓ All numbers of 25 epochs run")
		s.Press("home", "enter")
		if tab.config != training.Presets[0].Config || tab.dialog != nil {
			t.Errorf("enter takes %+v", tab.config)
		}
		s.Press("p", "p")
		if tab.dialog != nil {
			t.Error("p does not close it")
		}
	})
}

// Of the runs of a preset, the longest is compared, up to its length.
func TestAgreement(t *testing.T) {
	c := training.Presets[0].Config
	var epochs []training.Epoch
	for _, e := range training.NumPy(c) {
		epochs = append(epochs, training.Epoch{LossTrain: e[0], AccuracyTrain: e[1], LossTest: e[2], AccuracyTest: e[3]})
	}
	tab := showing(training.Snapshot{Config: c, State: model.Unfinished, Epochs: epochs[:4]})
	for _, step := range []struct {
		change func()
		epochs int
		all    bool
	}{
		{func() {}, 4, true},
		{func() { tab.runs = []training.Run{{Config: c, Epochs: epochs[:7]}} }, 7, true},
		{func() { tab.runs[0].Config.Epochs = 99; tab.runs[0].Epochs = epochs }, c.Epochs, true},
		{func() { tab.runs[0].Config.Seed++ }, 4, true},
		{func() { tab.runner.Snapshot.Epochs = append(slices.Clone(epochs[:4]), training.Epoch{}) }, 5, false},
	} {
		step.change()
		if epochs, all := tab.agreement(c); epochs != step.epochs || all != step.all {
			t.Errorf("%d epochs agree: %v; want %d: %v", epochs, all, step.epochs, step.all)
		}
	}
	tab.dialog = newPresetDialog(tab)
	if got := sees(tab, 80, 21); !strings.Contains(got, "✗ 1.6b-epochs-10") || !strings.Contains(got, "✗ Numbers here differ") {
		t.Error(got)
	}
}

func TestNetEditor(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		s.Press("down", "right", "right") // two layers
		before := tab.runner.Snapshot
		s.Press("n", "end", "delete", "enter") // without its sigmoid
		s.Sees(t, "This net cannot work, for the reason above: the old one goes on.", "✗ ", "does not end in a probability")
		if tab.runner.Snapshot.Config != before.Config || tab.dialog == nil {
			t.Error("the net has changed")
		}
		s.Press("esc", "n", "right", "down", "n", "n", "right", "enter")
		if got := tab.runner.Snapshot.Config.Layers; got != "linear:33,relu,linear:16,leaky-relu,linear:1,sigmoid" {
			t.Errorf("layers %s", got)
		}
		if tab.runner.Snapshot.State != model.Finished || tab.dialog != nil {
			t.Errorf("state %v", tab.runner.Snapshot.State)
		}
	})
}

// What each key makes of the layers, with the cursor behind the others.
func TestNetEditor_keys(t *testing.T) {
	for _, c := range []struct{ layers, keys, want string }{
		{"linear:3", "left left left", "linear:1"},
		{"linear:511", "right right", "linear:512"},
		{"linear:9", "shift+left", "linear:4"},
		{"linear:300", "shift+right", "linear:512"},
		{"linear:9", "shift+right right shift+left left", "linear:8"},
		{"relu", "right", "leaky-relu"},
		{"relu", "left left left", "leaky-relu"}, // around
		{"relu", "right right right right", "relu"},
		{"linear:2,relu", "shift+down", "relu,linear:2"},
		{"linear:2,relu", "shift+up shift+down shift+down", "relu,linear:2"},
		{"linear:2,relu", "end shift+up", "relu,linear:2"},
		{"linear:2,relu", "end shift+up right", "leaky-relu,linear:2"},
		{"linear:2,relu", "n", "linear:2,relu,relu"},
		{"relu,linear:2", "n right", "relu,linear:17,linear:2"},
		{"linear:2,relu", "d delete", "relu"},
		{"linear:2,relu", "end d right", "linear:3"},
	} {
		tab := New(0)
		e := &netEditor{layers: strings.Split(c.layers, ",")}
		tab.dialog = e
		for _, name := range strings.Fields(c.keys) {
			if row, ok := tab.Keys().Find(stage.Key(name)); ok {
				row.Do(stage.Key(name))
			}
		}
		if strings.Join(e.layers, ",") != c.want {
			t.Errorf("%s makes %s of %s, not %s", c.keys, e.layers, c.layers, c.want)
		}
	}
	tab := New(0)
	tab.dialog = &netEditor{layers: strings.Split(strings.Repeat("relu,", 30)+"relu", ",")}
	for range 3 {
		if row, ok := tab.Keys().Find(stage.Key("n")); ok {
			row.Do(stage.Key("n"))
		}
	}
	if got := len(tab.dialog.(*netEditor).layers); got != 32 {
		t.Errorf("it takes %d layers", got)
	}
}

// saved returns what the saved runs of the tab are called.
func saved(t *testing.T, tab *Tab) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(tab.folder, savedFolder))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestSavedRuns(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		tab.folder, tab.most = folder, store.Usual
		s.Press("o")
		s.Sees(t, "Nothing is saved yet: s saves the run under a name.")
		s.Press("o", "s")
		s.Sees(t, "Name: 64-1 lr 0.001 seed 12345")
		s.Press("ctrl+u", "space", "enter")
		s.Sees(t, "A run needs a name to be saved under.")
		s.Press("m", "i", "/", "x", "backspace")
		s.Send(tea.PasteMsg{Content: "n\ne\x1b"})
		s.Press("enter")
		s.Sees(t, "Saved as mine. o opens it again.")
		if got := saved(t, tab); !slices.Equal(got, []string{"mine.nntui"}) {
			t.Errorf("the folder holds %q", got)
		}
		epochs := tab.runner.Snapshot.Epochs
		s.Press("R", "s", "ctrl+u", "m", "i", "n", "e", "enter")
		s.Sees(t, "There is a run of that name: enter replaces it.", "Name: mine")
		s.Press("end", "x", "enter")
		s.Sees(t, "Saved as minex.")
		s.Press("s", "ctrl+u", "m", "i", "n", "e", "enter", "esc", "o")
		s.Sees(t, " ▸ minex ", "   mine ", " 10/10  0.3505 ")
		s.Press("down", "enter")
		s.Sees(t, "Opened mine, finished after epoch 10: more epochs go on, space replays.")
		if !slices.Equal(tab.runner.Snapshot.Epochs, epochs) || tab.config.Seed != 12345 || len(tab.runs) != 1 || tab.runs[0].Config.Seed != 12346 {
			t.Errorf("seed %d, %d runs behind", tab.config.Seed, len(tab.runs))
		}
		s.Press("o", "down", "d")
		s.Sees(t, "Delete mine? d once more does.")
		s.Press("up", "delete")
		s.Sees(t, "Delete minex? d once more does.")
		s.Press("d")
		s.Sees(t, "Deleted minex.", " ▸ mine ")
		if got := saved(t, tab); !slices.Equal(got, []string{"mine.nntui"}) {
			t.Errorf("the folder holds %q", got)
		}
		s.Press("d", "d")
		s.Sees(t, "Nothing is saved yet")
	})
}

// A name that is taken is replaced when asked for once more.
func TestSavedRuns_replace(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Tab.folder, s.Tab.most = folder, store.Usual
		s.Press("s", "enter", "down", "down", "shift+right", "s", "enter")
		s.Sees(t, "There is a run of that name")
		s.Press("enter")
		s.Sees(t, "Saved as 64-1 lr 0.001 seed 12345.")
		var kept session
		if err := store.Load(s.Tab.savedFile("64-1 lr 0.001 seed 12345"), &kept); err != nil || len(kept.Run.Epochs) != 20 {
			t.Errorf("the file holds %+v, error %v", kept.Run, err)
		}
	})
}

// A run that a command has is saved as soon as the command is done.
func TestSavedRuns_busy(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		tab.folder, tab.most = folder, store.Usual
		tab.runner.Restart()
		cmd := tab.sync()
		s.Press("s", "enter")
		if len(saved(t, tab)) != 0 || !tab.runner.Busy {
			t.Error("saved while a command has the run")
		}
		stage.Do(cmd, s.Send)
		if len(saved(t, tab)) != 1 || tab.wants != nil {
			t.Error("not saved when the command is done")
		}
	})
}

// What is wrong with files is said.
func TestSavedRuns_wrong(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		s.Press("s", "enter")
		s.Sees(t, "There is no folder to keep runs in.")
		tab.folder, tab.most = folder, store.Usual
		if err := os.MkdirAll(filepath.Join(folder, savedFolder), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(tab.savedFile("bad"), []byte("something else"), 0o600); err != nil {
			t.Fatal(err)
		}
		s.Press("o", "enter")
		s.Sees(t, "This file is damaged or foreign; it is kept as bad.nntui.damaged-1.")
		stage.Do(tab.open("none"), s.Send)
		s.Sees(t, "Not opened: ")
		tab.dialog = &openDialog{runs: []savedRun{{name: "none"}}}
		s.Press("d", "d")
		s.Sees(t, "no such file")
		s.Press("esc")
		tab.folder = filepath.Join(folder, savedFolder, "bad.nntui.damaged-1") // no folder
		s.Press("s", "enter")
		s.Sees(t, "Not saved: ")
		s.Press("o")
		s.Sees(t, "there is no such file")
	})
}

// The name is 40 characters at most, of those that can be in a file's name
// everywhere.
func TestSaveDialog_name(t *testing.T) {
	d := askName("", "")
	d.edit(tea.PasteMsg{Content: "a:b/c\\d\te\u00e4\u202ef .-_+=,Z9*?\"<>|\x00"})
	if got := d.name.Value(); got != "abcdef .-_+=,Z9" {
		t.Errorf("the name is %q", got)
	}
	d.edit(tea.PasteMsg{Content: strings.Repeat("x", 99)})
	d.edit(stage.Key("y"))
	if got := d.name.Value(); len(got) != 40 || strings.Contains(got, "y") {
		t.Errorf("the name is %q", got)
	}
	d.edit(stage.Key("backspace"))
	d.edit(stage.Key("/"))
	d.edit(stage.Key("y"))
	if got := d.name.Value(); len(got) != 40 || !strings.HasSuffix(got, "xy") {
		t.Errorf("the name is %q", got)
	}
}

// Long lists show what is around the cursor, to the last row.
func TestOpenDialog_long(t *testing.T) {
	tab := New(0)
	d := &openDialog{}
	for i := range 40 {
		d.runs = append(d.runs, savedRun{name: fmt.Sprintf("run %02d", i)})
	}
	tab.dialog = d
	for at, want := range map[int][2]string{0: {"run 00", "run 14"}, 20: {"run 13", "run 27"}, 39: {"run 25", "run 39"}} {
		d.list.At = at
		lines := strings.Split(sees(tab, 70, 21), "\n")
		if !strings.Contains(lines[2], want[0]) || !strings.Contains(lines[len(lines)-5], want[1]) {
			t.Errorf("at %d:\n%s", at, strings.Join(lines, "\n"))
		}
	}
}

// No more runs are saved under names than there is room for; one of them is
// replaced all the same.
func TestSavedRuns_room(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Tab.folder, s.Tab.most = folder, store.Bounds{Named: 1, Bytes: 1e6}
		s.Press("s", "ctrl+u", "a", "enter", "s", "ctrl+u", "b", "enter")
		s.Sees(t, "Not saved: there are 1 already, as many as are kept here; delete one first")
		s.Press("s", "ctrl+u", "a", "enter", "enter")
		s.Sees(t, "Saved as a.")
		if got := saved(t, s.Tab); !slices.Equal(got, []string{"a.nntui"}) {
			t.Errorf("the folder holds %q", got)
		}
	})
}
