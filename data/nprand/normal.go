package nprand

import "math"

const (
	tailStart = 3.6541528853610087963519472518 // r: where the tail begins
	layerArea = 0.0049286732339746519          // v: the area of every layer
)

// Normal returns a number from the normal distribution with mean 0 and standard deviation 1, as NumPy's
// standard_normal(). It and normal(mu, sigma), which is mu + sigma·standard_normal(), share the stream.
func (g *Generator) Normal() float64 {
	// The ziggurat method: G. Marsaglia and W. W. Tsang, "The Ziggurat Method for Generating Random
	// Variables", Journal of Statistical Software 5(8), 2000, with the refinements of J. A. Doornik,
	// "An Improved Ziggurat Method to Generate Normal Random Samples" (Oxford, 2005).
	//
	// Cover the area under f(x) = exp(-x²/2), x >= 0, by 256 layers of equal area v: 255 rectangles
	// [0, edge[i]] stacked under the peak like a ziggurat, and a base strip [0, r] with the tail beyond
	// r. Choose a layer, choose a point in it, and take its x if the point lies under the curve: x then
	// has the density f. A random sign makes both halves.
	//
	// The rectangle above, of width edge[i-1], is under the curve on the whole: if the point lies within
	// that width, and 98.8 % do, its height need not even be drawn. NumPy decides so by comparing
	// the 52 bits of u with a rounded edge[i-1]/edge[i]; in 63 of all 256·2⁵² cases, one in 10¹⁶,
	// that rounding decides otherwise than the comparison here.
	for {
		// Of one word, 8 bits choose the layer, 1 the sign and 52 the place x = u·edge[i]. NumPy calls
		// the base strip layer 0. Here it is layer 256, under the others.
		word := g.pcg.next()
		i := word & 0xff
		if i == 0 {
			i = 256
		}
		bits52 := word >> 9 & (1<<52 - 1)
		x := float64(bits52) * 0x1p-52 * edge[i]

		if x < edge[i-1] {
			return sign(word) * x
		}
		if i == 256 {
			return sign(bits52) * g.tail()
		}
		// Draw the height of the point, between those of the curve at the two edges. The conversion
		// forbids fusing, as in Uniform.
		bottom, top := bell(edge[i]), bell(edge[i-1])
		if float64((top-bottom)*g.Random())+bottom < bell(x) {
			return sign(word) * x
		}
	}
}

// tail returns a number from the normal distribution's part beyond r.
func (g *Generator) tail() float64 {
	// G. Marsaglia, "Generating a Variable from the Tail of the Normal Distribution", Technometrics 6,
	// 1964: beyond r the curve lies under an exponential one, f(r+x) = f(r)·exp(-r·x)·exp(-x²/2). Draw
	// x with density exp(-r·x), keep it with probability exp(-x²/2), that is if y > x²/2 for a y with
	// density exp(-y). Both come from -log(1-U), U uniform on [0, 1).
	//
	// Only here, in one draw of 3,900, does a result depend on the mathematics library. math.Log1p
	// and the C library's log1p are the same algorithm; where the machine fuses operations within
	// it, the last bit can differ.
	for {
		x := float64(-1 / tailStart * math.Log1p(-g.Random()))
		y := -math.Log1p(-g.Random())
		if y+y > x*x {
			return tailStart + x
		}
	}
}

// bell is the normal density without its factor 1/sqrt(2π).
func bell(x float64) float64 { return math.Exp(-0.5 * x * x) }

// sign is what the ninth bit of a word says: 1 or -1.
func sign(word uint64) float64 { return 1 - 2*float64(word>>8&1) }
