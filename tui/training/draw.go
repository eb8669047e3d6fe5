package training

import (
	"fmt"
	"math"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"nntui/data"
	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// drawing is the digit that the user draws.
type drawing struct {
	picture *[chart.Side * chart.Side]byte // replaced, not changed: a command may look at it
	x, y    int                            // the cursor
	on      bool                           // do the arrow keys draw?
	example int                            // the test digit that was taken last
}

const fullInk = 16

// shown returns the picture for the net to judge.
func (d *drawing) shown() *[chart.Side * chart.Side]byte {
	if d.picture == nil {
		d.picture = new([chart.Side * chart.Side]byte)
	}
	return d.picture
}

func (d *drawing) set(x, y int, ink byte) {
	if x < 0 || y < 0 || x >= chart.Side || y >= chart.Side || d.shown()[chart.Side*y+x] == ink {
		return
	}
	p := *d.shown()
	p[chart.Side*y+x] = ink
	d.picture = &p
}

// pressDraw answers the keys of the view while the arrows still turn knobs.
func (t *Tab) pressDraw(msg tea.KeyPressMsg) bool {
	switch {
	case key.Matches(msg, kit.Bound.Draw):
		t.drawing.on = true
	case key.Matches(msg, kit.Bound.Blank):
		t.drawing.picture = nil
	case key.Matches(msg, kit.Bound.Example):
		t.drawing.take()
	default:
		return false
	}
	return true
}

// press answers the keys while the arrows draw.
func (d *drawing) press(msg tea.KeyPressMsg) {
	switch {
	case key.Matches(msg, kit.Bound.Cancel), key.Matches(msg, kit.Bound.Draw):
		d.on = false
	case key.Matches(msg, kit.Bound.Up):
		d.y = max(0, d.y-1)
	case key.Matches(msg, kit.Bound.Down):
		d.y = min(chart.Side-1, d.y+1)
	case key.Matches(msg, kit.Bound.Left):
		d.x = max(0, d.x-1)
	case key.Matches(msg, kit.Bound.Right):
		d.x = min(chart.Side-1, d.x+1)
	case key.Matches(msg, kit.Bound.Ink):
		next := map[byte]byte{0: fullInk, fullInk: fullInk / 2}[d.shown()[chart.Side*d.y+d.x]]
		d.set(d.x, d.y, next)
	case key.Matches(msg, kit.Bound.Rub):
		d.set(d.x, d.y, 0)
	case key.Matches(msg, kit.Bound.Blank):
		d.picture = nil
	case key.Matches(msg, kit.Bound.Example):
		d.take()
	}
}

// take takes the next of the digits, to be changed.
func (d *drawing) take() {
	digits, err := data.Digits()
	if err != nil {
		return // then there is no training either, which says so
	}
	d.picture = new([chart.Side * chart.Side]byte)
	copy(d.picture[:], digits.Pixels[chart.Side*chart.Side*d.example:])
	d.example = (d.example + 1) % digits.Len()
}

// paperAt says where the drawing is in a pane of that size, and how large its
// pixels are.
func paperAt(width, height int) (x, y, pixelWidth, pixelHeight int) {
	if height-2 >= 2*chart.Side+2 && width-2 >= 4*chart.Side+2 {
		return 2, 2, 4, 2
	}
	return 2, 2, 2, 1
}

// mouse inks and rubs out where the drawing is shown.
func (t *Tab) mouse(msg tea.MouseMsg) {
	m := msg.Mouse()
	ink := map[tea.MouseButton]byte{tea.MouseLeft: fullInk, tea.MouseRight: 0}
	value, ok := ink[m.Button]
	if !ok || t.dialog != nil {
		return
	}
	for _, p := range t.panes(t.width, t.height) {
		if p.view == drawView {
			x, y, w, h := paperAt(p.w, p.h)
			if dx, dy := m.X-p.x-x, m.Y-p.y-y; dx >= 0 && dy >= 0 {
				t.drawing.set(dx/w, dy/h, value)
			}
		}
	}
}

func (t *Tab) viewDraw(f kit.Frame) string {
	_, _, pw, ph := paperAt(f.Width, f.Height)
	lines := t.canvasLines(f, pw, ph)
	d := t.runner.Snapshot.Detail
	if d == nil || d.Drawn == nil {
		return f.Panel("draw a digit", "", strings.Join(lines, "\n"))
	}
	for i, l := range t.response(f, d.Drawn) {
		if at := i + 1; at < len(lines) {
			lines[at] += "  " + l
		}
	}
	below := f.Height - 2 - len(lines)
	lines = append(lines, t.activations(f, d.Drawn, below)...)
	return f.Panel("draw a digit", f.Theme.Dimmed("enter, or the mouse"), strings.Join(lines, "\n"))
}

// canvasLines draws the picture with a frame of one cell around it.
func (t *Tab) canvasLines(f kit.Frame, pw, ph int) []string {
	edge := f.Theme.Border.Style().Render
	if t.drawing.on {
		edge = f.Theme.Accent.Style().Render
	}
	lines := []string{edge("╭" + strings.Repeat("─", chart.Side*pw) + "╮")}
	p := t.drawing.shown()
	for j := range chart.Side * ph {
		var line chart.Runs
		for i := range chart.Side * pw {
			x, y := i/pw, j/ph
			level := int(p[chart.Side*y+x]) / 2
			sign, look := chart.InkSigns[level:level+1], chart.Look{}
			if f.Blocks() {
				sign, look.Bg = " ", f.Theme.Ink[level]
			}
			if t.drawing.on && x == t.drawing.x && y == t.drawing.y && i%pw == pw/2 && j%ph == ph-1 {
				sign, look.Fg, look.Bold = "◆", lipgloss.ANSIColor(f.Theme.Bad), true
			}
			line.Add(sign, look)
		}
		lines = append(lines, edge("│")+line.String()+edge("│"))
	}
	return append(lines, edge("╰"+strings.Repeat("─", chart.Side*pw)+"╯"))
}

// response says what the net makes of the drawing.
func (t *Tab) response(f kit.Frame, r *training.Response) []string {
	says, sure := "0-4", r.P
	if r.P <= 0.5 {
		says, sure = "5-9", 1-r.P
	}
	hue := f.Theme.Train
	if r.P <= 0.5 {
		hue = f.Theme.Test
	}
	return []string{
		f.Theme.Dimmed("the net"), f.Theme.Dimmed("says"), "",
		hue.Style().Bold(true).Render(says), fmt.Sprintf("%.1f %%", 100*sure), "",
		f.Theme.Dimmed("P(0-4)"), fmt.Sprintf("%.4f", r.P),
	}
}

// activations shows in bars what each layer's units put out, a line a layer;
// linear layers that an activation follows are left out.
func (t *Tab) activations(f kit.Frame, r *training.Response, room int) []string {
	var lines []string
	for i, l := range r.Layers {
		if l.Shape.Params > 0 && i+1 < len(r.Layers) && r.Layers[i+1].Shape.Params == 0 {
			continue
		}
		label := f.Theme.Dimmed(fmt.Sprintf(" %-9s", l.Shape.Name))
		magnitudes := make([]float64, len(l.Values))
		for k, v := range l.Values {
			magnitudes[k] = math.Abs(v)
		}
		width := f.Width - 2 - 11
		values := magnitudes[:min(len(magnitudes), max(0, width))]
		lines = append(lines, label+chart.Spark(f, values, width, 0, max(largest(magnitudes), 1e-12)))
	}
	return lines[:max(0, min(room, len(lines)))]
}
