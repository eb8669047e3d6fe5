package data

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas64"

	"nntui/data/nprand"
)

// checkSound checks that the parts of a set fit together.
func checkSound(t *testing.T, s *Set, rows int) {
	t.Helper()
	size, targets, classes, pixels := s.Shape.Size(), s.Y.Cols, 0, 0
	if s.Class != nil {
		classes = rows
	}
	if s.Shape.Ink > 0 {
		pixels = rows * size
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"examples", s.Len(), rows},
		{"columns of X", s.X.Cols, size}, {"stride of X", s.X.Stride, size}, {"numbers of X", len(s.X.Data), rows * size},
		{"rows of Y", s.Y.Rows, rows}, {"stride of Y", s.Y.Stride, targets}, {"numbers of Y", len(s.Y.Data), rows * targets},
		{"classes", len(s.Class), classes}, {"pixels", len(s.Pixels), pixels},
	} {
		if c.got != c.want {
			t.Fatalf("%d %s, want %d", c.got, c.what, c.want)
		}
	}
	if size < 1 || targets < 1 {
		t.Fatalf("%d numbers an example, %d targets", size, targets)
	}
	for _, v := range slices.Concat(s.X.Data, s.Y.Data) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("%v in X or Y", v)
		}
	}
	for i, p := range s.Pixels {
		if p > s.Shape.Ink {
			t.Fatalf("pixel %d is %d, darker than %d", i, p, s.Shape.Ink)
		}
	}
}

// TestSets checks what holds for each set of the table.
func TestSets(t *testing.T) {
	for _, source := range Sets {
		t.Run(source.Name, func(t *testing.T) {
			s, err := source.Load()
			if err != nil {
				t.Fatal(err)
			}
			if s.Shape != source.Shape || source.About == "" {
				t.Errorf("%+v loads a set of shape %+v", source, s.Shape)
			}
			checkSound(t, s, s.Len())
			checkSplit(t, s)
			checkRows(t, s)
			if s.Shape.Ink > 0 {
				checkNormalise(t, s)
			}
		})
	}
}

// TestSets_plane checks the same for points with two targets and no classes.
func TestSets_plane(t *testing.T) {
	s := &Set{
		Shape: Shape{Rows: 1, Cols: 2},
		X:     blas64.General{Rows: 30, Cols: 2, Stride: 2},
		Y:     blas64.General{Rows: 30, Cols: 3, Stride: 3},
	}
	for i := range 30 * 3 {
		s.Y.Data = append(s.Y.Data, float64(i))
	}
	s.X.Data = slices.Clone(s.Y.Data[:60])
	checkSound(t, s, 30)
	checkSplit(t, s)
	checkRows(t, s)
}

func TestShape(t *testing.T) {
	for _, c := range []struct {
		Shape
		size int
	}{{Shape{8, 8, 16}, 64}, {Shape{3, 5, 255}, 15}, {Shape{1, 2, 0}, 2}} {
		if c.Size() != c.size {
			t.Errorf("%+v: size %d", c.Shape, c.Size())
		}
	}
}

// checkSplit finds every example of a split where the permutation puts it,
// and checks that the split is a copy.
func checkSplit(t *testing.T, s *Set) {
	train, test, err := s.Split(0.3, 12345)
	if err != nil {
		t.Fatal(err)
	}
	n := int(0.3 * float64(s.Len()))
	checkSound(t, train, n)
	checkSound(t, test, s.Len()-n)
	for k, i := range nprand.New(12345).Permutation(s.Len()) {
		got := train
		if k >= n {
			got, k = test, k-n
		}
		checkSame(t, got.Rows(k, k+1), s.Rows(i, i+1))
	}
	before := s.pick([]int{0, 1, 2})
	clear(train.X.Data)
	clear(train.Y.Data)
	clear(train.Class)
	clear(train.Pixels)
	checkSame(t, s.Rows(0, 3), *before)
}

func checkSame(t *testing.T, got, want Set) {
	t.Helper()
	if got.Shape != want.Shape || got.X.Cols != want.X.Cols || got.Y.Cols != want.Y.Cols ||
		!slices.Equal(got.X.Data, want.X.Data) || !slices.Equal(got.Y.Data, want.Y.Data) ||
		!slices.Equal(got.Class, want.Class) || !slices.Equal(got.Pixels, want.Pixels) ||
		got.mean != want.mean || got.std != want.std {
		t.Fatalf("got %v, want %v", got, want)
	}
}

func checkRows(t *testing.T, s *Set) {
	n := s.Len()
	for _, c := range []struct{ i, j int }{{0, n}, {10, 20}, {n - 1, n}, {0, 0}, {n, n}} {
		part := s.Rows(c.i, c.j)
		checkSound(t, &part, c.j-c.i)
		if c.i < c.j && (&part.X.Data[0] != &s.X.Data[c.i*s.X.Cols] || &part.Y.Data[0] != &s.Y.Data[c.i*s.Y.Cols]) {
			t.Errorf("Rows(%d, %d) does not begin with row %[1]d, or is a copy", c.i, c.j)
		}
	}
	view := s.Rows(10, 20)
	checkSame(t, view.Rows(3, 5), s.Rows(13, 15))
	for _, c := range []struct {
		s    *Set
		i, j int
	}{{s, -1, 1}, {s, 2, 1}, {s, 0, n + 1}, {&view, 0, 11}, {&view, 11, 11}} {
		if !panics(func() { c.s.Rows(c.i, c.j) }) {
			t.Errorf("Rows(%d, %d) of %d rows does not panic", c.i, c.j, c.s.Len())
		}
	}
	if allocs := testing.AllocsPerRun(100, func() { view = s.Rows(10, 20) }); allocs != 0 {
		t.Errorf("Rows makes %v allocations", allocs)
	}
}

func panics(f func()) (panics bool) {
	defer func() { panics = recover() != nil }()
	f()
	return false
}

// checkNormalise checks that every part of a set makes of pixels what the set
// has made of them.
func checkNormalise(t *testing.T, s *Set) {
	train, _, err := s.Split(0.5, 1)
	if err != nil {
		t.Fatal(err)
	}
	view := train.Rows(3, 9)
	for _, s := range []*Set{s, train, &view} {
		if got := s.Normalise(s.Pixels[:s.X.Cols]); !slices.Equal(got, s.X.Data[:s.X.Cols]) {
			t.Errorf("normalised to %v, want %v", got, s.X.Data[:s.X.Cols])
		}
	}
	if !panics(func() { s.Normalise(s.Pixels[:s.X.Cols-1]) }) {
		t.Error("an image that lacks a pixel does not panic")
	}
}

// TestSplit checks the order of a split against NumPy's.
func TestSplit(t *testing.T) {
	s := mustDigits(t)
	train, test, err := s.Split(0.5, 12345)
	if err != nil {
		t.Fatal(err)
	}
	if train.Len() != 898 || test.Len() != 899 {
		t.Errorf("%d and %d digits, want 898 and 899", train.Len(), test.Len())
	}
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
	// The labels that the assignment's code finds first on either side.
	for _, c := range []struct{ got, want []float64 }{
		{train.Y.Data, []float64{0, 1, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 0}},
		{test.Y.Data, []float64{1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 0, 1, 0, 0, 0}},
	} {
		if got := c.got[:len(c.want)]; !slices.Equal(got, c.want) {
			t.Errorf("first labels %v, want %v", got, c.want)
		}
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
			want := fmt.Sprintf("a training share of %v of 10 rows leaves one side empty: "+
				"it takes a share of at least 1/10 and below 1", c.share)
			if !errors.Is(err, ErrShare) || err.Error() != want {
				t.Errorf("share %v: error %v, want %s", c.share, err, want)
			}
			continue
		}
		if err != nil {
			t.Errorf("share %v: %v", c.share, err)
			continue
		}
		checkSound(t, train, c.train)
		checkSound(t, test, 10-c.train)
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
