package chart

import (
	"math"
	"nntui/tui/kit"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/guptarohit/asciigraph"
)

// Series is one curve of a chart: a value for each position 0, 1, 2, ...
type Series struct {
	Values []float64
	Hue    kit.Hue
	Dashed bool // so that two curves differ without colour, too
	upper  bool // where several values share a column, show the largest
	Dotted bool // a third kind; dashed and dotted make a fourth
	Faint  bool // lies under the others, which hide it
}

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

var (
	solid  = asciigraph.DefaultCharSet
	dashed = asciigraph.CharSet{
		Horizontal: "┄", VerticalLine: "┆", ArcDownRight: "╭", ArcDownLeft: "╮",
		ArcUpRight: "╰", ArcUpLeft: "╯", EndCap: "┄", StartCap: "┄",
	}
	dotted = asciigraph.CharSet{
		Horizontal: "·", VerticalLine: ":", ArcDownRight: "·", ArcDownLeft: "·",
		ArcUpRight: "·", ArcUpLeft: "·", EndCap: "·", StartCap: "·",
	}
	long = asciigraph.CharSet{
		Horizontal: "╌", VerticalLine: "╎", ArcDownRight: "╭", ArcDownLeft: "╮",
		ArcUpRight: "╰", ArcUpLeft: "╯", EndCap: "╌", StartCap: "╌",
	}
)

func (s Series) charSet() asciigraph.CharSet {
	switch {
	case s.Dashed && s.Dotted:
		return long
	case s.Dashed:
		return dashed
	case s.Dotted:
		return dotted
	}
	return solid
}

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

// chart draws curves as large as the frame: a label column, an axis, the
// curves, and one line with the positions below.
//
// asciigraph gets the curves in units of rows, one value a column, so that
// none of its own rules applies: its bounds only widen, its sampling loses
// spikes, infinities make it panic, an empty or all-NaN chart prints garbage
// and constant curves collapse into one line.
func Lines(f kit.Frame, a Axes, curves ...Series) string {
	columns, rows := f.Width-LabelWidth-1, f.Height-2
	if columns < 2 || rows < 1 {
		return kit.Fit("", f.Width, f.Height)
	}
	a, perLabel := a.round(rows)
	data := make([][]float64, 0, len(curves))
	options := make([]asciigraph.AnsiColor, 0, len(curves))
	sets := make([]asciigraph.CharSet, 0, len(curves))
	var under []float64 // the first curve that is not faint
	for _, c := range curves {
		values := a.resample(c, columns+1)
		if c.Faint && !a.clip(values) {
			continue
		}
		values = toRows(values, a, rows)
		switch {
		case c.Faint:
		case under == nil:
			under = values
		default:
			interleave(values, under)
		}
		data = append(data, values)
		options = append(options, c.Hue.Graph())
		sets = append(sets, c.charSet())
	}
	labels := a.yLabels(rows, perLabel)
	plot := asciigraph.PlotMany(data,
		asciigraph.Height(rows), asciigraph.LowerBound(0), asciigraph.UpperBound(float64(rows)),
		asciigraph.Offset(3), asciigraph.SeriesColors(options...), asciigraph.SeriesChars(sets...),
		asciigraph.AxisColor(f.Theme.Border.Graph()), asciigraph.LabelColor(f.Theme.Dim.Graph()),
		asciigraph.YAxisValueFormatter(func(row float64) string { return labels[int(math.Round(row))] }),
	)
	return kit.Fit(plot+"\n"+f.Theme.Dimmed(xLabels(a, columns)), f.Width, f.Height)
}

// resample brings values at positions 0 to last-first onto n columns. Where several
// values share a column, the one farthest from the column before stands for
// them, so that no spike is lost; where columns are more than values, lines
// run between them. Beyond the last value there is NaN.
func (a Axes) resample(s Series, n int) []float64 {
	out := make([]float64, n)
	before := -math.MaxFloat64 // the largest is farthest from that
	for c := range out {
		low, high := a.position(c, n), a.position(c+1, n)
		out[c] = farthest(s.Values, low, high, before)
		before = out[c]
		if s.upper {
			before = -math.MaxFloat64
		}
	}
	return out
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

// farthest returns, of the values at positions from low to below high, the one
// farthest from before; between positions it interpolates at low.
func farthest(values []float64, low, high, before float64) float64 {
	i, frac := math.Modf(low + 1e-9)
	at := int(i)
	if at >= len(values) || at == len(values)-1 && frac > 1e-6 {
		return math.NaN()
	}
	pick := values[at]
	if at+1 < len(values) && frac > 1e-6 {
		pick += frac * (values[at+1] - values[at])
	}
	for j := at + 1; j < len(values) && float64(j) < high-1e-9; j++ {
		if math.Abs(values[j]-before) > math.Abs(pick-before) {
			pick = values[j]
		}
	}
	return pick
}

// clip takes the values out that lie beyond the axis, so that they are not read
// as those of its edge, and reports whether any is left.
func (a Axes) clip(values []float64) (left bool) {
	for i, v := range values {
		if v < a.Low || v > a.High {
			values[i] = math.NaN()
		}
		left = left || !math.IsNaN(values[i])
	}
	return left
}

// toRows maps values onto rows 0 to rows, in place. Infinities and what lies
// outside stay at the edge.
func toRows(values []float64, a Axes, rows int) []float64 {
	for i, v := range values {
		values[i] = min(max((v-a.Low)/(a.High-a.Low), 0), 1) * float64(rows)
	}
	return values
}

// interleave opens gaps in a curve where it runs in the same rows as the one
// under it, so that both are seen. asciigraph draws a cell on either side of
// a NaN: four of them leave a gap of three.
func interleave(values, under []float64) {
	same := func(i int) bool { return math.Round(values[i]) == math.Round(under[i]) }
	for i := 0; i+4 < len(values); i += 6 {
		if same(i) && same(i+1) && same(i+2) && same(i+3) && same(i+4) {
			for k := range 4 {
				values[i+k] = math.NaN()
			}
		}
	}
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
	step := RoundStep((a.High - a.Low) / labels)
	low := math.Floor(a.Low/step+1e-9) * step
	if low+labels*step < a.High-1e-9*step {
		step = RoundStep(1.5 * step)
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
		v := kit.Tidy(a.Low + (a.High-a.Low)*float64(i)/float64(rows))
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
	text := kit.Number(v)
	for digits := 4; len(text) > LabelWidth-1 && digits > 0; digits-- {
		text = strconv.FormatFloat(v, 'g', digits, 64)
	}
	return text
}

// RoundTicks returns at most n+1 multiples of 1, 2 or 5 times a power of ten
// between low and high.
func RoundTicks(low, high float64, n int) []float64 {
	step := RoundStep((high - low) / float64(n))
	var ticks []float64
	for i := math.Ceil(low/step - 1e-9); i*step <= high+step*1e-9 && len(ticks) <= n; i++ {
		ticks = append(ticks, min(max(i*step, low), high))
	}
	return ticks
}

// RoundStep returns the least 1, 2 or 5 times a power of ten that is at least x.
func RoundStep(x float64) float64 {
	decade := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 5} {
		if m*decade >= x*(1-1e-9) {
			return m * decade
		}
	}
	return 10 * decade
}

// xTicks returns round labels between the ends.
func (a Axes) xTicks(columns int) (ticks []float64) {
	if !a.XLog {
		return RoundTicks(float64(a.First), float64(a.Last), max(1, columns/12))
	}
	for v := float64(a.First); v < float64(a.Last); v = RoundStep(v * 1.1) {
		ticks = append(ticks, v)
	}
	return ticks
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
