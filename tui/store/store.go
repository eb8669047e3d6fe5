// Package store keeps values in files so that an interrupted program, a full
// disk or a damaged file never costs more than the last change.
//
// A file is a line that says what it is, a checksum, and the value in the
// encoding of package gob, which keeps every float64 bit for bit, NaN and
// infinities included.
package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"nntui/tui/files"
)

// ErrDamaged says that a file is not what Save has written.
var ErrDamaged = errors.New("the file is damaged, or none of nntui's")

// magic begins every file; its number changes with what files hold.
const magic = "nntui state 1\n"

// Save writes the value to a file, which is at any time either the old or the
// new one as a whole. Missing folders are made.
func Save(file string, value any) error {
	var body bytes.Buffer
	if err := gob.NewEncoder(&body).Encode(value); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return files.Write(file, true, func(w io.Writer) error {
		sum := sha256.Sum256(body.Bytes())
		_, err := io.Copy(w, io.MultiReader(strings.NewReader(magic), bytes.NewReader(sum[:]), &body))
		return err
	})
}

// Load reads what Save wrote into value, a pointer. A file that is something
// else gives an error that wraps ErrDamaged; one that does not exist, one that
// wraps fs.ErrNotExist.
func Load(file string, value any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	body, ok := bytes.CutPrefix(text, []byte(magic))
	if !ok || len(body) < sha256.Size {
		return fmt.Errorf("%s: %w", file, ErrDamaged)
	}
	sum, body := body[:sha256.Size], body[sha256.Size:]
	if got := sha256.Sum256(body); !bytes.Equal(got[:], sum) {
		return fmt.Errorf("%s: %w", file, ErrDamaged)
	}
	if err := gob.NewDecoder(bytes.NewReader(body)).Decode(value); err != nil {
		return fmt.Errorf("%s: %w: %v", file, ErrDamaged, err)
	}
	return nil
}

// SetAside renames a file so that it is in nobody's way and not lost, and
// returns its new name.
func SetAside(file string) (string, error) {
	for i := 1; ; i++ {
		aside := fmt.Sprintf("%s.damaged-%d", file, i)
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			return aside, os.Rename(file, aside)
		} else if err != nil {
			return "", err
		}
	}
}
