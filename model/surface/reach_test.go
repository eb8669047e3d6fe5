package surface

import (
	"math"
	"testing"
)

const (
	endlessly = "f falls without end"
	pole      = "f falls without end at a pole"
	below     = "f is lower elsewhere"
	perhaps   = "there may be more minima"
	noCaveat  = ""
)

// What is said of the whole plane: whether f falls without end, and where to, or
// is lower elsewhere; and how many minima are global then.
func TestReach(t *testing.T) {
	for formula, want := range map[string]struct {
		caveat string
		global int
		fall   Point
	}{
		"x^2 - y^2": {endlessly, 0, Point{0, 1}}, "x^3 + y^2": {endlessly, 0, Point{-1, 0}}, "x": {endlessly, 0, Point{-1, 0}}, "-x^2": {endlessly, 0, Point{1, 0}},
		"x*y": {endlessly, 0, Point{math.Sqrt2 / 2, -math.Sqrt2 / 2}}, "(1-x)^2 - y^4": {endlessly, 0, Point{0, 1}}, "x^2 + 1e-8*y": {endlessly, 0, Point{0, -1}},
		"100*(y-3*x)^2 - x": {endlessly, 0, Point{1 / math.Sqrt(10), 3 / math.Sqrt(10)}}, // in a narrow valley
		"x*sin(x) + y^2":    {endlessly, 0, Point{1, 0}}, "-log(1+x^2) - y^2*0": {endlessly, 0, Point{1, 0}}, "exp(x) - exp(2*x)": {endlessly, 0, Point{1, 0}},
		"(x+1)^2*(x-2)*y^0": {endlessly, 0, Point{-1, 0}}, // with a minimum, which is local
		"(y-x^2)^2 - x":     {endlessly, 0, Point{0, 1}},  // in a bent valley

		"1/x": {pole, 0, Point{}}, "log(x^2)": {pole, 0, Point{}}, "log(x)": {pole, 0, Point{}}, "tan(x)": {pole, 0, Point{}}, "-1/(x^2+y^2)": {pole, 0, Point{}},
		"1/(x*y)": {pole, 0, Point{}}, "log(x^2+y^2) + x^2": {pole, 0, Point{}}, "x^2 + y^2 + 1/(x-0.377)": {pole, 0, Point{}},

		"exp(-x)": {below, 0, Point{}}, "-tanh(x)": {below, 0, Point{}}, "(x-20)^2 + y^2": {below, 0, Point{}}, "1/x^2": {below, 0, Point{}},
		"y^2 + x^2/20 - 9*exp(-(x-9)^2)": {below, 0, Point{}}, "sin(x) + sin(1.41*x) + y^2/20": {below, 0, Point{}},
		"(x-2)^2*sqrt(x) - sqrt(x)/9 + y^2 + exp(-50*x)*-1": {below, 0, Point{}}, // at the edge of where it is defined

		"sin(1000*x)": {perhaps, 0, Point{}}, "sin(100*x)*sin(100*y)": {perhaps, 0, Point{}},

		"x^2 + y^2": {noCaveat, 1, Point{}}, "cos(x) + y^2": {noCaveat, 2, Point{}}, "log(1+x^2+y^2)": {noCaveat, 1, Point{}}, "x^2 - 2*x*y + y^2": {noCaveat, 1, Point{}},
		"-exp(-x^2-y^2)": {noCaveat, 1, Point{}}, "-x*exp(-x)": {noCaveat, 1, Point{}}, "abs(x)^0.1 + y^2": {noCaveat, 1, Point{}}, "sqrt(abs(x)) + abs(y)": {noCaveat, 1, Point{}},
		"-x/(1+x^2+y^2)": {noCaveat, 1, Point{}}, "(x^2-4)^2 + y^2 + x/1e12": {noCaveat, 2, Point{}}, "(x^2-4)^2 + y^2 + x/1e6": {noCaveat, 1, Point{}},
		"exp(-x^2) + y^2": {noCaveat, 0, Point{}}, "sin(20*x)*sin(20*y)": {noCaveat, 2048, Point{}}, "x*0": {noCaveat, 0, Point{}}, "log(-1)": {noCaveat, 0, Point{}},
	} {
		s := typed(t, formula)
		global := 0
		for _, m := range s.Minima {
			if m.Global {
				global++
			}
		}
		if s.Caveat() != want.caveat || global != want.global || s.Fall.Distance(want.fall) > 1e-3 {
			t.Errorf("%s: %q, %d global minima of %d, falls to %v; want %v", formula, s.Caveat(), global, len(s.Minima), s.Fall, want)
		}
		if s.Unbounded && s.Fall != (Point{}) && math.Abs(math.Hypot(s.Fall.X, s.Fall.Y)-1) > 1e-5 {
			t.Errorf("%s: the direction %v is no unit", formula, s.Fall)
		}
	}
	for _, name := range Names() {
		if s := named(t, name); (s.Caveat() != "") != (name == "saddle") || !s.Complete {
			t.Errorf("%s: %+v", name, s.Reach)
		}
	}
}

// Values that fall by as much for every so many times the distance have no end;
// those that fall by less have.
func TestEndless(t *testing.T) {
	inf := math.Inf(-1)
	for _, c := range []struct {
		values [3]float64
		want   bool
	}{
		{[3]float64{0, -1, -2}, true}, {[3]float64{0, -1, -1.98}, true}, {[3]float64{0, -1, -1.96}, false}, {[3]float64{0, -1, -100}, true},
		{[3]float64{0, -1, inf}, true}, {[3]float64{inf, inf, inf}, true}, {[3]float64{0, 0, 0}, false}, {[3]float64{0, 1, 0}, false},
		{[3]float64{0, -1e-10, -3e-10}, false}, {[3]float64{0, -1e-8, -3e-8}, true}, {[3]float64{math.NaN(), -1, -3}, false}, {[3]float64{0, -1, math.NaN()}, false},
	} {
		if got := endless(c.values[0], c.values[1], c.values[2]); got != c.want {
			t.Errorf("%v fall without end: %t", c.values, got)
		}
	}
}

// What rounding leaves of a minimum of 0 is 0, and a small height is not.
func TestSurface_residue(t *testing.T) {
	const ackley = "20 + e - 20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2)"
	for formula, want := range map[string]float64{
		"(x^2+y^2-1)^2":         0,
		"(x^2+y^2-1)^2 + 1e-12": 1e-12,
		"1e-20*(x^2-2*x+y^2+2)": 1e-20,
		"1e20*(x^2+y^2-1)^2":    0,
		ackley:                  0, // of which 4e-16 is left
		"-1e-9*exp(0-x^2-y^2)":  -1e-9,
	} {
		s, err := Typed(formula, 1)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Minima[0].F; math.Abs(got-want) > 1e-3*math.Abs(want) {
			t.Errorf("%s: the lowest minimum has f = %v, want %v", formula, got, want)
		}
	}
}

// The lowest minimum is only called local where something lower is known.
func TestMinima_Lowest(t *testing.T) {
	for formula, want := range map[string]string{
		"x^2+y^2":                             "the global minimum",
		"sin(1/x)+y^2":                        "one of the 6 lowest minima found",
		"x^3-3*x+y^2":                         "the local minimum",
		"x^2+y^2-3*exp(0-(x-7)^2-y^2)+0*x":    "the global minimum",
		"x^2+y^2-300*exp(0-(x-9)^2-y^2)":      "the local minimum",
		"x^2 + y^2 + x*(y+2) + cos(3*x)":      "the global minimum",
		"(x^2+y-11)^2 + (x+y^2-7)^2":          "one of the 4 global minima",
		"(x^2+y-11)^2 + (x+y^2-7)^2 + 1e-3*x": "the global minimum",
		"(x^2+y^2-1)^2":                       "the line of global minima",
	} {
		s, err := Typed(formula, 1)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Minima.Name(0); got != want {
			t.Errorf("%s: the lowest is %q, want %q", formula, got, want)
		}
	}
}
