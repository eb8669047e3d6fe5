// Package export says what of an experiment can go into a file: its numbers,
// and figures of it.
package export

import (
	"fmt"
	"hash/crc32"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"nntui/model/check"
	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/model/training"
	"nntui/tui/axis"
	"nntui/tui/figures"
	"nntui/tui/lines"
)

// A Product is one thing that a file can hold.
type Product struct {
	Name      string // what it is, in a word for names of files: "path"
	About     string // what it holds, for a list
	Extension string // ".csv"
	Write     func(io.Writer) error
	figure    bool
}

// Descent lists the products of a descent, whose map shows view in levels of
// that spacing.
func Descent(s descent.Snapshot, view surface.Rect, spacing axis.Spacing) []Product {
	numbers := func(w io.Writer, f lines.Format) error { return lines.Descent(w, f, s) }
	return products("path", "every step of the path", numbers, figures.Descent(s, view, spacing))
}

// Check lists the products of a gradient check.
func Check(s check.Snapshot) []Product {
	numbers := func(w io.Writer, f lines.Format) error { return lines.Check(w, f, s) }
	return products("entries", "every entry of the gradient", numbers, figures.Check(s))
}

// Training lists the products of a training run; that of the digits is only
// among them where the snapshot's Detail holds the digits.
func Training(s training.Snapshot, earlier []training.Run, axes figures.Axes) []Product {
	numbers := func(w io.Writer, f lines.Format) error { return lines.Run(w, f, s) }
	return products("epochs", "losses and accuracies of every epoch", numbers, figures.Training(s, earlier, axes))
}

func products(name, about string, numbers func(io.Writer, lines.Format) error, pictures []figures.Figure) (list []Product) {
	for _, f := range lines.Formats[1:] { // all but text
		list = append(list, Product{name, about, "." + f.Name, func(w io.Writer) error { return numbers(w, f) }, false})
	}
	for _, picture := range pictures {
		for _, f := range figures.Formats {
			list = append(list, Product{picture.Name, picture.About, f.Extension, func(w io.Writer) error { return picture.Write(w, f) }, true})
		}
	}
	return list
}

// Extensions lists how names of files can end: ".csv".
func Extensions() []string {
	all := products("", "", nil, make([]figures.Figure, 1))
	return setting.Names(all, func(p Product) string { return p.Extension })
}

// For returns the product that a file with that name holds: its extension
// says which. Of the figures it is the one of that name.
func For(list []Product, file, figure string) (Product, error) {
	for _, p := range list {
		if p.Extension == Extension(file) && (p.Name == figure || !p.figure) {
			return p, nil
		}
	}
	return Product{}, fmt.Errorf("there is no %s of this experiment", figure)
}

// Extension returns how the name of a file ends, as Extensions has it.
func Extension(file string) string { return strings.ToLower(filepath.Ext(file)) }

// principal are the settings that names of files have in any case.
var principal = map[string][]string{
	"descent":  {"step"},
	"check":    {"component"},
	"training": {"preset"},
}

// unfit is what the name of a file cannot hold everywhere, or a shell takes for
// something else.
var unfit = regexp.MustCompile(`[^a-zA-Z0-9._,+=^-]`)

// FileName returns a short name that says what the file holds: the experiment,
// as far as the settings that decide its numbers differ from fresh ones, and
// the product. Of many settings it has the first, and four digits of a checksum
// that tell it from others.
func FileName(experiment string, settings, fresh []setting.Setting, p Product) string {
	const longest = 40 // of what stands before the product
	args := setting.Arguments(setting.Numbers(settings), setting.Numbers(fresh), principal[experiment]...)
	name := experiment
	for _, part := range parts(args) {
		if len(name)+1+len(part) > longest {
			name += fmt.Sprintf("-%04x", crc32.ChecksumIEEE([]byte(strings.Join(args, " ")))&0xffff)
			break
		}
		name += "-" + part
	}
	return name + "-" + p.Name + p.Extension
}

// parts are the settings of a command line as a name has them: a word speaks
// for itself, a number stands behind what it is of.
func parts(args []string) (list []string) {
	for _, arg := range args {
		name, isName := strings.CutPrefix(arg, "--")
		_, err := strconv.ParseFloat(arg, 64)
		switch last := len(list) - 1; {
		case isName:
			list = append(list, inFileName(name))
		case err == nil:
			list[last] += "-" + inFileName(arg)
		default:
			list[last] = inFileName(arg)
		}
	}
	return list
}

func inFileName(text string) string {
	return unfit.ReplaceAllString(strings.ReplaceAll(text, " ", ""), "_")
}
