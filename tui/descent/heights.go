package descent

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/descent"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// prepareHeights computes the heights in the window.
func (t *Tab) prepareHeights(f kit.Frame) tea.Cmd {
	t.relief = t.relief.For(t.reliefKey(f))
	return nil
}

func (t *Tab) reliefKey(f kit.Frame) chart.ReliefKey {
	return chart.ReliefKey{Surface: t.runner.Snapshot.Surface, View: t.window, W: f.Width, H: f.Height, Spacing: axis.Spacings[0].Name}
}

// drawHeights draws the plane from low to high.
func (t *Tab) drawHeights(f kit.Frame) (title, note, picture string) {
	c := chart.NewGrid(f)
	c.DrawRelief(t.relief.For(t.reliefKey(f)))
	return "f = " + t.runner.Snapshot.Surface.Formula, "○ start ● now ◆ global ◇ local", t.onPlane(c)
}

// pathWords says where the path leads and how it got there.
func (t *Tab) pathWords(f kit.Frame) string {
	s := t.runner.Snapshot
	if k := len(t.path()) - 1; t.step < t.last() {
		sign := t.Keys().Sign
		return f.Theme.Dimmed(fmt.Sprintf("Step %d of %d: %s and %s step back and on, %s shows all.", k, t.last(), sign("step-back"), sign("step-on"), sign("last")))
	}
	first, last := s.Path[0], s.Last()
	switch {
	case s.State == model.Diverged:
		return f.Theme.Bad.Style().Render("Diverged at "+s.Reason+".") + f.Theme.Dimmed(" Try a smaller step.")
	case last.F > first.F:
		return f.Theme.Bad.Style().Render("Too large a step: ") +
			fmt.Sprintf("f grew from %.4g to %.4g.", first.F, last.F) + f.Theme.Dimmed(" Try a smaller step size.")
	case len(s.Surface.Minima) == 0:
		return "This surface has no minimum here; " + fmt.Sprintf("f fell from %.4g to %.4g.", first.F, last.F)
	}
	return t.arrival(f, s)
}

// arrival says in words which minimum the path reached, and which not.
func (t *Tab) arrival(f kit.Frame, s descent.Snapshot) string {
	m, distance := s.Nearest()
	kind := f.Theme.Warn.Style().Render("local minimum")
	if m.Global {
		kind = f.Theme.Good.Style().Render("global minimum")
	}
	text := fmt.Sprintf("Ends %.2g from the ", distance) + kind + fmt.Sprintf(" f = %.4f", m.F)
	if global := s.Surface.Minima[0]; !m.Global {
		text += fmt.Sprintf(", %.2g from the global one", s.Last().Point().Distance(global.Point))
	}
	text += "."
	if distance > s.Surface.Near() {
		return text + f.Theme.Dimmed(" More steps may get closer.")
	}
	return text
}
