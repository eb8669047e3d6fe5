package nprand

import "math/bits"

// Integers returns a number from the uniform distribution on the integers 0 to high-1, as NumPy's
// integers(high) for high up to 2⁶³ and integers(high, dtype=uint64) beyond. It panics if high is 0.
//
// Integers(1) is 0 and draws nothing. A high up to 2³² takes 32 bits of the stream, a larger one 64,
// and either now and then takes more.
func (g *Generator) Integers(high uint64) uint64 {
	switch high {
	case 0:
		panic("nprand: Integers(0): there is no number from 0 to -1")
	case 1:
		return 0
	}
	// D. Lemire, "Fast Random Integer Generation in an Interval", ACM Transactions on Modeling and
	// Computer Simulation 29(1), 2019, https://arxiv.org/abs/1805.10941. Of the product of a word in
	// [0, 2⁶⁴) and high, the upper half is in [0, high), and that is the result. The products are the
	// multiples of high, and result r comes from those in [r·2⁶⁴, (r+1)·2⁶⁴): some intervals hold
	// floor(2⁶⁴/high) of them and some one more. Without the first 2⁶⁴ mod high numbers of each
	// interval, all hold the same: a product whose lower half is below that remainder is drawn again.
	//
	// A word of 32 bits goes into the upper half of one of 64, and the remainder of 2³² with it. Neither
	// power fits always, but the power less high does, which has the same remainder.
	shift := 0
	if high <= 1<<32 {
		shift = 32
	}
	reject := (1<<(64-shift) - high) % high << shift
	for {
		if upper, lower := bits.Mul64(g.word(high-1)<<shift, high); lower >= reject {
			return upper
		}
	}
}

// word returns 32 bits of the stream, or 64 where most takes more.
func (g *Generator) word(most uint64) uint64 {
	if most < 1<<32 {
		return uint64(g.next32())
	}
	return g.pcg.next()
}

// Permutation returns the numbers 0 to n-1 in random order, as NumPy's permutation(n). It panics if
// n is negative.
func (g *Generator) Permutation(n int) []int {
	// R. Durstenfeld, "Algorithm 235: Random Permutation", Communications of the ACM 7(7), 1964, also
	// known as the Fisher-Yates shuffle: from the last place down, each place gets one of the numbers
	// that are not placed yet. The swap keeps those in front.
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := g.masked(uint64(i))
		p[i], p[j] = p[j], p[i]
	}
	return p
}

// masked returns a number from 0 to most, the way NumPy's shuffle draws it, which is not that of
// Integers: as many bits as most has, until they make a number that is not too large.
func (g *Generator) masked(most uint64) uint64 {
	mask := uint64(1)<<bits.Len64(most) - 1
	for {
		if k := g.word(most) & mask; k <= most {
			return k
		}
	}
}
