package nprand

import "math/bits"

// A uint128 is an unsigned 128-bit number; its arithmetic wraps around.
type uint128 struct {
	hi, lo uint64
}

func (x uint128) add(y uint128) uint128 {
	lo, carry := bits.Add64(x.lo, y.lo, 0)
	hi, _ := bits.Add64(x.hi, y.hi, carry)
	return uint128{hi, lo}
}

func (x uint128) mul(y uint128) uint128 {
	hi, lo := bits.Mul64(x.lo, y.lo)
	return uint128{hi + x.hi*y.lo + x.lo*y.hi, lo}
}

// A pcg64 is the generator PCG XSL RR 128/64 of M. E. O'Neill, "PCG: A Family of Simple Fast
// Space-Efficient Statistically Good Algorithms for Random Number Generation" (Harvey Mudd College,
// HMC-CS-2014-0905), https://www.pcg-random.org/paper.html.
type pcg64 struct {
	state uint128
	inc   uint128 // odd, which makes the period 2¹²⁸; chooses one of 2¹²⁷ streams
}

// newPCG64 returns the generator with the initial state w[0]:w[1] and the stream number w[2]:w[3].
func newPCG64(w [4]uint64) pcg64 {
	p := pcg64{inc: uint128{hi: w[2]<<1 | w[3]>>63, lo: w[3]<<1 | 1}}
	// One step from 0 gives the increment. The initial state is added to that, and one more step
	// keeps it from showing in the first word.
	p.state = p.inc.add(uint128{hi: w[0], lo: w[1]})
	p.step()
	return p
}

// step advances the state: a linear congruential generator modulo 2¹²⁸.
func (p *pcg64) step() {
	multiplier := uint128{hi: 0x2360ed051fc65da4, lo: 0x4385df649fccf645}
	p.state = p.state.mul(multiplier).add(p.inc)
}

// next advances the state and returns 64 bits made of it.
func (p *pcg64) next() uint64 {
	// The high bits of the state are good and the low bits bad: bit k has period 2ᵏ⁺¹. "XSL", xor
	// and shift low, folds the high half over the low; "RR", random rotation, turns the result by
	// the six highest bits, so that no bit of the output depends on the same bits of the state
	// every time.
	p.step()
	return bits.RotateLeft64(p.state.hi^p.state.lo, -int(p.state.hi>>58))
}
