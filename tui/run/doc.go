// Package run drives experiments off the UI goroutine: a [Runner] keeps one in
// step with a config, a [Ticker] an animation, and a [Trial] runs one apart from
// the screen.
//
// There is never more than one command in flight for a runner, and pausing is
// not asking again, so that there is nothing to lock.
package run
