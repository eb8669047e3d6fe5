package command

import (
	"cmp"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"nntui/model"
	"nntui/model/setting"
	"nntui/nn"
	"nntui/tui"
	"nntui/tui/confine"
	"nntui/tui/store"
)

// A limit is a bound on what one program takes of the machine.
type limit struct {
	name, usage string
	unit        unit
	open        int64 // by itself; 0 for no limit
	restricted  int64 // by itself under restriction
	highest     int64 // that it can be set to; 0 for any
	set         func(*tui.Options, int64)
}

const mega = 1_000_000

// limits are all that there are.
var limits = []limit{
	{"max-weights", "weights and biases that a net may have", counts, nn.MaxParams, 100_000, nn.MaxParams,
		func(_ *tui.Options, n int64) { model.Most.Weights = int(n) }},
	{"max-epochs", "epochs that a training may have, and steps a descent", counts, model.MaxSteps, 10_000, model.MaxSteps,
		func(_ *tui.Options, n int64) { model.Most.Steps = int(n) }},
	{"max-memory", "memory to work in; a run may have a quarter of it", sizes, 0, 512 * mega, 0,
		func(_ *tui.Options, n int64) { debug.SetMemoryLimit(n); model.Most.Bytes = min(model.Most.Bytes, n/4) }},
	{"max-sessions", "sessions to keep; the oldest go", counts, int64(store.Usual.Number), 10, 0,
		func(o *tui.Options, n int64) { o.Most.Number = int(n) }},
	{"max-saved", "runs to keep under names; then no more are taken", counts, int64(store.Usual.Named), 20, 0,
		func(o *tui.Options, n int64) { o.Most.Named = int(n) }},
	{"max-state", "room on the disk for sessions, and as much for saved runs", sizes, store.Usual.Bytes, 50 * mega, 0,
		func(o *tui.Options, n int64) { o.Most.Bytes = n }},
	{"idle", "end after so long without a key or the mouse, with all saved", spans, 0, int64(30 * time.Minute), 0,
		func(o *tui.Options, n int64) { o.Idle = time.Duration(n) }},
}

// own is the limit where no flag sets it, 0 for none.
func (l limit) own(r confine.Restriction) int64 {
	if r == confine.Open {
		return l.open
	}
	return l.restricted
}

// setting is the flag of the limit.
func (l limit) setting(r confine.Restriction, n *int64) setting.Setting {
	*n = l.own(r)
	highest := l.highest
	if r == confine.Forced {
		highest = l.restricted
	}
	return setting.New(l.name, l.usage, l.takes(highest), n, func(text string) (int64, error) {
		v, err := l.unit.parse(text)
		if err == nil && (v < 1 || highest > 0 && v > highest) {
			err = strconv.ErrRange
		}
		return v, err
	}, func(v int64) string {
		if v == 0 {
			return ""
		}
		return l.unit.format(v)
	})
}

// takes says what the flag takes.
func (l limit) takes(highest int64) string {
	if highest == 0 {
		return l.unit.takes
	}
	return l.unit.takes + ", up to " + l.unit.format(highest)
}

// limitsOf returns the settings of all limits, and what holds the program to
// them once they are set.
func limitsOf(r confine.Restriction, o *tui.Options) (settings []setting.Setting, hold func()) {
	values := make([]int64, len(limits))
	for i, l := range limits {
		settings = append(settings, l.setting(r, &values[i]))
	}
	return settings, func() {
		for i, l := range limits {
			if values[i] > 0 {
				l.set(o, values[i])
			}
		}
	}
}

// A unit is how a limit is written.
type unit struct {
	takes  string
	parse  func(string) (int64, error)
	format func(int64) string
}

var (
	counts = unit{"a whole number", func(text string) (int64, error) { return strconv.ParseInt(text, 10, 64) },
		func(n int64) string { return strconv.FormatInt(n, 10) }}
	sizes = unit{"a size such as 200MB or 2GB", parseSize, func(n int64) string { return fmt.Sprintf("%dMB", n/mega) }}
	spans = unit{"a time such as 30m or 2h", func(text string) (int64, error) {
		d, err := time.ParseDuration(text)
		return int64(d), err
	}, func(n int64) string { return strings.Replace(time.Duration(n).String(), "m0s", "m", 1) }}
)

// parseSize reads a number of bytes.
func parseSize(text string) (int64, error) {
	number, giga := strings.CutSuffix(text, "GB")
	number, _ = strings.CutSuffix(number, "MB")
	n, err := strconv.ParseInt(number, 10, 32)
	switch {
	case number == text:
		return 0, cmp.Or(err, strconv.ErrSyntax)
	case giga:
		return n * 1000 * mega, err
	}
	return n * mega, err
}
