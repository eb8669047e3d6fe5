package tui

import (
	"fmt"
	"math"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"nntui/data"
	"nntui/model/training"
)

// drawing is the digit that the user draws.
type drawing struct {
	picture *[side * side]byte // replaced, not changed: a command may look at it
	x, y    int                // the cursor
	on      bool               // do the arrow keys draw?
	example int                // the test digit that was taken last
}

const fullInk = 16

// shown returns the picture for the net to judge.
func (d *drawing) shown() *[side * side]byte {
	if d.picture == nil {
		d.picture = new([side * side]byte)
	}
	return d.picture
}

func (d *drawing) set(x, y int, ink byte) {
	if x < 0 || y < 0 || x >= side || y >= side || d.shown()[side*y+x] == ink {
		return
	}
	p := *d.shown()
	p[side*y+x] = ink
	d.picture = &p
}

// pressDraw answers the keys of the view while the arrows still turn knobs.
func (t *trainingTab) pressDraw(msg tea.KeyPressMsg) bool {
	switch {
	case key.Matches(msg, keys.Draw):
		t.drawing.on = true
	case key.Matches(msg, keys.Blank):
		t.drawing.picture = nil
	case key.Matches(msg, keys.Example):
		t.drawing.take()
	default:
		return false
	}
	return true
}

// press answers the keys while the arrows draw.
func (d *drawing) press(msg tea.KeyPressMsg) {
	switch {
	case key.Matches(msg, keys.Cancel), key.Matches(msg, keys.Draw):
		d.on = false
	case key.Matches(msg, keys.Up):
		d.y = max(0, d.y-1)
	case key.Matches(msg, keys.Down):
		d.y = min(side-1, d.y+1)
	case key.Matches(msg, keys.Left):
		d.x = max(0, d.x-1)
	case key.Matches(msg, keys.Right):
		d.x = min(side-1, d.x+1)
	case key.Matches(msg, keys.Ink):
		next := map[byte]byte{0: fullInk, fullInk: fullInk / 2}[d.shown()[side*d.y+d.x]]
		d.set(d.x, d.y, next)
	case key.Matches(msg, keys.Rub):
		d.set(d.x, d.y, 0)
	case key.Matches(msg, keys.Blank):
		d.picture = nil
	case key.Matches(msg, keys.Example):
		d.take()
	}
}

// take takes the next of the digits, to be changed.
func (d *drawing) take() {
	digits, err := data.Digits()
	if err != nil {
		return // then there is no training either, which says so
	}
	d.picture = new([side * side]byte)
	copy(d.picture[:], digits.Pixels[side*side*d.example:])
	d.example = (d.example + 1) % digits.Len()
}

// paperAt says where the drawing is in a pane of that size, and how large its
// pixels are.
func paperAt(width, height int) (x, y, pixelWidth, pixelHeight int) {
	if height-2 >= 2*side+2 && width-2 >= 4*side+2 {
		return 2, 2, 4, 2
	}
	return 2, 2, 2, 1
}

// mouse inks and rubs out where the drawing is shown.
func (t *trainingTab) mouse(msg tea.MouseMsg) {
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

func (t *trainingTab) viewDraw(f frame) string {
	_, _, pw, ph := paperAt(f.width, f.height)
	lines := t.canvasLines(f, pw, ph)
	d := t.runner.snapshot.Detail
	if d == nil || d.Drawn == nil {
		return f.panel("draw a digit", "", strings.Join(lines, "\n"))
	}
	for i, l := range t.response(f, d.Drawn) {
		if at := i + 1; at < len(lines) {
			lines[at] += "  " + l
		}
	}
	below := f.height - 2 - len(lines)
	lines = append(lines, t.activations(f, d.Drawn, below)...)
	return f.panel("draw a digit", f.theme.dimmed("enter, or the mouse"), strings.Join(lines, "\n"))
}

// canvasLines draws the picture with a frame of one cell around it.
func (t *trainingTab) canvasLines(f frame, pw, ph int) []string {
	edge := f.theme.border.style().Render
	if t.drawing.on {
		edge = f.theme.accent.style().Render
	}
	lines := []string{edge("╭" + strings.Repeat("─", side*pw) + "╮")}
	p := t.drawing.shown()
	for j := range side * ph {
		var line runs
		for i := range side * pw {
			x, y := i/pw, j/ph
			level := int(p[side*y+x]) / 2
			sign, look := inkSigns[level:level+1], look{}
			if f.blocks() {
				sign, look.bg = " ", f.theme.ink[level]
			}
			if t.drawing.on && x == t.drawing.x && y == t.drawing.y && i%pw == pw/2 && j%ph == ph-1 {
				sign, look.fg, look.bold = "◆", lipgloss.ANSIColor(f.theme.bad), true
			}
			line.add(sign, look)
		}
		lines = append(lines, edge("│")+line.String()+edge("│"))
	}
	return append(lines, edge("╰"+strings.Repeat("─", side*pw)+"╯"))
}

// response says what the net makes of the drawing.
func (t *trainingTab) response(f frame, r *training.Response) []string {
	says, sure := "0-4", r.P
	if r.P <= 0.5 {
		says, sure = "5-9", 1-r.P
	}
	hue := f.theme.train
	if r.P <= 0.5 {
		hue = f.theme.test
	}
	return []string{
		f.theme.dimmed("the net"), f.theme.dimmed("says"), "",
		hue.style().Bold(true).Render(says), fmt.Sprintf("%.1f %%", 100*sure), "",
		f.theme.dimmed("P(0-4)"), fmt.Sprintf("%.4f", r.P),
	}
}

// activations shows in bars what each layer's units put out, a line a layer;
// linear layers that an activation follows are left out.
func (t *trainingTab) activations(f frame, r *training.Response, room int) []string {
	var lines []string
	for i, l := range r.Layers {
		if l.Shape.Params > 0 && i+1 < len(r.Layers) && r.Layers[i+1].Shape.Params == 0 {
			continue
		}
		label := f.theme.dimmed(fmt.Sprintf(" %-9s", l.Shape.Name))
		magnitudes := make([]float64, len(l.Values))
		for k, v := range l.Values {
			magnitudes[k] = math.Abs(v)
		}
		width := f.width - 2 - 11
		values := magnitudes[:min(len(magnitudes), max(0, width))]
		lines = append(lines, label+spark(f, values, width, 0, max(largest(magnitudes), 1e-12)))
	}
	return lines[:max(0, min(room, len(lines)))]
}
