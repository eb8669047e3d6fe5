// Package kit is what every screen is made of: the frame that it is drawn in,
// the theme, keys as rows of a table, knobs, lists that scroll and lines to
// type in. It knows no experiment.
//
// theme.go is the only file with colours.
package kit
