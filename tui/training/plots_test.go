package training

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit/stage"
)

// flat is a run that stays where it is.
func flat(loss, accuracy float64, n int) []training.Epoch {
	return slices.Repeat([]training.Epoch{{LossTrain: loss, LossTest: loss, AccuracyTrain: accuracy, AccuracyTest: accuracy}}, n)
}

// The epochs end where the run ends, or where it is to end; an earlier run
// that is longer is seen to its end, unless it is far longer.
func TestEpochAxis(t *testing.T) {
	for _, c := range []struct {
		done, of, earlier int
		state             model.State
		log               bool
		low, high         float64
	}{
		{5, 40, 0, model.Unfinished, false, 1, 40},
		{0, 40, 0, model.Unfinished, false, 1, 40},
		{17, 40, 0, model.Finished, false, 1, 17},
		{6, 40, 0, model.Diverged, false, 1, 6},
		{17, 40, 60, model.Finished, false, 1, 60},
		{17, 40, 68, model.Finished, false, 1, 68},
		{17, 40, 69, model.Finished, false, 1, 17},
		{17, 40, 161, model.Unfinished, false, 1, 40},
		{17, 40, 10, model.Finished, false, 1, 17},
		{1, 1, 0, model.Finished, false, 0, 1},
		{0, 40, 0, model.Diverged, false, 0, 1},
		{1, 1, 0, model.Finished, true, 1. / 89, 1},
		{17, 40, 0, model.Finished, true, 1, 17},
	} {
		tab := made(c.done)
		s := &tab.runner.Snapshot
		s.State, s.Config.Epochs, tab.curves.logX = c.state, c.of, c.log
		if c.earlier > 0 {
			tab.runs = []training.Run{earlier(tab, 1, c.earlier)}
		}
		if got := tab.epochAxis(); got.Low != c.low || got.High != c.high || got.Log != c.log {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

// The axes hold the run, and the earlier runs but for one that runs away.
func TestReach(t *testing.T) {
	growing := func(from, to float64) (list []training.Epoch) {
		for i := range 20 {
			v := from + (to-from)*float64(i)/19
			list = append(list, training.Epoch{LossTest: v, AccuracyTest: 1 - v})
		}
		return list
	}
	for _, c := range []struct {
		name        string
		run, before []training.Epoch
		low, high   float64
	}{
		{"alone", flat(0.2, 0.9, 20), nil, 0.2, 0.2},
		{"nothing", nil, nil, 0, 0},
		{"only earlier", nil, flat(0.7, 0.5, 20), 0.7, 0.7},
		{"fell from above", flat(0.1, 0.9, 20), growing(0.9, 0.05), 0.05, 0.9},
		{"fell from far above", flat(0.1, 0.9, 20), growing(1.1, 0.05), 0.05, 1},
		{"grew a bit above", flat(0.5, 0.9, 20), growing(0.5, 2), 0.5, 2},
		{"stays a bit above", flat(0.5, 0.9, 20), flat(2, 0.5, 20), 0.5, 2},
		{"grew far above", flat(0.5, 0.9, 20), growing(0.4, 2.1), 0.5, 0.5},
		{"stays far above", flat(0.5, 0.9, 20), flat(50, 0.5, 20), 0.5, 0.5},
		{"the run diverges", growing(0.5, 60), growing(0.7, 0.1), 0.1, 60},
		{"no number", append(flat(0.2, 0.9, 20), training.Epoch{LossTrain: math.NaN(), LossTest: math.Inf(1)}), nil, 0.2, 0.2},
		{"an earlier one ends with no number", flat(0.2, 0.9, 20), append(flat(0.1, 0.9, 20), training.Epoch{LossTest: math.NaN()}), 0.2, 0.2},
	} {
		tab := made(0)
		tab.runner.Snapshot.Epochs = c.run
		if c.before != nil {
			other := tab.config
			other.Seed++
			tab.runs = []training.Run{{Number: 1, Config: other, Epochs: c.before}}
		}
		if low, high := tab.reach(losses, nil); math.Abs(low-c.low) > 1e-9 || math.Abs(high-c.high) > 1e-9 {
			t.Errorf("%s: from %v to %v, want %v to %v", c.name, low, high, c.low, c.high)
		}
	}
}

// The axes end at round numbers: the loss begins at 0, the accuracy ends at 1.
func TestAxes(t *testing.T) {
	f := frame(80, 20)
	for _, c := range []struct {
		run                         []training.Epoch
		log                         bool
		low, high, accuracy, atMost float64
	}{
		{flat(0.68, 0.83, 20), false, 0, 0.68, 0.83, 1},
		{flat(0.68, 0.99, 20), false, 0, 0.68, 0.95, 1},
		{flat(0.68, 0.4, 20), true, 0.2, 2, 0.4, 1},
		{flat(0, 1, 20), false, 0, 1, 0.5, 1},
		{nil, false, 0, 1, 0.5, 1},
	} {
		tab := made(0)
		tab.runner.Snapshot.Epochs, tab.curves.logY = c.run, c.log
		loss, accuracy := tab.lossPlot(f).Y, tab.accuracyPlot(f).Y
		for _, v := range [][2]float64{{loss.Low, c.low}, {loss.High, c.high}, {accuracy.Low, c.accuracy}, {accuracy.High, c.atMost}} {
			if math.Abs(v[0]-v[1]) > 1e-9 {
				t.Errorf("%+v, log %v: loss %+v, accuracy %+v", c.run[:1], c.log, loss, accuracy)
			}
		}
	}
	tab := made(0)
	tab.runner.Snapshot.Epochs = flat(0, 1, 20)
	if tab.curves.logY = true; !(tab.lossPlot(f).Y.Low > 0) {
		t.Errorf("no axis for the logarithm of 0: %+v", tab.lossPlot(f).Y)
	}
}

// named returns the curve of a plot with that name.
func named(t *testing.T, p *chart.Plot, name string) chart.Curve {
	t.Helper()
	i := slices.IndexFunc(p.Curves, func(c chart.Curve) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("no curve %q", name)
	}
	return p.Curves[i]
}

// values are those of a curve as it is drawn, and said as labels tell them.
func values(c chart.Curve) (list []float64) {
	for i := range c.Len() {
		list = append(list, c.Value(i))
	}
	return list
}

func said(c chart.Curve) (list []float64) {
	for i := range c.Len() {
		list = append(list, c.Said(i))
	}
	return list
}

// The curves are the numbers of the epochs, from the first on; of an earlier run
// those of the test.
func TestPlot(t *testing.T) {
	tab, f := rivals(1), frame(80, 20)
	tab.runner.Snapshot.Config.Validation = 0.2
	for name, of := range map[string]func(e training.Epoch) [2]float64{
		"train": func(e training.Epoch) [2]float64 { return [2]float64{e.LossTrain, e.AccuracyTrain} },
		"test":  func(e training.Epoch) [2]float64 { return [2]float64{e.LossTest, e.AccuracyTest} },
		"valid": func(e training.Epoch) [2]float64 { return [2]float64{e.LossValidation, e.AccuracyValidation} },
		"a":     func(e training.Epoch) [2]float64 { return [2]float64{e.LossTest, e.AccuracyTest} },
	} {
		epochs := tab.runner.Snapshot.Epochs
		if name == "a" {
			epochs = tab.runs[0].Epochs
		}
		for k, p := range []*chart.Plot{tab.lossPlot(f), tab.accuracyPlot(f)} {
			want := column(epochs, func(e training.Epoch) float64 { return of(e)[k] })
			if c := named(t, p, name); !slices.Equal(values(c), want) || c.First != 1 || c.Rank != chart.Middle {
				t.Errorf("%s, plot %d: from %v %v", name, k, c.First, values(c))
			}
		}
	}
	if tab.runner.Snapshot.Config.Validation = 0; strings.Contains(ansi.Strip(lossFigure.draw(tab, f)), "valid") {
		t.Error("a validation is named where there is none")
	}
}

// Under what is smoothed lies what was computed, and that is what labels tell.
func TestPlot_smoothed(t *testing.T) {
	tab, f := rivals(1), frame(80, 20)
	tab.curves.smooth = 2
	p, epochs := tab.lossPlot(f), tab.runner.Snapshot.Epochs
	raw := column(epochs, func(e training.Epoch) float64 { return e.LossTest })
	c := named(t, p, "test")
	if told := said(c); !slices.Equal(values(c), smoothed(raw, 0.9)) || !slices.Equal(told, raw) {
		t.Errorf("drawn %v, told %v", values(c), told)
	}
	under := 0
	for _, c := range p.Curves {
		if c.Rank == chart.Under && c.Name == "" && slices.Equal(values(c), raw) {
			under++
		}
	}
	if under != 1 {
		t.Errorf("%d raw curves lie under it", under)
	}
	if text := ansi.Strip(lossFigure.draw(tab, f)); !strings.Contains(text, "loss, smoothed 0.9, values raw ") || !strings.Contains(text, fmt.Sprintf("test %.4f", raw[29])) {
		t.Error(text)
	}
}

// The legend names the curves that are drawn, and no other.
func TestLegend(t *testing.T) {
	f := frame(80, 20)
	for _, c := range []struct {
		name   string
		change func(*Tab)
		want   string
	}{
		{"a run", func(*Tab) {}, "⠤⠤⠤⠤⠤ train  ⠄⠄⠄⠄⠄ test"},
		{"validation", func(t *Tab) { t.runner.Snapshot.Config.Validation = 0.2 }, "⠤⠤⠤⠤⠤ train  ⠄⠄⠄⠄⠄ test  ⠤⠤⠄ ⠤ valid"},
		{"no epoch", func(t *Tab) { t.runner.Snapshot.Epochs = nil }, ""},
		{"zoomed to where it is not yet", func(t *Tab) {
			t.runner.Snapshot.State = model.Unfinished
			t.curves.lens.X = chart.Part{From: 0.9, To: 1}
		}, ""},
	} {
		tab := made(30)
		c.change(tab)
		if got := ansi.Strip(tab.legend(f, tab.lossPlot(f))); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// The best epoch is marked on the curve that decides it, with its level from
// there to the end.
func TestMark(t *testing.T) {
	f := frame(80, 20)
	for _, validation := range []float64{0, 0.2} {
		tab := made(30)
		s := &tab.runner.Snapshot
		s.Config.Validation = validation
		for i := range s.Epochs {
			s.Epochs[i].LossTest = 0.2 + math.Abs(float64(i-20))
			s.Epochs[i].LossValidation = 0.3 + math.Abs(float64(i-10))
		}
		want := chart.Mark{X: 21, Y: 0.2}
		if validation > 0 {
			want = chart.Mark{X: 11, Y: 0.3}
		}
		p := tab.lossPlot(f)
		if len(p.Marks) != 1 || p.Marks[0].X != want.X || p.Marks[0].Y != want.Y || p.Marks[0].Text != "●" {
			t.Errorf("validation %v: marks %+v", validation, p.Marks)
		}
		if c := named(t, p, "best"); !slices.Equal(c.X, []float64{want.X, 30}) || !slices.Equal(c.Y, []float64{want.Y, want.Y}) || c.Rank != chart.Under {
			t.Errorf("validation %v: the level %+v", validation, c)
		}
		if text := ansi.Strip(lossFigure.draw(tab, f)); !strings.Contains(text, fmt.Sprintf("▼best %s %v", partNames[0][tab.judge()], want.X)) || !strings.Contains(text, "best 0.") {
			t.Errorf("validation %v:\n%s", validation, text)
		}
		if tab.accuracyPlot(f).Marks != nil {
			t.Error("the accuracy has a best epoch of its own")
		}
	}
	tab := made(30)
	tab.runner.Snapshot.Epochs = learning(28)[:27] // whose last is the best
	if p := tab.lossPlot(f); p.Marks != nil || p.Notes != nil {
		t.Errorf("the last epoch is marked: %+v", p.Marks)
	}
}

// Notes say what changed and when, to the batch; those of one moment share a
// note, and one of the best epoch gives way to it.
func TestNotes_places(t *testing.T) {
	tab := made(30) // the 27th is the best
	s := &tab.runner.Snapshot
	for _, c := range []struct {
		marks []training.Mark
		speed []training.Mark
		want  string
	}{
		{nil, nil, "27 ▼best test 27; "},
		{[]training.Mark{{Epoch: 0, Batch: 5, What: "early"}}, nil, "1 ▼early; 27 ▼best test 27; "},
		{[]training.Mark{{Epoch: 12, What: "lr 1"}}, []training.Mark{{Epoch: 12, What: "full"}}, "12 ▼lr 1, full; 27 ▼best test 27; "},
		{[]training.Mark{{Epoch: 12, What: "a"}, {Epoch: 12, Batch: 89 / 2, What: "b"}}, nil, "12 ▼a; 12.49 ▼b; 27 ▼best test 27; "},
		{[]training.Mark{{Epoch: 27, What: "a"}}, nil, "27 ▼a; "},
	} {
		s.Marks, tab.speedMarks = c.marks, c.speed
		got := ""
		for _, n := range tab.notes(frame(80, 20)) {
			got += fmt.Sprintf("%.4g %s; ", n.X, n.Text)
		}
		if got != c.want {
			t.Errorf("%+v: %s, want %s", c.marks, got, c.want)
		}
	}
	s.Marks, tab.speedMarks = nil, nil
	if got := tab.notes(frame(roomy-1, 20))[0].Text; got != "▼best 27" {
		t.Errorf("where there is little room: %s", got)
	}
}

// What is where: the accuracy gives way to the list of runs where there is no
// room for both, and each picture has its least size.
func TestCharts(t *testing.T) {
	for _, c := range []struct {
		width, height, runs int
		want                string
	}{
		{46, 21, 0, "loss 0,0 46x11; accuracy 0,11 46x10"},
		{46, 21, 1, "loss 0,0 46x9; accuracy 0,9 46x8; earlier 0,17 46x4"},
		{46, 21, 2, "loss 0,0 46x16; earlier 0,16 46x5"},
		{46, 21, 8, "loss 0,0 46x10; earlier 0,10 46x11"},
		{26, 15, 8, "loss 0,0 26x9; earlier 0,9 26x6"},
		{57, 15, 8, "loss 0,0 57x9; earlier 0,9 57x6"},
		{58, 15, 8, "loss 0,0 58x9; earlier 0,9 58x6"},
		{90, 25, 5, "loss 0,0 90x9; accuracy 0,9 90x8; earlier 0,17 90x8"},
		{75, 37, 5, "loss 0,0 75x15; accuracy 0,15 75x14; earlier 0,29 75x8"},
		{46, 5, 3, "loss 0,0 46x5"},
	} {
		got := column(rivals(c.runs).charts(frame(c.width, c.height)), func(p pane) string {
			return fmt.Sprintf("%s %d,%d %dx%d", p.name, p.x, p.y, p.Width, p.Height)
		})
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// The mouse puts the crosshair on the epoch that it is on, and the wheel zooms:
// along the epochs of both plots, or on the values of the one that it is on.
func TestMouseCurves(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		c := &s.Tab.curves
		lines := strings.Split(s.Text(), "\n")
		axis := []rune(lines[9]) // of the loss
		at := func(label string) int {
			return strings.Index(string(axis), label) - strings.Count(string(axis[:5]), "│")*2
		}
		if !strings.Contains(lines[9], "10") {
			t.Fatalf("the epochs are not in line 9 of\n%s", s.Text())
		}
		s.Send(tea.MouseClickMsg{X: at("1 "), Y: 3, Button: tea.MouseLeft})
		if c.cross != 0 {
			t.Errorf("a click on epoch 1 takes %d", c.cross+1)
		}
		s.Send(tea.MouseMotionMsg{X: at("10"), Y: 3, Button: tea.MouseLeft})
		if c.cross != 9 {
			t.Errorf("a drag to epoch 10 takes %d", c.cross+1)
		}
		c.cross = 4
		for _, m := range []tea.Msg{
			tea.MouseMotionMsg{X: at("10"), Y: 3}, tea.MouseClickMsg{X: at("10"), Y: 3, Button: tea.MouseRight},
			tea.MouseClickMsg{X: 2, Y: 3, Button: tea.MouseLeft}, tea.MouseClickMsg{X: at("10"), Y: 0, Button: tea.MouseLeft},
			tea.MouseClickMsg{X: at("10"), Y: 9, Button: tea.MouseLeft},
		} {
			if s.Send(m); c.cross != 4 {
				t.Errorf("%+v moves the crosshair to %d", m, c.cross+1)
			}
		}
		s.Send(tea.MouseClickMsg{X: at("10"), Y: 13, Button: tea.MouseLeft})
		if c.cross != 9 {
			t.Errorf("a click on the accuracy takes %d", c.cross+1)
		}
		s.Send(tea.MouseWheelMsg{X: at("10"), Y: 13, Button: tea.MouseWheelUp})
		if c.lens.X.To != 1 || c.lens.X.From == 0 || !strings.Contains(s.Text(), "loss, a part") || !strings.Contains(s.Text(), " 0 for all ") {
			t.Errorf("the wheel shows %+v of the epochs", c.lens.X)
		}
		s.Send(tea.MouseWheelMsg{X: 2, Y: 3, Button: tea.MouseWheelUp})
		if s.Press("0"); strings.Contains(s.Text(), "a part") {
			t.Errorf("0 shows a part:\n%s", s.Text())
		}
		s.Send(tea.MouseWheelMsg{X: 2, Y: 3, Button: tea.MouseWheelUp})
		if text := s.Text(); !strings.Contains(text, "loss, a part") || strings.Contains(text, "accuracy, a part") {
			t.Errorf("the wheel on the loss shows\n%s", text)
		}
		if c.lens.Y == (chart.Part{}) || c.accuracy != (chart.Part{}) {
			t.Errorf("the wheel on the loss shows %+v of it and %+v of the accuracy", c.lens.Y, c.accuracy)
		}
		s.Send(tea.MouseWheelMsg{X: 2, Y: 13, Button: tea.MouseWheelUp})
		s.Send(tea.MouseWheelMsg{X: 2, Y: 13, Button: tea.MouseWheelUp})
		if d := c.accuracy.To - c.accuracy.From; math.Abs(d-1/1.5/1.5) > 1e-9 {
			t.Errorf("the wheel on the accuracy shows %+v of it", c.accuracy)
		}
		c.accuracy = chart.Part{To: 0.5}
		if a := s.Tab.accuracyPlot(s.Frame).Y; !(a.High < 0.9) {
			t.Errorf("the lower half of the accuracy ends at %v", a.High)
		}
		if s.Press("0"); !c.lens.Whole() || c.accuracy != (chart.Part{}) || strings.Contains(s.Text(), "a part") {
			t.Errorf("0 shows %+v", c)
		}
	})
}

// Keys zoom on the crosshair, and 0 brings all back.
func TestZoomKeys(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		c := &s.Tab.curves
		s.Press("{", "]", "]", ">", ">", ")")
		x, y := s.Tab.lossPlot(s.Frame).X, s.Tab.lossPlot(s.Frame).Y
		if !(x.High < 10) || x.At(3) < 0 || x.At(3) > 1 || c.lens.Y == (chart.Part{}) {
			t.Errorf("shown %+v, %+v", x, y)
		}
		if s.Tab.accuracyPlot(s.Frame).X != x {
			t.Error("the accuracy shows other epochs")
		}
		for range 7 {
			s.Press("]")
		}
		p := s.Tab.lossPlot(s.Frame)
		if d := p.X.High - p.X.Low; !p.Crossed || p.Cross != 10 || math.Abs(p.X.High-10) > 1e-9 || math.Abs(d-9/1.5/1.5) > 1e-9 {
			t.Errorf("the plot does not go along with the crosshair at %v: %+v", p.Cross, p.X)
		}
		s.Press("esc", "]") // from the first that is seen
		if c.cross != 5 {
			t.Errorf("a part from epoch %v on: the crosshair comes in at epoch %d", p.X.Low, c.cross+1)
		}
		if s.Press("esc", "{", "esc", "{"); c.cross != 0 || s.Tab.lossPlot(s.Frame).X.Low > 1+1e-9 {
			t.Errorf("ten to the left lead to epoch %d of %+v", c.cross+1, s.Tab.lossPlot(s.Frame).X)
		}
		if c.lens.X.From = 0.5; s.Tab.lossPlot(s.Frame).Crossed {
			t.Error("a crosshair is drawn beyond the plot")
		}
		s.Press("R", "G", "G")
		if text := s.Text(); !strings.Contains(text, "at the end") {
			t.Errorf("runs are compared at a crosshair that is not seen:\n%s", text)
		}
		if s.Press("0"); !c.lens.Whole() || !s.Tab.lossPlot(s.Frame).Crossed {
			t.Errorf("0 shows %+v", c.lens)
		}
	})
}

// The crosshair goes as far as an earlier run that is longer, and there tells
// what it had.
func TestCrosshair_earlier(t *testing.T) {
	tab := made(12)
	tab.runs = []training.Run{earlier(tab, 1, 20)}
	tab.frame = frame(80, 21)
	tab.curves.cross = 19
	text := ansi.Strip(tab.viewCurves(frame(80, 40)))
	for _, want := range []string{"train -", "test -", fmt.Sprintf("a %.4f", tab.runs[0].Epochs[19].LossTest), "at epoch 20"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if tab.curves.cross = 20; tab.lossPlot(tab.frame).Crossed {
		t.Error("there is a crosshair beyond all runs")
	}
	tab.runner.Snapshot.State, tab.runs = model.Unfinished, []training.Run{earlier(tab, 1, 161)} // too long to be drawn to its end
	if tab.curves.cross = 39; !tab.lossPlot(tab.frame).Crossed {
		t.Error("there is no crosshair on an earlier run that goes on")
	}
}

// Values have their width, from the least to the largest loss.
func TestInCells(t *testing.T) {
	for v, want := range map[float64][2]string{
		0: {"0.0000", "0.000"}, 0.1962: {"0.1962", "0.196"}, 1: {"1.0000", "1.000"}, 0.001: {"0.0010", "0.001"},
		0.00026: {"2.6e-4", "3e-4"}, 0.000999: {"1.0e-3", "1e-3"}, 12.3456: {"12.346", "12.35"}, 100: {"100.00", "100.0"}, 1e5: {"1.0e5", "1e5"}, 3.25e17: {"3.2e17", "3e17"}, 3.3e-6: {"3.3e-6", "3e-6"}, 1.5e-171: {"1.5e-171", "1e-171"},
	} {
		if six, five := inCells(6)(v), inCells(5)(v); six != want[0] || five != want[1] {
			t.Errorf("%v is %q and %q, want %q", v, six, five, want)
		}
	}
}

// Where many curves end near 0, the title names the key of the logarithmic axis.
func TestViewLoss_crowded(t *testing.T) {
	for _, c := range []struct {
		runs  int
		loss  float64 // at the end of the earlier ones
		width int
		logY  bool
		want  string
	}{
		{3, 0.01, 80, false, " loss, a for a log axis "}, {3, 0.6, 80, false, " loss "}, {0, 0.01, 80, false, " loss "},
		{3, 0.01, 46, false, " loss "}, {3, 0.01, 80, true, " loss, log "},
	} {
		tab := rivals(c.runs)
		for _, r := range tab.runs {
			r.Epochs[len(r.Epochs)-1].LossTest = c.loss
		}
		tab.curves.logY = c.logY
		title, _, _ := strings.Cut(strings.TrimPrefix(ansi.Strip(lossFigure.draw(tab, frame(c.width, 20))), "╭"), "─")
		if title != c.want {
			t.Errorf("%+v: title %q", c, title)
		}
	}
}

// The loss and the accuracy have their curves in the same columns, whatever
// stands beside them.
func TestPlots_aligned(t *testing.T) {
	for _, width := range []int{24, 44, 80} {
		tab := rivals(2)
		tab.runner.Snapshot.Epochs[29].LossTest = 5 // beyond the axis when it is zoomed
		tab.curves.lens.Y, tab.curves.ghosts = chart.Part{To: 0.5}, width > 40
		f := frame(width, 12)
		for col := range width {
			loss, on := tab.lossPlot(f).At(f, col, 5)
			accuracy, onToo := tab.accuracyPlot(f).At(f, col, 5)
			if loss != accuracy || on != onToo {
				t.Fatalf("%d cells, column %d: epoch %v of the loss, %v of the accuracy", width, col, loss, accuracy)
			}
		}
	}
}
