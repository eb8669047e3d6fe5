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

	"nntui/tui/files"
)

// ErrDamaged says that a file is not what Save has written.
var ErrDamaged = errors.New("the file is damaged, or none of nntui's")

// magic begins every file; its number changes with what files hold.
const magic = "nntui state 1\n"

// Longest is how many bytes a file may have.
const Longest = 256_000_000

// Save writes the value to a file, which is at any time either the old or the
// new one as a whole. Missing folders are made.
func Save(file string, value any) error {
	var body bytes.Buffer
	if err := gob.NewEncoder(&body).Encode(value); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return files.Keep(file, func(w io.Writer) error {
		if _, err := w.Write(header(body.Bytes())); err != nil {
			return err
		}
		_, err := body.WriteTo(w)
		return err
	})
}

// header is what stands before an encoded value.
func header(body []byte) []byte {
	sum := sha256.Sum256(body)
	return append([]byte(magic), sum[:]...)
}

// Load reads what Save wrote into value, a pointer. A file that is something
// else gives an error that wraps ErrDamaged; one that does not exist, one that
// wraps fs.ErrNotExist.
func Load(file string, value any) error {
	text, err := files.Read(file, Longest)
	if err != nil {
		return fmt.Errorf("%s: %w", files.Shown(file), err)
	}
	body := text[min(len(magic)+sha256.Size, len(text)):]
	if !bytes.HasPrefix(text, header(body)) {
		return fmt.Errorf("%s: %w", files.Shown(file), ErrDamaged)
	}
	if err := gob.NewDecoder(bytes.NewReader(body)).Decode(value); err != nil {
		return fmt.Errorf("%s: %w: %v", files.Shown(file), ErrDamaged, err)
	}
	return nil
}

// setAside is in the name of what is.
const setAside = ".damaged-"

// SetAside renames a file or a folder so that it is in nobody's way and not
// lost, and returns its new name.
func SetAside(file string) (string, error) {
	for i := 1; ; i++ {
		aside := fmt.Sprintf("%s%s%d", file, setAside, i)
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			return aside, os.Rename(file, aside)
		} else if err != nil {
			return "", err
		}
	}
}
