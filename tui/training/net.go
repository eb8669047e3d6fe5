package training

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nntui/model/training"
	"nntui/nn"
	"nntui/tui/kit"
)

// netEditor changes the layers of a net. The net goes on as it was until the
// new one is taken, which has to be able to work.
type netEditor struct {
	layers []string // as nn.New takes them
	list   kit.List
}

func newNetEditor(t *Tab) dialog { return &netEditor{layers: strings.Split(t.now.Layers, ",")} }

func (e *netEditor) keys(t *Tab) kit.Keys {
	const most = 32 // layers
	at, n := e.list.At, len(e.layers)
	change := func(words, means string, by int, big bool) kit.Key {
		return kit.On("", means, words, kit.Do(func() { e.change(by, big) }))
	}
	return append(kit.Keys{
		kit.Words("↑↓", "choose"), kit.Words("←→", "change"),
		change("narrower", "left", -1, false), change("wider", "right", 1, false),
		change("half", "far-left", -1, true), change("double", "far-right", 1, true),
		kit.On("", "net", "add a layer", kit.Do(e.add)).InFoot("add a layer").If(n < most),
		kit.On("", "delete", "delete", kit.Do(e.remove)).InFoot("delete").If(n > 1),
		kit.On("take", "enter", "take", kit.Do(func() { e.take(t) })).InFoot("take"),
		t.closes("back"),
		kit.On("", "far-up", "move up", kit.Do(func() { e.swap(at - 1) })).InFoot("move up").If(at > 0),
		kit.On("", "far-down", "move down", kit.Do(func() { e.swap(at + 1) })).InFoot("move down").If(at < n-1),
	}, e.list.Keys(n, t.page(), nil)...)
}

// of returns a config with the edited net.
func (e *netEditor) of(c training.Config) training.Config {
	c.Layers = strings.Join(e.layers, ",")
	return c
}

// take takes the net over, unless it cannot work: then the reason is shown.
func (e *netEditor) take(t *Tab) {
	c := e.of(t.now)
	if _, err := c.Shapes(); err != nil {
		t.say("This net cannot work, for the reason above: the old one goes on.")
		return
	}
	t.dialog, t.now = nil, c
	t.turn()
}

func (e *netEditor) swap(with int) {
	e.layers[e.list.At], e.layers[with] = e.layers[with], e.layers[e.list.At]
	e.list.At = with
}

// add puts a layer behind the chosen one: an activation behind a linear one,
// and else a linear one.
func (e *netEditor) add() {
	layer := "linear:16"
	if e.chosen().Width > 0 {
		layer = "relu"
	}
	e.list.At++
	e.layers = slices.Insert(e.layers, e.list.At, layer)
}

func (e *netEditor) remove() {
	e.layers = slices.Delete(e.layers, e.list.At, e.list.At+1)
	e.list.Go(e.list.At, len(e.layers))
}

// chosen returns the layer under the cursor, as far as it is known by itself.
func (e *netEditor) chosen() nn.Shape {
	shapes, _ := nn.Shapes(1, e.layers[e.list.At])
	return append(shapes, nn.Shape{})[0]
}

// change resizes a layer that has a width, by one or to half or twice that, or
// takes the next kind of those that have none.
func (e *netEditor) change(by int, big bool) {
	const widest = 512
	s := e.chosen()
	if s.Width > 0 {
		n := s.Width + by
		if big {
			n = map[int]int{1: 2 * s.Width, -1: s.Width / 2}[by]
		}
		s.Width = min(max(n, 1), widest)
	} else {
		kinds := slices.DeleteFunc(slices.Clone(nn.Kinds), func(k nn.Kind) bool { return k.Width })
		i := slices.IndexFunc(kinds, func(k nn.Kind) bool { return k.Name == s.Name })
		s.Name = kinds[(max(i, 0)+by+len(kinds))%len(kinds)].Name
	}
	e.layers[e.list.At] = s.String()
}

// seen is how many layers are seen at once.
func (e *netEditor) seen(f kit.Frame) int { return max(1, f.Height-7) }

func (e *netEditor) rows(_ *Tab, f kit.Frame) rows {
	return rows{list: &e.list, n: len(e.layers), above: 3, seen: e.seen(f)}
}

func (e *netEditor) view(t *Tab, f kit.Frame) string {
	shapes, err := e.of(t.now).Shapes()
	rows, total := make([]string, len(e.layers)), 0
	for i, layer := range e.layers {
		rows[i] = layer
		if shapes != nil {
			s := shapes[i]
			total += s.Params
			params := cmp.Or(strings.TrimLeft(strconv.Itoa(s.Params), "0"), "-")
			rows[i] = fmt.Sprintf("%-12s %5d -> %-4d %12s", s.Name, s.In, s.Out, params)
		}
	}
	lines := append([]string{f.Theme.Dimmed("   layer           in -> out   parameters"), f.Theme.Dimmed(fmt.Sprintf("   pixels            %5d", t.image().Size()))},
		e.list.View(f.Sized(f.Width, e.seen(f)), rows)...)
	sound := f.Theme.Good.Style().Render("✓ " + e.keys(t).Sign("take") + " trains this net.")
	if err != nil {
		text := kit.Wrap("✗ "+strings.TrimPrefix(err.Error(), "layers: ")+".", f.Width-4)
		sound = f.Theme.Bad.Style().Render(strings.ReplaceAll(text, "\n", "\n "))
	}
	lines = append(lines, "", " "+sound)
	return f.Panel("the net", f.Theme.Dimmed(fmt.Sprintf("%d parameters", total)), strings.Join(lines, "\n"))
}
