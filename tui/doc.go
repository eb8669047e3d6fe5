// Package tui is nntui's full-screen program: three tabs over the experiments
// of package model.
//
// A key travels like this: [App] hands it to the active tab; the tab turns a
// knob, which makes a new config; its runner builds or retunes the experiment
// and advances it in one command off the UI goroutine; the command's snapshot
// comes back as a message, is kept, and View draws it. There is never more
// than one command in flight for a tab, and pausing is not asking again, so
// that there is nothing to lock.
//
// The guide (g) leads through a lesson of package lesson beside the tabs: it
// sets them up by the same command lines that y shows, and runs the set-ups
// apart from the screen for the figures in its answers.
//
// keys.go is the only file with key strings, theme.go the only one with
// colours, chart.go the only one that knows asciigraph.
package tui
