package tui

import (
	"encoding/csv"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit/stage"
)

// exported opens the sheet, goes down to a product, and writes it to a file.
func exported(s screen, down int, file string) *exportSheet {
	s.press("e")
	sheet := s.sheet.(*exportSheet)
	for range down {
		s.press("down")
	}
	sheet.name.SetValue(file)
	s.press("enter")
	return sheet
}

func TestExport(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct {
		tab, file string
		down      int
	}{
		{"descent", "path.csv", 0}, {"check", "sweep.png", 3},
		{"training", "epochs.csv", 0}, {"training", "digits.png", 5}, {"training", "screen.txt", 6},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newScreen(c.tab, 80, 24)
			file := filepath.Join(folder, c.tab+"-"+c.file)
			if sheet := exported(s, c.down, file); sheet.failed || !strings.HasPrefix(sheet.said, "Written: "+file) {
				t.Fatal(sheet.said)
			}
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			switch filepath.Ext(file) {
			case ".csv":
				if _, err := csv.NewReader(f).ReadAll(); err != nil {
					t.Error(err)
				}
			case ".png":
				if _, err := png.Decode(f); err != nil {
					t.Error(err)
				}
			case ".txt":
				if text, _ := os.ReadFile(file); !strings.Contains(string(text), "learning rate") || strings.Contains(string(text), "\x1b") {
					t.Errorf("%s: %q", file, text)
				}
			}
		})
	}
}

// What exists is replaced when asked for twice, and only that.
func TestExportAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "kept.csv")
		if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		read := func() string {
			text, _ := os.ReadFile(file)
			return string(text)
		}
		s := newScreen("descent", 80, 24)
		sheet := exported(s, 0, file)
		s.sees(t, "exists. Enter once more", "enter replace it")
		s.press("down", "up") // something else in between
		sheet.name.SetValue(file)
		s.press("enter")
		if read() != "mine" {
			t.Fatal("replaced without being asked for twice in a row")
		}
		s.press("enter")
		if !strings.HasPrefix(read(), "step,") {
			t.Errorf("not replaced: %q", read())
		}
		s.press("esc")
		if s.sheet != nil {
			t.Error("esc does not close the sheet")
		}
	})
}

// What is chosen stays chosen when the digits come into the list, above it.
func TestExportDigitsCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("training", 80, 24)
		_, look := s.Update(stage.Key("e"))
		s.press("up")
		s.do(look)
		file := filepath.Join(t.TempDir(), "screen.txt")
		s.sheet.(*exportSheet).name.SetValue(file)
		s.press("enter")
		if text, _ := os.ReadFile(file); !strings.HasPrefix(string(text), " nntui") {
			t.Errorf("the screen is %.60q", text)
		}
	})
}

// Who closes the sheet while a file is written hears all the same how it went.
func TestExportClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "no", "path.csv")
		s := newScreen("descent", 120, 24)
		s.press("e")
		s.sheet.(*exportSheet).name.SetValue(file)
		_, write := s.Update(stage.Key("enter"))
		s.press("esc")
		s.do(write)
		s.sees(t, "Not written: the folder")
	})
}

func TestExportFails(t *testing.T) {
	for file, want := range map[string]string{
		"":                                  "Not written: the name of the file is missing.",
		filepath.Join(os.TempDir(), "no/x"): "does not exist.",
		os.TempDir():                        "is a folder.",
		"~":                                 "is a folder.",
		"path.png":                          "by its name path.png would hold PNG. Choose that above, or let the name end in .csv.",
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newScreen("descent", 120, 24)
			if sheet := exported(s, 0, file); !sheet.failed || !strings.HasSuffix(sheet.said, want) {
				t.Errorf("%q: %s, want %s", file, sheet.said, want)
			}
		})
	}
}

// The name says what the file holds, and follows what is chosen until the user
// types one.
func TestExportNames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.press("f", "ctrl+u", "x", "/", "y", "enter", "e")
		sheet := s.sheet.(*exportSheet)
		for _, want := range []string{"path.csv", "path.json", "contour.svg", "contour.png", "curve.svg", "curve.png", "screen.txt", "path.csv"} {
			if got := sheet.name.Value(); got != "descent-x_y-step-0.1-"+want {
				t.Errorf("%s, want %s", got, want)
			}
			s.press("down")
		}
		s.press("backspace", "q")
		if got := sheet.name.Value(); !strings.HasSuffix(got, "jsoq") {
			t.Errorf("typed, it is %s", got)
		}
	})
}

// What is pasted is typed where a text is, and nowhere else.
func TestPaste(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		before := s.arguments()
		s.send(tea.PasteMsg{Content: "bq\x1b[A"})
		if got := s.arguments(); !slices.Equal(got, before) {
			t.Errorf("pasted over the map, it changed %q to %q", before, got)
		}
		s.press("f", "ctrl+u")
		s.send(tea.PasteMsg{Content: "x^2 +\n y^2\t"})
		s.press("enter")
		if got := s.get("descent", "function"); got != "x^2 + y^2" {
			t.Errorf("pasted, the function is %q", got)
		}
		s.press("e")
		s.send(tea.PasteMsg{Content: "q.csv"})
		if got := s.sheet.(*exportSheet).name.Value(); !strings.HasSuffix(got, "q.csv") {
			t.Errorf("pasted, the name is %q", got)
		}
	})
}
