package store

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

type pair struct{ A, B float64 }

func pairs(from, to int) (list []pair) {
	for i := from; i < to; i++ {
		list = append(list, pair{float64(i), math.Sqrt(float64(i))})
	}
	return list
}

// Rows are what was appended, whatever was cut beyond them.
func TestRows(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "rows")
	r := Rows{File: "rows"}
	for _, to := range []int{0, 1, 2, portion + 1, 3*portion + 5, 3*portion + 5} {
		var err error
		if r, err = Append(folder, r, pairs(r.Count, to)); err != nil {
			t.Fatal(err)
		}
		got, err := ReadRows[pair](folder, r, to)
		if err != nil || !slices.Equal(got, pairs(0, to)) || cap(got) != to {
			t.Fatalf("%d rows of %d, error %v", len(got), to, err)
		}
		if _, err := ReadRows[pair](folder, r, to-1); !errors.Is(err, ErrDamaged) {
			t.Errorf("more rows than can be: %v", err)
		}
		f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		f.WriteString("cut")
		f.Close()
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	damaged := func(text []byte) {
		t.Helper()
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadRows[pair](folder, r, r.Count); !errors.Is(err, ErrDamaged) {
			t.Errorf("error %v", err)
		}
	}
	damaged(text[:16*r.Count-1])
	text[40]++
	damaged(text)
	os.Remove(file)
	if _, err := ReadRows[pair](folder, r, r.Count); !errors.Is(err, ErrDamaged) {
		t.Errorf("of no file: %v", err)
	}
	for _, short := range []func() error{func() error { return nil }, func() error { return os.WriteFile(file, text[:16*r.Count-1], 0o600) }} {
		if err := short(); err != nil {
			t.Fatal(err)
		}
		if _, err := Append(folder, r, pairs(0, 1)); !errors.Is(err, ErrDamaged) {
			t.Errorf("appended to a file that is too short: %v", err)
		}
	}
	os.Remove(file)
	if err := os.Mkdir(file, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Append(folder, Rows{File: "rows"}, pairs(0, 1)); !errors.Is(err, ErrDamaged) {
		t.Errorf("appended to a folder: %v", err)
	}
	if _, err := ReadRows[pair](folder, r, r.Count); !errors.Is(err, ErrDamaged) {
		t.Errorf("of a folder: %v", err)
	}
	if _, err := ReadRows[pair](folder, Rows{File: "rows", Count: -1}, 9); !errors.Is(err, ErrDamaged) {
		t.Errorf("of less than none: %v", err)
	}
	if _, err := Append(filepath.Join(folder, "none"), r, pairs(0, 1)); err == nil {
		t.Error("into no folder")
	}
}
