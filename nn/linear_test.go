package nn

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/floats"
	"pgregory.net/rapid"
)

// TestFold folds the linear layers of a network, two by two from either end
// and all at once: what comes out predicts the same, and the layers stay as
// they are.
func TestFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		n, linear := drawLinears(t, r)
		x := random(r, 4, linear[0].W.Rows)
		want := clone(n.Forward(x))

		last := len(linear) - 1
		forwards, backwards := linear[0], linear[last]
		for i := range last {
			forwards = Fold(forwards, linear[i+1])
			backwards = Fold(linear[last-1-i], backwards)
		}
		for way, folded := range map[string]*Linear{"forwards": forwards, "backwards": backwards, "at once": Fold(n.Layers[:last+1]...)} {
			p := Network{Layers: []Layer{folded, n.Layers[last+1]}}
			if got := p.Forward(x).Data; !floats.EqualApprox(got, want.Data, 1e-12) {
				t.Errorf("folded %s: %v, want %v", way, got, want.Data)
			}
		}
		same(t, "output of the layers afterwards", n.Forward(x), want)

		if one := Fold(linear[0]); one != linear[0] {
			t.Errorf("one layer is folded to %v", one)
		}
		if none := Fold(n.Layers...); none != nil {
			t.Errorf("with a sigmoid after them, they are folded to %v", none)
		}
	})
}

// drawLinears makes a network of two to five linear layers before a sigmoid.
func drawLinears(t *rapid.T, r *rand.Rand) (chain, []*Linear) {
	width := rapid.IntRange(1, 64)
	layers := ""
	for _, w := range rapid.SliceOfN(width, 2, 5).Draw(t, "widths") {
		layers += "linear:" + strconv.Itoa(w) + ","
	}
	n := chainOf(width.Draw(t, "in"), layers+"sigmoid")
	if err := n.Init("glorot", generator{r}); err != nil {
		t.Fatal(err)
	}
	var linear []*Linear
	for _, l := range n.Layers[:len(n.Layers)-1] {
		l := l.(*Linear)
		copy(l.B, random(r, 1, len(l.B)).Data)
		linear = append(linear, l)
	}
	return n, linear
}
