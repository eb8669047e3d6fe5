package chart

import (
	"math"

	"github.com/guptarohit/asciigraph"

	"nntui/tui/kit"
)

// Series is one curve of a chart: a value for each position 0, 1, 2, ...
type Series struct {
	Values []float64
	Hue    kit.Hue
	Dashed bool // so that two curves differ without colour, too
	Dotted bool // a third kind; dashed and dotted make a fourth
	Faint  bool // lies under the others, which hide it
}

// charSets are the signs of a curve, by whether it is dashed and dotted.
var charSets = map[[2]bool]asciigraph.CharSet{
	{false, false}: asciigraph.DefaultCharSet,
	{true, false}: {
		Horizontal: "┄", VerticalLine: "┆", ArcDownRight: "╭", ArcDownLeft: "╮",
		ArcUpRight: "╰", ArcUpLeft: "╯", EndCap: "┄", StartCap: "┄",
	},
	{false, true}: {
		Horizontal: "·", VerticalLine: ":", ArcDownRight: "·", ArcDownLeft: "·",
		ArcUpRight: "·", ArcUpLeft: "·", EndCap: "·", StartCap: "·",
	},
	{true, true}: {
		Horizontal: "╌", VerticalLine: "╎", ArcDownRight: "╭", ArcDownLeft: "╮",
		ArcUpRight: "╰", ArcUpLeft: "╯", EndCap: "╌", StartCap: "╌",
	},
}

// Lines draws curves as large as the frame: a label column, an axis, the
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
		values := a.resample(c.Values, columns+1)
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
		sets = append(sets, charSets[[2]bool{c.Dashed, c.Dotted}])
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
func (a Axes) resample(values []float64, n int) []float64 {
	out := make([]float64, n)
	before := -math.MaxFloat64 // the largest is farthest from that
	for c := range out {
		low, high := a.position(c, n), a.position(c+1, n)
		out[c] = farthest(values, low, high, before)
		before = out[c]
	}
	return out
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
