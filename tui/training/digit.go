package training

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/model/training"
	"nntui/nn"
	"nntui/tui/kit"
)

// digitsNow returns the digits that are on the screen, with the frame of their
// panel.
func (t *Tab) digitsNow() (c *training.Classified, f kit.Frame, ok bool) {
	if c = t.detail().Digits; c == nil || !t.runner.Ready {
		return nil, f, false
	}
	i := slices.IndexFunc(t.panes(t.frame), func(p pane) bool { return p.name == "digits" })
	if i < 0 {
		return nil, f, false
	}
	return c, t.panes(t.frame)[i].Frame, true
}

// inDigits reports whether the arrow keys go from digit to digit.
func (t *Tab) inDigits() bool {
	_, ok := t.digit()
	return ok && t.digits.in
}

// digit returns the digits that the chosen one is among, if it is and they are
// on the screen.
func (t *Tab) digit() (c *training.Classified, ok bool) {
	c, _, ok = t.digitsNow()
	return c, ok && t.digits.chosen >= 0 && t.digits.chosen < len(c.P)
}

// digitsInside are the keys while the arrows go from digit to digit.
func (t *Tab) digitsInside() kit.Keys {
	return kit.Keys{
		kit.Arrows("", "from digit to digit", t.moveDigit).InFoot("digits"),
		kit.On("", "back", "let the digit go", kit.Do(t.digits.letGo)).InFoot("back"),
	}.If(t.inDigits())
}

// enterKey is the key that leads there.
func (t *Tab) enterKey() kit.Key {
	return kit.On("digit", "enter", "read out a digit", kit.Do(t.enterDigits)).InFoot("read out").If(t.view == "digits" && !t.inDigits())
}

// enterDigits gives the arrow keys to the digits, from the chosen one or the
// first that is seen.
func (t *Tab) enterDigits() {
	c, f, ok := t.digitsNow()
	if !ok {
		return
	}
	list := t.listed(c)
	if from, to := pageOf(t.digitList(f)); !slices.Contains(list, t.digits.chosen) && from < to {
		t.digits.chosen = list[from]
	}
	t.digits.in = true
}

// moveDigit chooses the digit beside, above or below the chosen one, ten columns
// or rows on if far; the page follows. One that is no longer listed gives way to
// the first that is seen.
func (t *Tab) moveDigit(right, down int, far bool) {
	c, f, _ := t.digitsNow()
	list, wall := t.listed(c), t.digitWall(f, c)
	if len(list) == 0 {
		return
	}
	if far {
		right, down = 10*right, 10*down
	}
	from, to := pageOf(t.digitList(f))
	at := from
	if i := slices.Index(list, t.digits.chosen); i >= 0 {
		at = kit.Clamp(i+right+down*wall.Columns(), len(list))
	}
	t.digits.chosen = list[at]
	switch row := wall.Columns(); {
	case at < from:
		t.digits.At = from - (from-at+row-1)/row*row
	case at >= to:
		t.digits.At = from + (at-to+row)/row*row
	}
	t.digits.At = max(0, t.digits.At)
}

// digitAt returns the digit at a place of the panel, none between them.
func (t *Tab) digitAt(f kit.Frame, m tea.Mouse) int {
	const left, above = 2, 2 // the border, and the line that says what the colours mean
	c := t.detail().Digits
	if c == nil {
		return none
	}
	list := t.listed(c)
	from, to := pageOf(t.digitList(f))
	i := t.digitWall(f, c).At(m.X-left, m.Y-above)
	if i < 0 || from+i >= to {
		return none
	}
	return list[from+i]
}

// mouseDigits chooses a digit, and turns the page with the wheel.
func (t *Tab) mouseDigits(f kit.Frame, msg tea.MouseMsg) {
	if i := t.digitAt(f, msg.Mouse()); i >= 0 && kit.Clicks(msg) {
		t.digits.chosen, t.digits.in = i, true
	}
	first, page, n := t.digitList(f)
	if turnPage(first, page, n, msg) {
		t.leadChosen(f)
	}
}

// leadChosen takes the chosen digit along to another page: to its first digit.
func (t *Tab) leadChosen(f kit.Frame) {
	c := t.detail().Digits
	if c == nil || t.digits.chosen < 0 {
		return
	}
	from, to := pageOf(t.digitList(f))
	if page := t.listed(c)[from:to]; len(page) > 0 && !slices.Contains(page, t.digits.chosen) {
		t.digits.chosen = page[0]
	}
}

// hoverDigits reads out the digit under the pointer.
func (t *Tab) hoverDigits(f kit.Frame, m tea.Mouse) string {
	if i := t.digitAt(f, m); i >= 0 {
		return digitInFull(t.frame, t.detail().Digits, i)
	}
	return ""
}

// digitInFull says all of a digit in a line, with fewer words where there is
// little room.
func digitInFull(f kit.Frame, c *training.Classified, i int) string {
	p, class, a := c.P[i], c.Test.Class[i], "a"
	if class == 8 {
		a = "an"
	}
	says, low := "5 to 9", 0.0
	if p > 0.5 {
		says = "0 to 4"
	}
	if class < 5 {
		low = 1
	}
	sign := f.Theme.Good.Style().Render("✓ right")
	if c.Wrong(i) {
		sign = f.Theme.Bad.Style().Render("✗ wrong")
	}
	numbers := fmt.Sprintf("P(0-4) %.4f, loss %.4f ", p, nn.BCE(p, low)+0) // and not -0
	return firstFit(f.Sized(f.Width+3, 1),                                 // the line that says it has no borders
		fmt.Sprintf("Digit %d of the test is %s %d; the net says %s: ", i+1, a, class, says)+numbers+sign,
		fmt.Sprintf("Digit %d is %s %d; the net says %s: ", i+1, a, class, says)+numbers+sign,
		fmt.Sprintf("%d is %s %d: ", i+1, a, class)+numbers+sign)
}

// digitSetting is the digit that is read out, counted from 1.
func (t *Tab) digitSetting() setting.Setting {
	d := &t.digits
	return setting.Optional("digit", "the digit of the test to read out, from 1",
		func() (n int, ok bool) { return d.chosen + 1, d.chosen >= 0 },
		func(n int, ok bool) {
			if d.letGo(); ok {
				d.chosen = max(n, 1) - 1
			}
		}).Passing()
}
