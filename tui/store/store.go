// Package store keeps values in files so that an interrupted program, a full
// disk or a damaged file never costs more than the last change.
//
// A file is a line that says what it is, the value in the encoding of package
// gob, which keeps every float64 bit for bit, NaN and infinities included, and a
// checksum of that.
package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"slices"

	"nntui/tui/files"
)

// ErrDamaged says that a file is not what Save has written.
var ErrDamaged = errors.New("the file is damaged, or none of nntui's")

// magic begins every file; its number changes with what files hold. Where it was
// 1, the checksum came before the value.
const magic, oldMagic = "nntui state 2\n", "nntui state 1\n"

// Longest is how many bytes a file may have.
const Longest = 256_000_000

// Save writes the value to a file, which is at any time either the old or the
// new one as a whole. Missing folders are made.
func Save(file string, value any) error {
	return files.Keep(file, func(w io.Writer) error {
		if _, err := io.WriteString(w, magic); err != nil {
			return err
		}
		sum := sha256.New()
		if err := gob.NewEncoder(io.MultiWriter(w, pieces{sum})).Encode(value); err != nil {
			return err
		}
		_, err := w.Write(sum.Sum(nil))
		return err
	})
}

// pieces hands on small pieces of what is written: who sums up megabytes at once
// lets nobody in between, not even whoever answers a key.
type pieces struct{ to hash.Hash }

func (p pieces) Write(b []byte) (int, error) {
	for piece := range slices.Chunk(b, 1<<16) {
		p.to.Write(piece) // which never fails
	}
	return len(b), nil
}

// sound returns the encoded value in a file, if its checksum is right.
func sound(text []byte) (body []byte, ok bool) {
	body, ok = bytes.CutPrefix(text, []byte(magic))
	old, isOld := bytes.CutPrefix(text, []byte(oldMagic))
	var sum []byte
	switch {
	case ok && len(body) >= sha256.Size:
		body, sum = body[:len(body)-sha256.Size], body[len(body)-sha256.Size:]
	case isOld && len(old) >= sha256.Size:
		sum, body = old[:sha256.Size], old[sha256.Size:]
	default:
		return nil, false
	}
	is := sha256.New()
	pieces{is}.Write(body)
	return body, bytes.Equal(is.Sum(nil), sum)
}

// Load reads what Save wrote into value, a pointer. A file that is something
// else gives an error that wraps ErrDamaged; one that does not exist, one that
// wraps fs.ErrNotExist.
func Load(file string, value any) error {
	text, err := files.Read(file, Longest)
	if err != nil {
		return fmt.Errorf("%s: %w", files.Shown(file), err)
	}
	body, ok := sound(text)
	if !ok {
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
