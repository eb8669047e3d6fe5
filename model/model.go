// Package model holds what nntui's experiments share: how they stand ([State]),
// why a config is refused ([ConfigError]), how long they may take ([Deadline])
// and what texts can say of them ([Reading]).
//
// The experiments themselves are the packages descent, check and training
// below it; none knows another. Each is made from a config, a plain comparable
// value that holds everything a user can change, the seeds included; it
// advances; and it yields snapshots, values that nothing changes afterwards and
// that hold all that a view needs. The same config always gives the same
// snapshots. No package here knows a terminal.
package model

import (
	"errors"
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

// Refuse returns a ConfigError about a field. What %w stands for is its cause.
func Refuse(field, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	// The package that a reason comes from says nothing to a user.
	return &ConfigError{field, strings.TrimPrefix(err.Error(), "nn: "), errors.Unwrap(err)}
}

// A Deadline tells when a budget is used up; a budget of 0 never is.
type Deadline struct{ at time.Time }

// NewDeadline returns the end of a budget that begins now.
func NewDeadline(budget time.Duration) Deadline {
	if budget <= 0 {
		return Deadline{}
	}
	return Deadline{time.Now().Add(budget)}
}

// Passed reports whether the budget is used up.
func (d Deadline) Passed() bool { return !d.at.IsZero() && !time.Now().Before(d.at) }
