package nn

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The errors of this package wrap one of these. Their texts are for whoever
// typed what is wrong.
var (
	ErrUnknown = errors.New("unknown name") // a name that a table does not have
	ErrRange   = errors.New("out of range") // a number that is too small, too large or none
)

// refusal is an error with a text of its own that wraps one of the above.
type refusal struct {
	error
	kind error
}

func (r refusal) Unwrap() error { return r.kind }

func refuse(kind error, format string, args ...any) error {
	return refusal{fmt.Errorf(format, args...), kind}
}

// find returns the entry of a table by its name. The error lists the names.
func find[T any](what string, table []T, nameOf func(T) string, name string) (T, error) {
	if i := slices.IndexFunc(table, func(t T) bool { return nameOf(t) == name }); i >= 0 {
		return table[i], nil
	}
	var none T
	return none, refuse(ErrUnknown, "%s %q: want %s", what, name, oneOf(table, nameOf))
}

// oneOf lists the names of a table: "a, b or c".
func oneOf[T any](table []T, nameOf func(T) string) string {
	list := make([]string, len(table))
	for i, t := range table {
		list[i] = nameOf(t)
	}
	last := len(list) - 1
	if last == 0 {
		return list[0]
	}
	return strings.Join(list[:last], ", ") + " or " + list[last]
}
