package kit

import "charm.land/bubbles/v2/key"

// keyMap holds every key of the program: it drives both dispatch and help.
type keyMap struct {
	Up, Down, Left, Right              key.Binding
	BigLeft, BigRight, BigUp, BigDown  key.Binding
	Play, Restart, Redraw              key.Binding
	PageUp, PageDown, Home, End        key.Binding
	NextTab, PrevTab, Tab1, Tab2, Tab3 key.Binding
	Help, Share, Export, Close         key.Binding
	Quit, Break                        key.Binding

	// Of the guide.
	Guide, SetUp, Predict, Answer key.Binding

	// Of the Descent tab.
	Forward, Back                            key.Binding
	ZoomIn, ZoomOut, Reset, FitPath          key.Binding
	Cursor, Start, Take, Function, ClearLine key.Binding
	Basins, Tuning, Scale, FullScreen        key.Binding

	// Of the gradient check.
	View, Enter, Leave, Fault, Sort, Tensor key.Binding

	// Training: views, curves, runs.
	ViewBack, Step, Remedy                   key.Binding
	CrossLeft, CrossRight, CrossFar          key.Binding
	Cross, LogY, LogX, Smooth, Ghosts        key.Binding
	Presets, Runs, Net, Save, Load           key.Binding
	Mistakes, Draw, Ink, Rub, Blank, Example key.Binding
	Accept, Cancel, Add, Remove              key.Binding
	MoveUp, MoveDown, Order, Show, Backspace key.Binding

	// These stand for several bindings in the line of keys.
	Choose, Change, Move, Tabs, Scroll key.Binding
}

func bind(help, desc string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
}

var Bound = keyMap{
	Up:       bind("↑", "knob above", "up", "k"),
	Down:     bind("↓", "knob below", "down", "j"),
	Left:     bind("←", "turn down", "left", "h"),
	Right:    bind("→", "turn up", "right", "l"),
	BigLeft:  bind("shift+←", "down, big steps", "shift+left", "H"),
	BigRight: bind("shift+→", "up, big steps", "shift+right", "L"),
	BigUp:    bind("shift+↑", "ten cells up", "shift+up", "K"),
	BigDown:  bind("shift+↓", "ten cells down", "shift+down", "J"),
	Play:     bind("space", "play or pause", "space"),
	Restart:  bind("r", "restart", "r"),
	Redraw:   bind("R", "new seed", "R"),
	PageUp:   bind("pgup", "page up", "pgup", "ctrl+u"),
	PageDown: bind("pgdn", "page down", "pgdown", "ctrl+d"),
	Home:     bind("home", "first row", "home"),
	End:      bind("end", "last row", "end"),
	NextTab:  bind("tab", "next tab", "tab"),
	PrevTab:  bind("shift+tab", "previous tab", "shift+tab"),
	Tab1:     bind("1", "Descent", "1"),
	Tab2:     bind("2", "Gradient check", "2"),
	Tab3:     bind("3", "Training", "3"),
	Help:     bind("?", "help", "?"),
	Share:    bind("y", "command line of this screen", "y"),
	Export:   bind("e", "export to a file", "e"),
	Close:    bind("esc", "close", "esc"),
	Quit:     bind("q", "quit", "q"),
	Break:    bind("ctrl+c", "quit", "ctrl+c"),

	Guide:   bind("g", "guide", "g"),
	SetUp:   bind("enter", "try it", "enter"),
	Predict: bind("a b c d", "predict", "a", "b", "c", "d"),
	Answer:  bind("space", "answer", "space"),

	Forward:    bind(".", "step on", "."),
	Back:       bind(",", "step back", ","),
	ZoomIn:     bind("+", "zoom in", "+", "="),
	ZoomOut:    bind("-", "zoom out", "-"),
	Reset:      bind("0", "whole map", "0"),
	FitPath:    bind("p", "zoom to the path", "p"),
	Cursor:     bind("c", "cursor on the map", "c"),
	Start:      bind("enter", "start here", "enter"),
	Take:       bind("enter", "take the best", "enter"),
	ClearLine:  bind("ctrl+u", "clear", "ctrl+u"),
	Function:   bind("f", "type a function", "f"),
	Basins:     bind("b", "basins", "b"),
	Tuning:     bind("t", "tuning map", "t"),
	Scale:      bind("s", "log or linear f", "s"),
	FullScreen: bind("z", "full screen", "z"),

	View:   bind("v", "next view", "v"),
	Enter:  bind("enter", "into picture", "enter"),
	Leave:  bind("esc", "back", "esc"),
	Fault:  bind("x", "plant a fault", "x"),
	Sort:   bind("s", "sort by error", "s"),
	Tensor: bind("n", "next tensor", "n"),

	ViewBack:   bind("V", "view before", "V"),
	Step:       bind(".", "one batch", "."),
	Remedy:     bind("f", "remedy", "f"),
	CrossLeft:  bind("[", "crosshair left", "[", "{"),
	CrossRight: bind("]", "crosshair right", "]", "}"),
	CrossFar:   bind("{ }", "ten at once", "{", "}"),
	Cross:      bind("[ ]", "crosshair", "[", "]"),
	LogY:       bind("a", "log or linear loss", "a"),
	LogX:       bind("A", "log or linear epochs", "A"),
	Smooth:     bind("m", "smoothing", "m"),
	Ghosts:     bind("G", "earlier runs", "G"),
	Presets:    bind("p", "presets", "p"),
	Runs:       bind("u", "runs", "u"),
	Net:        bind("n", "net", "n"),
	Save:       bind("s", "save the run", "s"),
	Load:       bind("o", "open one", "o"),
	Mistakes:   bind("a", "all, mistakes", "a"),
	Draw:       bind("enter", "draw", "enter"),
	Ink:        bind("space", "ink", "space"),
	Rub:        bind("x", "rub out", "x", "backspace", "delete"),
	Blank:      bind("c", "clear", "c"),
	Example:    bind("d", "a digit of the test", "d"),
	Accept:     bind("enter", "take", "enter"),
	Cancel:     bind("esc", "back", "esc"),
	Add:        bind("a", "add a layer", "a", "insert"),
	Remove:     bind("d", "delete", "d", "delete"),
	MoveUp:     bind("shift+↑", "move up", "shift+up", "K"),
	MoveDown:   bind("shift+↓", "move down", "shift+down", "J"),
	Order:      bind("s", "sort", "s"),
	Show:       bind("space", "show or hide", "space"),
	Backspace:  bind("⌫", "delete", "backspace"),

	Choose: bind("↑↓", "choose", "up", "down"),
	Change: bind("←→", "change", "left", "right"),
	Move:   bind("↑↓←→", "move", "up", "down", "left", "right"),
	Tabs:   bind("1 2 3", "tabs", "1", "2", "3"),
	Scroll: bind("pgup pgdn", "scroll", "pgup", "pgdown"),
}

// Playing returns the play key as it reads while something runs or stands.
func (k keyMap) Playing(on bool) key.Binding {
	b := k.Play
	if on {
		b.SetHelp("space", "pause")
	} else {
		b.SetHelp("space", "play")
	}
	return b
}

// Relabel returns a binding that reads differently in a context.
func (k keyMap) Relabel(b key.Binding, desc string) key.Binding {
	b.SetHelp(b.Help().Key, desc)
	return b
}

// Turning lists the keys that every tab's knobs answer to.
func (k keyMap) Turning() []key.Binding {
	return []key.Binding{k.Up, k.Down, k.Left, k.Right, k.BigLeft, k.BigRight}
}

// Moving lists the keys that lead elsewhere.
func (k keyMap) Moving() []key.Binding {
	return []key.Binding{k.Tab1, k.Tab2, k.Tab3, k.NextTab, k.PrevTab, k.Guide, k.Share, k.Export, k.Help, k.Quit}
}
