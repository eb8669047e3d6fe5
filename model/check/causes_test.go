package check

import (
	"math"
	"slices"
	"strings"
	"testing"

	"nntui/nn"
)

// Patterns that no fault plants are found as well.
func TestPatterns(t *testing.T) {
	scale := func(by float64) func(c *chain, a []float64, i int) float64 {
		return func(_ *chain, a []float64, i int) float64 { return by * a[i] }
	}
	for name, c := range map[string]struct {
		component string
		tensor    int
		spoil     func(c *chain, a []float64, i int) float64
		cause     Cause
		says      string
	}{
		"mean for sum":     {"linear", 1, scale(1. / 3), CauseBatch, "numerical / 3: the mean over the 3 rows"},
		"sum for mean":     {"linear", 1, scale(3), CauseFactor, "Analytic = 3 × numerical in every entry of W; 3 is also the number of rows"},
		"a little too big": {"sigmoid", 0, scale(1.003), CauseFactor, "Analytic = 1.003 × numerical in every entry of x."},
		"never computed":   {"linear", 2, scale(0), CauseMissing, "0 in every entry"},
		"nearly nothing":   {"linear", 2, scale(1e-4), CauseFactor, "Analytic = 0.0001 × numerical"},
		"not a number":     {"linear", 1, scale(math.NaN()), CauseNotFinite, "W[0,0] is NaN"},
		"infinite":         {"linear", 1, scale(math.Inf(-1)), CauseNotFinite, "Inf"},
		"stored transposed": {"network", 1, func(_ *chain, a []float64, i int) float64 {
			return a[i%4*5+i/4]
		}, CauseTranspose, "rows and columns exchanged"},
		"weight penalty": {"one-layer", 1, func(c *chain, a []float64, i int) float64 {
			return a[i] + 0.1*c.tensors[1].at[i]
		}, CauseMissing, "0.1 × the variable itself"},
		"constant term": {"sigmoid", 0, func(_ *chain, a []float64, i int) float64 {
			return a[i] + 0.25
		}, CauseMissing, "numerical = 0.25 in every entry of x."},
		"row left out": {"network", 3, func(c *chain, a []float64, i int) float64 {
			return a[i] - ofRow(c, 3, i, 2)
		}, CauseMissing, "lacks row 2 of 3"},
		"first row only": {"network", 3, func(c *chain, a []float64, i int) float64 {
			return ofRow(c, 3, i, 1)
		}, CauseBatch, "gradient of row 1 of 3 alone"},
		"rotated the other way": {"network", 2, func(_ *chain, a []float64, i int) float64 {
			return a[(i+1)%len(a)]
		}, CauseShift, "numerical[i+1]"},
		"rotated by two": {"network", 2, func(_ *chain, a []float64, i int) float64 {
			return a[(i+len(a)-2)%len(a)]
		}, CauseShift, "numerical[i-2]"},
		"rotated by two the other way": {"network", 2, func(_ *chain, a []float64, i int) float64 {
			return a[(i+2)%len(a)]
		}, CauseShift, "numerical[i+2]"},
		"no pattern": {"network", 1, func(_ *chain, a []float64, i int) float64 {
			return a[i] * (1 + 0.5*math.Sin(float64(i)))
		}, CauseUnknown, "without a pattern"},
	} {
		t.Run(name, func(t *testing.T) {
			check := opened(t, named(t, c.component), configOf(c.component, NoFault))
			right := slices.Clone(check.chain.tensors[c.tensor].analytic)
			spoiled := make([]float64, len(right))
			for i := range right {
				spoiled[i] = c.spoil(check.chain, right, i)
			}
			copy(check.chain.tensors[c.tensor].analytic, spoiled)
			check.Advance(len(check.comparing), 0)
			say(t, name, check.Snapshot().Verdict, c.cause, c.says)
		})
	}
}

// ofRow is the derivative of one row's loss by entry i of tensor k.
func ofRow(c *chain, k, i, row int) float64 {
	central, _ := nn.FormulaNamed("central")
	t := c.tensors[k]
	t.row = row
	return c.compare(t, i, central, 1e-5).Numerical
}

// handMade is a diagnosis of a tensor whose numerical sides are given, of all
// rows and of each, and a finite difference of which takes nothing to compute.
func handMade(analytic, numerical []float64, rows ...[]float64) (*diagnosis, tensor, []int) {
	d := &diagnosis{chain: &chain{x: nn.NewMatrix(max(1, len(rows)), 1)}, known: map[probe]Entry{}}
	t := tensor{name: "W", rows: 1, cols: len(analytic), analytic: analytic, at: make([]float64, len(analytic))}
	var places []int
	for i := range analytic {
		t.at[i] = float64(1 + i*i)
		places = append(places, i)
		for row, numbers := range slices.Insert(rows, 0, numerical) {
			for _, h := range steps {
				d.known[probe{&t.at[i], row, h}] = Entry{
					Name: t.entryName(i), Numerical: numbers[i], Absolute: math.Abs(analytic[i] - numbers[i]),
					Relative: nn.RelativeError(analytic[i], numbers[i]),
				}
			}
		}
	}
	return d, t, places
}

// A pattern must fit to a thousandth, and ten times better than the numbers
// themselves.
func TestDiagnosis_fits(t *testing.T) {
	for _, c := range []struct {
		off  float64 // of the analytic side from the numerical one, relative
		from float64 // of the pattern from the analytic side
		want bool
	}{
		{2, 0.99e-3, true}, {2, 1.01e-3, false},
		{0.5, 0.99e-3, true}, {0.5, 1.01e-3, false},
		{2e-3, 0.99 * 2e-4, true}, {2e-3, 1.01 * 2e-4, false},
		{2e-4, 0.99 * 2e-5, true}, {2e-4, 1.01 * 2e-5, false},
		{2e-5, 0.99e-5, true}, {2e-5, 1.01e-5, false},
	} {
		d, w, places := handMade([]float64{1, 1}, []float64{1 - c.off, 1})
		if c.off > 1 {
			d, w, places = handMade([]float64{1, 1}, []float64{-1, 1})
		}
		says := func(i int) float64 { return 1 - c.from*float64(i) }
		if got := d.fits(w, places, pattern{says: says}); got != c.want {
			t.Errorf("off by %v, a pattern that is by %v: fits %t", c.off, c.from, got)
		}
	}
	d, w, _ := handMade([]float64{1}, []float64{1})
	if d.fits(w, nil, pattern{says: func(int) float64 { return 1 }}) {
		t.Error("a pattern fits nothing at all")
	}
	nan := func(int) float64 { return math.NaN() }
	if d.fits(w, []int{0}, pattern{says: nan}) {
		t.Error("a pattern fits that is not a number")
	}
}

// What comes from an entry with a kink says nothing of entries that moved.
func TestDiagnosis_movedKinks(t *testing.T) {
	d, w, places := handMade([]float64{4, 9, 2, 3}, []float64{1, 2, 3, 4}) // rotated by one, but for one entry
	shift := pattern{from: func(i int) int { return (i + 3) % 4 }}
	if d.fits(w, places, shift) {
		t.Error("an entry that is another one fits")
	}
	p := probe{&w.at[0], 0, steps[0]}
	e := d.known[p]
	e.Kink = true
	if d.known[p] = e; !d.fits(w, places, shift) {
		t.Error("an entry that comes from a kink counts")
	}
}

func TestDiagnosis_explain(t *testing.T) {
	third := [][]float64{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}
	for _, c := range []struct {
		what                string
		analytic, numerical []float64
		rows                [][]float64
		cause               Cause
		why                 string
	}{
		{"one entry", []float64{-5}, []float64{5}, nil, CauseSign, "Analytic = -1"},
		{"sign before rotated", []float64{-1, 1}, []float64{1, -1}, nil, CauseSign, "Analytic = -1"},
		{"two do not rotate", []float64{2, 7}, []float64{7, 2}, nil, CauseUnknown, ""},
		{"three do", []float64{2, 7, 4}, []float64{7, 4, 2}, nil, CauseShift, "numerical[i-1]"},
		{"the last row before the first", []float64{1, 1, 1}, []float64{3, 3, 3}, third, CauseBatch, "row 3 of 3 alone"},
		{"a row left out before a factor", []float64{2, 2, 2}, []float64{3, 3, 3}, third, CauseMissing, "lacks row 1 of 3"},
		{"the only row", []float64{2, 4}, []float64{1, 3}, [][]float64{{2, 4}}, CauseMissing, "= 1 in every entry"},
		{"one entry has no term", []float64{5}, []float64{0}, nil, CauseUnknown, ""},
		{"two have", []float64{5, 7}, []float64{0, 2}, nil, CauseMissing, "= 5 in every entry"},
		{"a penalty", []float64{3, 7, 16}, []float64{1, 3, 6}, nil, CauseMissing, "= 2 × the variable"},
	} {
		d, w, _ := handMade(c.analytic, c.numerical, c.rows...)
		got := d.explain(w)
		if got.cause != c.cause || !strings.Contains(got.why, c.why) || got.what != "W" {
			t.Errorf("%s: %+v, want %s: %s", c.what, got, c.cause, c.why)
		}
	}
	d, w, _ := handMade([]float64{1, 2, 3, 4, 5, 6}, []float64{1, 3, 5, 2, 4, 6})
	if w.rows, w.cols = 3, 2; d.explain(w).cause != CauseUnknown {
		t.Error("transposed the wrong way round")
	}
	d, w, _ = handMade([]float64{1, 2, 3, 4, 5, 6}, []float64{1, 3, 5, 2, 4, 6})
	if w.rows, w.cols = 2, 3; d.explain(w).cause != CauseTranspose {
		t.Errorf("%+v, want it transposed", d.explain(w))
	}
	for rows, want := range map[float64]bool{3 * 1.0009: true, 3 * 1.0011: false, 3 * 0.9991: true, 3 * 0.9989: false} {
		d, w, _ := handMade([]float64{rows, 2 * rows, rows}, []float64{1, 2, 1}, third...)
		if got := strings.Contains(d.explain(w).why, "3 is also the number of rows"); got != want {
			t.Errorf("a factor of %v: %+v", rows, d.explain(w))
		}
	}
	d, w, _ = handMade([]float64{2, 4}, []float64{1, 2}, third[:1]...)
	if why := d.explain(w).why; strings.Contains(why, "rows") {
		t.Errorf("of one row: %s", why)
	}
	d, w, _ = handMade([]float64{1, 1}, []float64{3, 3}, third...)
	if w.inner = true; d.explain(w).cause != CauseFactor {
		t.Errorf("of an input: %+v", d.explain(w))
	}
}

// An entry is wrong where it is with each of the steps.
func TestDiagnosis_wrong(t *testing.T) {
	for _, c := range []struct {
		first, second float64
		want          bool
	}{{1, 1, true}, {1e-4, 1, false}, {1, 1e-4, false}, {above(1e-4), above(1e-4), true}, {math.NaN(), math.NaN(), true}} {
		d, w, _ := handMade([]float64{1, 1}, []float64{1, 1})
		d.known[probe{&w.at[1], 0, steps[0]}] = Entry{Relative: c.first}
		d.known[probe{&w.at[1], 0, steps[1]}] = Entry{Relative: c.second}
		if got := d.wrong(w); got != c.want {
			t.Errorf("relative errors %v and %v: wrong %t", c.first, c.second, got)
		}
		if d.known[probe{&w.at[1], 0, steps[0]}] = (Entry{Relative: c.first, Kink: true}); d.wrong(w) || !d.skipped {
			t.Errorf("an entry with a kink is wrong, or not skipped: %t", d.skipped)
		}
	}
}

// Of many entries some are looked at, evenly spread, and those that differ
// most; what is not a number differs most of all.
func TestDiagnosis_sample(t *testing.T) {
	for _, n := range []int{1, 95, 96, 97, 960} {
		d, w, _ := handMade(make([]float64, n), make([]float64, n))
		d.chain.tensors = []tensor{{name: "x"}, w}
		var want []int
		for i := range n {
			e := Entry{Tensor: 1, Index: i, Absolute: float64(i % 90)}
			if i == 1 {
				e.Absolute = math.NaN()
			}
			d.entries = append(d.entries, e, Entry{Tensor: 0, Index: 0, Absolute: 1000})
			want = append(want, i)
		}
		if n > 96 {
			want = []int{1}
			for i := range 48 {
				want = append(want, i*n/48)
			}
			for size := 89; len(want) < 48+48; size-- {
				for i := size; i < n && len(want) < 48+48; i += 90 {
					want = append(want, i)
				}
			}
		}
		slices.Sort(want)
		want = slices.Compact(want)
		if got := d.sample(w); !slices.Equal(got, want) || d.skipped {
			t.Errorf("of %d: %v, want %v", n, got, want)
		}
	}
}

// The entry that differs most, of those that are looked at.
func TestDiagnosis_widest(t *testing.T) {
	d, w, _ := handMade([]float64{1, 5, -9, 1}, []float64{1, 2, -1, 1})
	d.known[probe{&w.at[0], 0, steps[1]}] = Entry{Name: "of the other step", Absolute: 100}
	if got := d.widest(w); got.Name != "W[0,2]" || got.Absolute != 8 {
		t.Errorf("%+v", got)
	}
	d, w, _ = handMade([]float64{1, math.NaN(), -9, 1}, []float64{1, 2, -1, 1})
	if got := d.widest(w); got.Name != "W[0,1]" {
		t.Errorf("%+v", got)
	}
}
