package figures

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"nntui/model/check"
	"nntui/model/descent"
	"nntui/model/training"
)

func descentOf(t *testing.T, change func(*descent.Config)) descent.Snapshot {
	t.Helper()
	c := descent.Default()
	change(&c)
	d, err := descent.New(c)
	if err != nil {
		t.Fatal(err)
	}
	d.Advance(math.MaxInt, 0)
	return d.Snapshot()
}

func checkOf(t *testing.T, change func(*check.Config)) check.Snapshot {
	t.Helper()
	c := check.Default()
	change(&c)
	k, err := check.New(c)
	if err != nil {
		t.Fatal(err)
	}
	k.Advance(math.MaxInt, 0)
	return k.Snapshot()
}

func trainingOf(t *testing.T, change func(*training.Config)) training.Snapshot {
	t.Helper()
	c := training.Default()
	change(&c)
	r, err := training.New(c)
	if err != nil {
		t.Fatal(err)
	}
	r.Advance(math.MaxInt, 0)
	return r.Look(training.Watch{Digits: true})
}

// Every figure of every experiment keeps to its page and says what it shows.
func TestWrite(t *testing.T) {
	d := descentOf(t, func(c *descent.Config) { c.Step, c.Steps, c.Race = 0.315, 6, "momenta" })
	k := checkOf(t, func(c *check.Config) { c.Fault = "sign" })
	short := trainingOf(t, func(c *training.Config) { c.Epochs = 2 })
	long := trainingOf(t, func(c *training.Config) { c.Epochs, c.Validation, c.Patience, c.LearningRate = 4, 0.2, 2, 0.01 })
	want := map[string][]string{
		"contour": {"f(x, y) = x² + y² + x·(y+2) + cos(3x)", "gd from (3, 2), step size 0.315, 6 steps", "global minimum", "local minimum", "start", "nesterov", "84.2"},
		"curve":   {"f along the path", "x² + y²", "step", "momentum, f = ", "global minimum, f = −2.2807"},
		"sweep":   {"The error of finite differences over their step", "step h", "relative error", "four-point", "theory", "h = 10−5", "Planted in the gradient: sign."},
		"curves":  {"Loss and accuracy from epoch to epoch", "64-32-1", "learning rate 0.01", "epoch", "loss", "accuracy", "training", "test", "validation", "run 7, test: lr 0.001"},
		"digits":  {"What the net says to the test digits", "of 899 test digits are on the wrong side", "0–4: ", "(5–9)"},
	}
	figures := append(Descent(d, d.Surface.Domain), Check(k)...)
	figures = append(figures, Training(long, []training.Run{training.RunOf(short, 7)}, Axes{})...)
	if len(figures) != len(want) {
		t.Errorf("%d figures, want %d", len(figures), len(want))
	}
	for _, f := range figures {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			if f.About == "" {
				t.Error("nothing says what it shows")
			}
			checkEdges(t, f)
			text := checkSVG(t, f)
			for _, w := range want[f.Name] {
				if !strings.Contains(text, w) {
					t.Errorf("%q is missing in %q", w, text)
				}
			}
		})
	}
}

// checkEdges draws a figure with a pixel for each point.
func checkEdges(t *testing.T, f Figure) {
	t.Helper()
	p := f.page()
	c := vgimg.NewWith(vgimg.UseWH(p.size()), vgimg.UseDPI(72))
	p.draw(draw.New(c))
	m := c.Image()
	const edge = 2
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	for _, edge := range []image.Rectangle{
		image.Rect(0, 0, w, edge), image.Rect(0, 0, edge, h), image.Rect(w-edge, 0, w, h), image.Rect(0, h-edge, w, h),
	} {
		if !blank(m, edge) {
			t.Errorf("something reaches out of the page at %v", edge)
		}
	}
	if blank(m, m.Bounds()) {
		t.Error("the page is blank")
	}
}

func blank(m image.Image, r image.Rectangle) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if r, g, b, _ := m.At(x, y).RGBA(); r+g+b != 3*0xffff {
				return false
			}
		}
	}
	return true
}

func TestWritePNG(t *testing.T) {
	var b bytes.Buffer
	f := Check(check.Snapshot{})[0]
	if err := f.Write(&b, PNG); err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	w, h := f.page().size()
	if got, want := m.Bounds(), image.Rect(0, 0, int(3*w+0.5), int(3*h+0.5)); got != want {
		t.Errorf("PNG of %v, want %v", got, want)
	}
}

// checkSVG returns the texts in a figure, those of a line or less.
func checkSVG(t *testing.T, f Figure) string {
	t.Helper()
	var b, text bytes.Buffer
	if err := f.Write(&b, SVG); err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(&b); ; {
		token, err := d.Token()
		if err == io.EOF {
			return text.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			checkNumbers(t, string(token))
			text.WriteString(strings.Trim(string(token), "\n"))
		case xml.StartElement:
			for _, a := range token.Attr {
				if a.Name.Local != "href" { // a picture
					checkNumbers(t, a.Value)
				}
			}
		}
	}
}

// checkNumbers checks that a text has no number that is none.
func checkNumbers(t *testing.T, text string) {
	t.Helper()
	if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
		t.Errorf("%.200q", text)
	}
}

// full is a writer that has room for n bytes.
type full struct{ n int }

var errFull = errors.New("no room")

func (f *full) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWrite_fails(t *testing.T) {
	f := Check(check.Snapshot{})[0]
	for _, format := range Formats {
		if err := f.Write(&full{5000}, format); !errors.Is(err, errFull) {
			t.Errorf("%s on a full disk: error %v", format, err)
		}
	}
	if err := f.Write(io.Discard, "pdf"); err == nil {
		t.Error("a format that does not exist is written")
	}
}

// What the drawing library does not survive is an error.
func TestWrite_panics(t *testing.T) {
	f := Figure{Name: "trap", page: func() page { return page{body: func(draw.Canvas) { panic("internal link") }} }}
	if err := f.Write(io.Discard, SVG); err == nil || !strings.Contains(err.Error(), "trap") {
		t.Errorf("error %v", err)
	}
}
