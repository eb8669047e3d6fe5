package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"nntui/tui/files"
)

// A Place is a folder that one process has for itself, until it releases it or
// ends.
type Place struct {
	Folder string
	unlock func() error
	lock   fs.FileInfo // of its file
}

// Ours reports whether the place is still this process's: who removes its folder
// or its lock takes it away.
func (p *Place) Ours() bool {
	info, err := os.Stat(filepath.Join(p.Folder, lockName))
	return p.lock == nil || err == nil && os.SameFile(info, p.lock)
}

const lockName = "lock"

// Claim makes a new place in a folder, named after the time. Missing folders
// are made.
func Claim(parent string, now time.Time) (*Place, error) {
	if err := files.MakeFolder(parent); err != nil {
		return nil, err
	}
	const most = 1000 // tries
	name := filepath.Join(parent, now.Format("20060102-150405"))
	for i := range most {
		folder := name
		if i > 0 {
			folder = fmt.Sprintf("%s-%d", name, i+1)
		}
		if err := os.Mkdir(folder, 0o700); errors.Is(err, fs.ErrExist) {
			continue
		} else if err != nil {
			return nil, files.Explain(folder, err)
		}
		p, err := Take(folder)
		if err == nil || !errors.Is(err, ErrHeld) && !errors.Is(err, fs.ErrNotExist) { // that looked whether it is held, or took it away as empty
			return p, err
		}
	}
	return nil, files.Explain(name, fs.ErrExist)
}

// Take takes a place that is there. The error is ErrHeld where another process
// has it.
func Take(folder string) (*Place, error) {
	const tries, pause = 5, 10 * time.Millisecond // who only asks holds it for a moment
	if _, err := os.Stat(folder); err != nil {
		return nil, err
	}
	file := filepath.Join(folder, lockName)
	unlock, err := lock(file)
	for i := 1; i < tries && errors.Is(err, ErrHeld); i++ {
		time.Sleep(pause)
		unlock, err = lock(file)
	}
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) && !exists(file+".pid") { // taken away meanwhile, with the folder
		unlock()
		return nil, err
	}
	os.WriteFile(file, strconv.AppendInt(nil, int64(os.Getpid()), 10), 0o600) // where it fails, nobody is told who has it
	return &Place{folder, unlock, info}, nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// Holder says which process has a place, as people may have to end it; "" where
// that is not known.
func Holder(folder string) string {
	const digits = 20
	text, _ := files.Read(filepath.Join(folder, lockName), digits)
	if id, err := strconv.Atoi(string(text)); err == nil && id > 0 {
		return strconv.Itoa(id)
	}
	return ""
}

// Held reports whether another process has a place.
func Held(folder string) bool {
	unlock, err := lock(filepath.Join(folder, lockName))
	if err == nil {
		unlock()
	}
	return errors.Is(err, ErrHeld)
}

// Release gives the place up. One with nothing in it is taken away.
func (p *Place) Release() error {
	if empty(p.Folder) {
		return p.Remove()
	}
	return p.unlock()
}

// Remove takes the place away, with all that is in it.
func (p *Place) Remove() error { return errors.Join(os.RemoveAll(p.Folder), p.unlock()) }

// empty reports whether a folder has nothing in it but a lock.
func empty(folder string) bool {
	entries, err := os.ReadDir(folder)
	return err == nil && !slices.ContainsFunc(entries, kept)
}

// Bounds is how many places there are at most, how many files under names that
// people gave, and how many bytes the ones and the others have.
type Bounds struct {
	Number, Named int
	Bytes         int64
}

// Usual are the bounds where nobody asks for others.
var Usual = Bounds{Number: 50, Named: 1000, Bytes: 500e6}

// Room says why there is no room in a folder for one more file under a name,
// if there is none. A folder that is not there has room.
func (b Bounds) Room(folder string) error {
	entries, _, err := files.List(folder, b.Named)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) >= b.Named:
		return fmt.Errorf("there are %d already, as many as are kept here; delete one first", len(entries))
	case size(folder) >= b.Bytes:
		return fmt.Errorf("those there are have %s, all that they may have here; delete one first", files.Size(size(folder)))
	}
	return nil
}

// Prune takes away what writers that were killed have left, and what is beyond
// the bounds: the places that were written longest ago, but never the last one,
// and empty ones. Those that a process has stay, and count.
func Prune(parent string, most Bounds) {
	pruneAside(parent)
	number, bytes := 0, int64(0)
	for _, folder := range Places(parent) {
		files.Sweep(folder)
		before, nothing := written(folder), empty(folder)
		if !nothing {
			number, bytes = number+1, bytes+size(folder)
		}
		if nothing || number > max(1, most.Number) || number > 1 && bytes > most.Bytes {
			removeOld(folder, before)
		}
	}
}

// pruneAside takes away all but the last of what was set aside as damaged.
func pruneAside(parent string) {
	const most = 3
	_, aside := folders(parent)
	slices.SortFunc(aside, func(a, b string) int { return written(b).Compare(written(a)) })
	for _, folder := range aside[min(most, len(aside)):] {
		os.RemoveAll(folder)
	}
}

// removeOld takes a place away, unless a process has it, or has just given it
// up and written into it before.
func removeOld(folder string, before time.Time) {
	p, err := Take(folder)
	switch {
	case err != nil:
	case written(folder).Equal(before):
		p.Remove()
	default:
		p.Release()
	}
}

// written is when a place was last written: the last of its files, as whoever
// looks at a place, or clears up in it, changes the time of the folder.
func written(folder string) (when time.Time) {
	entries, _ := os.ReadDir(folder) // what cannot be read was never written
	for _, e := range entries {
		if info, err := e.Info(); err == nil && kept(e) && info.ModTime().After(when) {
			when = info.ModTime()
		}
	}
	return when
}

// kept reports whether a file is one that is kept in a place: not the lock, nor
// what a writing has left.
func kept(e fs.DirEntry) bool {
	return !strings.HasPrefix(e.Name(), lockName) && !strings.HasPrefix(e.Name(), ".")
}

// folders lists the places in a folder, and what was set aside there.
func folders(parent string) (places, aside []string) {
	const most = 10_000                       // that are looked at
	entries, _, _ := files.List(parent, most) // what cannot be read has none
	for _, e := range entries {
		folder := filepath.Join(parent, e.Name())
		switch {
		case !e.IsDir():
		case strings.Contains(e.Name(), setAside):
			aside = append(aside, folder)
		default:
			places = append(places, folder)
		}
	}
	return places, aside
}

// Places lists the places in a folder, the last one written first. What is of
// a time to come is of a clock that was wrong, and was written before it was set
// right.
func Places(parent string) []string {
	places, _ := folders(parent)
	when, now := map[string]time.Time{}, time.Now()
	for _, folder := range places {
		if when[folder] = written(folder); when[folder].After(now) {
			when[folder] = time.Time{}
		}
	}
	slices.SortFunc(places, func(a, b string) int { return cmp.Or(when[b].Compare(when[a]), cmp.Compare(b, a)) })
	return places
}

// size is how many bytes the files in a folder have, but for the lock.
func size(folder string) (bytes int64) {
	entries, _ := os.ReadDir(folder) // what cannot be read has none
	for _, e := range entries {
		if info, err := e.Info(); err == nil && e.Name() != lockName {
			bytes += info.Size()
		}
	}
	return bytes
}
