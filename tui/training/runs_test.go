package training

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/training"
	"nntui/nn"
	"nntui/tui/kit/stage"
)

// What the keys of the table do, to the chosen run and to the order.
func TestRunDialog(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		s.Press("u")
		s.Sees(t, "The only run so far.", "press R.", " ▸ now ", "runs: loss and accuracy in test ─")
		s.Press("d", "space", "enter") // of which only the last does something
		if tab.dialog != nil || len(tab.runs) != 0 || len(tab.runner.Snapshot.Epochs) != 10 {
			t.Error("enter on the run that is shown does not go back to it")
		}
		s.Press("R", "R", "u")
		s.Sees(t, "sorted by run ▾", "run▾ ", "The run that is shown.")
		kept := tab.runs
		s.Press("down")
		s.Sees(t, "▸   2  b", "Run 2, beside the one that is shown: seed 12346.")
		if s.Press("space"); !tab.runs[1].Hidden || len(tab.ghosts()) != 1 || kept[1].Hidden {
			t.Error("space does not hide the run, or in the session that is being written")
		}
		if s.Press("space"); tab.runs[1].Hidden {
			t.Error("space does not show it again")
		}
		s.Press("right")
		s.Sees(t, "sorted by seed ▴", "▸   2 ")
		s.Press("O")
		s.Sees(t, "sorted by seed ▾", "▸   2 ")
		s.Press("left", "left")
		s.Sees(t, "sorted by time ▴")
		s.Press("right", "d")
		if len(tab.runs) != 1 || tab.runs[0].Config.Seed != 12345 || kept[1].Config.Seed != 12346 {
			t.Errorf("d leaves %d runs", len(tab.runs))
		}
		epochs := slices.Clone(tab.runs[0].Epochs)
		s.Press("end", "enter")
		if tab.config.Seed != 12345 || tab.dialog != nil || !slices.Equal(tab.runner.Snapshot.Epochs, epochs) {
			t.Errorf("enter opens seed %d", tab.config.Seed)
		}
		if len(tab.runs) != 2 || tab.runs[1].Config.Seed != 12347 || len((&runDialog{}).bunches(tab)) != 2 {
			t.Errorf("%d runs behind it, of which one is the same", len(tab.runs))
		}
	})
}

// Runs that differ by their seed alone are one row, with mean and standard
// deviation, as often as m is pressed.
func TestRunDialog_mean(t *testing.T) {
	play(t, 120, 37, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		s.Press("R", "R")
		on(s, "lr", "right")
		s.Press("u", "m")
		s.Sees(t, "seeds", "▸ now   ", "  × a b c ")
		s.Press("down")
		s.Sees(t, "3 runs that differ by their seed alone: mean ± standard deviation.")
		var sum, squares float64
		for _, r := range tab.runs {
			v := r.Epochs[9].LossTest
			sum, squares = sum+v/3, squares+v*v/3
		}
		s.Sees(t, fmt.Sprintf("%.4f±%.4f", sum, math.Sqrt((squares-sum*sum)*3/2)))
		if s.Press("enter", "d"); tab.dialog == nil || len(tab.runs) != 3 {
			t.Error("of several runs, one is opened or deleted")
		}
		if s.Press("space"); !tab.runs[0].Hidden || !tab.runs[1].Hidden || !tab.runs[2].Hidden {
			t.Error("not all are hidden")
		}
		s.Press("m")
		s.Sees(t, "Run 1, beside")
		s.Press("R", "esc", "R", "u", "m")
		s.Sees(t, "now× ")
	})
}

// What cannot be compared is no seed apart.
func TestBunches(t *testing.T) {
	tab := made(30)
	tab.number = 9
	add := func(change func(*training.Run)) {
		r := tab.run()
		r.Number = len(tab.runs) + 1
		r.Config.Seed += uint64(r.Number)
		change(&r)
		tab.runs = append(tab.runs, r)
	}
	add(func(*training.Run) {})
	add(func(r *training.Run) { r.Epochs = r.Epochs[:29] })
	add(func(r *training.Run) { r.State = model.Diverged })
	add(func(r *training.Run) { r.Config.SplitSeed++ })
	add(func(r *training.Run) { r.Config.Changes = "3 lr=1" })
	add(func(r *training.Run) { r.Spent = time.Second })
	var got []string
	for _, b := range (&runDialog{mean: true}).bunches(tab) {
		text := ""
		for _, r := range b {
			text += fmt.Sprint(r.Number)
		}
		got = append(got, text)
	}
	if want := "169 2 3 4 5"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %v", got, want)
	}
	if len((&runDialog{}).bunches(tab)) != 7 {
		t.Error("without m some runs are one row")
	}
}

// diverse are runs of which each has something of its own.
func diverse() *Tab {
	tab := made(30)
	tab.number, tab.spent = 9, 1500*time.Millisecond
	for i, change := range []func(*training.Run){
		func(r *training.Run) { r.Config.LearningRate, r.Spent = 0.01, 12*time.Second },
		func(r *training.Run) { r.Config.Optimizer, r.Spent = nn.Optimizers[5], 11*time.Minute },
		func(r *training.Run) {
			r.Config.Changes, r.State, r.Epochs = "12 lr=0.004; 13 l2=0.1", model.Unfinished, r.Epochs[:20]
		},
		func(r *training.Run) { r.State, r.Epochs = model.Diverged, r.Epochs[:2] },
		func(r *training.Run) { r.Config.Layers, r.Stopped = "linear:1,sigmoid", true },
	} {
		r := tab.run()
		r.Number, r.Spent = i+1, 0
		r.Config.Seed += uint64(i)
		r.Epochs = slices.Clone(r.Epochs)
		change(&r)
		for k := range r.Epochs {
			r.Epochs[k].LossTest += 0.1 * float64(i)
		}
		tab.runs = append(tab.runs, r)
	}
	return tab
}

// Each column sorts the rows both ways; what counts for nothing is last.
func TestRunDialog_order(t *testing.T) {
	tab := diverse()
	other := tab.config
	other.Split = 0.6
	tab.runs = append(tab.runs, training.Run{Number: 6, Config: other})
	for _, c := range []struct {
		by, forward, backward string
	}{
		{"run", "9 6 5 4 3 2 1", "1 2 3 4 5 6 9"},
		{"lr", "2 3 4 5 6 9 1", "1 2 3 4 5 6 9"},
		{"optimizer", "2 1 3 4 5 6 9", "1 3 4 5 6 9 2"},
		{"momentum", "2 1 3 4 5 6 9", "2 1 3 4 5 6 9"},
		{"changes", "1 2 4 5 6 9 3", "3 1 2 4 5 6 9"},
		{"seed", "1 6 9 2 3 4 5", "5 4 3 2 1 6 9"},
		{"epochs", "6 4 3 1 2 5 9", "1 2 5 9 3 4 6"},
		{"best", "1 9 2 3 5 4 6", "4 5 3 2 1 9 6"},
		{"acc", "1 2 5 9 3 4 6", "4 3 1 2 5 9 6"},
		{"time", "3 4 5 6 9 1 2", "2 1 9 3 4 5 6"},
	} {
		for backward, want := range map[bool]string{false: c.forward, true: c.backward} {
			var got []string
			for _, b := range (&runDialog{by: c.by, backward: backward}).table(tab).rows {
				got = append(got, fmt.Sprint(b[0].Number))
			}
			if strings.Join(got, " ") != want {
				t.Errorf("by %s, backward %t: %v, want %s", c.by, backward, got, want)
			}
		}
	}
}

// What is said of the chosen run.
func TestRunDialog_words(t *testing.T) {
	tab := diverse()
	d := &runDialog{by: "run", backward: true}
	for i, want := range []string{
		"Run 1, beside the one that is shown: lr 0.01.",
		"Run 2, beside the one that is shown: adam, seed 12346.",
		"Run 3, beside the one that is shown: lr 0.004 from 12, L2 0.1 from 13, seed 12347. It was not finished.",
		"Run 4, beside the one that is shown: seed 12348. It diverged.",
		"Run 5, beside the one that is shown: 64-1, seed 12349. It stopped early.",
		"The run that is shown.",
	} {
		if got := d.words(tab, d.table(tab).rows[i]); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// What a table says it is about.
func TestJudges(t *testing.T) {
	by := func(validation float64) bunch {
		return bunch{{Config: training.Config{Validation: validation}}}
	}
	for want, rows := range map[string][]bunch{
		"test": {by(0), by(0)}, "validation": {by(0.2)}, "test or validation": {by(0.2), by(0), by(0.1)},
	} {
		if got := judges(rows); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// Where there is little room, columns go and are counted: first the time, but
// never losses; of the settings that one stays that sorts the table.
func TestTable_seen(t *testing.T) {
	tab := diverse()
	for _, c := range []struct {
		width int
		by    string
		want  string
	}{
		{200, "run", "run▾ layers lr changes optimizer momentum decay epsilon seed epochs loss acc best at its acc time"},
		{75, "run", "run▾ layers lr epochs loss acc best at +8"},
		{75, "seed", "run layers lr seed▴ epochs loss acc best at +7"},
		{75, "changes", "run layers changes▴ epochs loss best +10"},
		{75, "time", "run layers lr epochs loss acc best at +8"},
		{55, "run", "run▾ layers epochs loss best +11"},
	} {
		b := (&runDialog{by: c.by}).table(tab)
		head, rows := b.lines(tab, frame(c.width, 9), false)
		if got := strings.Join(strings.Fields(ansi.Strip(head)), " "); got != c.want {
			t.Errorf("%d wide, by %s:\n%s, want\n%s", c.width, c.by, got, c.want)
		}
		for _, line := range append(rows, head) {
			if ansi.StringWidth(line) > c.width {
				t.Errorf("%d wide: %q", c.width, ansi.Strip(line))
			}
		}
	}
}

// What differs is seen before what came of the runs beside their losses, or is
// named.
func TestRunDialog_differs(t *testing.T) {
	tab := made(30)
	tab.number = 9
	for i, change := range []func(*training.Config){
		func(c *training.Config) { c.Optimizer = nn.Optimizers[5] },
		func(c *training.Config) { c.LearningRate = 0.01 },
		func(c *training.Config) { c.LearningRate, c.Optimizer = 0.01, nn.Optimizers[5] },
	} {
		r := tab.run()
		r.Number = i + 1
		change(&r.Config)
		tab.runs = append(tab.runs, r)
	}
	d := newRunDialog(tab).(*runDialog)
	text := ansi.Strip(d.view(tab, frame(80, 21)))
	for _, want := range []string{" lr ", " optimizer ", " 0.002  sgd ", " 0.002  adam ", " 0.01   adam ", " Also differ: epsilon. The run that is shown."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if text = ansi.Strip(d.view(tab, frame(160, 21))); strings.Contains(text, "Also differ") {
		t.Errorf("what has room is named as unseen:\n%s", text)
	}
}

// A column is seen as soon as there is room for it.
func TestTable_room(t *testing.T) {
	b := table{by: 0, columns: []field{{name: "run"}, {set: true, width: 5}, {set: true, width: 7}, {width: 6, late: 1}, {width: 9}, {width: 4, late: 2}}}
	for room, want := range map[int]string{31: "1 2 3 4 5", 30: "1 2 4 5", 25: "1 2 4 5", 24: "1 2 4", 21: "1 2 4", 20: "1 4 5", 18: "1 4 5", 17: "1 4", 14: "1 4", 13: "4 5", 12: "4", 5: "4"} {
		if got := strings.Trim(fmt.Sprint(b.seen(room)), "[]"); got != want {
			t.Errorf("in %d cells: %s, want %s", room, got, want)
		}
	}
	b.by = 2
	for room, want := range map[int]string{31: "1 2 3 4 5", 30: "1 2 4 5", 24: "1 2 4", 20: "2 4 5", 16: "2 4", 15: "1 4"} {
		if got := strings.Trim(fmt.Sprint(b.seen(room)), "[]"); got != want {
			t.Errorf("sorted by another, in %d cells: %s, want %s", room, got, want)
		}
	}
	b = table{by: 3, columns: []field{{name: "run"}, {set: true, width: 5}, {set: true, width: 5}, {set: true, width: 5}}}
	for room, want := range map[int]string{15: "1 2 3", 14: "1 3", 10: "1 3", 9: "3"} {
		if got := strings.Trim(fmt.Sprint(b.seen(room)), "[]"); got != want {
			t.Errorf("sorted by the last, in %d cells: %s, want %s", room, got, want)
		}
	}
}

// Each head stands over its column.
func TestTable_aligned(t *testing.T) {
	tab := diverse()
	b := (&runDialog{by: "run"}).table(tab)
	head, rows := b.lines(tab, frame(200, 9), false)
	head = ansi.Strip(head)
	for name, text := range map[string]string{"optimizer": "adam", "lr": "0.01", "layers": "64-1", "seed": "12348"} {
		found := slices.ContainsFunc(rows, func(row string) bool {
			row = ansi.Strip(row)
			i := strings.Index(row, " "+text+" ")
			return i >= 0 && ansi.StringWidth(row[:i]) == ansi.StringWidth(head[:strings.Index(head, " "+name)])
		})
		if !found {
			t.Errorf("no %s below %s in\n%s\n%s", text, name, head, ansi.Strip(strings.Join(rows, "\n")))
		}
	}
	for name, text := range map[string]string{"loss": "0.1486", "time": "11 min", "epochs": "20"} {
		found := slices.ContainsFunc(rows, func(row string) bool {
			row = ansi.Strip(row) + " "
			i, end := strings.Index(row, text+" "), strings.Index(head, name+" ")+len(name)
			return i >= 0 && ansi.StringWidth(row[:i+len(text)]) == ansi.StringWidth(head[:end])
		})
		if !found {
			t.Errorf("no %s below %s in\n%s\n%s", text, name, head, ansi.Strip(strings.Join(rows, "\n")))
		}
	}
}

// The table is as large as its frame, whatever its size and order.
func TestRunDialog_fits(t *testing.T) {
	tabs := []*Tab{made(0), made(30), compared(), diverse(), rivals(8)}
	rapid.Check(t, func(r *rapid.T) {
		tab := rapid.SampledFrom(tabs).Draw(r, "tab")
		d := &runDialog{by: rapid.SampledFrom([]string{"run", "lr", "seed", "time", "best"}).Draw(r, "by"), mean: rapid.Bool().Draw(r, "mean")}
		d.list.Go(rapid.IntRange(0, 9).Draw(r, "at"), len(d.bunches(tab)))
		f := frame(rapid.IntRange(1, 200).Draw(r, "width"), rapid.IntRange(1, 60).Draw(r, "height"))
		if text := stage.Misfit(f, d.view(tab, f)); text != "" {
			r.Fatal(text)
		}
		b := d.table(tab)
		head, rows := b.lines(tab, f, false)
		for _, line := range append(rows, head) {
			if f.Width > 58 && ansi.StringWidth(line) > f.Width {
				r.Fatalf("%d wide: %q", f.Width, ansi.Strip(line))
			}
		}
	})
}

// The letters of the table are those of the chart, and stars mark the best.
func TestRunDialog_signs(t *testing.T) {
	tab := diverse()
	tab.runs[1].Hidden = true
	tab.dialog = &runDialog{by: "run"}
	text := sees(tab, 220, 30)
	for i, r := range tab.runs {
		letter, _ := tab.letters().of(frame(80, 21), r)
		sign := " "
		if r.State == model.Diverged {
			sign = "✗"
		}
		if letter == "" {
			letter = " "
		}
		if want := fmt.Sprintf(" %d%s %s ", i+1, sign, letter); !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if !strings.Contains(text, " 2          64-32-1 ") || strings.Contains(text, " 1  a           64") {
		t.Errorf("a hidden run has a curve, or one that is drawn none:\n%s", text)
	}
	if n := strings.Count(text, "★"); n != 6 || !strings.Contains(text, "0.1441★") {
		t.Errorf("%d stars in\n%s", n, text)
	}
}

// A whole number is written as one, a mean of some with a decimal where it is
// none.
func TestPlain(t *testing.T) {
	for _, c := range []struct {
		mean float64
		n    int
		want string
	}{{0, 1, "-"}, {0, 2, "-"}, {12, 1, "12"}, {12, 2, "12"}, {12.25, 2, "12.2"}} {
		if got := plain(c.mean, 1, c.n); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// Times are written short.
func TestSpent(t *testing.T) {
	for seconds, want := range map[float64]string{0: "-", 0.004: "0.00 s", 1.234: "1.23 s", 9.99: "9.99 s", 10: "10 s", 599: "599 s", 600: "10 min", 7200: "120 min"} {
		if got := spent(seconds, 0, 1); got != want {
			t.Errorf("%v s: %s, want %s", seconds, got, want)
		}
	}
}

func BenchmarkRunDialog(b *testing.B) {
	tab := rivals(8)
	for i := range 42 {
		tab.runs = append(tab.runs, earlier(tab, 100+i, 20))
	}
	tab.dialog = newRunDialog(tab)
	f := frame(120, 37)
	for b.Loop() {
		tab.Keys()
		tab.View(f)
	}
}

// Earlier runs are bounded in number and in their epochs together; the last one
// stays, however long it is.
func TestKeepRun_bounded(t *testing.T) {
	const million = training.MaxEpochs
	for _, c := range []struct{ lengths, stay []int }{
		{slices.Repeat([]int{1}, 60), slices.Repeat([]int{1}, 50)},
		{[]int{7, million - 2, 1, 1}, []int{million - 2, 1, 1}},
		{[]int{7, million - 1, 1, 1}, []int{1, 1}},
		{[]int{7, million + 1}, []int{million + 1}},
		{[]int{million, million}, []int{million}},
	} {
		tab, all := made(0), make([]training.Epoch, million+1)
		for i, n := range c.lengths {
			r := earlier(tab, i+1, 1)
			r.Config.SplitSeed, r.Epochs = uint64(i), all[:n]
			tab.keepRun(r)
		}
		if got := column(tab.runs, func(r training.Run) int { return len(r.Epochs) }); !slices.Equal(got, c.stay) {
			t.Errorf("of runs with %v epochs there stay %v, want %v", c.lengths, got, c.stay)
		}
	}
}
