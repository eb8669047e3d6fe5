package data

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"nntui/data/nprand"
)

func TestSplit(t *testing.T) {
	s := mustDigits(t)
	train, test, err := s.Split(0.5, 12345)
	if err != nil {
		t.Fatal(err)
	}
	checkShape(t, train, 898)
	checkShape(t, test, 899)

	order := nprand.New(12345).Permutation(s.Len())
	// The ends of numpy.random.default_rng(12345).permutation(1797), and its middle, where it is cut.
	for at, want := range map[int][]int{
		0:    {934, 193, 1369, 1104, 1602},
		896:  {750, 1612, 576, 636},
		1794: {1246, 397, 413},
	} {
		if got := order[at : at+len(want)]; !slices.Equal(got, want) {
			t.Errorf("order from %d on: %v, want %v", at, got, want)
		}
	}
	for k, i := range order {
		got := train
		if k >= train.Len() {
			got, k = test, k-train.Len()
		}
		checkSame(t, got.Rows(k, k+1), s.Rows(i, i+1))
	}

	// The labels that the assignment's code finds first on either side.
	for _, c := range []struct{ got, want []float64 }{
		{train.Y, []float64{0, 1, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 0}},
		{test.Y, []float64{1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 0, 1, 0, 0, 0}},
	} {
		if got := c.got[:len(c.want)]; !slices.Equal(got, c.want) {
			t.Errorf("first labels %v, want %v", got, c.want)
		}
	}
}

func checkSame(t *testing.T, got, want Set) {
	t.Helper()
	if !slices.Equal(got.X.Data, want.X.Data) || !slices.Equal(got.Y, want.Y) ||
		!slices.Equal(got.Class, want.Class) || !slices.Equal(got.Pixels, want.Pixels) {
		t.Fatalf("got %v, want %v", got, want)
	}
}

func TestSplit_share(t *testing.T) {
	s := mustDigits(t).Rows(0, 10)
	for _, c := range []struct {
		share float64
		train int // 0 for an error
	}{
		{0.1, 1}, {0.15, 1}, {0.5, 5}, {0.9, 9}, {0.999, 9},
		{0.099, 0}, {0, 0}, {1, 0}, {1.5, 0}, {-0.5, 0},
		{math.NaN(), 0}, {math.Inf(1), 0}, {math.Inf(-1), 0},
	} {
		train, test, err := s.Split(c.share, 1)
		if c.train == 0 {
			want := fmt.Sprintf("data: split: a training share of %v of 10 rows leaves one side empty: "+
				"it takes a share of at least 1/10 and below 1", c.share)
			if err == nil || err.Error() != want {
				t.Errorf("share %v: error %v, want %s", c.share, err, want)
			}
			continue
		}
		if err != nil {
			t.Errorf("share %v: %v", c.share, err)
			continue
		}
		checkShape(t, train, c.train)
		checkShape(t, test, 10-c.train)
	}
}

func TestSplit_leavesSetAlone(t *testing.T) {
	s := mustDigits(t)
	before := s.pick([]int{0, 1, 2})
	train, _, err := s.Split(0.5, 1)
	if err != nil {
		t.Fatal(err)
	}
	clear(train.X.Data)
	clear(train.Pixels)
	checkSame(t, s.Rows(0, 3), *before)
}

func TestRows(t *testing.T) {
	s := mustDigits(t)
	view := s.Rows(10, 20)
	checkShape(t, &view, 10)
	if &view.X.Data[0] != &s.X.Data[10*pixels] || &view.Pixels[0] != &s.Pixels[10*pixels] ||
		&view.Y[0] != &s.Y[10] || &view.Class[0] != &s.Class[10] {
		t.Error("Rows(10, 20) does not begin with row 10, or is a copy")
	}
	checkSame(t, view.Rows(3, 5), s.Rows(13, 15))

	empty := s.Rows(s.Len(), s.Len())
	checkShape(t, &empty, 0)
}

func TestRows_bounds(t *testing.T) {
	s := mustDigits(t)
	view := s.Rows(0, 10)
	for _, c := range []struct {
		s    *Set
		i, j int
	}{{s, -1, 1}, {s, 2, 1}, {s, 0, 1798}, {&view, 0, 11}, {&view, 11, 11}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Rows(%d, %d) of %d rows does not panic", c.i, c.j, c.s.Len())
				}
			}()
			c.s.Rows(c.i, c.j)
		}()
	}
}

func TestRows_allocatesNothing(t *testing.T) {
	s := mustDigits(t)
	var view Set
	if n := testing.AllocsPerRun(100, func() { view = s.Rows(10, 20) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if view.Len() != 10 {
		t.Errorf("%d rows, want 10", view.Len())
	}
}

func BenchmarkSplit(b *testing.B) {
	s := mustDigits(b)
	for b.Loop() {
		if _, _, err := s.Split(0.5, 12345); err != nil {
			b.Fatal(err)
		}
	}
}
