// Package lines writes the experiments as plain lines, as CSV or as JSON: for
// pipes and scripts, and for everyone who wants the numbers rather than the
// pictures.
//
// [Formats] says what each format promises. [Train] writes a run while it is
// under way, with a bar that shows how far a long one is; [Run], [Descent],
// [Check] and [Presets] write what is there.
package lines

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
)

// A Format is a way to write an experiment.
type Format struct {
	Name  string // what it is called, and how names of files with it end
	prose bool   // are there sentences around the rows?
	named bool   // does each value have its name, so that new ones confuse no reader?
	rows  func(table, *bufio.Writer) func(values ...any)
}

// Formats lists the formats: text, for reading, and then those for files.
var Formats = []Format{
	{"text", true, false, table.text}, // aligned for reading, rounded
	{"csv", false, false, table.csv},  // a header, then a record for each row, at full precision
	{"json", false, true, table.json}, // an object a line, at full precision; null for NaN and infinity
}

// Prose reports whether people read it: there are sentences around the rows.
func (f Format) Prose() bool { return f.prose }

// A table says what rows look like.
type table struct {
	keys []string // the names of a row's values
	head string   // the line above the rows as text
	row  string   // the Printf format of a row as text
}

// text returns a function that writes a row to w, as csv and json do. Its
// errors, as all of a bufio.Writer, wait for Flush.
func (t table) text(w *bufio.Writer) func(values ...any) {
	w.WriteString(t.head)
	return func(values ...any) { fmt.Fprintf(w, t.row, values...) }
}

func (t table) csv(w *bufio.Writer) func(values ...any) {
	records := csv.NewWriter(w) // its buffer is w: there is nothing else to flush
	records.Write(t.keys)
	return func(values ...any) {
		texts := make([]string, len(values)) // as Go prints them: the shortest that read back as the same numbers
		for i, v := range values {
			texts[i] = fmt.Sprint(v)
		}
		records.Write(texts)
	}
}

func (t table) json(w *bufio.Writer) func(values ...any) {
	return func(values ...any) {
		for i, v := range values {
			if f, ok := v.(float64); ok && (math.IsNaN(f) || math.IsInf(f, 0)) {
				v = nil
			}
			text, _ := json.Marshal(v)                                  // which takes all that comes here: numbers, strings and booleans
			fmt.Fprintf(w, "%c%q:%s", "{,"[min(i, 1)], t.keys[i], text) // the keys in their order
		}
		w.WriteString("}\n")
	}
}
