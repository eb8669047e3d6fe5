package tui

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
)

// past is what the user has changed, tab by tab, to undo and to do again. All
// settings count, whatever changed them, but for those that only say where one
// stands.
type past struct {
	tabs   []memory
	idle   bool     // is what happens now no change to remember?
	stroke int      // how often a button of the mouse went down
	held   []values // of the tabs, before something took all keys; nil where nothing has
}

// memory is the past of a tab.
type memory struct {
	last         values   // as the user left it
	done, undone []change // the latest at the end
}

// values are the settings of a tab by their names.
type values map[string]string

// A change is what a key, the mouse or a pasted text made of a tab's settings.
type change struct {
	before, after values
	by            string    // the key
	stroke        int       // of the mouse, up to which it came
	at            time.Time // when it ended
}

const (
	mostChanges = 500                    // of a tab
	gesture     = 700 * time.Millisecond // the longest pause in one: a key held down, the wheel
)

func newPast(a *App) past {
	p := past{tabs: make([]memory, len(a.tabs))}
	for i := range p.tabs {
		p.tabs[i].last = valuesOf(a.tabs[i].Settings())
	}
	return p
}

func valuesOf(settings []setting.Setting) values {
	v := make(values, len(settings))
	for _, s := range settings {
		if !s.Fleeting {
			v[s.Name] = s.Get()
		}
	}
	return v
}

// watch returns what remembers, once a message was dealt with, what it changed:
// where something takes all keys, once that is done. What has changed since the
// last message of the user, as a key's work took its time, is remembered before.
func (p *past) watch(a *App, msg tea.Msg) func() {
	by := byUser(msg)
	if by == "" {
		return func() {}
	}
	p.idle = false
	if by == "press" {
		p.stroke++
	}
	before := p.held
	if before == nil {
		before = make([]values, len(a.tabs))
		for i, t := range a.tabs {
			settings := t.Settings()
			before[i] = valuesOf(settings)
			p.tabs[i].late(settings, before[i])
		}
	}
	return func() {
		if p.held = nil; a.modal() {
			p.held = before // a line that is typed is one change, once it is done
			return
		}
		for i, t := range a.tabs {
			p.tabs[i].last = valuesOf(t.Settings()) // anew: what plays or is typed has others
			if !p.idle {
				p.tabs[i].remember(change{before[i], p.tabs[i].last, by, p.stroke, time.Now()})
			}
		}
	}
}

// byUser says what of the user's a message is, or nothing.
func byUser(msg tea.Msg) string {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return msg.String()
	case tea.PasteMsg:
		return "paste"
	case tea.MouseWheelMsg:
		return "wheel"
	case tea.MouseClickMsg:
		return "press"
	case tea.MouseReleaseMsg:
		return "release"
	case tea.MouseMotionMsg:
		if msg.Button != tea.MouseNone {
			return "drag"
		}
	}
	return ""
}

// late remembers what became of the numbers after the user's last message.
func (m *memory) late(settings []setting.Setting, now values) {
	then := maps.Clone(now)
	for _, s := range setting.Numbers(settings) {
		if old, ok := m.last[s.Name]; ok {
			then[s.Name] = old
		}
	}
	m.remember(change{before: then, after: now, at: time.Now()})
}

// buttons are what a button of the mouse does in a stroke.
var buttons = []string{"press", "drag", "release"}

// remember adds a change, if it is one. One gesture is one change.
func (m *memory) remember(c change) {
	names := c.names()
	if len(names) == 0 {
		return
	}
	m.undone = nil
	if n := len(m.done); n > 0 {
		last := &m.done[n-1]
		one := c.by == last.by && c.at.Sub(last.at) < gesture
		if slices.Contains(buttons, c.by) {
			one = slices.Contains(buttons, last.by) && c.stroke == last.stroke
		}
		if one && slices.Equal(names, last.names()) {
			last.after, last.by, last.at = c.after, c.by, c.at
			return
		}
	}
	m.done = append(m.done, c)
	m.done = m.done[max(0, len(m.done)-mostChanges):]
}

// names are the settings that differ, in order.
func (c change) names() (list []string) {
	for name, v := range c.after {
		if c.before[name] != v {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// undo goes one change back, and redo one on again.
func (a *App) undo() tea.Cmd {
	m := &a.past.tabs[a.active]
	return a.travel(&m.done, &m.undone, "Undone", "There is nothing to undo here.", func(c change) (from, to values) { return c.after, c.before })
}

func (a *App) redo() tea.Cmd {
	m := &a.past.tabs[a.active]
	return a.travel(&m.undone, &m.done, "Done again", "There is nothing to do again here.", func(c change) (from, to values) { return c.before, c.after })
}

// travel takes a change from one list, carries it out and puts it on the other.
func (a *App) travel(from, to *[]change, word, none string, way func(change) (from, to values)) tea.Cmd {
	a.past.idle = true
	n := len(*from)
	if n == 0 {
		a.note = none
		return nil
	}
	c := (*from)[n-1]
	*from = (*from)[:n-1]
	was, is := way(c)
	cmd, err := a.change(is)
	if err != nil {
		a.note = "Not " + strings.ToLower(word) + ": " + err.Error()
		return nil
	}
	*to = append(*to, c)
	a.note = word + ": " + a.differences(c.names(), was, is) + "."
	return cmd
}

// change sets settings of the active tab, and has it follow.
func (a *App) change(to values) (tea.Cmd, error) {
	t := a.tabs[a.active]
	if err := t.Set(to); err != nil {
		return nil, err
	}
	return t.Open(), nil
}

// differences says what settings are now, and what they were.
func (a *App) differences(names []string, was, is values) string {
	const most = 2
	settings := a.tabs[a.active].Settings()
	var parts []string
	for _, s := range settings {
		if slices.Contains(names, s.Name) {
			parts = append(parts, fmt.Sprintf("%s is %s (was %s)", s.Called(), shown(is[s.Name]), shown(was[s.Name])))
		}
	}
	if n := len(parts); n > most {
		return fmt.Sprintf("%s, and %d more settings", parts[0], n-1)
	}
	return strings.Join(parts, ", ")
}

// shown is a value in a sentence.
func shown(value string) string {
	const most = 30
	if x, err := strconv.ParseFloat(value, 64); err == nil {
		return setting.Short(x)
	}
	switch r := []rune(value); {
	case value == "":
		return "none"
	case len(r) > most:
		return string(r[:most-1]) + "…"
	}
	return value
}
