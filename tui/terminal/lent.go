package terminal

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// lent is a model that can be taken back from a program that still runs: from
// then on it does nothing.
type lent struct {
	model tea.Model
	turn  chan bool // holds one value while nobody uses the model
}

func newLent(model tea.Model) *lent {
	l := &lent{model, make(chan bool, 1)}
	l.turn <- true
	return l
}

// use calls do, unless the model was taken back.
func (l *lent) use(do func()) {
	if free := <-l.turn; free {
		defer func() { l.turn <- true }()
		do()
	} else {
		l.turn <- false
	}
}

// takeBack waits until the model is not in use, and reports whether that came
// about in time.
func (l *lent) takeBack() bool {
	select {
	case <-l.turn:
		l.turn <- false
		return true
	case <-time.After(modelPatience):
		return false
	}
}

// Init is that of the model.
func (l *lent) Init() (cmd tea.Cmd) {
	l.use(func() { cmd = l.model.Init() })
	return cmd
}

// Update is that of the model.
func (l *lent) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	l.use(func() { l.model, cmd = l.model.Update(msg) })
	return l, cmd
}

// View is that of the model.
func (l *lent) View() (v tea.View) {
	l.use(func() { v = l.model.View() })
	return v
}
