// Package model holds nntui's experiments: [Descent], [Check] and [Training].
//
// Each is made from a config, a plain comparable value that holds everything
// a user can change, the seeds included; it advances; and it yields snapshots,
// values that nothing changes afterwards and that hold all that a view needs.
// The same config always gives the same snapshots. The package knows no
// terminal.
package model

import (
	"fmt"
	"strings"
	"time"
)

// A ConfigError says which field of a config cannot work, and what it takes.
// Fields are named as the flags of the command line are.
type ConfigError struct {
	Field  string
	Reason string
	Cause  error // behind the reason, if any
}

func (e *ConfigError) Error() string { return e.Field + ": " + e.Reason }

// Unwrap returns the cause.
func (e *ConfigError) Unwrap() error { return e.Cause }

func refuse(field, format string, args ...any) error {
	// The package that a reason comes from says nothing to a user.
	return &ConfigError{Field: field, Reason: strings.TrimPrefix(fmt.Sprintf(format, args...), "nn: ")}
}

// deadline tells when a budget is used up; a budget of 0 never is.
type deadline struct{ at time.Time }

func newDeadline(budget time.Duration) deadline {
	if budget <= 0 {
		return deadline{}
	}
	return deadline{time.Now().Add(budget)}
}

func (d deadline) passed() bool { return !d.at.IsZero() && !time.Now().Before(d.at) }
