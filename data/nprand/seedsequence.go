package nprand

// mixSeed returns the four words that NumPy's SeedSequence(seed).generate_state(4, uint64) makes.
func mixSeed(seed uint64) (w [4]uint64) {
	// Users choose seeds like 0, 1, 2, which differ in a few bits; generators need starting points
	// that differ in about half of all bits. M. E. O'Neill, "Developing a seed_seq Alternative"
	// (2015), https://www.pcg-random.org/posts/developing-a-seed_seq-alternative.html, mixes in two
	// rounds: hash the seed into a pool so that every pool word depends on every seed word, then
	// hash the pool into as many words as are asked for. A hash multiplies by a constant that is
	// itself multiplied after each use, so that equal inputs at different places differ.

	// A seed below 2³² is one word long and a larger one two. The words that it lacks count as 0.
	pool := [4]uint32{uint32(seed), uint32(seed >> 32)}
	in := hasher{factor: 0x43b0d7e5, growth: 0x931e8875}
	for i, word := range pool {
		pool[i] = in.hash(word)
	}
	for from := range pool {
		for to := range pool {
			if from != to {
				pool[to] = mix(pool[to], in.hash(pool[from]))
			}
		}
	}

	out := hasher{factor: 0x8b51f9dd, growth: 0x58f38ded}
	for i := range w {
		w[i] = uint64(out.hash(pool[2*i%len(pool)])) // the lower half comes first
		w[i] |= uint64(out.hash(pool[(2*i+1)%len(pool)])) << 32
	}
	return w
}

// A hasher hashes a sequence of words, each with another factor.
type hasher struct {
	factor, growth uint32
}

func (h *hasher) hash(word uint32) uint32 {
	word ^= h.factor
	h.factor *= h.growth
	word *= h.factor
	return word ^ word>>16
}

// mix combines two words so that each bit of both matters.
func mix(x, y uint32) uint32 {
	z := 0xca01f9dd*x - 0x4973f715*y
	return z ^ z>>16
}
