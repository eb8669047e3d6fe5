package nprand_test

import (
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"strconv"
	"testing"

	"nntui/data/nprand"
)

// A stream holds what NumPy draws after a seed; testdata/streams.py writes it.
type stream struct {
	Seed  uint64
	Calls []call
}

type call struct {
	Method string
	Lo, Hi float64  // uniform
	High   uint64   // integers
	N      int      // permutation
	Ints   []uint64 // results of integers and permutation
	Floats []float64
}

func TestStreams(t *testing.T) {
	for _, s := range readStreams(t) {
		t.Run(strconv.FormatUint(s.Seed, 10), func(t *testing.T) {
			g := nprand.New(s.Seed)
			for i, c := range s.Calls {
				c.check(t, i, g)
			}
		})
	}
}

func readStreams(t *testing.T) (streams []stream) {
	t.Helper()
	file, err := os.Open("testdata/streams.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(text).Decode(&streams); err != nil {
		t.Fatal(err)
	}
	return streams
}

// check makes the call, the i-th of its stream.
func (c call) check(t *testing.T, i int, g *nprand.Generator) {
	t.Helper()
	for k, want := range c.Floats {
		if got := c.float(g); got != want {
			t.Fatalf("call %d: %s: draw %d is %v, want %v", i, c.Method, k, got, want)
		}
	}
	if c.Method == "permutation" {
		c.checkPermutation(t, i, g)
		return
	}
	for k, want := range c.Ints {
		if got := g.Integers(c.High); got != want {
			t.Fatalf("call %d: integers(%d): draw %d is %d, want %d", i, c.High, k, got, want)
		}
	}
}

func (c call) float(g *nprand.Generator) float64 {
	switch c.Method {
	case "random":
		return g.Random()
	case "uniform":
		return g.Uniform(c.Lo, c.Hi)
	case "normal":
		return g.Normal()
	}
	panic("unknown method " + c.Method)
}

func (c call) checkPermutation(t *testing.T, i int, g *nprand.Generator) {
	t.Helper()
	got := g.Permutation(c.N)
	if len(got) != c.N || len(c.Ints) != c.N {
		t.Fatalf("call %d: permutation(%d) has %d numbers, want %d", i, c.N, len(got), len(c.Ints))
	}
	for k, want := range c.Ints {
		if uint64(got[k]) != want {
			t.Fatalf("call %d: permutation(%d)[%d] is %d, want %d", i, c.N, k, got[k], want)
		}
	}
}

// TestNormal_long checks 200,000 draws, in which every layer of the ziggurat and the tail has its turn.
func TestNormal_long(t *testing.T) {
	g := nprand.New(12345)
	var sum, squares, last float64
	least, most := math.Inf(1), math.Inf(-1)
	for range 200_000 {
		x := g.Normal()
		sum += x
		squares += x * x
		least, most = min(least, x), max(most, x)
		last = x
	}
	for _, c := range []struct {
		name                 string
		got, want, tolerance float64
	}{
		{"sum", sum, 362.6637981439784, 1e-9},
		{"sum of squares", squares, 199257.68529084168, 1e-9 * 199257},
		{"least", least, -4.459841339310942, 0},
		{"most", most, 4.512438382287984, 0},
		{"last", last, -0.40256862774352536, 0},
		{"next random", g.Random(), 0.549184838001444, 0},
	} {
		if !(math.Abs(c.got-c.want) <= c.tolerance) {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
}
