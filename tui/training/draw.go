package training

import (
	"fmt"
	"math"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/data"
	"nntui/model/training"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// drawing is the digit that the user draws.
type drawing struct {
	data.Shape
	picture string // a byte a pixel, row by row
	x, y    int    // the cursor
	on      bool   // do the arrow keys draw?
	example int    // of the test's digits, the one after that taken last
	pen     pen
}

// pen is where the mouse drew last, while its button is down.
type pen struct {
	down bool
	x, y int
}

func blank(s data.Shape) string { return strings.Repeat("\x00", s.Size()) }

// empty reports whether nothing is drawn, or what the net answered to was
// nothing: that is no digit to judge.
func (d *drawing) empty(r *training.Response) bool {
	return d.picture == blank(d.Shape) || r.Picture == blank(d.Shape)
}

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
	take := func(msg tea.KeyPressMsg) tea.Cmd { d.take(map[string]int{"[": -1, "]": 1}[msg.String()]); return nil }
	return kit.Keys{
		kit.On("blank", "delete", "clear", kit.Do(func() { d.picture = blank(d.Shape) })).FootIf(foot),
		kit.On("example", "back-one on-one", "a digit of the test", take).Sign("[ ]").FootIf(foot),
	}
}

// keys are the keys while the arrows draw.
func (d *drawing) keys() kit.Keys {
	next := map[byte]byte{0: d.Ink, d.Ink: d.Ink / 2} // and then blank again
	return slices.Concat(kit.Keys{
		kit.Arrows("", "move", func(right, down int, _ bool) {
			d.x, d.y = kit.Clamp(d.x+right, d.Cols), kit.Clamp(d.y+down, d.Rows)
		}),
		kit.On("ink", "toggle", "ink", kit.Do(func() { d.set(d.x, d.y, next[d.at(d.x, d.y)]) })).InFoot("ink"),
	}, d.pictureKeys(true), kit.Keys{kit.On("back", "back enter", "back", kit.Do(func() { d.on = false })).InFoot("back")})
}

// take takes the next of the digits or, with -1, the one before, to be changed.
func (d *drawing) take(by int) {
	digits, err := data.Digits()
	if err != nil {
		return // then there is no training either, which says so
	}
	n := digits.Len()
	d.example = (d.example + by + n) % n
	at := (d.example - 1 + n) % n
	d.Shape, d.picture = digits.Shape, string(digits.Rows(at, at+1).Pixels)
}

// desk is where the canvas of a drawing and what the net makes of it lie in a
// panel.
type desk struct {
	k     int  // cells to the width of a pixel, even: to half its height
	aside bool // is the answer beside the canvas?
	wide  bool // and the layers, too?
}

// desk makes the canvas as large as it has room beside an answer and so many
// layers, all beside it where that makes it larger.
func (d *drawing) desk(f kit.Frame, layers int) desk {
	const answer, bars, line = 10, 50, 1
	best := desk{k: 2}
	for _, l := range []struct {
		desk
		beside, below int // cells that others take
	}{{desk{}, 0, line + layers}, {desk{aside: true}, answer, layers}, {desk{aside: true, wide: true}, bars, 0}} {
		k := min((f.Width-4-l.beside)/d.Cols, 2*((f.Height-4-l.below)/d.Rows)) &^ 1
		if k >= best.k {
			best = l.desk
			best.k = k
		}
	}
	return best
}

func (t *Tab) desk(f kit.Frame) desk { return t.drawing.desk(f, len(t.heard())) }

// heard are the layers whose units are shown: all but linear ones that an
// activation follows, and but the last, which is the answer.
func (t *Tab) heard() (list []training.Activity) {
	r := t.detail().Drawn
	if r == nil {
		return nil
	}
	for i, l := range r.Layers[:max(0, len(r.Layers)-1)] {
		if l.Shape.Params == 0 || r.Layers[i+1].Shape.Params > 0 {
			list = append(list, l)
		}
	}
	return list
}

// mouseDraws inks with the left button and rubs out with the right one: a line
// from where the mouse was, however fast it moves.
func (t *Tab) mouseDraws(f kit.Frame, msg tea.MouseMsg) {
	const borders = 2
	d, m, k := &t.drawing, kit.Within(msg, borders, borders).Mouse(), t.desk(f).k
	ink, ok := map[tea.MouseButton]byte{tea.MouseLeft: d.Ink, tea.MouseRight: 0}[m.Button]
	x, y := below(m.X, k), below(m.Y, k/2)
	switch msg.(type) {
	case tea.MouseClickMsg:
		d.pen = pen{ok && x >= 0 && y >= 0 && x < d.Cols && y < d.Rows, x, y}
	case tea.MouseReleaseMsg, tea.MouseWheelMsg:
		d.pen.down = false
	}
	if ok && d.pen.down {
		d.line(d.pen.x, d.pen.y, x, y, ink)
		d.pen.x, d.pen.y = x, y
	}
}

// below is a/b, rounded down.
func below(a, b int) int { return int(math.Floor(float64(a) / float64(b))) }

// line inks the pixels from one to another.
func (d *drawing) line(x0, y0, x1, y1 int, ink byte) {
	n := max(x1-x0, x0-x1, y1-y0, y0-y1, 1)
	at := func(from, to, i int) int { return int(math.Round(float64(from) + float64((to-from)*i)/float64(n))) }
	for i := range n + 1 {
		d.set(at(x0, x1, i), at(y0, y1, i), ink)
	}
}

func (t *Tab) viewDraw(f kit.Frame) string {
	const title = "draw a digit"
	desk := t.desk(f)
	body := strings.Join(t.drawing.canvas(f, desk.k), "\n")
	if r := t.detail().Drawn; r != nil {
		layers := t.heard()
		if t.drawing.empty(r) {
			layers = nil
		}
		body = desk.lay(f, body, t.answer(f, r), layers)
	}
	note := f.Theme.Dimmed(t.drawKeys().Sign("draw") + ", or the mouse")
	ink := f.Theme.Dimmed("ink ") + chart.InkScale(f, t.drawing.Ink) + "   "
	if titleBeside(f, ink+note, title, "") != "" {
		note = ink + note
	}
	return f.Panel(title, note, body)
}

// lay puts the answer and the layers to a canvas.
func (d desk) lay(f kit.Frame, canvas string, says answer, layers []training.Activity) string {
	f = inside(f)
	width := lipgloss.Width(canvas)
	switch {
	case d.wide:
		text := "\n" + says.block(f) + "\n\n"
		f = f.Sized(f.Width-width-2, f.Height-lipgloss.Height(text)+1)
		return lipgloss.JoinHorizontal(lipgloss.Top, canvas, "  ", text+activations(f, layers))
	case d.aside:
		canvas = lipgloss.JoinHorizontal(lipgloss.Top, canvas, "  ", "\n"+says.block(f))
	default:
		canvas += "\n " + says.line(f)
	}
	return canvas + "\n" + activations(f.Sized(f.Width, f.Height-lipgloss.Height(canvas)), layers)
}

// canvas draws the picture with a frame of one cell around it.
func (d *drawing) canvas(f kit.Frame, k int) []string {
	edge := f.Theme.Border.Style().Render
	if d.on {
		edge = f.Theme.Accent.Style().Render
	}
	rows := chart.Image(f, k, d.Cols, d.Ink, []byte(d.picture))
	if x, y := k*d.x+k/2, k/2*(d.y+1)-1; d.on {
		rows[y] = ansi.Truncate(rows[y], x, "") + f.Theme.Bad.Bold("◆") + ansi.TruncateLeft(rows[y], x+1, "")
	}
	for i, row := range rows {
		rows[i] = edge("│") + row + edge("│")
	}
	rule := strings.Repeat("─", d.Cols*k)
	return slices.Concat([]string{edge("╭" + rule + "╮")}, rows, []string{edge("╰" + rule + "╯")})
}

// answer is what the net makes of the drawing, in two words; none of an empty
// canvas.
type answer struct {
	class, sure string
	p           float64
}

func (t *Tab) answer(f kit.Frame, r *training.Response) answer {
	switch {
	case t.drawing.empty(r):
		return answer{}
	case r.P > 0.5:
		return answer{f.Theme.Train.Bold("0-4"), fmt.Sprintf("%.1f %%", 100*r.P), r.P}
	}
	return answer{f.Theme.Test.Bold("5-9"), fmt.Sprintf("%.1f %%", 100*(1-r.P)), r.P}
}

func (a answer) line(f kit.Frame) string {
	if a.class == "" {
		return f.Theme.Dimmed("Draw a digit.")
	}
	return f.Theme.Dimmed("the net: ") + a.class + ", " + a.sure
}

// block is the answer in a narrow column.
func (a answer) block(f kit.Frame) string {
	lines := []string{f.Theme.Dimmed("draw"), f.Theme.Dimmed("a digit"), "", "", "", "", "", ""} // as many as of an answer
	if a.class != "" {
		lines = []string{
			f.Theme.Dimmed("the net"), f.Theme.Dimmed("says"), "", a.class, a.sure, "", f.Theme.Dimmed("P(0-4)"), fmt.Sprintf("%.4f", a.p),
		}
	}
	return strings.Join(lines, "\n")
}

// activations shows in bars how much each layer's units put out, one layer
// below the other in all of the frame. The bars of a layer go as far as any
// digit of the test takes them, to 1 where it never puts out more: from one
// drawing to the next their scale stays.
func activations(f kit.Frame, layers []training.Activity) string {
	const label = 11
	var lines []string
	for i, l := range layers {
		high := f.Height*(i+1)/len(layers) - f.Height*i/len(layers)
		magnitudes, top := column(l.Values, math.Abs), max(1, l.Most)
		head := kit.Fit(f.Theme.Dimmed(layerWords(l, top, high, label)), label, high)
		bars := chart.Bars(f, magnitudes, f.Width-label-1, high, top)
		lines = append(lines, kit.Beside(head, strings.Join(bars, "\n")))
	}
	return strings.Join(lines, "\n")
}

// layerWords are the name of a layer, with ± where bars stand for negative
// numbers as well, how many units it has and what the highest bar stands for,
// as far as there is room.
func layerWords(l training.Activity, top float64, height, width int) string {
	name, to := " "+l.Shape.Name, " ≤"+axis.Short(top, 4)
	if slices.ContainsFunc(l.Values, func(v float64) bool { return v < 0 }) {
		name = "±" + l.Shape.Name
	}
	switch {
	case height > 1:
		return fmt.Sprintf("%s\n %d%s", name, l.Shape.Out, to)
	case ansi.StringWidth(name+to) <= width:
		return name + to
	}
	return name
}
