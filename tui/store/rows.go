package store

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"hash/crc64"
	"io"
	"os"
	"path/filepath"

	"nntui/tui/files"
)

// Rows are the first rows of a file that only grows: of values of a fixed size,
// as package encoding/binary has them. What the file has beyond them is of a
// writing that was cut, and is written over.
type Rows struct {
	File  string // its name
	Count int
	Sum   uint64 // the CRC-64 of their bytes
}

var polynomial = crc64.MakeTable(crc64.ECMA)

// portion is how many rows are in memory at a time.
const portion = 1 << 12

// Append returns the rows in a folder with more of them, which are on the disk
// then. Where the file no longer has those before them, the error wraps
// ErrDamaged.
func Append[T any](folder string, r Rows, more []T) (Rows, error) {
	if len(more) == 0 && r.Count > 0 {
		return r, nil
	}
	name := filepath.Join(folder, r.File)
	at, grown := int64(r.Count*binary.Size(*new(T))), r
	switch info, err := os.Stat(name); {
	case err == nil && !info.Mode().IsRegular(), err == nil && info.Size() < at, err != nil && at > 0:
		return r, fmt.Errorf("%s: %w", files.Shown(name), ErrDamaged)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return r, files.Explain(name, err)
	}
	defer f.Close()
	for len(more) > 0 && err == nil {
		n := min(portion, len(more))
		var text []byte
		if text, err = binary.Append(nil, binary.LittleEndian, more[:n]); err == nil {
			_, err = f.WriteAt(text, at)
		}
		at, more = at+int64(len(text)), more[n:]
		grown.Count, grown.Sum = grown.Count+n, crc64.Update(grown.Sum, polynomial, text)
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return r, files.Explain(name, err)
	}
	return grown, nil
}

// ReadRows returns the rows in a folder, at most so many. Where they are not
// what was written, the error wraps ErrDamaged.
func ReadRows[T any](folder string, r Rows, most int) ([]T, error) {
	name := filepath.Join(folder, filepath.Base(r.File))
	if r.Count < 0 || r.Count > most {
		return nil, fmt.Errorf("%s: %w", name, ErrDamaged)
	}
	if r.Count == 0 {
		return nil, nil
	}
	f, err := files.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer f.Close()
	rows, sum, in := make([]T, r.Count), uint64(0), bufio.NewReader(f)
	size := binary.Size(*new(T))
	for done := 0; done < r.Count; {
		n := min(portion, r.Count-done)
		text := make([]byte, n*size)
		if _, err := io.ReadFull(in, text); err != nil {
			return nil, fmt.Errorf("%s: %w: %w", name, ErrDamaged, err)
		}
		if _, err := binary.Decode(text, binary.LittleEndian, rows[done:done+n]); err != nil {
			return nil, fmt.Errorf("store: %w", err)
		}
		sum, done = crc64.Update(sum, polynomial, text), done+n
	}
	if sum != r.Sum {
		return nil, fmt.Errorf("%s: %w", name, ErrDamaged)
	}
	return rows, nil
}
