package kit

import (
	"fmt"
	"nntui/model/setting"
	"strconv"
)

// A lesson can hide controls: knobs by the names in their table, keys by what
// the help says that they do. A hidden knob is not in the table, a hidden key
// neither works nor is named.

// Table is what a lesson sees of a tab's knobs.
type Table interface {
	Names() []string
	Words() string // what the chosen knob does
	Hide(hidden Hidden)
}

func (k *Knobs[T]) Names() []string {
	return setting.Names(k.Rows, func(k Knob[T]) string { return k.Name })
}

// Hide hides the knobs of these names, and shows all others again.
func (k *Knobs[T]) Hide(hidden Hidden) {
	k.Hidden = hidden
	k.Point(k.at)
}

// Point puts the cursor on a row or, where that is hidden, on the next that
// is not.
func (k *Knobs[T]) Point(at int) {
	for i := range k.Rows {
		if row := (at + i) % len(k.Rows); !k.Hidden[k.Rows[row].Name] {
			k.at = row
			return
		}
	}
}

// step moves the cursor by one row that is shown, around the end.
func (k *Knobs[T]) step(by int) {
	n := len(k.Rows)
	for i := 1; i <= n; i++ {
		if row := (k.at + i*by + i*n) % n; !k.Hidden[k.Rows[row].Name] {
			k.at = row
			return
		}
	}
}

// Shown lists the rows that are not hidden, and says which of them the cursor
// is on: -1 where all are hidden.
func (k *Knobs[T]) Shown() (rows []Knob[T], at int) {
	at = -1
	for i, row := range k.Rows {
		if k.Hidden[row.Name] {
			continue
		}
		if i == k.at {
			at = len(rows)
		}
		rows = append(rows, row)
	}
	return rows, at
}

// Count returns how many rows are shown.
func (k *Knobs[T]) Count() int {
	rows, _ := k.Shown()
	return len(rows)
}

// Optional is a setting for a whole number from 0 that need not be there:
// what is counts as nothing.
func Optional(name, usage string, get func() (n int, ok bool), set func(n int, ok bool)) setting.Setting {
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
