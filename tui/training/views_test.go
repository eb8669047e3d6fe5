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
			t.curves = curves{cross: 3, smooth: 2, logX: true, logY: true}
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
			t.drawing.set(3, 2, fullInk)
			t.drawing.set(4, 2, fullInk/2)
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
			func(*Tab) dialog { return &openDialog{names: []string{"a", "b"}, known: true} }, func(*Tab) dialog { return &openDialog{} },
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

// No spike of a long run is lost on a chart with fewer columns.
func TestCurves_spike(t *testing.T) {
	for _, at := range []int{333, 334, 335, 336} {
		tab := made(0)
		tab.runner.Snapshot.Config.Epochs = 1000
		for i := range 1000 {
			e := training.Epoch{LossTrain: 0.2, LossTest: 0.2, AccuracyTrain: 0.9, AccuracyTest: 0.9}
			if i == at {
				e.LossTrain = 5
			}
			tab.runner.Snapshot.Epochs = append(tab.runner.Snapshot.Epochs, e)
		}
		lines := strings.Split(sees(tab, 80, 21), "\n")
		top := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, " 5 ┤") })
		if top < 0 || !strings.ContainsAny(lines[top], "╭╮│") {
			t.Errorf("epoch %d: no spike in\n%s", at+1, strings.Join(lines, "\n"))
		}
	}
}

func TestSmoothed(t *testing.T) {
	if got := smoothed([]float64{1, 1, 1}, 0.9); got[0] != 1 || math.Abs(got[2]-1) > 1e-6 {
		t.Errorf("constant values become %v", got)
	}
	if got := smoothed([]float64{0, 1}, 0.5); got[1] != 2.0/3 {
		t.Errorf("got %v", got)
	}
}
