package training

import (
	"fmt"
	"slices"
	"strings"

	"nntui/tui/chart"
	"nntui/tui/kit"
)

// notes say over the loss where settings changed, and which epoch was best.
func (t *Tab) notes(f kit.Frame) (list []chart.Note) {
	s := t.runner.Snapshot
	marks := slices.Concat(s.Marks, t.speedMarks)
	for _, m := range marks {
		at := max(1, float64(m.Epoch)+float64(m.Batch)/float64(max(1, s.Batches)))
		i := slices.IndexFunc(list, func(n chart.Note) bool { return n.X == at })
		if i < 0 {
			list = append(list, chart.Note{X: at, Text: "▼" + m.What, Pen: f.Theme.Warn.Pen()})
		} else {
			list[i].Text += ", " + m.What
		}
	}
	if best, ok := t.best(); ok && !slices.ContainsFunc(list, func(n chart.Note) bool { return n.X == float64(best+1) }) {
		text := fmt.Sprintf("▼best %d", best+1)
		if f.Width >= roomy {
			text = fmt.Sprintf("▼best %s %d", partNames[0][t.judge()], best+1)
		}
		list = append(list, chart.Note{X: float64(best + 1), Text: text, Pen: f.Theme.Good.Pen()})
	}
	return list
}

// best returns the index of the best epoch, if others followed.
func (t *Tab) best() (epoch int, ok bool) {
	s := t.runner.Snapshot
	best := s.Best()
	return best, best >= 0 && best < len(s.Epochs)-1
}

// mark puts a dot on the best epoch, on the curve that decides which that is,
// and draws its level from there on: what the curve lost since is between them.
func (t *Tab) mark(f kit.Frame, p *chart.Plot) {
	best, ok := t.best()
	if !ok {
		return
	}
	s := t.runner.Snapshot
	v, pen := losses.of(s.Epochs[best])[t.judge()], f.Theme.Good.Pen()
	p.Marks = append(p.Marks, chart.Mark{X: float64(best + 1), Y: v, Text: "●", Pen: pen})
	level := chart.Curve{
		X: []float64{float64(best + 1), float64(len(s.Epochs))}, Y: []float64{v, v},
		Pen: pen.Dashed("x   ", "."), Rank: chart.Under,
	}
	if _, crossed := t.crosshair(); !crossed { // else labels tell of what is under it
		if level.Name = "best"; f.Width < roomForWords {
			level.Name = "be"
		}
	}
	p.Curves = slices.Insert(p.Curves, 0, level)
}

// legend says which curve of the run is which, as far as they are on the plot.
func (t *Tab) legend(f kit.Frame, p *chart.Plot) string {
	names := partNames[0]
	if t.parts() > 2 && f.Width < 50 {
		names = partNames[1]
	}
	var entries []string
	for part, c := range p.Curves[len(p.Curves)-t.parts():] {
		if n := c.Len(); n > 0 && p.X.At(float64(n)) >= 0 {
			entries = append(entries, chart.Sample(f, c.Pen)+" "+c.Pen.Style().Render(names[part]))
		}
	}
	if slices.ContainsFunc(p.Curves, func(c chart.Curve) bool { return c.Loose }) {
		entries = append(entries, f.Theme.Dimmed("· a batch"))
	}
	return strings.Join(entries, "  ")
}
