package axis

import "math"

// Aligned returns the axis made so much longer that its ticks fall on the middles
// of rows, of which there are so many with so many dots each, one above the other
// and the ends of the axis on the first and the last; and the ticks, those within
// the axis as it was. It is false where that cannot be: on a logarithmic axis of
// less than two decades, or with a single dot.
func (a Axis) Aligned(rows, down int) (b Axis, ticks []Tick, ok bool) {
	low, high := a.Low, a.High
	if a.Log {
		low, high = math.Log10(a.Low-a.Base), math.Log10(a.High-a.Base)
	}
	dots := float64(rows*down - 1)
	if dots < 1 || a.Log && high-low < 2 || math.IsInf(high-low, 0) || a.narrow() || a.size() > Most/10 {
		return a, nil, false
	}
	var step, from, length, rowsApart float64
	const much = 2.5 // times as long
	pair := false    // are there two ticks to name, on an axis that is not made much longer?
	for k := 1.0; k <= float64(min(rows, 5)); k++ {
		s, f, l := a.spread(low, high, k, float64(down), dots)
		two := many(s, low, high) > 1 && l <= much*(high-low)
		if k == 1 || two && !pair || two == pair && l < length {
			step, from, length, rowsApart, pair = s, f, l, k, two
		}
	}
	if math.IsInf(length, 1) {
		return a, nil, false
	}
	b = a
	if b.Low, b.High = from, from+length; a.Log {
		b.Low, b.High = a.Base+math.Pow(10, from), a.Base+math.Pow(10, from+length)
	}
	if math.IsInf(b.High, 0) || a.Log && b.Low <= a.Base {
		return a, nil, false
	}
	named := step
	for rows > 5 && named/step*rowsApart < 2 { // or labels would stand in every row
		named = Step(1.5 * named)
		if math.Mod(named, step) > rounding*step && step-math.Mod(named, step) > rounding*step {
			named = Step(1.5 * named)
		}
	}
	if ticks = a.every(step, named, low, high); len(ticks) == 0 {
		ticks = a.every(step, step, from, from+length)
	}
	return b, ticks, true
}

// many counts the multiples of a step from low to high.
func many(step, low, high float64) int {
	return int(math.Floor(high/step+rounding) - math.Ceil(low/step-rounding) + 1)
}

// spread returns the least step whose ticks can be k rows apart, where the axis
// then begins, and how long it is; infinity where there is none.
func (a Axis) spread(low, high, k, down, dots float64) (step, from, length float64) {
	near := 1e-11 * (high - low)           // what rounding may put beyond an end
	below := down - 1 - math.Floor(down/2) // dots under the middle of a row
	step = Step((high - low) * k * down / dots)
	for range 4 { // a step that is larger serves no better
		if a.Log || a.Whole {
			step = max(step, 1)
		}
		row, dot := step/k, step/(k*down)
		from = math.Floor((low+below*dot+near)/row)*row - below*dot
		if length = dots * dot; from+length >= high-near {
			return step, from, length
		}
		step = Step(1.5 * step)
	}
	return step, from, math.Inf(1)
}

// every returns the multiples of a step from low to high or, on a logarithmic
// axis, the powers of ten with these exponents; those of another step are named.
func (a Axis) every(step, named, low, high float64) (list []Tick) {
	list = make([]Tick, 0, 16) // seldom more
	for n := math.Ceil(low/step - rounding); n*step <= high+rounding*step; n++ {
		v := n*step + 0 // +0 for -0
		tick := Tick{Value: v}
		if a.Log {
			tick.Value = a.Base + math.Pow(10, v)
		}
		switch {
		case math.Abs(v/named-math.Round(v/named)) > rounding:
		case a.Log:
			tick.Label = a.logLabel(tick.Value-a.Base, v)
		default:
			tick.Label = label(v, named, a.size())
		}
		list = append(list, tick)
	}
	return list
}
