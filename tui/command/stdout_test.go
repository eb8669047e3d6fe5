package command

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// What is lost of the output is said, beside what else there is to say; a reader
// that has gone is not.
func TestPrinter_end(t *testing.T) {
	full, wrong := errors.New("full"), errors.New("wrong")
	for _, c := range []struct {
		lost, err error
		want      string
	}{
		{nil, nil, ""}, {nil, wrong, "wrong"}, {full, nil, "full"}, {full, full, "full"}, {full, wrong, "full\nwrong"},
		{syscall.EPIPE, nil, syscall.EPIPE.Error()}, {syscall.EPIPE, wrong, "wrong"},
	} {
		got := ""
		if err := (&printer{lost: c.lost}).end(c.err); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("lost %v, error %v: %q, want %q", c.lost, c.err, got, c.want)
		}
	}
}

// Once something is lost nothing more is printed, which whoever is patient does
// not hear of before the end.
func TestPrinter_patient(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name) // for reading
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, patient := range []bool{false, true} {
		p := &printer{file: f, patient: patient}
		for range 2 {
			if n, err := p.Write([]byte("text")); (err == nil) != patient || (n == 4) != patient {
				t.Errorf("patient %v: %d, error %v", patient, n, err)
			}
		}
		if want := "the standard output takes nothing more: bad file descriptor"; p.lost == nil || p.lost.Error() != want || !errors.Is(p.lost, syscall.EBADF) {
			t.Errorf("lost: %v, want %s", p.lost, want)
		}
	}
}

func TestFolder(t *testing.T) {
	for _, c := range []struct{ home, variable, want string }{
		{"/home/x", "", "/below/nntui"}, {"", "/state", "/below/nntui"}, {"/", "", "/below/nntui"},
		{"", "", ""}, {"x", "", ""}, {"", "state", ""}, {"x", "state", ""},
	} {
		t.Setenv("HOME", c.home)
		t.Setenv("XDG_STATE_HOME", c.variable)
		if got := folder("XDG_STATE_HOME", "/below"); got != c.want {
			t.Errorf("HOME=%s XDG_STATE_HOME=%s: %q, want %q", c.home, c.variable, got, c.want)
		}
	}
}
