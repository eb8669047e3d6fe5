package tui

import (
	"fmt"
	"nntui/model/setting"
	"strconv"
)

// A lesson can hide controls: knobs by the names in their table, keys by what
// the help says that they do. A hidden knob is not in the table, a hidden key
// neither works nor is named.

// table is what a lesson sees of a tab's knobs.
type table interface {
	names() []string
	words() string // what the chosen knob does
	hide(hidden map[string]bool)
}

func (k *knobs[T]) names() []string {
	return setting.Names(k.rows, func(k knob[T]) string { return k.name })
}

// hide hides the knobs of these names, and shows all others again.
func (k *knobs[T]) hide(hidden map[string]bool) {
	k.hidden = hidden
	k.point(k.at)
}

// point puts the cursor on a row or, where that is hidden, on the next that
// is not.
func (k *knobs[T]) point(at int) {
	for i := range k.rows {
		if row := (at + i) % len(k.rows); !k.hidden[k.rows[row].name] {
			k.at = row
			return
		}
	}
}

// step moves the cursor by one row that is shown, around the end.
func (k *knobs[T]) step(by int) {
	n := len(k.rows)
	for i := 1; i <= n; i++ {
		if row := (k.at + i*by + i*n) % n; !k.hidden[k.rows[row].name] {
			k.at = row
			return
		}
	}
}

// shown lists the rows that are not hidden, and says which of them the cursor
// is on: -1 where all are hidden.
func (k *knobs[T]) shown() (rows []knob[T], at int) {
	at = -1
	for i, row := range k.rows {
		if k.hidden[row.name] {
			continue
		}
		if i == k.at {
			at = len(rows)
		}
		rows = append(rows, row)
	}
	return rows, at
}

// count returns how many rows are shown.
func (k *knobs[T]) count() int {
	rows, _ := k.shown()
	return len(rows)
}

// optional is a setting for a whole number from 0 that need not be there:
// what is counts as nothing.
func optional(name, usage string, get func() (n int, ok bool), set func(n int, ok bool)) setting.Setting {
	return setting.Setting{
		Name: name, Usage: usage, Takes: "a whole number",
		Get: func() string {
			if n, ok := get(); ok {
				return strconv.Itoa(n)
			}
			return ""
		},
		Set: func(text string) error {
			n, err := strconv.Atoi(text)
			if text != "" && (err != nil || n < 0) {
				return fmt.Errorf("%q does not fit; it takes a whole number from 0", text)
			}
			set(n, text != "")
			return nil
		},
	}
}
