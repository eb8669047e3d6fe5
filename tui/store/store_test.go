package store

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

type value struct {
	Name    string
	Numbers []float64
	Inner   *value
}

// Every float64 comes back bit for bit, NaN, infinities and -0 included.
func TestSave(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a", "b", "value")
	bits := rand.New(rand.NewPCG(1, 2))
	want := value{Name: "a name", Inner: &value{}, Numbers: []float64{math.NaN(), math.Inf(-1), math.Copysign(0, -1)}}
	for range 1000 {
		want.Numbers = append(want.Numbers, math.Float64frombits(bits.Uint64()))
	}
	if err := Save(file, want); err != nil {
		t.Fatal(err)
	}
	var got value
	if err := Load(file, &got); err != nil {
		t.Fatal(err)
	}
	if got.Name != want.Name || got.Inner == nil || len(got.Numbers) != len(want.Numbers) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i, v := range want.Numbers {
		if math.Float64bits(got.Numbers[i]) != math.Float64bits(v) {
			t.Errorf("number %d: %x, want %x", i, math.Float64bits(got.Numbers[i]), math.Float64bits(v))
		}
	}
	left, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(left) != 1 {
		t.Errorf("%v beside the file, error %v", left, err)
	}
}

// A file of which any byte is wrong, or the end is missing, is damaged.
func TestLoad_damaged(t *testing.T) {
	file := filepath.Join(t.TempDir(), "value")
	if err := Save(file, value{Name: "x", Numbers: []float64{1, 2}}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	check := func(damaged []byte) {
		t.Helper()
		if err := os.WriteFile(file, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Load(file, new(value)); !errors.Is(err, ErrDamaged) {
			t.Errorf("%q: error %v", damaged, err)
		}
	}
	for i := range text {
		check(text[:i])
		wrong := append([]byte(nil), text...)
		wrong[i] ^= 0x40
		check(wrong)
	}
	check(append(text, 0))
	check([]byte("something else"))
}

func TestLoad_missing(t *testing.T) {
	if err := Load(filepath.Join(t.TempDir(), "none"), new(value)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

// A value that cannot be saved leaves the file as it was.
func TestSave_fails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "value")
	if err := Save(file, value{Name: "old"}); err != nil {
		t.Fatal(err)
	}
	if err := Save(file, func() {}); err == nil {
		t.Error("a function is saved")
	}
	var got value
	if err := Load(file, &got); err != nil || got.Name != "old" {
		t.Errorf("%v, error %v", got, err)
	}
	if err := Save(filepath.Join(file, "below"), value{}); err == nil {
		t.Error("saved below a file")
	}
}

func TestSetAside(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "value")
	for _, want := range []string{"value.damaged-1", "value.damaged-2"} {
		if err := os.WriteFile(file, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		aside, err := SetAside(file)
		if err != nil || filepath.Base(aside) != want {
			t.Fatalf("%s, error %v", aside, err)
		}
		if text, err := os.ReadFile(aside); string(text) != want {
			t.Errorf("%s holds %s, error %v", aside, text, err)
		}
	}
	if _, err := SetAside(file); err == nil {
		t.Error("a missing file is set aside")
	}
}

// What Save makes is for its user alone; the checksum comes after the line that
// says what the file is, and what follows a sum of its own is still refused.
func TestSave_private(t *testing.T) {
	file := filepath.Join(t.TempDir(), "below", "value")
	if err := Save(file, value{}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Dir(file)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, error %v", info.Mode(), err)
	}
	sum := sha256.Sum256(nil)
	if err := os.WriteFile(file, slices.Concat([]byte(magic), sum[:]), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Load(file, new(value)); !errors.Is(err, ErrDamaged) {
		t.Errorf("a file with nothing in it: error %v", err)
	}
}
