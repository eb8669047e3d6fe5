package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Whatever a file holds, be its checksum right, it is damaged, or a value that can
// be saved and loaded.
func FuzzLoad(f *testing.F) {
	type value struct {
		Name    string
		Numbers []float64
		Tables  map[string][][]int
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(value{"a", []float64{1, 2}, map[string][][]int{"b": {{3}, nil}}}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes(), true)
	f.Add(b.Bytes()[:b.Len()/2], true)
	f.Add([]byte(magic), false)
	f.Add([]byte(oldMagic), false)
	f.Add([]byte{}, true)
	file := filepath.Join(f.TempDir(), "state")
	f.Fuzz(func(t *testing.T, body []byte, sound bool) {
		text := body
		if sound {
			sum := sha256.Sum256(body)
			text = slices.Concat([]byte(magic), body, sum[:])
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		var first, again value
		if err := Load(file, &first); err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		if err := Save(file, first); err != nil {
			t.Fatal(err)
		}
		if err := Load(file, &again); err != nil || !cmp.Equal(first, again, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()) {
			t.Fatalf("%v became %v, error %v", first, again, err)
		}
	})
}
