package surface

import (
	"cmp"
	"math"
	"strings"
)

// side is the range of one axis.
type side struct{ low, high float64 }

// mostTimes is how many times as long as the other a side of a domain may be: in
// longer ones minima would be missed.
const mostTimes = 20

// domain reads what can follow a formula: x from -3 to 3, y from 0 to 2pi. Where
// one side is not given it is as the other.
func (p *parser) domain() Rect {
	sides, start := map[string]side{}, 0
	for p.kind != end {
		start = p.start
		name := p.axis()
		if _, ok := sides[name]; ok {
			p.fail(start, "%s has a range already", name)
		}
		sides[name] = p.side()
	}
	if len(sides) == 0 {
		return square(5)
	}
	x, y := cmp.Or(sides["x"], sides["y"]), cmp.Or(sides["y"], sides["x"])
	if width, height := x.high-x.low, y.high-y.low; max(width, height) > mostTimes*min(width, height) {
		p.fail(start, "one side is more than %d times as long as the other", mostTimes)
	}
	return Rect{x.low, x.high, y.low, y.high}
}

// axis reads what a range begins with, a comma and x from, and returns the name.
func (p *parser) axis() string {
	comma := p.is(",") || p.is(";")
	if comma {
		p.next()
	}
	name := p.text
	switch rest := strings.TrimSpace(p.formula[p.at:]); {
	case p.kind == axis && comma:
		p.next()
		return name[:1]
	case p.kind == axis:
		p.fail(p.start, "put a comma before %s from", name[:1])
	case comma && (name == "x" || name == "y") && strings.HasPrefix("from", strings.ToLower(rest)):
		p.kind = end
		fallthrough
	case comma:
		p.fail(p.start, "after a comma comes a range: x from -3 to 3")
	}
	p.unexpected()
	return ""
}

// side reads a range: -3 to 3.
func (p *parser) side() side {
	low := p.bound()
	if !p.is("to") {
		p.unexpected()
	}
	p.next()
	start := p.start
	high := p.bound()
	switch {
	case !(high > low):
		p.fail(start, "it must be above %v, where the range begins", low)
	case !distinct(low, high):
		p.fail(start, "a map cannot show a range from %v to %v", low, high)
	}
	return side{low, high}
}

// bound reads a number, or what is worth one: 2pi.
func (p *parser) bound() float64 {
	start := p.start
	p.inRange = true
	v := p.expression(1).value(0, 0)
	p.inRange = false
	if math.IsNaN(v) || math.IsInf(v, 0) {
		p.fail(start, "%v is no place to begin or end", v)
	}
	return v
}
