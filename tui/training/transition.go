package training

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
)

// Keys adapts the switch of keys until it is a table of rows.
func (t *Tab) Keys() (rows kit.Keys) {
	press := func(msg tea.KeyPressMsg) tea.Cmd { return t.press(msg) }
	everywhere := append(kit.Bound.Moving(), kit.Bound.Tabs)
	global := func(b key.Binding) bool {
		return slices.ContainsFunc(everywhere, func(o key.Binding) bool { return o.Help().Desc == b.Help().Desc })
	}
	short := t.ShortHelp()
	for _, b := range short {
		if !global(b) {
			rows = append(rows, kit.Key{Binding: b, Foot: b.Help().Desc})
		}
	}
	if t.dialog != nil || t.drawing.on {
		return append(rows, kit.Any(press))
	}
	for _, group := range t.FullHelp() {
		for _, b := range group {
			if !global(b) {
				id := b.Help().Desc
				switch id {
				case kit.Bound.Leave.Help().Desc:
					id = ""
				case kit.Bound.Play.Help().Desc:
					id = "play"
				}
				rows = append(rows, kit.Key{ID: id, Binding: b, Do: press})
			}
		}
	}
	return append(rows, kit.Key{Binding: kit.Bound.Close, Do: press}, kit.Key{Binding: kit.Bound.PageUp, Do: press}, kit.Key{Binding: kit.Bound.PageDown, Do: press}, kit.Key{Binding: kit.Bound.Home, Do: press}, kit.Key{Binding: kit.Bound.End, Do: press})
}
