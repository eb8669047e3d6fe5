// Package chart draws pictures of numbers in cells: curves, maps, planes with
// logarithmic axes, small pictures, bars and sparks. chart.go is the only file that
// knows asciigraph.
package chart
