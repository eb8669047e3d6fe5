package figures

import (
	"flag"
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"

	"nntui/data"
	"nntui/model"
	"nntui/model/check"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/model/training"
	"nntui/tui/axis"
)

var update = flag.Bool("update", false, "write the golden files")

// thing is something that was drawn.
type thing struct {
	style  string // colour, width and dashes of a line; colour, font and size of a text
	path   vg.Path
	text   string
	at     vg.Rectangle // of a text or a picture
	turned bool
	image  image.Image
}

// drawn returns what a function draws, from back to front.
func drawn(w, h vg.Length, drawing func(draw.Canvas)) (things []thing) {
	var c recorder.Canvas
	drawing(draw.NewCanvas(&c, w, h))
	var color, line, dashes string
	turned := false
	for _, a := range c.Actions {
		switch a := a.(type) {
		case *recorder.SetColor:
			r, g, b, _ := a.Color.RGBA()
			color = fmt.Sprintf("%02x%02x%02x", r>>8, g>>8, b>>8)
		case *recorder.SetLineWidth:
			line = fmt.Sprintf(" %.3g", a.Width)
		case *recorder.SetLineDash:
			dashes = fmt.Sprint(" ", a.Dashes)
		case *recorder.Stroke:
			things = append(things, thing{style: color + line + dashes, path: a.Path})
		case *recorder.Fill:
			things = append(things, thing{style: color, path: a.Path})
		case *recorder.FillString:
			face := font.DefaultCache.Lookup(a.Font, a.Size)
			width := face.Width(a.String)
			at := vg.Rectangle{Min: a.Point, Max: a.Point.Add(vg.Point{X: width, Y: 0.7 * a.Size})}
			things = append(things, thing{style: fmt.Sprint(color, " ", a.Font.Name(), " ", a.Size), text: a.String, at: at, turned: turned})
		case *recorder.DrawImage:
			things = append(things, thing{at: a.Rectangle, image: a.Image})
		case *recorder.Push:
			turned = true
		case *recorder.Pop:
			turned = false
		}
	}
	return things
}

func drawnPage(p *page) []thing {
	w, h := p.size()
	return drawn(w, h, p.draw)
}

// String writes a thing in a line: a path by its corners, or of a long one its
// ends and its box; a picture by a few of its pixels.
func (t thing) String() string {
	switch {
	case t.image != nil:
		text := fmt.Sprintf("picture %v at %.1f to %.1f:", t.image.Bounds().Max, t.at.Min, t.at.Max)
		for i := range 9 {
			b := t.image.Bounds()
			r, g, bl, a := t.image.At(b.Dx()*(2*(i%3)+1)/6, b.Dy()*(2*(i/3)+1)/6).RGBA()
			text += fmt.Sprintf(" %02x%02x%02x/%02x", r>>8, g>>8, bl>>8, a>>8)
		}
		return text
	case t.text != "" && t.turned:
		return fmt.Sprintf("turned %s: %s", t.style, t.text)
	case t.text != "":
		return fmt.Sprintf("text %s at %.1f: %s", t.style, t.at.Min, t.text)
	}
	var corners []string
	low, high := vg.Point{X: vg.Inch * 99, Y: vg.Inch * 99}, vg.Point{}
	for _, p := range t.path {
		switch p.Type {
		case vg.ArcComp:
			corners = append(corners, fmt.Sprintf("disc %.1f", p.Radius))
		case vg.CloseComp:
			corners = append(corners, "closed")
			continue
		}
		corners = append(corners, fmt.Sprintf("%.1f,%.1f", p.Pos.X, p.Pos.Y))
		low, high = vg.Point{X: min(low.X, p.Pos.X), Y: min(low.Y, p.Pos.Y)}, vg.Point{X: max(high.X, p.Pos.X), Y: max(high.Y, p.Pos.Y)}
	}
	if n := len(corners); n > 12 {
		corners = []string{corners[0], fmt.Sprintf("%d in %.1f to %.1f", n-2, low, high), corners[n-1]}
	}
	return "path " + t.style + ": " + strings.Join(corners, " ")
}

// withoutContours sums up contour lines, which come in any order.
func withoutContours(things []thing) (others []fmt.Stringer) {
	var lines, bold, length float64
	for _, t := range things {
		switch {
		case !strings.HasPrefix(t.style, "4d6a78"):
			others = append(others, t)
			continue
		case strings.Contains(t.style, " 0.8 "):
			bold++
		default:
			lines++
		}
		for i, p := range t.path[1:] {
			if p.Type == vg.LineComp {
				length += math.Hypot(float64(p.Pos.X-t.path[i].Pos.X), float64(p.Pos.Y-t.path[i].Pos.Y))
			}
		}
	}
	if lines > 0 {
		others = append(others, thing{text: fmt.Sprintf("%v contour lines, %v bold, in all %.0f long", lines, bold, length)})
	}
	return others
}

// Small snapshots, made by hand, and all that is drawn of them.
func TestSketches(t *testing.T) {
	run, earlier := trainingSnapshot()
	view := surface.Rect{MinX: -3, MaxX: 3, MinY: -1, MaxY: 4}
	for name, p := range map[string]*page{
		"curve": curve(descentSnapshot(t)), "contour": contour(descentSnapshot(t), view, axis.Spacings[0], 9), "sweep": sweep(checkSnapshot()),
		"curves": Training(run, earlier, Axes{LogEpoch: true})[0].page(), "digits": digitsPage(digitsSnapshot(t)),
	} {
		var got strings.Builder
		for _, thing := range withoutContours(drawnPage(p)) {
			fmt.Fprintln(&got, thing)
		}
		file := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(got.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got); go test ./tui/figures -update writes it anew:\n%s", file, diff)
		}
	}
}

// descentSnapshot is a race of two methods down a bowl, whose rival leaves it.
func descentSnapshot(t *testing.T) descent.Snapshot {
	s, err := surface.Typed("x^2 + 2*y^2 + cos(3*x)", 1)
	if err != nil {
		t.Fatal(err)
	}
	path := func(xy ...float64) (path []descent.Point) {
		for i := 0; i < len(xy); i += 2 {
			path = append(path, descent.Point{X: xy[i], Y: xy[i+1], F: s.F(xy[i], xy[i+1])})
		}
		return path
	}
	c := descent.Default()
	c.X, c.Y, c.Step, c.Decay = 2, 3, 0.315, 0.95
	return descent.Snapshot{
		Config: c, Surface: s,
		Run:    descent.Run{Method: "gd", Path: path(2, 3, 1, -0.5, 0.999, -0.499, -1, 0.25)},
		Rivals: []descent.Run{{Method: "momentum", Path: path(2, 3, -2, 1, -4, 0, -9, 5), State: model.Diverged}},
	}
}

func checkSnapshot() check.Snapshot {
	s := check.Snapshot{Config: check.Default(), About: "the sigmoid"}
	s.Config.Fault, s.Verdict.Head = "sign", "The sign is wrong."
	s.Sweep = check.Sweep{H: []float64{1e-2, 1e-4, 1e-6, 1e-8}, Rounding: 1e-16}
	for i := range 5 {
		scale := math.Pow(10, float64(i))
		s.Sweep.Errors = append(s.Sweep.Errors, []float64{1e-6 * scale, 1e-10 * scale, 0, 1e-8 * scale})
		s.Sweep.Truncation = append(s.Sweep.Truncation, 0.01)
	}
	s.Sweep.Truncation[3] = math.NaN()
	return s
}

func trainingSnapshot() (s training.Snapshot, earlier []training.Run) {
	s = training.Snapshot{Config: training.Default(), Batches: 4, Stopped: true, State: model.Diverged, Reason: "epoch 4, batch 2"}
	s.Config.Validation, s.Config.Patience = 0.2, 1
	s.Epochs = []training.Epoch{
		{LossTrain: 0.7, AccuracyTrain: 0.6, LossTest: 0.8, AccuracyTest: 0.5, LossValidation: 0.9, AccuracyValidation: 0.55},
		{LossTrain: 0.4, AccuracyTrain: 0.8, LossTest: 0.5, AccuracyTest: 0.75, LossValidation: 0.45, AccuracyValidation: 0.7},
		{LossTrain: 0.2, AccuracyTrain: 0.95, LossTest: 0.55, AccuracyTest: 0.8, LossValidation: 0.6, AccuracyValidation: 0.7},
	}
	s.Marks = []training.Mark{{Epoch: 1, Batch: 2, What: "lr 0.01"}, {Epoch: 2, What: "batch 20"}}
	earlier = []training.Run{{Number: 1, Hidden: true, Epochs: s.Epochs}, {Number: 2}}
	for i := range 6 {
		r := training.Run{Number: 3 + i, Config: s.Config, Epochs: []training.Epoch{{LossTest: 99}, {LossTest: 0.1 * float64(i), AccuracyTest: 0.9}}}
		r.Config.LearningRate = 0.5
		earlier = append(earlier, r)
	}
	return s, earlier
}

// digitsSnapshot has two mistakes of which the second is the surer, a digit of
// which the net says nothing, and two that are right.
func digitsSnapshot(t *testing.T) training.Snapshot {
	digits, err := data.Digits()
	if err != nil {
		t.Fatal(err)
	}
	test := digits.Rows(0, 10)
	s := training.Snapshot{Config: training.Default(), State: model.Finished, Detail: &training.Detail{Epoch: 7}}
	s.Detail.Digits = &training.Classified{Test: &test, P: []float64{0.4, 0.9, 0.8, 0.1, 0.99, 0.2, 0.45, 0.001, math.NaN(), 0.3}}
	return s
}
