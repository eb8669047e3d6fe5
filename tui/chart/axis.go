package chart

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model/setting"
	"nntui/tui/axis"
	"nntui/tui/kit"
)

// chartAxes says what a chart's axes show.
type Axes struct {
	Low, High float64 // of the values; the axis goes on to round numbers
	Limit     float64 // above this nothing can be, and nothing is labelled; 0 for no limit
	First     int     // the label of position 0
	Last      int     // the label at the right end: the chart's width is this, however few values there are
	Per       int     // values for each step of the labels, 1 if 0
	XName     string
	XLog      bool                   // the positions' distance shrinks to the right
	Label     func(v float64) string // of a value; shortNumber if nil
}

// The label column of a chart, in cells.
const LabelWidth = 8

// Place returns the cell of a chart that shows a value at a label of its axis.
func Place(f kit.Frame, a Axes, at int, value float64) (x, y int) {
	columns, rows := f.Width-LabelWidth-1, f.Height-2
	if columns < 2 || rows < 1 {
		return -1, -1
	}
	a, _ = a.round(rows)
	row := toRows([]float64{value}, a, rows)[0]
	return LabelWidth + min(a.column(float64(at), columns+1)+1, columns), rows - int(math.Round(row))
}

// Position returns the position that column c of n begins at, from 0 to last.
func Position(c, last, n int) float64 {
	return float64(c) * float64(last) / float64(n-1)
}

// position is the same for this axis.
func (a Axes) position(c, n int) float64 {
	if !a.XLog {
		return Position(c, (a.Last-a.First)*max(1, a.Per), n)
	}
	first, last := float64(a.First), float64(a.Last)
	return first*math.Pow(last/first, float64(c)/float64(n-1)) - first
}

// column returns the column of n that shows a label of the axis.
func (a Axes) column(label float64, n int) int {
	if a.Last <= a.First {
		return 0
	}
	along := (label - float64(a.First)) / float64(a.Last-a.First)
	if a.XLog {
		along = math.Log(label/float64(a.First)) / math.Log(float64(a.Last)/float64(a.First))
	}
	return int(math.Round(along * float64(n-1)))
}

// toRows maps values onto rows 0 to rows, in place. Infinities and what lies
// outside stay at the edge.
func toRows(values []float64, a Axes, rows int) []float64 {
	for i, v := range values {
		values[i] = min(max((v-a.Low)/(a.High-a.Low), 0), 1) * float64(rows)
	}
	return values
}

// round moves the bounds outwards so that round numbers fall on whole rows,
// and returns how many rows there are to a label: of one to four, the one that
// leaves the least room unused, and of equals the one nearest to a label every
// second or third row of a high chart. Very few rows are all for the curve:
// their two ends are labelled as they are.
func (a Axes) round(rows int) (Axes, int) {
	const few = 2
	if !(a.High > a.Low) {
		a.Low, a.High = a.Low-0.5, a.Low+0.5
	}
	if rows <= few {
		return a, rows
	}
	best, bestPer, least := a, 1, math.Inf(1)
	for per := 1; per <= min(4, rows); per++ {
		r := a.roundTo(float64(rows) / float64(per))
		unused := (r.High - r.Low) * (1 + 0.02*math.Abs(float64(per-1-rows/9)))
		if unused < least {
			best, bestPer, least = r, per, unused
		}
	}
	return best, bestPer
}

// roundTo is round for a given number of labels.
func (a Axes) roundTo(labels float64) Axes {
	step := axis.Step((a.High - a.Low) / labels)
	low := math.Floor(a.Low/step+1e-9) * step
	if low+labels*step < a.High-1e-9*step {
		step = axis.Step(1.5 * step)
		low = math.Floor(a.Low/step+1e-9) * step
	}
	a.Low, a.High = low, low+labels*step
	return a
}

// yLabels returns the label of each row from 0 to rows, blank for most.
func (a Axes) yLabels(rows, perLabel int) []string {
	label := a.Label
	if label == nil {
		label = shortNumber
	}
	labels := make([]string, rows+1)
	for i := range labels {
		v := setting.Tidy(a.Low + (a.High-a.Low)*float64(i)/float64(rows))
		var text string
		if i%perLabel == 0 && (a.Limit == 0 || v <= a.Limit) {
			text = ansi.Truncate(label(v), LabelWidth-1, "")
		}
		labels[i] = strings.Repeat(" ", LabelWidth-1-len(text)) + text
	}
	return labels
}

// shortNumber shows a number with as many digits as a label has room for.
func shortNumber(v float64) string {
	text := setting.Short(v)
	for digits := 4; len(text) > LabelWidth-1 && digits > 0; digits-- {
		text = strconv.FormatFloat(v, 'g', digits, 64)
	}
	return text
}

// xTicks returns round labels between the ends.
func (a Axes) xTicks(columns int) (at []float64) {
	if !a.XLog {
		for _, t := range (axis.Axis{Low: float64(a.First), High: float64(a.Last)}).Ticks(max(1, columns/12)) {
			at = append(at, t.Value)
		}
		return at
	}
	for v := float64(a.First); v < float64(a.Last); v = axis.Step(v * 1.1) {
		at = append(at, v)
	}
	return at
}

// xLabels is the line of positions below a chart: the first, the last, and
// round ones between them as far as there is room.
func xLabels(a Axes, columns int) string {
	line := []rune(strings.Repeat(" ", LabelWidth+1+columns))
	put := func(at int, text string) {
		if at < 0 || at+len(text)+1 > len(line) {
			return
		}
		for i := max(0, at-1); i <= at+len(text) && i < len(line); i++ {
			if line[i] != ' ' {
				return
			}
		}
		copy(line[at:], []rune(text))
	}
	end := strconv.Itoa(a.Last)
	put(LabelWidth+1, strconv.Itoa(a.First))
	put(len(line)-len(end)-1, end)
	if a.Last > a.First {
		for _, v := range a.xTicks(columns) {
			text := strconv.Itoa(int(v))
			put(LabelWidth+1+a.column(v, columns)-len(text)/2, text)
		}
	}
	put(0, ansi.Truncate(a.XName, LabelWidth-1, ""))
	return string(line)
}

// Bounds returns the least and the largest value.
func Bounds(list []Series) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range list {
		if len(s.Values) > 0 {
			low, high = min(low, slices.Min(s.Values)), max(high, slices.Max(s.Values))
		}
	}
	return low, high
}
