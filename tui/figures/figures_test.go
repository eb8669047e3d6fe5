package figures

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/tui/axis"
)

// pages are figures of small snapshots, by name.
func pages(t *testing.T) map[string]*page {
	t.Helper()
	d := descentSnapshot(t)
	run, earlier := trainingSnapshot()
	return map[string]*page{
		"curve": curve(d), "contour": contour(d, d.Surface.Domain, axis.Spacings[0], 9), "sweep": sweep(checkSnapshot()),
		"curves": learning(run, earlier, Axes{}), "digits": digitsPage(digitsSnapshot(t)),
	}
}

// Every experiment has its figures, by name, and each says what it shows.
func TestNames(t *testing.T) {
	d := descentSnapshot(t)
	run, earlier := trainingSnapshot()
	for want, figures := range map[string][]Figure{
		"contour curve": Descent(d, d.Surface.Domain, axis.Spacings[0]), "sweep": Check(checkSnapshot()),
		"curves": Training(run, earlier, Axes{}), "curves digits": Training(digitsSnapshot(t), nil, Axes{}),
	} {
		var names []string
		for _, f := range figures {
			if names = append(names, f.Name); f.About == "" || f.page().title == "" {
				t.Errorf("nothing says what %s shows", f.Name)
			}
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("figures %q, want %q", got, want)
		}
	}
}

// Figures can be written in each format, as large as they say.
func TestWrite(t *testing.T) {
	for name, p := range pages(t) {
		w, h := p.size()
		f := Figure{Name: name, page: func() *page { return p }}
		checkSVG(t, f)
		if name != "digits" && name != "curve" { // these take longer
			continue
		}
		var b bytes.Buffer
		if err := f.Write(&b, format(t, ".png")); err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := m.Bounds(), image.Rect(0, 0, int(3*w+0.5), int(3*h+0.5)); got != want {
			t.Errorf("%s: PNG of %v, want %v: three pixels a point", name, got, want)
		}
		const edge = 3 * margin / 4
		inner := m.Bounds().Inset(edge)
		if blank(m, m.Bounds(), image.Rectangle{}) {
			t.Errorf("%s is blank", name)
		}
		if !blank(m, m.Bounds(), inner) {
			t.Errorf("%s: something reaches into the margin", name)
		}
	}
}

func format(t *testing.T, extension string) Format {
	t.Helper()
	for _, f := range Formats {
		if f.Extension == extension {
			return f
		}
	}
	t.Fatalf("there is no format %s", extension)
	return Format{}
}

// blank reports whether all is white but for a part.
func blank(m image.Image, all, but image.Rectangle) bool {
	for y := all.Min.Y; y < all.Max.Y; y += 2 {
		for x := all.Min.X; x < all.Max.X; x += 2 {
			if image.Pt(x, y).In(but) {
				x = but.Max.X
			}
			if r, g, b, _ := m.At(x, y).RGBA(); r+g+b != 3*0xffff {
				return false
			}
		}
	}
	return true
}

// checkSVG checks that a figure is well formed, has no number that is none,
// and names the fonts and pictures that readers know.
func checkSVG(t interface {
	Helper()
	Fatal(...any)
	Errorf(string, ...any)
}, f Figure) {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, Formats[0]); err != nil {
		t.Fatal(err)
	}
	if text := b.String(); strings.Contains(text, "image/jpg") || strings.Contains(text, "font-family:Liberation Sans;") {
		t.Errorf("%s: a type of picture or a font that is none", f.Name)
	}
	number := func(text string) {
		if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Errorf("%s: %.200q", f.Name, text)
		}
	}
	for d := xml.NewDecoder(&b); ; {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			number(string(token))
		case xml.StartElement:
			for _, a := range token.Attr {
				if a.Name.Local != "href" { // a picture
					number(a.Value)
				}
			}
		}
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

// What the disk does not take and what the drawing library does not survive
// are errors.
func TestWrite_fails(t *testing.T) {
	f := Check(checkSnapshot())[0]
	trap := Figure{Name: "trap", page: func() *page { return &page{body: func(draw.Canvas) { panic("internal link") }} }}
	for _, format := range Formats {
		if err := f.Write(&full{5000}, format); !errors.Is(err, errFull) {
			t.Errorf("%s on a full disk: error %v", format.Extension, err)
		}
		if err := trap.Write(io.Discard, format); err == nil || !strings.Contains(err.Error(), "trap cannot be drawn: internal link") {
			t.Errorf("%s: error %v", format.Extension, err)
		}
	}
}

// checkTexts checks that all texts of a page are in it, and none over another.
func checkTexts(t interface{ Errorf(string, ...any) }, p *page) {
	w, h := p.size()
	var seen []thing
	for _, thing := range drawnPage(p) {
		if thing.text == "" || thing.turned {
			continue
		}
		if at := thing.at; at.Min.X < margin-1 || at.Min.Y < margin-1 || at.Max.X > w-2 || at.Max.Y > h-margin+1 {
			t.Errorf("%v is out of the page of %v x %v", thing, w, h)
		}
		for _, other := range seen {
			if overlap(thing.at, other.at) {
				t.Errorf("%v lies over %v", thing, other)
			}
		}
		seen = append(seen, thing)
	}
}

func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

func TestTexts(t *testing.T) {
	for _, p := range pages(t) {
		checkTexts(t, p)
	}
}
