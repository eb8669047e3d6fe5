package training

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// diverged is a run that went wrong after a few epochs.
func diverged() *Tab {
	c := training.Default()
	c.LearningRate = 10
	return showing(training.Snapshot{
		Config: c, State: model.Diverged, Epochs: learning(6), Batch: 3, Batches: 89, Params: 2113,
		Reason: "batch 4 of epoch 7",
	})
}

// compared is a run with marks under way and two earlier ones behind it.
func compared() *Tab {
	t := made(30)
	t.runner.Snapshot.Marks = []training.Mark{{Epoch: 12, What: "lr 0.002"}, {Epoch: 13, What: "batch 20"}}
	t.speedMarks = []training.Mark{{Epoch: 12, What: "5 epochs/s"}}
	t.runs = []training.Run{earlier(t, 1, 20), earlier(t, 2, 25)}
	t.curves.cross = 21
	return t
}

// earlier returns a run with another seed and rate.
func earlier(t *Tab, number, epochs int) training.Run {
	r := training.RunOf(t.runner.Snapshot, number)
	r.Config.Seed += uint64(number)
	r.Config.LearningRate *= float64(number)
	r.Epochs, r.Marks = learning(epochs), nil
	for i := range r.Epochs {
		r.Epochs[i].LossTest += 0.1 * float64(number)
	}
	return r
}

func TestViews(t *testing.T) {
	with := func(t *Tab, change func(*Tab)) *Tab { change(t); return t }
	view := func(name string) *Tab { return with(made(30), func(t *Tab) { t.view, t.zoomed = name, true }) }
	for _, c := range []struct {
		name          string
		width, height int
		tab           *Tab
	}{
		{"curves", 80, 21, made(30)},
		{"narrow", 60, 15, made(30)},
		{"empty", 80, 21, New(0)},
		{"diverged", 80, 21, diverged()},
		{"compared", 120, 37, compared()},
		{"smoothed", 100, 30, with(compared(), func(t *Tab) {
			t.curves = curves{cross: 3, smooth: 2, logX: true, logY: true, ghosts: true}
			t.runner.Snapshot.Config.Validation = 0.2
			t.zoomed = true
		})},
		{"digits", 48, 18, view("digits")},
		{"confusion", 48, 18, view("confusion")},
		{"weights", 48, 18, view("weights")},
		{"product", 48, 18, with(view("weights"), func(t *Tab) { t.detail().Weights.Product = madeWeights(1).In[0] })},
		{"health", 48, 18, view("health")},
		{"draw", 48, 18, with(view("draw"), func(t *Tab) {
			t.drawing.on = true
			t.drawing.set(3, 2, 16)
			t.drawing.set(4, 2, 8)
		})},
		{"large", 200, 57, with(made(30), func(t *Tab) { t.view = "health" })},
		{"presets", 80, 21, with(made(30), func(t *Tab) { t.dialog = newPresetDialog(t) })},
		{"net", 80, 21, with(made(30), func(t *Tab) { t.dialog = newNetEditor(t) })},
		{"runs", 110, 21, with(compared(), func(t *Tab) { t.dialog = newRunDialog(t) })},
		{"save", 80, 21, with(made(30), func(t *Tab) { t.dialog = newSaveDialog(t) })},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := frame(c.width, c.height)
			if c.tab.zoomed {
				f.Profile = colorprofile.ANSI // pictures as characters, which a golden file shows
			}
			stage.Golden(t, c.name, ansi.Strip(c.tab.View(f)+"\n"+c.tab.Status(f)))
		})
	}
}

// Without colours and with ASCII alone every view still says all there is.
func TestViews_ascii(t *testing.T) {
	f := frame(120, 37)
	f.Profile, f.ASCII, f.Theme = colorprofile.ASCII, true, kit.NewTheme(true, colorprofile.ASCII)
	tab := compared()
	for _, v := range views {
		tab.view = v.name
		text := kit.ToASCII.Replace(ansi.Strip(tab.View(f) + tab.Status(f) + tab.Running()))
		if i := strings.IndexFunc(text, func(r rune) bool { return r > 126 }); i >= 0 {
			t.Errorf("%s: %q is not ASCII", v.name, []rune(text[i:])[0])
		}
	}
	tab.view = "digits"
	stage.Golden(t, "ascii", kit.ToASCII.Replace(ansi.Strip(tab.View(f))))
}

// A view is as large as its frame, whatever there is to see, and drawing it
// changes nothing.
func TestView_fits(t *testing.T) {
	tabs := []*Tab{New(0), made(0), made(1), made(30), diverged(), compared()}
	rapid.Check(t, func(r *rapid.T) {
		tab := rapid.SampledFrom(tabs).Draw(r, "tab")
		tab.view = rapid.SampledFrom(viewNames()).Draw(r, "view")
		tab.zoomed = rapid.Bool().Draw(r, "zoomed")
		tab.curves.smooth = rapid.IntRange(0, len(smoothings)-1).Draw(r, "smooth")
		tab.curves.cross = rapid.IntRange(-1, 50).Draw(r, "cross")
		tab.curves.logX, tab.curves.logY = rapid.Bool().Draw(r, "logX"), rapid.Bool().Draw(r, "logY")
		tab.digits.all, tab.digits.At = rapid.Bool().Draw(r, "all"), rapid.IntRange(0, 60).Draw(r, "first")
		tab.weights.At = tab.digits.At
		dialogs := []func(*Tab) dialog{
			func(*Tab) dialog { return nil }, func(*Tab) dialog { return nil }, newPresetDialog, newNetEditor, newRunDialog, newSaveDialog,
			func(*Tab) dialog { return &openDialog{names: []string{"a", "b"}} }, func(*Tab) dialog { return &openDialog{} },
		}
		tab.dialog = rapid.SampledFrom(dialogs).Draw(r, "dialog")(tab)
		f := frame(rapid.IntRange(1, 300).Draw(r, "width"), rapid.IntRange(1, 100).Draw(r, "height"))
		before := fmt.Sprintf("%+v", tab.state())
		got := tab.View(f)
		tab.Status(f)
		if after := fmt.Sprintf("%+v", tab.state()); after != before {
			r.Fatalf("drawing changes\n%s to\n%s", before, after)
		}
		lines := strings.Split(got, "\n")
		if len(lines) != f.Height {
			r.Fatalf("%d lines in %dx%d", len(lines), f.Width, f.Height)
		}
		for i, l := range lines {
			if w := ansi.StringWidth(l); w != f.Width {
				r.Fatalf("line %d is %d cells wide in %dx%d: %q", i, w, f.Width, f.Height, ansi.Strip(l))
			}
		}
	})
}

// state is what drawing could change.
func (t *Tab) state() any {
	return []any{t.frame, t.view, t.zoomed, t.curves, t.digits, t.weights, t.drawing, t.dialog, t.runs, t.note, t.runner.Snapshot, t.detail()}
}

func TestSmoothed(t *testing.T) {
	if got := smoothed([]float64{1, 1, 1}, 0.9); got[0] != 1 || math.Abs(got[2]-1) > 1e-6 {
		t.Errorf("constant values become %v", got)
	}
	if got := smoothed([]float64{0, 1}, 0.5); got[1] != 2.0/3 {
		t.Errorf("got %v", got)
	}
}

// What is where: one view on a small screen, the curves above, below or beside
// it on a larger one, and full screen the view alone.
func TestPanes(t *testing.T) {
	for _, c := range []struct {
		width, height int
		view          string
		want          string
	}{
		{80, 21, "curves", "curves 0,0 46x21"},
		{80, 31, "health", "health 0,0 46x31"},
		{80, 32, "health", "health 0,0 46x23;  0,23 46x9"},
		{80, 50, "health", "health 0,0 46x30;  0,30 46x20"},
		{80, 50, "curves", "curves 0,0 46x50"},
		{170, 29, "draw", "draw 0,0 110x29"},
		{169, 30, "draw", "draw 0,0 109x30"},
		{170, 30, "draw", "curves 0,0 55x30; draw 55,0 55x30"},
		{171, 43, "curves", "curves 0,0 55x43; digits 55,0 56x43"},
		{171, 44, "curves", "curves 0,0 55x44; digits 55,0 56x22; weights 55,22 56x22"},
		{170, 45, "digits", "curves 0,0 55x45; digits 55,0 55x22; weights 55,22 55x23"},
		{170, 45, "weights", "curves 0,0 55x45; weights 55,0 55x22; digits 55,22 55x23"},
		{170, 45, "confusion", "curves 0,0 55x45; confusion 55,0 55x22; digits 55,22 55x23"},
	} {
		tab := New(0)
		tab.view = c.view
		var got []string
		for _, p := range tab.panes(frame(c.width, c.height)) {
			got = append(got, fmt.Sprintf("%s %d,%d %dx%d", p.name, p.x, p.y, p.Width, p.Height))
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%s in %dx%d: %s, want %s", c.view, c.width, c.height, got, c.want)
		}
		tab.zoomed = true
		if got := tab.panes(frame(c.width, c.height)); len(got) != 1 || got[0].name != c.view || got[0].Width != c.width || got[0].Height != c.height {
			t.Errorf("%s in full: %+v", c.view, got)
		}
	}
}

// A page holds the digits that fit, to the last cell.
func TestDigitWall(t *testing.T) {
	tab := made(30)
	tab.digits.all = true
	for _, c := range []struct{ width, height, want int }{{4 + 44, 3 + 15, 15}, {4 + 43, 3 + 15, 12}, {4 + 44, 3 + 14, 10}, {10, 5, 1}} {
		if _, got, _ := tab.digitList(frame(c.width, c.height)); got != c.want {
			t.Errorf("%d digits in %dx%d, not %d", got, c.width, c.height, c.want)
		}
	}
}

// Few units are drawn as large as they all fit, beside the product if there is
// one.
func TestUnitWall(t *testing.T) {
	for _, c := range []struct {
		width, height, units int
		product              bool
		k, room              int
	}{
		{4 + 16, 3 + 11, 1, false, 2, 16}, {4 + 15, 3 + 11, 1, false, 1, 15}, {4 + 16, 2 + 11, 1, false, 1, 16},
		{4 + 33, 3 + 11, 2, false, 2, 33}, {4 + 32, 3 + 11, 2, false, 1, 32}, {4 + 33, 2 + 11, 2, false, 1, 33},
		{4 + 67, 3 + 19, 2, false, 4, 67}, {4 + 67, 2 + 19, 2, false, 2, 67},
		{4 + 18 + 8, 3 + 10, 9, true, 1, 8}, {4 + 10 + 15, 3 + 10, 9, true, 1, 15}, {4 + 26, 3 + 9, 9, true, 1, 16},
	} {
		w := madeWeights(c.units)
		if c.product {
			w.Product = w.In[0]
		}
		if got := New(0).unitWall(frame(c.width, c.height), w); got.k != c.k || got.width != c.room {
			t.Errorf("%+v: %d cells to a pixel in %d", c, got.k, got.width)
		}
	}
}

// A bar points to the left below 0 and has the length of its share.
func TestSignBar(t *testing.T) {
	for _, c := range []struct {
		v, scale float64
		want     string
	}{
		{1, 1, "────━━━━"}, {-1, 1, "━━━━────"}, {0.5, 1, "────━━──"}, {-0.25, 1, "───━────"}, {0.6, 5, "────────"}, {3, 1, "────━━━━"}, {-3, 1, "━━━━────"}, {1, 0, "────────"}, {0, 1, "────────"},
	} {
		if got := ansi.Strip(signBar(frame(8, 1), c.v, c.scale, 8)); got != c.want {
			t.Errorf("%v of %v: %s", c.v, c.scale, got)
		}
	}
}

func TestScales(t *testing.T) {
	for _, c := range []struct {
		got, want float64
	}{
		{largest([]float64{-3, 1, 2}), 5}, {largest([]float64{0.02}), 0.02}, {largest(nil), 0},
		{strong([][]float64{{3, 0}, {0, 4}}), 5}, {strong([][]float64{{1.5, -1.5}}), 2}, {strong(nil), 0},
	} {
		if math.Abs(c.got-c.want) > 1e-12 {
			t.Errorf("scale %v, want %v", c.got, c.want)
		}
	}
	if got := largest([]float64{math.Inf(1)}); !math.IsInf(got, 1) {
		t.Errorf("scale %v", got)
	}
}

func TestWeightsHead(t *testing.T) {
	f, w := frame(80, 21), madeWeights(2)
	if got := weightsHead(f, w, 1, 2); got != "colour: ±1; bar: output ±2" {
		t.Error(got)
	}
	if w.OutNorm = true; weightsHead(f, w, 1, 2) != "colour: ±1; bar: way on, up to 2" {
		t.Error(weightsHead(f, w, 1, 2))
	}
	w.Out, w.OutNorm, f.ASCII = nil, false, true
	if got := weightsHead(f, w, 1, 2); got != ".oO0@ and -~=H: ±1" {
		t.Error(got)
	}
	tab := showing(training.Snapshot{Detail: &training.Detail{Weights: w}})
	tab.view = "weights"
	if got := sees(tab, 80, 21); !strings.Contains(got, "bias 0.0000") || !strings.Contains(got, "bias 0.1000") {
		t.Error(got)
	}
}

// The table shows the last epochs, or those around the crosshair, with a check
// mark before NumPy's numbers.
func TestViewEpochs(t *testing.T) {
	c := training.Presets[0].Config
	var epochs []training.Epoch
	for _, e := range training.NumPy(c) {
		epochs = append(epochs, training.Epoch{LossTrain: e[0], AccuracyTrain: e[1], LossTest: e[2], AccuracyTest: e[3]})
	}
	epochs = epochs[:20:20]
	epochs[17].LossTrain += 1e-6
	tab := showing(training.Snapshot{Config: c, State: model.Finished, Epochs: epochs, Batch: 5, Batches: 89})
	table := func() (first, marked string) {
		lines := strings.Split(ansi.Strip(tab.viewEpochs(frame(34, 8))), "\n")
		for _, l := range lines[2 : len(lines)-1] {
			if l = strings.TrimPrefix(l, "│"); strings.HasPrefix(l, "✓") {
				marked += strings.Fields(l[len("✓"):])[0] + " "
			}
		}
		return strings.TrimSpace(lines[2])[len("│"):][:10], marked
	}
	for _, c := range []struct {
		cross         int
		first, marked string
	}{{-1, "✓ 16 0.1", "16 17 19 20 "}, {0, "   1 0.7", "2 3 4 5 "}, {10, "✓  9 0.2", "9 10 12 13 "}, {19, "✓ 16 0.1", "16 17 19 "}, {30, "✓ 16 0.1", "16 17 19 20 "}} {
		tab.curves.cross = c.cross
		if first, marked := table(); !strings.HasPrefix(first, c.first[:len("   9")]) || marked != c.marked {
			t.Errorf("crosshair %d: from %q, marked %q", c.cross, first, marked)
		}
	}
	f := frame(34, 8)
	best := func(i int) string {
		return f.Theme.Good.Bold(fourDecimals(epochs[i].LossTest) + fourDecimals(epochs[i].AccuracyTest))
	}
	if tab.curves.cross = -1; !strings.Contains(tab.viewEpochs(f), best(19)) || strings.Contains(tab.viewEpochs(f), best(18)) {
		t.Errorf("the best epoch is not marked: %q", tab.viewEpochs(f))
	}
	if got := fourDecimals(9.99994) + fourDecimals(10) + fourDecimals(99.5) + fourDecimals(100); got != " 9.9999 10.000 99.500 100.00" {
		t.Error(got)
	}
	tab.runner.Snapshot.Config.Validation = 0.2
	for width, want := range map[int]bool{47: false, 48: true} {
		if got := tab.viewEpochs(frame(width, 8)); strings.Contains(got, "valid") != want {
			t.Errorf("%d cells wide:\n%s", width, got)
		}
	}
}
