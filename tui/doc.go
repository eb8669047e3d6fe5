// Package tui is nntui's full-screen program: a table of tabs, each a package
// below it (descent, check, training), the guide beside them, and the sheets
// over them (help, share, export).
//
// A key travels like this: [App] looks it up in the table of keys of what has
// them now and hands the row to the active tab; that turns a knob, which makes
// a new config; its runner (package run) builds or retunes the experiment and
// advances it in one command off the UI goroutine; the command's snapshot comes
// back as a message, is kept, and View draws it (packages kit and chart).
//
// The guide (g) leads through a lesson of package lesson beside the tabs: it
// sets them up by the same command lines that y shows, and runs the set-ups
// apart from the screen for the figures in its answers.
package tui
