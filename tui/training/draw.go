package training

import (
	"fmt"
	"math"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"nntui/data"
	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// drawing is the digit that the user draws.
type drawing struct {
	data.Shape
	picture string // a byte a pixel, row by row
	x, y    int    // the cursor
	on      bool   // do the arrow keys draw?
	example int    // the digit to be taken next
}

func blank(s data.Shape) string { return strings.Repeat("\x00", s.Size()) }

func (d *drawing) at(x, y int) byte { return d.picture[d.Cols*y+x] }

func (d *drawing) set(x, y int, ink byte) {
	if x >= 0 && y >= 0 && x < d.Cols && y < d.Rows {
		p := []byte(d.picture)
		p[d.Cols*y+x] = ink
		d.picture = string(p)
	}
}

// drawKeys are the keys of the view while the arrows still turn knobs.
func (t *Tab) drawKeys() kit.Keys {
	d := &t.drawing
	return append(kit.Keys{kit.On("draw", "enter", "draw", kit.Do(func() { d.on = true })).InFoot("draw")}, d.pictureKeys(false)...)
}

// pictureKeys replace the whole picture. They are at the bottom or not.
func (d *drawing) pictureKeys(foot bool) kit.Keys {
	return kit.Keys{
		kit.On("blank", "c", "clear", kit.Do(func() { d.picture = blank(d.Shape) })).FootIf(foot),
		kit.On("example", "d", "a digit of the test", kit.Do(d.take)).FootIf(foot),
	}
}

// keys are the keys while the arrows draw.
func (d *drawing) keys() kit.Keys {
	next := map[byte]byte{0: d.Ink, d.Ink: d.Ink / 2} // and then blank again
	return slices.Concat(kit.Keys{
		kit.Arrows("", "move", func(right, down int, _ bool) {
			d.x, d.y = kit.Clamp(d.x+right, d.Cols), kit.Clamp(d.y+down, d.Rows)
		}),
		kit.On("ink", "space", "ink", kit.Do(func() { d.set(d.x, d.y, next[d.at(d.x, d.y)]) })).InFoot("ink"),
		kit.On("", "x backspace delete", "rub out", kit.Do(func() { d.set(d.x, d.y, 0) })).InFoot("rub out"),
	}, d.pictureKeys(true), kit.Keys{kit.On("back", "esc enter", "back", kit.Do(func() { d.on = false })).InFoot("back")})
}

// take takes the next of the digits, to be changed.
func (d *drawing) take() {
	digits, err := data.Digits()
	if err != nil {
		return // then there is no training either, which says so
	}
	d.Shape, d.picture = digits.Shape, string(digits.Rows(d.example, d.example+1).Pixels)
	d.example = (d.example + 1) % digits.Len()
}

// pixelSize says how large the pixels are in a frame.
func (d *drawing) pixelSize(f kit.Frame) (width, height int) {
	if f.Height-2 >= 2*d.Rows+2 && f.Width-2 >= 4*d.Cols+2 {
		return 4, 2
	}
	return 2, 1
}

// mouseDraws inks and rubs out.
func (t *Tab) mouseDraws(f kit.Frame, m tea.Mouse) {
	d := &t.drawing
	ink, ok := map[tea.MouseButton]byte{tea.MouseLeft: d.Ink, tea.MouseRight: 0}[m.Button]
	w, h := d.pixelSize(f)
	if x, y := m.X-2, m.Y-2; ok && x >= 0 && y >= 0 { // two borders
		d.set(x/w, y/h, ink)
	}
}

func (t *Tab) viewDraw(f kit.Frame) string {
	canvas := strings.Join(t.drawing.canvas(f), "\n")
	r := t.detail().Drawn
	if r == nil {
		return f.Panel("draw a digit", "", canvas)
	}
	canvas = kit.Beside(canvas, "\n"+kit.Indent(response(f, r), 2))
	return f.Panel("draw a digit", f.Theme.Dimmed(t.drawKeys().Sign("draw")+", or the mouse"), canvas+activations(f, r))
}

// canvas draws the picture with a frame of one cell around it.
func (d *drawing) canvas(f kit.Frame) []string {
	edge := f.Theme.Border.Style().Render
	if d.on {
		edge = f.Theme.Accent.Style().Render
	}
	w, h := d.pixelSize(f)
	lines := []string{edge("╭" + strings.Repeat("─", d.Cols*w) + "╮")}
	for j := range d.Rows * h {
		var line chart.Runs
		for i := range d.Cols * w {
			x, y := i/w, j/h
			level := chart.InkLevel(d.at(x, y), d.Ink)
			sign, look := chart.InkSigns[level:level+1], chart.Look{}
			if f.Blocks() {
				sign, look.Bg = " ", f.Theme.Ink[level]
			}
			if d.on && x == d.x && y == d.y && i%w == w/2 && j%h == h-1 {
				sign, look.Fg, look.Bold = "◆", lipgloss.ANSIColor(f.Theme.Bad), true
			}
			line.Add(sign, look)
		}
		lines = append(lines, edge("│")+line.String()+edge("│"))
	}
	return append(lines, edge("╰"+strings.Repeat("─", d.Cols*w)+"╯"))
}

// response says what the net makes of the drawing.
func response(f kit.Frame, r *training.Response) string {
	says, sure, hue := "0-4", r.P, f.Theme.Train
	if r.P <= 0.5 {
		says, sure, hue = "5-9", 1-r.P, f.Theme.Test
	}
	return strings.Join([]string{
		f.Theme.Dimmed("the net"), f.Theme.Dimmed("says"), "",
		hue.Bold(says), fmt.Sprintf("%.1f %%", 100*sure), "",
		f.Theme.Dimmed("P(0-4)"), fmt.Sprintf("%.4f", r.P),
	}, "\n")
}

// activations shows in bars what each layer's units put out, a line a layer;
// linear layers that an activation follows are left out.
func activations(f kit.Frame, r *training.Response) (lines string) {
	for i, l := range r.Layers {
		if l.Shape.Params > 0 && i+1 < len(r.Layers) && r.Layers[i+1].Shape.Params == 0 {
			continue
		}
		label := f.Theme.Dimmed(fmt.Sprintf(" %-9s", l.Shape.Name))
		magnitudes, width := column(l.Values, math.Abs), max(0, f.Width-2-11)
		values := magnitudes[:min(len(magnitudes), width)]
		lines += "\n" + label + chart.Spark(f, values, width, 0, max(largest(magnitudes), 1e-12))
	}
	return lines
}
