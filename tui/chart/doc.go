// Package chart draws pictures of numbers in cells.
//
// All of them stand on a [Grid]: areas of half-block pixels, lines of braille
// dots over these, and characters over both. A [Plot] puts curves over two axes
// on it, a [Relief] is a surface as a map, and the rest are small pictures: of
// pixels and bars. Each point of a curve lies within half a dot of its
// place, and no peak of it is lost.
//
// ascii.go is the only file that knows asciigraph, which draws the curves where
// there is no braille.
package chart
