package command

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// stdout is what commands print to.
var stdout = &printer{file: os.Stdout}

// A printer is a standard output that remembers when no more could be printed.
// It is a term.File, whose methods for other ways to write are left out.
type printer struct {
	file    *os.File
	lost    error // why no more is printed
	patient bool  // goes on then, as more than this is asked for
	checked bool
}

var errClosed = errors.New("it is closed")

func (p *printer) Write(text []byte) (n int, err error) {
	if !p.checked && closed(p.file) {
		p.lose(errClosed)
	}
	if p.checked = true; p.lost == nil {
		if n, err = p.file.Write(text); err == nil {
			return n, nil
		}
		p.lose(err)
	}
	if p.patient {
		return len(text), nil
	}
	return n, p.lost
}

func (p *printer) Read(text []byte) (int, error) { return p.file.Read(text) }
func (p *printer) Close() error                  { return p.file.Close() }
func (p *printer) Fd() uintptr                   { return p.file.Fd() }

// lose notes why no more is printed, in a sentence.
func (p *printer) lose(err error) {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	p.lost = fmt.Errorf("the standard output takes nothing more: %w", err)
}

// end returns what to say of a command that ended with err.
func (p *printer) end(err error) error {
	switch {
	case p.lost == nil, errors.Is(err, p.lost):
		return err
	case err == nil:
		return p.lost
	case errors.Is(p.lost, syscall.EPIPE): // as the reader wanted it
		return err
	}
	return errors.Join(p.lost, err)
}

// ended is how the full-screen program did.
var ended error

// Lost returns why the full-screen program failed, or why not all could be
// printed, nil where neither is so.
func Lost() error { return cmp.Or(ended, stdout.lost) }

// closed reports whether the program was started with a closed standard output.
// The runtime has then opened the null device in its place, which would take all
// and lose it. It opens that for reading as well, unlike a shell for > /dev/null;
// and who wants nothing of a program at all gives its errors to that device too.
func closed(f *os.File) bool {
	if !null(f) || null(os.Stderr) {
		return false
	}
	_, err := f.Read(make([]byte, 1))
	return err == io.EOF
}

// null reports whether a file is the null device.
func null(f *os.File) bool {
	device, err := os.Stat(os.DevNull)
	if err != nil {
		return false
	}
	info, err := f.Stat()
	return err == nil && os.SameFile(device, info)
}
