package nn

import (
	"math"
	"slices"
	"testing"
)

// TestFormulas checks values and truncation errors. With h = 1e-2 the latter
// are far above the rounding errors.
func TestFormulas(t *testing.T) {
	const h = 1e-2
	exp, sin, cos := math.Exp, math.Sin, math.Cos
	for _, f := range []struct {
		name              string
		f, d1, d2, d3, d5 func(x float64) float64 // the function and its derivatives
	}{
		{"exp", exp, exp, exp, exp, exp},
		{"sin", sin, cos, func(x float64) float64 { return -sin(x) }, func(x float64) float64 { return -cos(x) }, cos},
	} {
		for _, x := range []float64{-2, 0.5, 1, 3} {
			fn := func(x []float64) float64 { return f.f(x[0]) }
			for formula, wantError := range map[string]float64{
				"central":    h * h / 24 * f.d3(x),
				"central-h":  h * h / 6 * f.d3(x),
				"forward":    h / 2 * f.d2(x),
				"backward":   -h / 2 * f.d2(x),
				"four-point": -h * h * h * h / 30 * f.d5(x),
			} {
				got := formulaNamed(t, formula).NumericalGradient(nil, fn, []float64{x}, h)[0] - f.d1(x)
				if !(math.Abs(got-wantError) <= 0.03*math.Abs(wantError)) {
					t.Errorf("%s' at %v: %s is wrong by %v, want about %v", f.name, x, formula, got, wantError)
				}
			}
		}
	}
}

// TestFormulas_order halves h: the error falls by two to the order.
func TestFormulas_order(t *testing.T) {
	wrong := func(f Formula, h float64) float64 { return math.Abs(f.Derivative(math.Exp, 1, h) - math.E) }
	for _, f := range Formulas {
		if order := math.Log2(wrong(f, 0.02) / wrong(f, 0.01)); math.Abs(order-float64(f.Order)) > 0.1 {
			t.Errorf("%s is of order %.2f, not %d", f.Name, order, f.Order)
		}
	}
}

func formulaNamed(t *testing.T, name string) Formula {
	t.Helper()
	f, err := FormulaNamed(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestFormula_NumericalGradient checks where the function is taken, and that
// nothing but dst changes.
func TestFormula_NumericalGradient(t *testing.T) {
	for name, want := range map[string][][2]float64{
		"central":    {{0.75, 2}, {1.25, 2}, {1, 1.75}, {1, 2.25}},
		"central-h":  {{0.5, 2}, {1.5, 2}, {1, 1.5}, {1, 2.5}},
		"forward":    {{1, 2}, {1.5, 2}, {1, 2.5}},
		"backward":   {{1, 2}, {0.5, 2}, {1, 1.5}}, // x itself once, at first
		"four-point": {{0, 2}, {0.5, 2}, {1.5, 2}, {2, 2}, {1, 1}, {1, 1.5}, {1, 2.5}, {1, 3}},
	} {
		var taken [][2]float64
		f := func(x []float64) float64 {
			taken = append(taken, [2]float64(x))
			return 3*x[0] - 5*x[1] + 7
		}
		x, dst := []float64{1, 2}, make([]float64, 2)
		got := formulaNamed(t, name).NumericalGradient(dst, f, x, 0.5)
		if !slices.Equal(taken, want) {
			t.Errorf("%s takes f at %v, want %v", name, taken, want)
		}
		equal(t, name+" of 3x - 5y + 7", dst, []float64{3, -5})
		equal(t, name+" returned", got, dst)
		equal(t, name+" x", x, []float64{1, 2})
	}
}

func TestFormulaNamed(t *testing.T) {
	_, err := FormulaNamed("sideways")
	wantError(t, err, `formula "sideways": want central, central-h, forward, backward or four-point`, ErrUnknown)
}

func TestRelativeError(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct{ analytic, numerical, want float64 }{
		{0, 0, 0},
		{2, 2, 0},
		{1, 2, 0.5},
		{2, 1, 0.5},
		{-1, -2, 0.5},
		{1, -1, 2},
		{100, 101, 1. / 101},
		{0, 1, 1},
		{0, 1e-5, 1},
		{0, 1e-10, 1e-5}, // rounding noise around zero
		{1e-7, 2e-7, 1e-2},
		{0, nan, nan},
		{nan, 0, nan},
		{nan, nan, nan},
		{inf, inf, nan},
		{nan, inf, nan},
		{inf, 1, inf},
		{1, -inf, inf},
		{inf, -inf, inf},
		{math.MaxFloat64, -math.MaxFloat64, inf},
	} {
		got := RelativeError(c.analytic, c.numerical)
		if got != c.want && !(math.Abs(got-c.want) <= 1e-15) && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("RelativeError(%v, %v) = %v, want %v", c.analytic, c.numerical, got, c.want)
		}
		if bad := math.IsNaN(c.want) || math.IsInf(c.want, 0); bad && got <= math.MaxFloat64 {
			t.Errorf("RelativeError(%v, %v) = %v, which a bound could admit", c.analytic, c.numerical, got)
		}
	}
}
