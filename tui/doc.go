// Package tui is nntui's full-screen program: a table of tabs, each a package
// below it (descent, check, training), the guide beside them, and the sheets
// over them (help and its search, palette, a value that is typed, share,
// export).
//
// A key travels like this: [App] looks it up in the table of keys of what has
// them now and hands the row to the active tab; that turns a knob, which makes
// a new config; its runner (package run) builds or retunes the experiment and
// advances it in one command off the UI goroutine; the command's snapshot comes
// back as a message, is kept, and View draws it (packages kit and chart).
//
// What a key means is a row of one table, kit.Meanings: no tab gives a key
// another meaning, and help, the line at the bottom, the manual page and README
// are made of it or held to it. Whatever changes a setting is remembered by
// comparing the settings before and after (past.go), so that it can be undone.
//
// The guide (g) leads through a lesson of package lesson beside the tabs: it
// sets them up by the same command lines that y shows, and runs the set-ups
// apart from the screen for the figures in its answers.
package tui
