// Package nprand draws the random numbers of NumPy's default generator, bit for bit: after
//
//	g := nprand.New(12345)
//
// the calls g.Random(), g.Normal(), g.Integers(10), g.Permutation(100) return what
//
//	g = numpy.random.default_rng(12345)
//
// returns for g.random(), g.standard_normal(), g.integers(10) and g.permutation(100), in any order
// and any mixture. An experiment that was first run in NumPy can so be repeated here from its seed.
//
// The path from a seed to a number has three stations, each in a file of its own:
//
//   - seedsequence.go spreads the seed over four words that look random even for seeds 0, 1, 2;
//   - pcg64.go turns those words into an endless stream of 64-bit words;
//   - nprand.go (uniform), bounded.go (integers, permutations) and normal.go turn words into draws.
//
// The reference is NumPy 1.24 on x86-64.
package nprand

// A Generator yields one stream of random numbers. Every draw advances it, so it must not be used
// by several goroutines at once. The zero Generator is not usable: get one from [New].
type Generator struct {
	pcg pcg64

	// A 32-bit draw uses half of a 64-bit word. The other half waits here for the next 32-bit
	// draw, even when 64-bit draws come in between. While none waits, half is 0.
	half    uint32
	hasHalf bool
}

// New returns the generator that numpy.random.default_rng(seed) returns. Every seed is valid.
func New(seed uint64) *Generator {
	return &Generator{pcg: newPCG64(mixSeed(seed))}
}

// Random returns a number from the uniform distribution on [0, 1), a multiple of 2⁻⁵³.
func (g *Generator) Random() float64 {
	// A float64 has 53 bits of precision: the upper 53 of a word make a number in [0, 2⁵³), and
	// both its conversion and the scaling by a power of two are exact.
	return float64(g.pcg.next()>>11) * 0x1p-53
}

// Uniform returns a number from the uniform distribution on [lo, hi), lo <= hi, as NumPy's
// uniform(lo, hi). Rounding can make it hi.
func (g *Generator) Uniform(lo, hi float64) float64 {
	// The conversion keeps the compiler from fusing product and sum into one operation that rounds
	// once, as it may on arm64 and others: NumPy rounds twice.
	return lo + float64((hi-lo)*g.Random())
}

// next32 returns the half word that waits, or else the lower half of the next word.
func (g *Generator) next32() uint32 {
	if g.hasHalf {
		half := g.half
		g.half, g.hasHalf = 0, false
		return half
	}
	w := g.pcg.next()
	g.half, g.hasHalf = uint32(w>>32), true
	return uint32(w)
}
