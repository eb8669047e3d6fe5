package axis

import "math"

// Linear returns the multiples of a [Step] from low to high, in as many steps
// as there can be up to most: up to most+1 ticks. What rounding puts beyond an
// end comes to lie at it.
func Linear(low, high float64, most int) (at []float64) {
	const rounding = 1e-9 // of a step
	step := Step((high - low) / float64(most))
	first := math.Ceil(low/step - rounding)
	for n := range most + 1 {
		v := (first + float64(n)) * step
		if !(v <= high+rounding*step) {
			break
		}
		at = append(at, min(max(v, low), high)+0) // +0 for -0
	}
	return at
}

// Log returns ticks for a logarithmic axis from low to high, both above 0: the
// ones to name, and between them others. On less than three decades 1, 2 and 5
// times the powers of ten are named, and all nine multiples are ticks; on more,
// all powers of ten are ticks, and of them every n-th is named, those in up to
// most steps.
func Log(low, high float64, most int) (named, between []float64) {
	first, last := math.Log10(low), math.Log10(high)
	multiples := 9
	if last-first >= 3 {
		multiples = 1
	}
	every := max(1, Step((last-first)/float64(most)))
	for n := math.Floor(first); n <= last+1e-9; n++ {
		for m := 1; m <= multiples; m++ {
			v := float64(m) * math.Pow(10, n)
			switch {
			case !(v >= low*(1-1e-9) && v <= high*(1+1e-9)):
			case multiples == 1 && math.Mod(n, every) == 0, multiples == 9 && (m == 1 || m == 2 || m == 5):
				named = append(named, v)
			default:
				between = append(between, v)
			}
		}
	}
	return named, between
}
