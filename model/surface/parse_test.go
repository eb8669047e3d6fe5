package surface

import (
	"errors"
	"math"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func check(formula string) error {
	_, err := Parse(formula)
	return err
}

// value is that of a formula at (2, 3), with k = 10.
func value(t interface{ Fatalf(string, ...any) }, formula string) float64 {
	e, _, err := parse(formula, 10)
	if err != nil {
		t.Fatalf("%s: %v", formula, err)
	}
	return e.value(2, 3)
}

// Formulas with all signs, and what is short for them.
func TestFormulas(t *testing.T) {
	for formula, want := range map[string]float64{ // at (2, 3)
		"x(y+2)":               10,
		"-x^2":                 -4,
		"2^3^2":                512,
		"x ** 2":               4,
		"1e-1*x":               0.2,
		"10/x/5":               1,
		"abs(x-y)":             1,
		"sin(pi/x)":            1,
		"log(e)^y":             1,
		"k*x":                  20,
		"(x - 3)^3":            -1,
		"2^-x^2":               0.0625,
		"--x":                  2,
		"+x - -y":              5,
		"x * -y":               -6,
		"x - y - 1":            -2,
		"2*x^2/4":              2,
		"x(y)^2":               18,
		"12/x(y)^2":            12. / 18,
		"2^x(y)":               64,
		"sin(x-2)^2 + k(y)":    30,
		"1.5e1 + .5":           15.5,
		"2.*x":                 4,
		"sqrt(x*x) + exp(0)*y": 5,
	} {
		if got := value(t, formula); math.Abs(got-want) > 1e-12 {
			t.Errorf("%s = %v, want %v", formula, got, want)
		}
	}
}

// What is short means the same as with all signs and parentheses.
func TestFormulas_short(t *testing.T) {
	for short, long := range map[string]string{
		"3x":               "3*x",
		"3x^2 + sin y":     "3*x^2 + sin(y)",
		"3x² + sin y":      "3*x^2 + sin(y)",
		"2(x+1)":           "2*(x+1)",
		"(x+1)(y-1)":       "(x+1)*(y-1)",
		"(x+1) y":          "(x+1)*y",
		"x y":              "x*y",
		"xy":               "x*y",
		"xyx":              "x*y*x",
		"kx + ky^2":        "k*x + k*y^2",
		"xsin y":           "x*sin(y)",
		"xyexp(-x)":        "x*y*exp(-x)",
		"sinx":             "sin(x)",
		"3sinx + cosxy":    "3*sin(x) + cos(x*y)",
		"xsiny":            "x*sin(y)",
		"sinx^2":           "sin(x^2)",
		"sinx cosy":        "sin(x)*cos(y)",
		"tanhx + expy":     "tanh(x) + exp(y)",
		"ex + pixy + kexy": "e*x + pi*x*y + k*e*x*y",
		"e^ex":             "(e^e)*x",
		"3 SinX + COS y":   "3*sin(x) + cos(y)",
		"X Y + 2Pi + E^x":  "x*y + 2*pi + e^x",
		"KX":               "k*x",
		"sinπ":             "sin(pi)",
		"x\u00a0+\u2009y":  "x+y",
		"2⋅x ∙ y – 1":      "2*x*y - 1",
		"–x":               "-x",
		"2^–x":             "2^(-x)",
		"sin –x":           "sin(-x)",
		"√x + √(x+y)":      "sqrt(x) + sqrt(x+y)",
		"√2x":              "sqrt(2*x)",
		"x√y":              "x*sqrt(y)",
		"½x + ¼ - ¾²":      "0.5*x + 0.25 - 0.75^2",
		"xe^y":             "x*e^y",
		"2pi x":            "2*pi*x",
		"2πx + xπ":         "2*pi*x + x*pi",
		"2e x":             "2*e*x",
		"1e2x":             "100*x",
		"x(y)(x)":          "x*y*x",
		"x(y)x":            "x*y*x",
		"x (y+1)² x":       "x*(y+1)^2*x",
		"-2x":              "-(2*x)",
		"2x^2":             "2*(x^2)",
		"x^2y":             "(x^2)*y",
		"x²y":              "(x^2)*y",
		"x^-1y":            "(x^(-1))*y",
		"2^3(x+1)":         "(2^3)*(x+1)",
		"2^x y":            "(2^x)*y",
		"2^xy":             "(2^x)*y",
		"1/2x":             "1/(2*x)",
		"1/2 x":            "1/(2*x)",
		"x/2y*x":           "(x/(2*y))*x",
		"x -y":             "x - y",
		"x^+2":             "x^2",
		"x² + y³ - x⁻¹":    "x^2 + y^3 - x^(-1)",
		"x⁰ + y¹ + x⁴⁵⁶⁷⁸": "x^0 + y^1 + x^45678",
		"2⁹":               "512",
		"x^y²":             "x^(y^2)",
		"-x²":              "-(x^2)",
		"(x+y)²":           "(x+y)^2",
		"|x|²":             "abs(x)^2",
		"2·x × y ÷ 4 − 1":  "2*x*y/4 - 1",
		"−x":               "-x",
		"sin −x":           "sin(-x)",
		"x^−2":             "x^(-2)",

		"sin x":           "sin(x)",
		"sin 3x":          "sin(3*x)",
		"sin x y":         "sin(x*y)",
		"sin x^2":         "sin(x^2)",
		"sin x²":          "sin(x^2)",
		"sin x + 1":       "sin(x) + 1",
		"sin x - y":       "sin(x) - y",
		"sin x*y":         "sin(x)*y",
		"sin x/2":         "sin(x)/2",
		"sin x·y":         "sin(x)*y",
		"sin -x":          "sin(-x)",
		"sin +x":          "sin(x)",
		"sin -x y + 1":    "sin(-(x*y)) + 1",
		"sin 2(x+1)":      "sin(2*(x+1))",
		"sin x(y+1)":      "sin(x*(y+1))",
		"sin(x)y":         "sin(x)*y",
		"sin (x) y":       "sin(x)*y",
		"sin(x)^2":        "(sin(x))^2",
		"sin(x)²":         "(sin(x))^2",
		"sin(x)(y)":       "sin(x)*y",
		"2sin x cos y":    "2*sin(x)*cos(y)",
		"x sin x y":       "x*sin(x*y)",
		"cos 2x sin 3y":   "cos(2*x)*sin(3*y)",
		"sin cos x":       "sin(cos(x))",
		"cos sin x y":     "cos(sin(x*y))",
		"exp sin(x) y":    "exp(sin(x))*y",
		"sin -cos x":      "sin(-cos(x))",
		"sin |x| y":       "sin(abs(x)*y)",
		"e^sin x cos y":   "e^(sin(x))*cos(y)",
		"e^-x y":          "e^(-x)*y",
		"e^-x^2":          "e^(-(x^2))",
		"sqrt x²+y²":      "sqrt(x^2) + y^2",
		"x/sin y x":       "x/(sin(y*x))",
		"sin 2^x y":       "sin((2^x)*y)",
		"max(x, y) x":     "y*x",
		"xmax(x,y)":       "x*y",
		"sin max(x, y) x": "sin(y)*x",

		"max(x, y) + 10min(x, y)": "y + 10*x",
		"max(x - y, -x)":          "x - y",
		"pow(x, y)":               "x^y",
		"pow(x, 2) + pow(2, x)":   "x^2 + 2^x",
		"max((x), (min(y,7)))":    "y",

		"|x|":             "abs(x)",
		"|-x|":            "x",
		"|x||y|":          "abs(x)*abs(y)",
		"|x|y":            "x*y",
		"|x-|y||":         "abs(x-abs(y))",
		"||x|-y|":         "abs(abs(x)-y)",
		"|x - y|² + |y|x": "(x-y)^2 + y*x",
		"2|x-y|x":         "2*abs(x-y)*x",
		"|2x|":            "2*x",
		"|x y|":           "x*y",
		"|x(y|x|+1)|":     "x*(y*x+1)",
		"|max(x|y|, 1)|":  "x*y",
		"(|x|)|y|":        "x*y",
		"|x|^|y|":         "x^y",
		"|x*|y-4||":       "x",
		"|sin x|y":        "abs(sin(x))*y",
		"|x|(y)|x|":       "x*y*x",
		"-|x|":            "-x",
	} {
		if got, want := value(t, short), value(t, long); got != want {
			t.Errorf("%s = %v, but %s = %v", short, got, long, want)
		}
	}
}

// With the characters of every font it means the same.
func TestPlain(t *testing.T) {
	for formula, want := range map[string]string{
		"2πx² + xπ":           "2pi x^2 + x pi",
		"ππ π":                "pi pi pi",
		"π(x) + sin π":        "pi(x) + sin pi",
		"x⁻¹²y·3 × 4 ÷ 5 − 6": "x^-12 y*3 * 4 / 5 - 6",
		"½x·¼ – √y":           "0.5 x*0.25 - sqrt y", "x√y + √√2": "x sqrt y + sqrt sqrt 2", "x\u00a0+\u202f2 ⋅ ∙y": "x + 2 * *y",
		"x²½ 3½ ½e3": "x^2 0.5 3 0.5 0.5 e3", "2√x": "2sqrt x", "Sin X": "Sin X",
		"|x|⁰¹²³⁴⁵⁶⁷⁸⁹, x from −π to π": "|x|^0123456789, x from -pi to pi",
		"½,x from½toπ": "0.5,x from 0.5 to pi", "x,y from 1to√4": "x,y from 1to sqrt 4",
		" x  ^ 2 ": " x  ^ 2 ",
		"ä²)\xff":  "ä^2)\xff",
		"":         "",
	} {
		if got := Plain(formula); got != want {
			t.Errorf("%s is plainly %q, want %q", formula, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.NewReplacer("*", "·", "-", "−", "2", "π", "sin", "√", "3", "½").Replace(formula(t, 4, true).text)
		if got, want := value(t, Plain(text)), value(t, text); got != want && !(math.IsNaN(got) && math.IsNaN(want)) || regexp.MustCompile(`[^ -~]`).MatchString(Plain(text)) {
			t.Fatalf("%s = %v, plainly %s = %v", text, want, Plain(text), got)
		}
	})
}

// Every function against what it stands for, and NaN where it is not defined.
func TestFunctions(t *testing.T) {
	for formula, want := range map[string]float64{ // at (2, 3)
		"sin 1":          math.Sin(1),
		"cos 1":          math.Cos(1),
		"tan 1":          math.Tan(1),
		"sin asin 0.3":   0.3,
		"cos acos 0.3":   0.3,
		"4atan 1":        math.Pi,
		"sinh x":         (math.Exp(2) - math.Exp(-2)) / 2,
		"cosh x":         (math.Exp(2) + math.Exp(-2)) / 2,
		"tanh x":         math.Tanh(2),
		"exp x":          math.Exp(2),
		"log x":          math.Ln2,
		"ln x":           math.Ln2,
		"log10 1000":     3,
		"log2 32":        5,
		"sqrt x":         math.Sqrt2,
		"abs -x":         2,
		"sign(x - y)":    -1,
		"sign(y - x)":    1,
		"sign(x - 2)":    0,
		"max(x, y)":      3,
		"max(y, x)":      3,
		"min(x, y)":      2,
		"min(y, x)":      2,
		"pow(x, y)":      8,
		"sign log -x":    math.NaN(),
		"asin x":         math.NaN(),
		"max(log -x, y)": math.NaN(), "max(y, log -x)": math.NaN(), "min(log -x, y)": math.NaN(), "min(y, log -x)": math.NaN(),
	} {
		if got := value(t, formula); !(math.Abs(got-want) < 1e-12) && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%s = %v, want %v", formula, got, want)
		}
	}
	for _, f := range functions {
		if f.About == "" || check(f.Form()) != nil {
			t.Errorf("%s is written %s, %v: %s", f.Name, f.Form(), check(f.Form()), f.About)
		}
	}
}

// A formula with no more signs and parentheses than it needs means the same as its
// tree, one in which all signs stand and one in which they are left out.
func TestPrecedence(t *testing.T) {
	for _, short := range []bool{false, true} {
		rapid.Check(t, func(t *rapid.T) {
			d := formula(t, 4, short)
			if got := value(t, d.text); got != d.value && !(math.IsNaN(got) && math.IsNaN(d.value)) {
				t.Fatalf("%s = %v, want %v", d.text, got, d.value)
			}
		})
	}
}

// How closely holds together what was applied last.
const (
	aSum = 1 + iota
	aProduct
	aSign
	aBeside // factors side by side
	aPower  // or a letter before a parenthesis
	anOperand
)

// drawn is a formula with its value at (2, 3). An open one ends with a function
// without parentheses, which would take a factor after it.
type drawn struct {
	text  string
	value float64
	rank  int
	open  bool
}

// formula draws a formula.
func formula(t *rapid.T, depth int, short bool) drawn {
	kinds := strings.Fields("2 x y - + * / ^ ^- sub call")
	if short {
		kinds = append(kinds, strings.Fields("side side sin ² | max")...)
	}
	kind := rapid.SampledFrom(kinds).Draw(t, "kind")
	switch {
	case kind == "x":
		return drawn{"x", 2, anOperand, false}
	case kind == "y", kind != "2" && depth == 0:
		return drawn{"y", 3, anOperand, false}
	case kind == "2":
		return drawn{"2", 2, anOperand, false}
	}
	a := formula(t, depth-1, short)
	switch kind {
	case "-":
		return drawn{"-" + a.last(aSign), -a.value, aSign, a.open}
	case "call":
		return drawn{"x(" + a.text + ")", 2 * a.value, aPower, false}
	case "sin":
		text, open := a.argument()
		return drawn{"sin" + text, math.Sin(a.value), anOperand, open}
	case "²":
		return drawn{a.first(anOperand) + "²", a.value * a.value, aPower, false}
	case "|":
		return drawn{"|" + a.text + "|", math.Abs(a.value), anOperand, false}
	}
	b := formula(t, depth-1, short)
	switch kind {
	case "+":
		return drawn{a.last(aSum) + " + " + b.last(aProduct), a.value + b.value, aSum, b.open}
	case "sub":
		return drawn{a.last(aSum) + " - " + b.last(aProduct), a.value - b.value, aSum, b.open}
	case "*":
		return drawn{a.last(aProduct) + "*" + b.last(aSign), a.value * b.value, aProduct, b.open}
	case "/":
		return drawn{a.last(aProduct) + "/" + b.last(aSign), a.value / b.value, aProduct, b.open}
	case "^":
		return drawn{a.first(anOperand) + "^" + b.last(aPower), math.Pow(a.value, b.value), aPower, b.open}
	case "^-":
		return drawn{a.first(anOperand) + "^-" + b.last(aPower), math.Pow(a.value, -b.value), aPower, b.open}
	case "max":
		return drawn{"max(" + a.text + ", " + b.text + ")", math.Max(a.value, b.value), anOperand, false}
	}
	return beside(a, b)
}

// last puts the text into parentheses unless it holds together closely enough where
// no factor comes after it; first where one does, or a power.
func (d drawn) last(least int) string {
	if d.rank < least {
		return "(" + d.text + ")"
	}
	return d.text
}

func (d drawn) first(least int) string {
	if d.open {
		return "(" + d.text + ")"
	}
	return d.last(least)
}

// argument is that of a function, without parentheses where it needs none.
func (d drawn) argument() (text string, open bool) {
	call := d.open && d.rank == anOperand
	nested := strings.Contains(d.text, "sin") || strings.Contains(d.text, "max")
	if d.rank < aSign || d.text[0] == '(' || nested && !call {
		return "(" + d.text + ")", false
	}
	return " " + d.text, true
}

// beside is a product of what stands side by side: no number comes second, no bar
// that may close one before it, and no parenthesis after a letter.
func beside(a, b drawn) drawn {
	left, right := a.first(aBeside), b.last(aPower)
	if strings.IndexAny(right, "2|") == 0 {
		right = "(" + right + ")"
	}
	if right[0] == '(' && strings.LastIndexAny(left, "xy") == len(left)-1 {
		left = "(" + left + ")"
	}
	return drawn{left + " " + right, a.value * b.value, aBeside, b.open && right == b.text}
}

// A mistake has a place, and says what to do.
func TestSyntaxErrors(t *testing.T) {
	const noRange = "after a comma comes a range: x from -3 to 3"
	for formula, want := range map[string]SyntaxError{
		"":             {0, "there is nothing yet; try 3x^2 + sin y", true},
		" ":            {0, "there is nothing yet; try 3x^2 + sin y", true},
		"x^2 +":        {5, "something is missing at the end", true},
		"x 2":          {2, "write *2 for a product, ^2 for a power", false},
		"2 3":          {2, "write *3 for a product, ^3 for a power", false},
		"x²^3":         {2, `"^" does not fit here`, false},
		"x² ²":         {3, `"²" does not fit here`, false},
		"x + z":        {4, `"z" is unknown; a formula takes ` + known, false},
		"z":            {0, `"z" is unknown; a formula takes ` + known, false},
		"x2":           {0, `"x2" is unknown; a formula takes ` + known, false},
		"xyz + 1":      {0, `"xyz" is unknown; a formula takes ` + known, false},
		"kez":          {0, `"kez" is unknown; a formula takes ` + known, false},
		"sin3x":        {0, `"sin3x" is unknown; write sin 3x`, false},
		"x + Sin3x":    {4, `"Sin3x" is unknown; write sin 3x`, false},
		"log2x":        {0, `"log2x" is unknown; write log 2x or log2 x`, false},
		"log10y":       {0, `"log10y" is unknown; write log 10y or log10 y`, false},
		"max2x":        {0, `"max2x" is unknown; did you mean max?`, false},
		"sinpi":        {0, `"sinpi" is unknown; write sin pi`, false},
		"sen x":        {0, `"sen" is unknown; did you mean sin?`, false},
		"arctan x":     {0, `"arctan" is unknown; did you mean atan?`, false},
		"arcosh x":     {0, `"arcosh" is unknown; did you mean acos?`, false},
		"x + xs":       {4, `"xs" is unknown; a formula takes ` + known, true},
		"x + SQ":       {4, `"SQ" is unknown; a formula takes ` + known, true},
		"3½":           {1, "write *½ for a product, ^½ for a power", false},
		"x²½":          {2, "write *½ for a product, ^½ for a power", false},
		"2 ⋅ ∙ x":      {4, `"∙" does not fit here`, false},
		"x + sq":       {4, `"sq" is unknown; a formula takes ` + known, true},
		"sq + x":       {0, `"sq" is unknown; a formula takes ` + known, false},
		"sq ":          {0, `"sq" is unknown; a formula takes ` + known, false},
		"sin":          {0, "sin takes one value: sin x", true},
		"sin)":         {0, "sin takes one value: sin x", false},
		"sin * x":      {0, "sin takes one value: sin x", false},
		"sin(x, y)":    {5, "sin takes one value: sin x", false},
		"sin()":        {4, "sin takes one value: sin x", false},
		"sin(":         {4, "something is missing at the end", true},
		"sin²x":        {0, "a power of sin is written (sin x)^2", false},
		"x + sin^2 x":  {4, "a power of sin is written (sin x)^2", false},
		"pow**2":       {0, "a power of pow is written (pow(x, y))^2", false},
		"max x":        {0, "max takes two values: max(x, y)", false},
		"max -x":       {0, "max takes two values: max(x, y)", false},
		"1 + max":      {4, "max takes two values: max(x, y)", true},
		"max()":        {4, "max takes two values: max(x, y)", false},
		"max(x)":       {5, "max takes two values: max(x, y)", false},
		"max(x,)":      {6, "max takes two values: max(x, y)", false},
		"max(x, y, 1)": {8, "max takes two values: max(x, y)", false},
		"max(x; y)":    {5, `";" does not fit here`, false},
		"max(x, y":     {8, "something is missing at the end", true},
		"(x + y":       {6, "something is missing at the end", true},
		"(x, y)":       {2, `"," does not fit here`, false},
		"|x + y":       {6, "something is missing at the end", true},
		"|(x|)":        {4, `")" does not fit here`, false},
		"|x)":          {2, `")" does not fit here`, false},
		"x + y)":       {5, `")" does not fit here`, false},
		"x * / y":      {4, `"/" does not fit here`, false},
		"x > 1":        {2, `">" is unknown; a formula takes ` + known, false},
		"x + y.foo":    {5, `"." is unknown; a formula takes ` + known, false},
		"[x, y]":       {0, `"[" is unknown; a formula takes ` + known, false},
		"1e999 + x":    {0, "the number 1e999 is too large", false},
		"ä + x":        {0, `"ä" is unknown; a formula takes ` + known, false},
		"x² + ä":       {5, `"ä" is unknown; a formula takes ` + known, false},
		"x + \xff":     {4, `"\xff" is unknown; a formula takes ` + known, false},

		"x,":                               {2, noRange, true},
		"x, x":                             {3, noRange, true},
		"x; y fr":                          {3, noRange, true},
		"x, y fa":                          {3, noRange, false},
		"x, z from 0 to 1":                 {3, noRange, false},
		"x, from 0 to 1":                   {3, noRange, false},
		"x, 3":                             {3, noRange, false},
		"x fro":                            {2, `"fro" is unknown; a formula takes ` + known, true},
		"x + from 0 to 1":                  {4, `"from" does not fit here`, false},
		"x from 0 to 1":                    {0, "a range comes after a formula and a comma: x^2, x from -3 to 3", false},
		"(x + y from 0 to 1)":              {5, "a range comes after a formula and a comma: x^2, y from -3 to 3", false},
		"x y from 0 to 1":                  {2, "put a comma before y from", false},
		"x^2 X  FROM 0 to 1":               {4, "put a comma before x from", false},
		"x, Y Fr":                          {3, noRange, true},
		"x, x from 0 to 1 y from 0 to 1":   {17, "put a comma before y from", false},
		"3x from 0 to 1":                   {1, "put a comma before x from", false},
		"(x)x from 0 to 1":                 {3, "put a comma before x from", false},
		"xy from 0 to 1":                   {1, "put a comma before y from", false},
		"x, x from":                        {9, "something is missing at the end", true},
		"x, x from 1":                      {11, "something is missing at the end", true},
		"x, x from 1 t":                    {12, `"t" is unknown; a formula takes ` + known, true},
		"x, x from 1, 2":                   {11, `"," does not fit here`, false},
		"x, x from 1 to":                   {14, "something is missing at the end", true},
		"x, x from 3 to -3":                {15, "it must be above 3, where the range begins", true},
		"x, x from 3 to 3, y":              {15, "it must be above 3, where the range begins", false},
		"x, x from 1/0 to 3":               {10, "+Inf is no place to begin or end", false},
		"x, x from 0 to log -1":            {15, "NaN is no place to begin or end", true},
		"x, x from 0 to k":                 {15, "a range goes from number to number, without k", false},
		"x, x from y to 3":                 {10, "a range goes from number to number, without y", false},
		"x, x from 0 to 1e9":               {15, "a map cannot show a range from 0 to 1e+09", true},
		"x, x from 1 to 1.0001":            {15, "a map cannot show a range from 1 to 1.0001", true},
		"x, x from 0 to 1, x from 0 to 1":  {16, "x has a range already", false},
		"x, x from 0 to 1, y from 0 to 21": {16, "one side is more than 20 times as long as the other", true},
		"x, x from 0 to 1,":                {17, noRange, true},
		"x, x from 0 to 1)":                {16, `")" does not fit here`, false},
	} {
		var got *SyntaxError
		if err := check(formula); !errors.As(err, &got) {
			t.Errorf("%q: error %v, want a *SyntaxError", formula, err)
		} else if *got != want {
			t.Errorf("%q: %+v, want %+v", formula, *got, want)
		}
	}
}

// A domain can follow; without one for an axis it has that of the other.
func TestDomain(t *testing.T) {
	for formula, want := range map[string]Rect{
		"x^2":                                         {-5, 5, -5, 5},
		"x^2, x from -3 to 3":                         {-3, 3, -3, 3},
		"x^2; x from -3 to 3":                         {-3, 3, -3, 3},
		"x^2, X\u00a0From -3 TO 3":                    {-3, 3, -3, 3},
		"x^2 + sin x, x from −1 to ½":                 {-1, 0.5, -1, 0.5},
		"xy, y from 0 to 1":                           {0, 1, 0, 1},
		"xy, y from 0 to 1, x from 2 to 4":            {2, 4, 0, 1},
		"xy, x from 2 to 4, y from 0 to 1":            {2, 4, 0, 1},
		"xy; x  from 2 to 4; y from 0 to 1":           {2, 4, 0, 1},
		"(x), x from -π to 2π":                        {-math.Pi, 2 * math.Pi, -math.Pi, 2 * math.Pi},
		"x, x from 1/2 to 2(3 + 1)":                   {0.5, 8, 0.5, 8},
		"x, x from -|-3| to max(1, e), y from 0 to 1": {-3, math.E, 0, 1},
		"x, x from 0 to 20, y from 0 to 1":            {0, 20, 0, 1},
		"x, x from -9e8 to 9e8":                       {-9e8, 9e8, -9e8, 9e8},
	} {
		s, err := Typed(formula, 10)
		if err != nil || s.Domain != want || s.Formula != formula {
			t.Errorf("%s: %v, want %v; %v", formula, s, want, err)
		}
	}
}

// Whatever is typed, there is an answer, and its place is in the line.
func FuzzFormula(f *testing.F) {
	for _, seed := range []string{"x^2 + sin(3*y)", "3x", "((((", "x(y)(x)", "1e999", "'", "π", "x..y", "-", "let a = 1; a", "2x y", "|x||y|", "sin -x², x from 0 to 2π", "max(x,y) y from 1 to k", "exp(-(2/sin(y*y)^2)^2)", "0,X from 0toπ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, formula string) {
		var wrong *SyntaxError
		err := check(formula)
		switch {
		case err == nil:
			s, err := Typed(formula, 10)
			if err != nil {
				t.Fatal(err)
			}
			if plain := Plain(formula); check(plain) != nil || Plain(plain) != plain {
				t.Fatalf("%q is no formula in ASCII: %q", formula, plain)
			}
			s.Jet(1.5, -2)
			for _, m := range s.Minima {
				if !s.Domain.Contains(m.Point) || math.IsInf(m.F, 0) || math.IsNaN(m.F) || len(m.Line) == 1 {
					t.Fatalf("%s has the minimum %+v", formula, m)
				}
			}
		case !errors.As(err, &wrong):
			t.Fatalf("%q: %v is not a *SyntaxError", formula, err)
		case wrong.At < 0 || wrong.At > utf8.RuneCountInString(formula):
			t.Fatalf("%q: the mistake is at %d", formula, wrong.At)
		}
	})
}
