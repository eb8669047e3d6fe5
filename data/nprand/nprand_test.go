package nprand

import (
	"fmt"
	"math"
	"testing"
)

// TestEdges checks the table against the equations that define it.
func TestEdges(t *testing.T) {
	near := func(name string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-12) {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	near("edge[0]", edge[0], 0)
	near("edge[255]", edge[255], tailStart)
	near("edge[256]", edge[256], layerArea/bell(tailStart))
	near("top of layer 1", bell(edge[1])+layerArea/edge[1], 1)
	for i := 255; i > 1; i-- {
		top := bell(edge[i]) + layerArea/edge[i]
		near(fmt.Sprintf("edge[%d]", i-1), edge[i-1], math.Sqrt(-2*math.Log(top)))
	}
}

func TestIntegers_range(t *testing.T) {
	g := New(1)
	for shift := range 64 {
		for _, high := range []uint64{1 << shift, 1<<shift + 1, 3 << shift >> 1, 1<<shift - 1} {
			for range 20 * min(high, 1) {
				if k := g.Integers(high); k >= high {
					t.Fatalf("Integers(%d) is %d", high, k)
				}
			}
		}
	}
}

func TestIntegers_one(t *testing.T) {
	g, untouched := New(1), New(1)
	if k := g.Integers(1); k != 0 || *g != *untouched {
		t.Errorf("Integers(1) is %d and leaves %v, want 0 and %v", k, *g, *untouched)
	}
}

func TestIntegers_zero(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Integers(0) does not panic")
		}
	}()
	New(1).Integers(0)
}

func BenchmarkRandom(b *testing.B) {
	g := New(12345)
	for b.Loop() {
		g.Random()
	}
}

func BenchmarkNormal(b *testing.B) {
	g := New(12345)
	for b.Loop() {
		g.Normal()
	}
}

func BenchmarkPermutation(b *testing.B) {
	g := New(12345)
	for b.Loop() {
		g.Permutation(1797)
	}
}
