package tui

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// Of much that is in use, garbage is a smaller part: from one bound on, until it
// is below the other again.
func TestPercentOf(t *testing.T) {
	sofar := usual
	for _, c := range []struct {
		live uint64
		want int
	}{{3e6, usual}, {25e6, usual}, {25e6 + 1, tight}, {60e6, tight}, {15e6, tight}, {15e6 - 1, usual}, {20e6, usual}} {
		if sofar = percentOf(c.live, sofar); sofar != c.want {
			t.Errorf("%d bytes: %d percent, want %d", c.live, sofar, c.want)
		}
	}
}

// The collector follows what the program has in use, unless the user has said
// what to do.
func TestCollector(t *testing.T) {
	before := debug.SetGCPercent(usual)
	defer debug.SetGCPercent(before)
	t.Setenv("GOGC", "")
	c, much := newCollector(), make([]byte, 30_000_000)
	runtime.GC()
	c.tune()
	runtime.KeepAlive(much)
	if got := debug.SetGCPercent(usual); got != tight || c.percent != tight {
		t.Errorf("%d percent", got)
	}
	t.Setenv("GOGC", "70")
	newCollector().tune()
	if got := debug.SetGCPercent(usual); got != usual {
		t.Errorf("%d percent where the user has said what", got)
	}
}
