package training

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// onStage puts a made-up tab on a stage of that size.
func onStage(tab *Tab, width, height int) *stage.Stage[*Tab] {
	tab.runner.Busy = true // so that nobody trains what is made up
	s := &stage.Stage[*Tab]{Tab: tab}
	s.Resize(frame(width, height))
	return s
}

// left is a click of the left button.
func left(s *stage.Stage[*Tab], x, y int) {
	s.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.Send(tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft})
}

// paneNamed returns a picture of the screen by its name.
func paneNamed(t *Tab, name string) pane {
	panes := t.panes(t.frame)
	return panes[slices.IndexFunc(panes, func(p pane) bool { return p.name == name })]
}

// A click chooses the digit that the pointer reads out, marks its line, and the
// status reads it out.
func TestDigit_mouse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := made(30)
		tab.view, tab.digits.all = "digits", rapid.Bool().Draw(t, "all")
		s := onStage(tab, rapid.IntRange(60, 220).Draw(t, "width"), rapid.IntRange(15, 60).Draw(t, "height"))
		p := paneNamed(tab, "digits")
		for range 3 {
			x, y := p.x+rapid.IntRange(0, p.Width-1).Draw(t, "x"), p.y+rapid.IntRange(0, p.Height-1).Draw(t, "y")
			before, said := tab.digits.chosen, tab.Hover(tea.Mouse{X: x, Y: y})
			left(s, x, y)
			if said == "" {
				if tab.digits.chosen != before {
					t.Fatalf("%d, %d says nothing and chooses %d", x, y, tab.digits.chosen)
				}
				continue
			}
			if tab.digits.chosen < 0 || s.Tab.Status(s.Frame) != said || !tab.inDigits() {
				t.Fatalf("%d, %d says %q; %d is chosen: %q", x, y, said, tab.digits.chosen, s.Tab.Status(s.Frame))
			}
			lines := strings.Split(s.Text(), "\n")
			mark := fmt.Sprintf("%d▸", tab.detail().Digits.Test.Class[tab.digits.chosen])
			c, f, _ := tab.digitsNow()
			width := tab.digitWall(f, c).Width
			marked := slices.IndexFunc(lines[y:], func(l string) bool { // it stands under the picture
				cells := []rune(l)
				return strings.Contains(string(cells[max(0, x-width+1):min(x+2, len(cells))]), mark)
			})
			if marked < 0 {
				t.Fatalf("%d, %d: there is no %s at or below it in\n%s", x, y, mark, s.Text())
			}
		}
	})
}

// Enter goes into the digits, the arrows go from one to the next over the
// pages, and esc lets it go.
func TestDigit_keys(t *testing.T) {
	tab := made(30)
	tab.view, tab.digits.all = "digits", true
	s := onStage(tab, 80, 21)
	c, f, ok := tab.digitsNow()
	columns, page := tab.digitWall(f, c).Columns(), tab.digitWall(f, c).Page()
	if !ok || page >= 40 || columns < 2 {
		t.Fatalf("%d digits in %d columns", page, columns)
	}
	if row, ok := tab.Keys().Find(stage.Key("enter")); !ok || row.Foot == "" {
		t.Error("the foot does not say that enter goes in")
	}
	lr := tab.now.LearningRate
	for i, c := range []struct {
		key  string
		want int
	}{
		{"enter", 0}, {"right", 1}, {"down", 1 + columns}, {"left", columns}, {"up", 0}, {"up", 0}, {"left", 0},
		{"shift+right", 10}, {"shift+left", 0}, {"shift+down", min(10*columns, 39)}, {"down", 39}, {"right", 39}, {"shift+up", max(39-10*columns, 0)},
	} {
		if s.Press(c.key); tab.digits.chosen != c.want {
			t.Errorf("key %d, %s: digit %d, want %d", i, c.key, tab.digits.chosen, c.want)
		}
		from, to := pageOf(tab.digitList(f))
		if at := tab.digits.chosen; at < from || at >= to {
			t.Errorf("key %d, %s: digit %d is not on the page, %d to %d", i, c.key, at, from, to)
		}
	}
	if tab.now.LearningRate != lr || tab.knobs.Chosen() != "preset" {
		t.Error("the arrows turn knobs as well")
	}
	if s.Send(kit.ToKnobs{}); tab.inDigits() || tab.digits.chosen < 0 {
		t.Error("a knob that is clicked does not get the arrow keys, or lets the digit go")
	}
	s.Press("enter")
	if s.Press("esc"); tab.digits.chosen != none || tab.inDigits() {
		t.Error("esc does not let it go")
	}
	s.Press("enter")
	if s.Press("v"); tab.digits.chosen != none {
		t.Error("another view does not let it go")
	}
}

// A page that is turned takes the chosen digit along, and an arrow goes on from
// there; what is still seen stays chosen.
func TestDigit_pages(t *testing.T) {
	tab := made(30)
	tab.view, tab.digits.all = "digits", true
	s := onStage(tab, 80, 21)
	c, f, _ := tab.digitsNow()
	page := tab.digitWall(f, c).Page()
	if s.Press("]"); tab.digits.chosen != none {
		t.Error("turning a page chooses a digit")
	}
	s.Press("home", "enter", "right", "]")
	from, _ := pageOf(tab.digitList(f))
	if from == 0 || tab.digits.chosen != max(1, from) || !tab.inDigits() {
		t.Errorf("digit %d is chosen on the page from %d", tab.digits.chosen, from)
	}
	s.Press("right")
	if now, _ := pageOf(tab.digitList(f)); now != from || tab.digits.chosen != from+1 {
		t.Errorf("right leads to digit %d, the page from %d", tab.digits.chosen, now)
	}
	if s.Press("]", "]"); tab.digits.chosen < from || tab.digits.chosen >= 40 {
		t.Errorf("at the end digit %d is chosen", tab.digits.chosen)
	}
	s.Press("home")
	if tab.digits.chosen != 0 && tab.digits.chosen != from+1 || tab.digits.chosen >= page {
		t.Errorf("digit %d is chosen on the first page", tab.digits.chosen)
	}
	s.Send(tea.MouseWheelMsg{X: 5, Y: 5, Button: tea.MouseWheelDown})
	if from, to := pageOf(tab.digitList(f)); from == 0 || tab.digits.chosen < from || tab.digits.chosen >= to {
		t.Errorf("the wheel leaves digit %d, on the page from %d", tab.digits.chosen, from)
	}
}

// A digit that is no longer listed gives way to the first that is seen.
func TestDigit_gone(t *testing.T) {
	tab := made(30)
	tab.view = "digits"
	s := onStage(tab, 80, 21)
	list := tab.listed(tab.detail().Digits)
	right := slices.IndexFunc(tab.detail().Digits.P, func(float64) bool { return true })
	for slices.Contains(list, right) {
		right++
	}
	tab.digits.chosen, tab.digits.in = right, true
	if s.Press("right"); tab.digits.chosen != list[0] {
		t.Errorf("digit %d is chosen, want %d", tab.digits.chosen, list[0])
	}
	tab.digits.chosen = 99
	if tab.inDigits() || strings.Contains(tab.Status(s.Frame), "Digit") {
		t.Error("a digit that there is not is read out")
	}
	tab.detail().Digits.P = tab.detail().Digits.P[:0]
	s.Press("enter", "right")
	if tab.digits.chosen == list[0] {
		t.Error("of none, one is chosen")
	}
}

// All of a digit is said: its place, what it is, what the net says, and what
// that costs.
func TestDigitInFull(t *testing.T) {
	c := madeDigits()
	c.P[3], c.P[8], c.P[6] = 0.25, 0.75, 0
	for i, want := range map[int]string{
		3: "Digit 4 of the test is a 3; the net says 5 to 9: P(0-4) 0.2500, loss 1.3863 ✗ wrong",
		8: "Digit 9 of the test is an 8; the net says 0 to 4: P(0-4) 0.7500, loss 1.3863 ✗ wrong",
		6: "Digit 7 of the test is a 6; the net says 5 to 9: P(0-4) 0.0000, loss 0.0000 ✓ right",
	} {
		if got := ansi.Strip(digitInFull(frame(len([]rune(want))+1, 1), c, i)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		for width := 55; width <= 200; width++ {
			got := ansi.Strip(digitInFull(frame(width, 1), c, i))
			if ansi.StringWidth(got) >= width || !strings.HasSuffix(got, want[strings.Index(want, "P(0-4)"):]) {
				t.Errorf("in %d cells: %q", width, got)
			}
		}
	}
	c.P[3] = 0
	if got := ansi.Strip(digitInFull(frame(100, 1), c, 3)); !strings.Contains(got, "loss 100.0000 ✗") {
		t.Errorf("the surest mistake: %q", got)
	}
}

// The digit can be set, is not kept among what is undone, and another view lets
// it go.
func TestDigitSetting(t *testing.T) {
	tab := made(30)
	s, ok := setting.Find(tab.Settings(), "digit")
	if !ok || s.Get() != "" || !s.Fleeting {
		t.Errorf("%v: %q", ok, s.Get())
	}
	for text, want := range map[string]int{"17": 16, "1": 0, "0": 0} {
		if err := tab.Set(map[string]string{"digit": text, "view": "digits"}); err != nil || tab.digits.chosen != want || tab.digits.in {
			t.Errorf("%s: %v, digit %d, want %d", text, err, tab.digits.chosen, want)
		}
	}
	if s.Get() != fmt.Sprint(tab.digits.chosen+1) {
		t.Errorf("it reads %q", s.Get())
	}
	if tab.Set(map[string]string{"log-loss": "true", "view": "digits"}); tab.digits.chosen < 0 {
		t.Error("another setting lets it go")
	}
	if tab.Set(map[string]string{"view": "curves"}); tab.digits.chosen != none {
		t.Error("another view does not let it go")
	}
	tab.digits.chosen = 3
	if tab.Set(map[string]string{"digit": ""}); tab.digits.chosen != none {
		t.Error("nothing is still a digit")
	}
}

// The wheel turns the pages of the pictures.
func TestWheel_pages(t *testing.T) {
	for _, view := range []string{"digits", "weights"} {
		tab := made(30)
		tab.runner.Snapshot.Detail.Weights = madeWeights(60)
		tab.view, tab.digits.all = view, true
		s := onStage(tab, 80, 21)
		p := paneNamed(tab, view)
		first, page, n := p.list(tab, p.Frame)
		wheel := func(b tea.MouseButton) int {
			s.Send(tea.MouseWheelMsg{X: p.x + 5, Y: p.y + 5, Button: b})
			return first.At
		}
		if got := wheel(tea.MouseWheelDown); got != min(page, n-page) || page >= n {
			t.Errorf("%s: down leads to %d; pages of %d of %d", view, got, page, n)
		}
		for range 30 {
			wheel(tea.MouseWheelDown)
		}
		if first.At != n-page {
			t.Errorf("%s: the last page begins at %d of %d", view, first.At, n)
		}
		if got := wheel(tea.MouseWheelUp); got != max(0, n-2*page) {
			t.Errorf("%s: up leads to %d", view, got)
		}
	}
}

// Drawn fast, a line has no gaps; a stroke ends where the button goes up, and
// one that begins beside the canvas draws nothing.
func TestDraw_stroke(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := made(30)
		tab.view = "draw"
		s := onStage(tab, rapid.IntRange(60, 200).Draw(t, "width"), rapid.IntRange(17, 60).Draw(t, "height"))
		p := paneNamed(tab, "draw")
		k := tab.desk(p.Frame).k
		at := func(name string) (x, y int) {
			return rapid.IntRange(0, 7).Draw(t, name+" x"), rapid.IntRange(0, 7).Draw(t, name+" y")
		}
		x0, y0 := at("from")
		x1, y1 := at("to")
		cell := func(x, y int) tea.Mouse {
			return tea.Mouse{X: p.x + 2 + k*x + k/2, Y: p.y + 2 + k/2*y, Button: tea.MouseLeft}
		}
		s.Send(tea.MouseMotionMsg(cell(x1, y1)))
		if tab.drawing.picture != blank(tab.drawing.Shape) {
			t.Fatal("it draws before it is clicked")
		}
		s.Send(tea.MouseClickMsg(cell(x0, y0)))
		s.Send(tea.MouseMotionMsg(cell(x1, y1)))
		n := strings.Count(tab.drawing.picture, "\x10")
		if want := 1 + max(x1-x0, x0-x1, y1-y0, y0-y1); n != want || tab.drawing.at(x0, y0) != 16 || tab.drawing.at(x1, y1) != 16 {
			t.Fatalf("from %d, %d to %d, %d there are %d pixels, want %d", x0, y0, x1, y1, n, want)
		}
		for i := range tab.drawing.Size() {
			x, y := i%8, i/8
			inked := tab.drawing.at(x, y) == 16
			if inked && (x < min(x0, x1) || x > max(x0, x1) || y < min(y0, y1) || y > max(y0, y1)) {
				t.Fatalf("%d, %d is inked from %d, %d to %d, %d", x, y, x0, y0, x1, y1)
			}
		}
		s.Send(tea.MouseReleaseMsg(cell(x1, y1)))
		before := tab.drawing.picture
		if s.Send(tea.MouseMotionMsg(cell(7-x0, 7-y0))); tab.drawing.picture != before {
			t.Fatal("it draws after the button went up")
		}
	})
}

// A stroke over the edge of the canvas goes on beside it, and comes back.
func TestDraw_edge(t *testing.T) {
	tab := made(30)
	tab.view = "draw"
	s := onStage(tab, 80, 21)
	p := paneNamed(tab, "draw")
	k := tab.desk(p.Frame).k
	cell := func(x, y int) tea.Mouse {
		return tea.Mouse{X: p.x + 2 + k*x, Y: p.y + 2 + k/2*y, Button: tea.MouseLeft}
	}
	s.Send(tea.MouseClickMsg(cell(5, 2)))
	s.Send(tea.MouseMotionMsg(cell(9, 2)))
	s.Send(tea.MouseMotionMsg(cell(9, 4)))
	s.Send(tea.MouseMotionMsg(cell(6, 4)))
	s.Send(tea.MouseMotionMsg(tea.Mouse{X: p.x, Y: p.y + 2 + k/2*4, Button: tea.MouseLeft}))
	want := map[int]string{2: "\x00\x00\x00\x00\x00\x10\x10\x10", 4: strings.Repeat("\x10", 8)}
	for y := range 8 {
		row := tab.drawing.picture[8*y : 8*y+8]
		if row != cmp.Or(want[y], "\x00\x00\x00\x00\x00\x00\x00\x00") {
			t.Errorf("row %d is %q", y, row)
		}
	}
	if tab.curves.cross != -1 {
		t.Error("the stroke moves a crosshair")
	}
}

// The mouse chooses a row of a dialog, which stays where it is, and takes the
// chosen one as enter does.
func TestDialogs_mouse(t *testing.T) {
	for _, c := range []struct {
		name string
		open func(*Tab) dialog
		word string // in the chosen row
	}{
		{"presets", newPresetDialog, training.Presets[3].Name},
		{"net", newNetEditor, "relu"},
		{"runs", newRunDialog, "   3  "},
		{"open", func(*Tab) dialog {
			return &openDialog{runs: []savedRun{{name: "ant"}, {name: "bee"}, {name: "cat"}, {name: "dog"}}}
		}, "dog"},
	} {
		tab := diverse()
		s := onStage(tab, 120, 30)
		tab.dialog = c.open(tab)
		lines := strings.Split(s.Text(), "\n")
		y := -1
		for i, l := range lines {
			if strings.Contains(l, c.word) && !strings.Contains(l, "▸ "+c.word) && i > 1 && y < 0 {
				y = i
			}
		}
		left(s, 12, y)
		if tab.dialog == nil || !strings.Contains(strings.Split(s.Text(), "\n")[y], "│ ▸ ") {
			t.Errorf("%s: line %d is not chosen:\n%s", c.name, y, s.Text())
			continue
		}
		left(s, tab.frame.Width-2, y)
		if tab.dialog == nil && c.name != "runs" {
			t.Errorf("%s: a click beside it takes something", c.name)
		}
		if left(s, 12, y); tab.dialog != nil {
			t.Errorf("%s: a second click does not take it:\n%s", c.name, s.Text())
		}
	}
}

// The wheel scrolls a dialog's list, and nothing below it.
func TestDialogs_wheel(t *testing.T) {
	tab := made(30)
	s := onStage(tab, 120, 30)
	d := newPresetDialog(tab).(*presetDialog)
	tab.dialog = d
	at := d.list.At
	if s.Send(tea.MouseWheelMsg{X: 9, Y: 9, Button: tea.MouseWheelDown}); d.list.At != min(at+3, len(training.Presets)-1) || !tab.curves.lens.Whole() {
		t.Errorf("from %d it leads to %d", at, d.list.At)
	}
	before := d.list.At
	if s.Send(tea.MouseWheelMsg{X: 119, Y: 9, Button: tea.MouseWheelDown}); d.list.At != before {
		t.Error("beside the dialog it scrolls")
	}
}

// A click on the head of a column sorts the runs by it, once more the other way;
// the chosen run stays chosen.
func TestRunDialog_head(t *testing.T) {
	tab := diverse()
	s := onStage(tab, 220, 30)
	d := newRunDialog(tab).(*runDialog)
	tab.dialog = d
	d.list.At = 2
	number := d.chosen(d.table(tab))[0].Number
	for _, name := range []string{"loss", "epochs", "time", "run"} {
		for _, backward := range []bool{false, true, false} {
			head := strings.Split(s.Text(), "\n")[1]
			at := strings.Index(head, " "+name)
			left(s, ansi.StringWidth(head[:at])+1, 1)
			if name == "run" && !backward && d.by == "run" && d.backward {
				left(s, ansi.StringWidth(head[:at])+1, 1)
			}
			if d.by != name || d.backward != backward {
				t.Errorf("a click on %s sorts by %s, backward %v", name, d.by, d.backward)
			}
			if got := d.chosen(d.table(tab))[0].Number; got != number {
				t.Errorf("run %d is chosen, want %d", got, number)
			}
		}
	}
	by := d.by
	if left(s, 218, 1); d.by != by {
		t.Errorf("beside the columns it sorts by %s", d.by)
	}
}

// Curves are read out under the pointer, wherever they are on the screen.
func TestHover(t *testing.T) {
	for _, view := range []string{"curves", "health"} {
		tab := made(30)
		tab.view = view
		onStage(tab, 80, 30)
		said := 0
		for y := range 30 {
			for x := range 46 {
				if text := tab.Hover(tea.Mouse{X: x, Y: y}); text != "" {
					said++
					if !strings.HasPrefix(text, "epoch ") {
						t.Errorf("%s: at %d, %d: %q", view, x, y, text)
					}
				}
			}
		}
		if said < 200 {
			t.Errorf("%s: %d places say something", view, said)
		}
	}
	tab := made(30)
	onStage(tab, 80, 21)
	want := fmt.Sprintf("epoch 1:  train %.4f  test %.4f", learning(1)[0].LossTrain, learning(1)[0].LossTest)
	found := false
	for x := range 40 {
		found = found || tab.Hover(tea.Mouse{X: x, Y: 3}) == want
	}
	if !found {
		t.Errorf("nowhere it says %q", want)
	}
	if New(0).Hover(tea.Mouse{X: 9, Y: 9}) != "" {
		t.Error("before there is anything, something is read out")
	}
}

// The table of knobs is where it is drawn, and nowhere on the full screen.
func TestMouse_knobs(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 21}, {120, 37}, {200, 57}} {
		tab := made(30)
		s := onStage(tab, size[0], size[1])
		lines, p := strings.Split(s.Text(), "\n"), tab.KnobsAt()
		if got := string([]rune(lines[p.Y])[p.X : p.X+3]); got != " ▸ " {
			t.Errorf("at %v, the table begins with %q", size, got)
		}
		if got := string([]rune(lines[p.Y+p.Height])[p.X-1]); got != "╰" {
			t.Errorf("at %v, the table ends with %q", size, got)
		}
		if tab.zoomed = true; tab.KnobsAt() != (kit.Place{}) {
			t.Error("there are knobs on the full screen")
		}
	}
}

// A stroke belongs to the picture that it began on.
func TestMouse_stroke(t *testing.T) {
	tab := made(30)
	tab.view = "digits"
	s := onStage(tab, 200, 57)
	digits, curves := paneNamed(tab, "digits"), paneNamed(tab, "curves")
	s.Send(tea.MouseClickMsg{X: digits.x + 1, Y: digits.y + 1, Button: tea.MouseLeft})
	s.Send(tea.MouseMotionMsg{X: curves.x + 20, Y: curves.y + 5, Button: tea.MouseLeft})
	if tab.curves.cross != -1 {
		t.Error("a stroke from the digits moves the crosshair")
	}
	s.Send(tea.MouseClickMsg{X: curves.x + 20, Y: curves.y + 5, Button: tea.MouseLeft})
	cross := tab.curves.cross
	if s.Send(tea.MouseMotionMsg{X: curves.x + 30, Y: curves.y + 5, Button: tea.MouseLeft}); cross < 0 || tab.curves.cross <= cross {
		t.Errorf("the crosshair goes from %d to %d", cross, tab.curves.cross)
	}
	if key := tab.MouseKey(tea.MouseClickMsg{X: digits.x + 3, Y: digits.y + 3, Button: tea.MouseLeft}); key != "digit" || tab.Keys().Sign(key) == "" {
		t.Errorf("a click on a digit does what %q does", key)
	}
}
