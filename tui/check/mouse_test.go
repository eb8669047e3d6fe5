package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model/check"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

func click(s *stage.Stage[*Tab], x, y int) {
	s.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
}

// big is a snapshot of a matrix of so many rows and columns.
func big(rows, cols int) check.Snapshot {
	made := snapshot()
	made.Tensors = []check.Tensor{{Name: "W", Rows: rows, Cols: cols, Done: rows * cols}}
	made.Entries = nil
	for i := range rows * cols {
		e := snapshot().Entries[0]
		e.Name, e.Index = fmt.Sprintf("W[%d,%d]", i/cols, i%cols), i
		made.Entries = append(made.Entries, e)
	}
	made.Verdict.Entry = 0
	return made
}

// A click in the table chooses the entry that one sees there, which stays
// there; in the heat map the sign of the cursor comes to where it was clicked.
// Each is read out where the pointer is.
func TestMouse_entries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(1, 40).Draw(t, "rows"), rapid.IntRange(1, 70).Draw(t, "cols")
		view := rapid.SampledFrom([]string{"table", "heat"}).Draw(t, "view")
		s := still(big(rows, cols), rapid.IntRange(60, 130).Draw(t, "width"), rapid.IntRange(15, 50).Draw(t, "height"), colorprofile.ANSI)
		s.Tab.view, s.Tab.full, s.Tab.sorted = view, rapid.Bool().Draw(t, "full"), rapid.Bool().Draw(t, "sorted")
		s.Tab.arrange()
		p := s.Tab.panesNow()[0].inside()
		for range 3 {
			x, y := 1+rapid.IntRange(0, p.Width-1).Draw(t, "x"), 1+rapid.IntRange(0, p.Height-1).Draw(t, "y")
			before, said := s.Tab.cursor, s.Tab.Hover(tea.Mouse{X: x, Y: y})
			s.Tab.inside = false
			click(s, x, y)
			line := strings.Split(s.Text(), "\n")[y]
			if said == "" {
				if s.Tab.cursor != before {
					t.Fatalf("%d, %d says nothing and chooses %d", x, y, s.Tab.cursor)
				}
				continue
			}
			name := s.Tab.runner.Snapshot.Entries[s.Tab.cursor].Name
			if got := ansi.Strip(said); !strings.HasPrefix(got, name+" = ") {
				t.Fatalf("%d, %d says %q and chooses %s", x, y, got, name)
			}
			if !s.Tab.inside {
				t.Fatalf("%d, %d does not get the arrow keys", x, y)
			}
			switch h, _ := s.Tab.heatIn(p); {
			case view == "table" && !strings.HasPrefix(line, "│▸ "+name):
				t.Fatalf("%d, %d chooses %s in\n%s", x, y, name, s.Text())
			case view == "heat" && h.tall == 1 && !strings.ContainsAny(string([]rune(line)[x-1:min(x+2, len([]rune(line)))]), "▸◂●"):
				t.Fatalf("%d, %d chooses %s in\n%s", x, y, name, s.Text())
			}
		}
	})
}

// panesNow are the pictures as they are on the screen.
func (t *Tab) panesNow() []pane {
	panes, _ := t.panes(t.frame)
	return panes
}

// Beside the rows of the table and the cells of the heat map there is nothing.
func TestMouse_beside(t *testing.T) {
	for view, places := range map[string][][2]int{
		"table": {{3, 0}, {3, 1}, {0, 5}, {3, 16}},
		"heat":  {{3, 3}, {8, 1}, {40, 3}, {8, 16}},
	} {
		s := still(big(4, 3), 80, 21, colorprofile.ANSI)
		s.Tab.view, s.Tab.cursor = view, 4
		for _, p := range places {
			if said := s.Tab.Hover(tea.Mouse{X: p[0], Y: p[1]}); said != "" {
				t.Errorf("%s: %v says %q", view, p, said)
			}
			if click(s, p[0], p[1]); s.Tab.cursor != 4 || s.Tab.inside {
				t.Errorf("%s: a click at %v chooses %d", view, p, s.Tab.cursor)
			}
		}
		if s.Send(tea.MouseClickMsg{X: 6, Y: 2, Button: tea.MouseRight}); s.Tab.cursor != 4 {
			t.Errorf("%s: the right button chooses %d", view, s.Tab.cursor)
		}
	}
}

// The wheel goes down the table by rows of entries, and down the heat map.
func TestMouse_wheel(t *testing.T) {
	for _, c := range []struct {
		view     string
		down, up int
	}{{"table", 8, 5}, {"heat", 7, 5}} {
		s := still(big(4, 2), 80, 21, colorprofile.ANSI)
		s.Tab.view, s.Tab.cursor = c.view, 5
		s.Tab.leans = leans{}
		s.Send(tea.MouseWheelMsg{X: 6, Y: 3, Button: tea.MouseWheelDown})
		if got := s.Tab.cursor; got != min(c.down, 7) {
			t.Errorf("%s: down leads to %d", c.view, got)
		}
		s.Send(tea.MouseWheelMsg{X: 6, Y: 3, Button: tea.MouseWheelUp})
		if got := s.Tab.cursor; got != map[string]int{"table": 4, "heat": 5}[c.view] {
			t.Errorf("%s: up leads to %d", c.view, got)
		}
		if s.Tab.inside {
			t.Errorf("%s: the wheel gives it the arrow keys", c.view)
		}
	}
}

// On a large screen all pictures have the same cursor; only the chosen one
// takes the arrow keys, and a knob that is clicked takes them back.
func TestMouse_large(t *testing.T) {
	s := still(big(6, 6), 200, 57, colorprofile.ANSI)
	s.Tab.view = "heat"
	panes, aside := s.Tab.panes(s.Frame)
	i := slices.IndexFunc(append(panes, aside), func(p pane) bool { return p.view.name == "table" })
	table := append(panes, aside)[i]
	click(s, table.x+4, table.y+5)
	if s.Tab.cursor != 3 || s.Tab.inside {
		t.Errorf("a click in the table chooses %d; inside %v", s.Tab.cursor, s.Tab.inside)
	}
	click(s, panes[0].x+gutter+2, panes[0].y+3)
	if s.Tab.cursor != 0 || !s.Tab.inside {
		t.Errorf("a click in the heat map chooses %d; inside %v", s.Tab.cursor, s.Tab.inside)
	}
	if s.Send(kit.ToKnobs{}); s.Tab.inside {
		t.Error("a knob that is clicked does not get the arrow keys")
	}
}

// The table of knobs is where it is drawn.
func TestMouse_knobs(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 21}, {120, 37}, {200, 57}} {
		s := still(snapshot(), size[0], size[1], colorprofile.ANSI)
		lines, p := strings.Split(s.Text(), "\n"), s.Tab.KnobsAt()
		if got := string([]rune(lines[p.Y])[p.X : p.X+3]); got != " ▸ " {
			t.Errorf("at %v, the table begins with %q", size, got)
		}
		if got := string([]rune(lines[p.Y+p.Height])[p.X-1]); got != "╰" {
			t.Errorf("at %v, the table ends with %q", size, got)
		}
		if s.Tab.full = true; s.Tab.KnobsAt() != (kit.Place{}) {
			t.Error("there are knobs on the full screen")
		}
	}
}

// What is under the pointer on a plot is read out by name, the chosen one first.
func TestHover_plots(t *testing.T) {
	made := snapshot()
	made.Config.Formula = "forward"
	s := shows(made, "sweep")
	q := s.Tab.sweepPlots(s.Tab.panesNow()[0].inside())[0]
	for x := range q.frame.Width {
		h, ok := q.At(q.frame, x, 2)
		text := s.Tab.Hover(tea.Mouse{X: x + 1, Y: 3})
		if ok != (text != "") {
			t.Errorf("column %d says %q", x, text)
		}
		if i := nearest(made.Sweep.H, h); ok && i < 12 && !strings.HasPrefix(strings.SplitN(text, ":  ", 2)[1], "forward "+axis.Short(made.Sweep.Errors[2][i], 2)) {
			t.Errorf("h %v: %q, want %v", h, text, made.Sweep.Errors[2][i])
		}
	}
	s = shows(made, "taylor")
	text := s.Tab.Hover(tea.Mouse{X: 20, Y: 3})
	if !strings.HasPrefix(text, "h ") || !strings.Contains(text, "  change ") || !strings.Contains(text, "  - h g·v ") {
		t.Errorf("the Taylor test says %q", text)
	}
	s = shows(made, "activations")
	p := s.Tab.activationPlots(s.Tab.panesNow()[0].inside())
	for _, q := range p[:2] {
		middle := tea.Mouse{X: 1 + q.x + q.frame.Width/2, Y: 1 + q.y + 1}
		x, _ := q.At(q.frame, middle.X-1-q.x, 1)
		want := fmt.Sprintf("x %s:  relu %s, slope %d  sigmoid", axis.Short(x, 3), axis.Short(max(x, 0), 4), map[bool]int{true: 1}[x > 0])
		if text := s.Tab.Hover(middle); !strings.HasPrefix(text, want) {
			t.Errorf("the activations say %q, want %q", text, want)
		}
	}
	if text := s.Tab.Hover(tea.Mouse{X: 1, Y: 1}); text != "" {
		t.Errorf("the head of the activations says %q", text)
	}
}

// A lesson that hides a key hides what the mouse does in its place.
func TestMouseKey(t *testing.T) {
	for view, want := range map[string][3]string{"table": {"inside", "scroll", "scroll"}, "heat": {"inside", "scroll", "scroll"}, "sweep": {"crosshair", "stretch", "squeeze"}} {
		s := shows(snapshot(), view)
		for i, b := range []tea.MouseButton{tea.MouseLeft, tea.MouseWheelUp, tea.MouseWheelDown} {
			msg := tea.MouseMsg(tea.MouseClickMsg{X: 12, Y: 4, Button: b})
			if got := s.Tab.MouseKey(msg); got != want[i] || s.Tab.Keys().Sign(got) == "" {
				t.Errorf("%s: %v does what %q does, want %q", view, b, got, want[i])
			}
		}
		if got := s.Tab.MouseKey(tea.MouseClickMsg{X: 60, Y: 3, Button: tea.MouseLeft}); got != "" {
			t.Errorf("%s: beside the picture it does what %q does", view, got)
		}
	}
	s := shows(snapshot(), "sweep")
	if click(s, 20, 4); s.Tab.lenses["sweep"].Whole() != true || s.Tab.runner.Config.H == check.Default().H {
		t.Errorf("a click on the sweep leaves h at %v", s.Tab.runner.Config.H)
	}
	if s.Send(tea.MouseWheelMsg{X: 20, Y: 4, Button: tea.MouseWheelUp}); *s.Tab.lenses["sweep"] == (chart.Lens{}) {
		t.Error("the wheel does not zoom")
	}
}

// A picture has the mouse from the first to the last cell within its border.
func TestMouse_edges(t *testing.T) {
	s := still(snapshot(), 200, 57, colorprofile.ANSI)
	panes, aside := s.Tab.panes(s.Frame)
	for _, p := range append(panes, aside) {
		right, foot := p.x+p.frame.Width-1, p.y+p.frame.Height-1
		for _, in := range [][2]int{{p.x + 1, p.y + 1}, {right - 1, foot - 1}} {
			if got, ok := s.Tab.paneAt(tea.Mouse{X: in[0], Y: in[1]}); !ok || got.view.name != p.view.name {
				t.Errorf("%v is of %q, want %s", in, got.view.name, p.view.name)
			}
		}
		for _, out := range [][2]int{{p.x, p.y + 1}, {p.x + 1, p.y}, {right, foot - 1}, {right - 1, foot}} {
			if got, ok := s.Tab.paneAt(tea.Mouse{X: out[0], Y: out[1]}); ok {
				t.Errorf("%v, on the border, is of %s", out, got.view.name)
			}
		}
	}
}
