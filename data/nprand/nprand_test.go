package nprand

import (
	"bytes"
	"encoding"
	"fmt"
	"math"
	"testing"
)

var (
	_ encoding.BinaryMarshaler   = (*Generator)(nil)
	_ encoding.BinaryUnmarshaler = (*Generator)(nil)
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

func TestMarshalBinary(t *testing.T) {
	g := New(12345)
	for i := range 8 {
		saved, err := g.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var restored Generator
		if err := restored.UnmarshalBinary(saved); err != nil {
			t.Fatal(err)
		}
		if restored != *g {
			t.Errorf("after %d draws: restored %v, want %v", i, restored, *g)
		}
		g.Integers(10) // odd numbers of these leave a half word waiting
	}
}

func TestUnmarshalBinary_invalid(t *testing.T) {
	g := New(12345)
	saved, err := g.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	changed := func(i int, value byte) []byte {
		b := bytes.Clone(saved)
		b[i] = value
		return b
	}
	for name, data := range map[string][]byte{
		"empty":              nil,
		"short":              saved[:len(saved)-1],
		"long":               append(bytes.Clone(saved), 0),
		"even increment":     changed(31, 0),
		"flag 2":             changed(36, 2),
		"half word unmarked": changed(32, 1),
	} {
		t.Run(name, func(t *testing.T) {
			before := *g
			if err := g.UnmarshalBinary(data); err == nil {
				t.Error("no error")
			}
			if *g != before {
				t.Error("the generator changed")
			}
		})
	}
}

// FuzzUnmarshalBinary checks that what is accepted is exactly what MarshalBinary writes.
func FuzzUnmarshalBinary(f *testing.F) {
	g := New(12345)
	for range 2 {
		saved, err := g.MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(saved)
		g.Integers(10)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var g Generator
		if g.UnmarshalBinary(data) != nil {
			return
		}
		if saved, _ := g.MarshalBinary(); !bytes.Equal(saved, data) {
			t.Errorf("accepted %x, saved %x", data, saved)
		}
	})
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
