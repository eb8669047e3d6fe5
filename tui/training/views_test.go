package training

import (
	"fmt"
	"math"
	"slices"
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
	t.number, t.config.Changes = 3, "12 lr=0.004; 13 l2=0.1"
	t.runner.Snapshot.Config, t.runner.Config, t.runner.Made = t.config, t.config, t.config
	t.runner.Snapshot.Marks = []training.Mark{{Epoch: 12, What: "lr 0.004"}, {Epoch: 13, What: "L2 0.1"}}
	t.follow()
	t.advice.Suspects = nil
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
	r.Epochs, r.Config.Changes = learning(epochs), ""
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
		{"confusion-narrow", 26, 15, view("confusion")},
		{"confusion-large", 100, 45, view("confusion")},
		{"weights", 48, 18, view("weights")},
		{"product", 48, 18, with(view("weights"), func(t *Tab) { t.detail().Weights.Product = madeWeights(1).In[0] })},
		{"health", 48, 18, view("health")},
		{"draw", 48, 18, with(view("draw"), func(t *Tab) {
			t.drawing.on = true
			t.drawing.set(3, 2, 16)
			t.drawing.set(4, 2, 8)
		})},
		{"large", 200, 57, with(made(30), func(t *Tab) { t.view = "health" })},
		{"draw-narrow", 26, 15, with(view("draw"), func(t *Tab) { t.drawing.set(0, 0, 16) })},
		{"draw-wide", 120, 37, with(view("draw"), func(t *Tab) { t.drawing.set(0, 0, 16) })},
		{"draw-nothing", 120, 37, view("draw")},
		{"draw-nothing-narrow", 26, 15, view("draw")},
		{"presets", 80, 21, with(made(30), func(t *Tab) { t.dialog = newPresetDialog(t) })},
		{"net", 80, 21, with(made(30), func(t *Tab) { t.dialog = newNetEditor(t) })},
		{"runs", 110, 21, with(compared(), func(t *Tab) { t.dialog = newRunDialog(t) })},
		{"runs-narrow", 60, 15, with(rivals(8), func(t *Tab) {
			for i := range 20 {
				t.runs = append(t.runs, earlier(t, 10+i, 20))
			}
			t.dialog = &runDialog{by: "loss", backward: true, list: kit.List{At: 9}}
		})},
		{"runs-mean", 80, 24, with(diverse(), func(t *Tab) {
			for i, r := range t.runs[:3] {
				r.Number, r.Config.Seed = 6+i, 7
				t.runs = append(t.runs, r)
			}
			best := append(learning(30)[:29:29], training.Epoch{LossTest: 0.01, AccuracyTest: 1})
			t.runs[6] = training.Run{Number: t.runs[6].Number, Config: t.runs[6].Config, Epochs: best, State: t.runs[6].State}
			t.dialog = &runDialog{by: "run", mean: true, list: kit.List{At: 1}}
		})},
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
			func(*Tab) dialog { return &openDialog{runs: []savedRun{{name: "a"}, {name: "b"}}} }, func(*Tab) dialog { return &openDialog{} },
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

// What is where: one view on a small screen, the curves above, below or beside
// it on a larger one, and full screen the view alone.
func TestPanes(t *testing.T) {
	for _, c := range []struct {
		width, height int
		view          string
		want          string
	}{
		{60, 15, "draw", "draw 0,0 26x15; knobs 26,0 34x9; epochs 26,9 34x6"},
		{80, 21, "curves", "curves 0,0 46x21; knobs 46,0 34x15; epochs 46,15 34x6"},
		{80, 31, "health", "health 0,0 46x31; knobs 46,0 34x20; epochs 46,20 34x11"},
		{80, 32, "health", "health 0,0 46x23; loss 0,23 46x9; knobs 46,0 34x20; epochs 46,20 34x12"},
		{80, 50, "health", "health 0,0 46x30; loss 0,30 46x20; knobs 46,0 34x20; epochs 46,20 34x30"},
		{80, 50, "curves", "curves 0,0 46x50; knobs 46,0 34x20; epochs 46,20 34x30"},
		{170, 29, "draw", "draw 0,0 110x29; knobs 110,0 60x20; epochs 110,20 60x9"},
		{169, 30, "draw", "draw 0,0 109x30; knobs 109,0 60x20; epochs 109,20 60x10"},
		{170, 30, "draw", "curves 0,0 55x30; draw 55,0 55x30; knobs 110,0 60x20; epochs 110,20 60x10"},
		{171, 43, "curves", "curves 0,0 55x43; digits 55,0 56x43; knobs 111,0 60x20; epochs 111,20 60x23"},
		{171, 44, "curves", "curves 0,0 55x44; digits 55,0 56x22; weights 55,22 56x22; knobs 111,0 60x20; epochs 111,20 60x9; confusion 111,29 60x15"},
		{200, 57, "curves", "curves 0,0 70x57; digits 70,0 70x28; weights 70,28 70x29; knobs 140,0 60x20; epochs 140,20 60x13; confusion 140,33 60x24"},
		{170, 45, "digits", "curves 0,0 55x45; digits 55,0 55x22; weights 55,22 55x23; knobs 110,0 60x20; epochs 110,20 60x10; confusion 110,30 60x15"},
		{170, 45, "weights", "curves 0,0 55x45; weights 55,0 55x22; confusion 55,22 55x23; knobs 110,0 60x20; epochs 110,20 60x10; digits 110,30 60x15"},
		{170, 45, "confusion", "curves 0,0 55x45; confusion 55,0 55x22; weights 55,22 55x23; knobs 110,0 60x20; epochs 110,20 60x10; digits 110,30 60x15"},
		{170, 45, "draw", "curves 0,0 55x45; draw 55,0 55x22; confusion 55,22 55x23; knobs 110,0 60x20; epochs 110,20 60x10; digits 110,30 60x15"},
		{200, 57, "weights of 50 epochs", "curves 0,0 70x57; weights 70,0 70x28; confusion 70,28 70x29; knobs 140,0 60x20; epochs 140,20 60x18; digits 140,38 60x19"},
	} {
		tab := New(0)
		tab.view, _, _ = strings.Cut(c.view, " ")
		if tab.view != c.view {
			tab.now.Epochs = 50
		}
		var got []string
		for _, p := range tab.panes(frame(c.width, c.height)) {
			got = append(got, fmt.Sprintf("%s %d,%d %dx%d", p.name, p.x, p.y, p.Width, p.Height))
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%s in %dx%d: %s, want %s", c.view, c.width, c.height, got, c.want)
		}
		tab.zoomed = true
		if got := tab.panes(frame(c.width, c.height)); len(got) != 1 || got[0].name != tab.view || got[0].Width != c.width || got[0].Height != c.height {
			t.Errorf("%s in full: %+v", c.view, got)
		}
	}
}

// A page holds the digits that fit, to the last cell; few of them are larger,
// and in ASCII all are.
func TestDigitWall(t *testing.T) {
	tab := made(30)
	for _, c := range []struct {
		width, height int
		all, ascii    bool
		page, k       int
	}{
		{4 + 44, 3 + 15, true, false, 15, 1}, {4 + 43, 3 + 15, true, false, 12, 1}, {4 + 44, 3 + 14, true, false, 10, 1},
		{10, 5, true, false, 1, 1}, {196, 57, true, false, 40, 2}, {196, 57, false, false, 6, 6},
		{4 + 33, 3 + 18, true, true, 4, 2}, {4 + 32, 3 + 18, true, true, 2, 2},
	} {
		tab.digits.all = c.all
		f := frame(c.width, c.height)
		f.ASCII = c.ascii
		_, page, _ := tab.digitList(f)
		if k := tab.digitWall(f, tab.detail().Digits).K; page != c.page || k != c.k {
			t.Errorf("%+v: %d digits, %d cells to a pixel", c, page, k)
		}
	}
}

// The product is on every page, before the units.
func TestViewWeights_product(t *testing.T) {
	tab := made(30)
	w := madeWeights(40)
	tab.view, tab.runner.Snapshot.Detail.Weights = "weights", w
	pages := func() (with, without int) {
		w.Product = w.In[0]
		_, with, _ = tab.unitList(frame(46, 21))
		w.Product = nil
		_, without, _ = tab.unitList(frame(46, 21))
		return with, without
	}
	if with, without := pages(); with != 11 || without != 12 {
		t.Errorf("a page has %d units with the product and %d without", with, without)
	}
	w.Product, tab.weights.At = w.In[0], 20
	if got := sees(tab, 80, 21); !strings.Contains(got, " product ") || !strings.Contains(got, "21-31 of 40") {
		t.Error(got)
	}
	picture := func() string { return strings.Join(strings.Split(tab.viewWeights(frame(60, 21)), "\n")[2:], "\n") }
	before := picture()
	w.Product = slices.Clone(w.Product)
	for i := range w.Product {
		w.Product[i] *= 10
	}
	if now := picture(); now != before {
		t.Errorf("the product is not drawn on its own scale:\n%s", now)
	}
	if _, page, _ := tab.unitList(frame(20, 12)); page != 1 {
		t.Errorf("a page of %d units where one picture has room", page)
	}
	w.Units = 300
	if got := sees(tab, 80, 21); !strings.Contains(got, "21-31 of 40, 260 more") {
		t.Error(got)
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
	w := madeWeights(2)
	w.Product = w.In[0]
	f := frame(80, 21)
	f.Profile = colorprofile.ASCII
	for _, c := range []struct {
		width         int
		norm, product bool
		want          string
	}{
		{80, false, true, "weight -1  ░▒▓█ +1   product ±1   bar: output ±2"}, {46, false, true, "weight -1  ░▒▓█ +1   product ±1"},
		{46, false, false, "weight -1  ░▒▓█ +1   bar: output ±2"}, {80, true, false, "weight -1  ░▒▓█ +1   bar: way on, up to 2"},
		{26, false, false, "weight -1  ░▒▓█ +1"}, {20, false, false, "-1  ░▒▓█ +1"},
	} {
		w.OutNorm, w.Product = c.norm, nil
		if c.product {
			w.Product = w.In[0]
		}
		if got := ansi.Strip(weightsHead(f.Sized(c.width, 21), w, 1, 2)); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
	if got := ansi.Strip(weightsHead(f, w, 500, 100)); got != "weight -500  ░▒▓█ +500   bar: output ±100" {
		t.Error(got)
	}
	w.Out, w.OutNorm, f.ASCII = nil, false, true
	if got := ansi.Strip(weightsHead(f, w, 1, 2)); got != "weight -1  .:-=+*#@ +1" {
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
	best := func(i int) string { return f.Theme.Good.Bold(fourDecimals(epochs[i].LossTest)) }
	if tab.curves.cross = -1; !strings.Contains(tab.viewEpochs(f), best(19)) || strings.Contains(tab.viewEpochs(f), best(18)) {
		t.Errorf("the best epoch is not marked: %q", tab.viewEpochs(f))
	}
	if got := fourDecimals(9.99994) + fourDecimals(10) + fourDecimals(99.5) + fourDecimals(100); got != " 9.9999 10.000 99.500 100.00" {
		t.Error(got)
	}
}

// The table has the columns that fit: of accuracies that of the test stays.
// What decides which epoch is best marks it.
func TestViewEpochs_columns(t *testing.T) {
	tab := made(3)
	epochs := tab.runner.Snapshot.Epochs
	for i, v := range []float64{3, 1, 2} {
		epochs[i].LossTest, epochs[i].LossValidation = v, 4-v
	}
	for _, c := range []struct {
		validation float64
		width      int
		heads      string
		best       float64
	}{
		{0, 34, "ep train acc test acc", 1}, {0, 33, "ep train test acc", 1}, {0, 60, "ep train acc test acc", 1},
		{0.2, 34, "ep train test acc valid", 1}, {0.2, 41, "ep train test acc valid acc", 1}, {0.2, 48, "ep train acc test acc valid acc", 1}, {0.2, 60, "ep train acc test acc valid acc", 1},
	} {
		tab.runner.Snapshot.Config.Validation = c.validation
		f := frame(c.width, 8)
		got := tab.viewEpochs(f)
		heads := strings.Fields(strings.Trim(strings.Split(ansi.Strip(got), "\n")[1], "│"))
		if strings.Join(heads, " ") != c.heads {
			t.Errorf("%+v: %s", c, heads)
		}
		width := (c.width - 6) / (len(heads) - 1)
		marked := func(v float64) bool {
			return strings.Contains(got, f.Theme.Good.Bold(fmt.Sprintf("%*s", width, fourDecimals(v))))
		}
		if !marked(c.best) || marked(3) { // the test loss of the epoch that is best in validation
			t.Errorf("%+v: the best is not marked, or too much is, in\n%q", c, got)
		}
	}
}

// NumPy's hundredth epoch has its check mark, too.
func TestViewEpochs_hundredth(t *testing.T) {
	i := slices.IndexFunc(training.Presets, func(p training.Preset) bool { return p.Config.Epochs == 100 })
	s := training.Snapshot{Config: training.Presets[i].Config, State: model.Finished}
	for _, e := range training.NumPy(s.Config) {
		s.Epochs = append(s.Epochs, training.Epoch{LossTrain: e[0], AccuracyTrain: e[1], LossTest: e[2], AccuracyTest: e[3]})
	}
	if got := ansi.Strip(showing(s).viewEpochs(frame(34, 8))); !strings.Contains(got, "✓ 99") || !strings.Contains(got, "✓100") {
		t.Error(got)
	}
}

// A panel has the long title exactly where there is room for the note as well,
// and the first text that has room in it.
func TestTitleBeside(t *testing.T) {
	const long, note = "first layer's units", "1-12 of 32"
	for width := 20; width < 60; width++ {
		f := frame(width, 3)
		title := titleBeside(f, note, long, "units")
		if room := strings.Contains(f.Panel(long, note, ""), note); (title == long) != room {
			t.Errorf("%d cells wide: %s", width, title)
		}
		text := strings.Repeat("x", 30)
		if fits := firstFit(f, text, "short") == text; fits != (width >= 34) {
			t.Errorf("30 cells fit in a panel of %d: %v", width, fits)
		}
	}
}

// The table of answers is short where the bars need the room.
func TestAnswers(t *testing.T) {
	for _, c := range []struct{ width, height, want int }{{44, 16, 5}, {43, 16, 2}, {44, 15, 2}} {
		if got := len(answers(frame(c.width, c.height), [10]count{})); got != c.want {
			t.Errorf("%d lines in %dx%d, want %d", got, c.width, c.height, c.want)
		}
	}
}

// A dialog stands beside knobs and epochs, unless these leave it too little.
func TestBesideDialog(t *testing.T) {
	for _, c := range []struct {
		width  int
		zoomed bool
		want   int // the dialog's width
	}{{95, false, 60}, {94, false, 94}, {95, true, 95}} {
		tab := New(0)
		tab.zoomed = c.zoomed
		panes := tab.besideDialog(frame(c.width, 21))
		if alone := len(panes) == 1; panes[0].Width != c.want || alone != (c.want == c.width) {
			t.Errorf("%+v: %d wide, of %d panes", c, panes[0].Width, len(panes))
		}
	}
}
