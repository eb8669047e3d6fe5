package training

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model/training"
	"nntui/nn"
	"nntui/tui/kit"
)

// netEditor changes the layers of a net. The net goes on as it was until the
// new one is taken, which has to be able to work.
type netEditor struct {
	layers []string // as nn.New takes them
	at     int
}

func newNetEditor(layers string) *netEditor {
	return &netEditor{layers: strings.Split(layers, ",")}
}

func (e *netEditor) String() string { return strings.Join(e.layers, ",") }

func (e *netEditor) keys() []key.Binding {
	return []key.Binding{kit.Bound.Choose, kit.Bound.Change, kit.Bound.Add, kit.Bound.Remove, kit.Bound.Accept, kit.Bound.Cancel, kit.Bound.MoveUp, kit.Bound.MoveDown}
}

func (e *netEditor) press(t *Tab, msg tea.KeyPressMsg) tea.Cmd {
	last := len(e.layers) - 1
	switch {
	case key.Matches(msg, kit.Bound.Cancel):
		t.dialog = nil
	case key.Matches(msg, kit.Bound.Accept):
		e.accept(t)
	case key.Matches(msg, kit.Bound.Up):
		e.at = max(0, e.at-1)
	case key.Matches(msg, kit.Bound.Down):
		e.at = min(last, e.at+1)
	case key.Matches(msg, kit.Bound.MoveUp) && e.at > 0:
		e.swap(e.at - 1)
	case key.Matches(msg, kit.Bound.MoveDown) && e.at < last:
		e.swap(e.at + 1)
	case key.Matches(msg, kit.Bound.Add) && len(e.layers) < 32:
		e.add()
	case key.Matches(msg, kit.Bound.Remove) && last > 0:
		e.layers = slices.Delete(slices.Clone(e.layers), e.at, e.at+1)
		e.at = min(e.at, last-1)
	case key.Matches(msg, kit.Bound.Left):
		e.change(-1, false)
	case key.Matches(msg, kit.Bound.Right):
		e.change(1, false)
	case key.Matches(msg, kit.Bound.BigLeft):
		e.change(-1, true)
	case key.Matches(msg, kit.Bound.BigRight):
		e.change(1, true)
	}
	return nil
}

// of returns the tab's config with the edited net.
func (e *netEditor) of(t *Tab) training.Config {
	c := t.config.Config
	c.Layers = e.String()
	return c
}

// accept takes the net over, unless it cannot work: then the reason is shown.
func (e *netEditor) accept(t *Tab) {
	if _, err := e.of(t).Shapes(); err != nil {
		t.note = "This net cannot work, for the reason above: the old one goes on."
		return
	}
	t.dialog = nil
	t.config.Layers = e.String()
	t.runner.Set(t.config.Config)
}

func (e *netEditor) swap(with int) {
	e.layers[e.at], e.layers[with] = e.layers[with], e.layers[e.at]
	e.at = with
}

// add puts a layer behind the chosen one: an activation behind a linear one,
// and else a linear one.
func (e *netEditor) add() {
	layer := "linear:16"
	if strings.HasPrefix(e.layers[e.at], "linear:") {
		layer = "relu"
	}
	e.at++
	e.layers = slices.Insert(slices.Clone(e.layers), e.at, layer)
}

// change resizes a linear layer, by one or to half or twice its width, or
// takes the next activation.
func (e *netEditor) change(by int, big bool) {
	const widest = 512
	if text, ok := strings.CutPrefix(e.layers[e.at], "linear:"); ok {
		n, _ := strconv.Atoi(text)
		switch {
		case !big:
			n += by
		case by > 0:
			n *= 2
		default:
			n /= 2
		}
		e.layers[e.at] = fmt.Sprintf("linear:%d", min(max(n, 1), widest))
		return
	}
	for i, a := range nn.Activations {
		if n := len(nn.Activations); a.Name == e.layers[e.at] {
			e.layers[e.at] = nn.Activations[(i+by+n)%n].Name
			return
		}
	}
}

// reason is the sentence of an error about the net.
func reason(err error) string {
	text := err.Error()
	for _, prefix := range []string{"layers: ", "nn: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	return text + "."
}

func (e *netEditor) view(t *Tab, f kit.Frame) string {
	lines := []string{f.Theme.Dimmed("   layer           in -> out   parameters"), f.Theme.Dimmed("   pixels               64")}
	shapes, err := e.of(t).Shapes()
	rows := max(1, f.Height-7)
	first := max(0, min(e.at-rows/2, len(e.layers)-rows))
	total := 0
	for i := range e.layers {
		line := fmt.Sprintf("   %-12s", e.layers[i])
		if shapes != nil {
			s := shapes[i]
			total += s.Params
			line = fmt.Sprintf("   %-12s %5d -> %-4d %12s", s.Name, s.In, s.Out, orDash(s.Params))
		}
		if i == e.at {
			line = f.Theme.Accent.Style().Bold(true).Render(" ▸" + line[2:])
		}
		if i >= first && i < first+rows {
			lines = append(lines, line)
		}
	}
	lines = append(lines, "", " "+soundness(f, err))
	note := f.Theme.Dimmed(fmt.Sprintf("%d parameters", total))
	return f.Panel("the net", note, strings.Join(lines, "\n"))
}

// soundness says whether the net can work, wrapped to the frame.
func soundness(f kit.Frame, err error) string {
	if err != nil {
		return f.Theme.Bad.Style().Render(strings.ReplaceAll(kit.Wrap("✗ "+reason(err), f.Width-4), "\n", "\n "))
	}
	return f.Theme.Good.Style().Render("✓ enter trains this net.")
}

func orDash(n int) string {
	if n == 0 {
		return "-"
	}
	return strconv.Itoa(n)
}
