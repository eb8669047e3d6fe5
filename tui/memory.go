package tui

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// A collector keeps the program small where many share a machine. Go lets
// garbage grow to as much as is in use: of a few megabytes that is little, and
// collecting it more often would cost time; of the epochs of a long run, which
// stay, it would be twice the memory.
type collector struct {
	percent int // that garbage may be of what is in use
	live    []metrics.Sample
}

const usual, tight = 100, 20 // percent

// newCollector returns one, or nil where the user has said what to do.
func newCollector() *collector {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	return &collector{usual, []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
}

// tune follows what is in use now.
func (c *collector) tune() {
	if c == nil {
		return
	}
	metrics.Read(c.live)
	if percent := percentOf(c.live[0].Value.Uint64(), c.percent); percent != c.percent {
		c.percent = percent
		debug.SetGCPercent(percent)
	}
}

// percentOf returns the percent for so many bytes in use, where it was another
// so far: between the two bounds, it stays.
func percentOf(live uint64, sofar int) int {
	const much, little = 25_000_000, 15_000_000
	switch {
	case live > much:
		return tight
	case live < little:
		return usual
	}
	return sofar
}
