package lesson

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nntui/tui/store"
)

// What was done of a step is found again after the lesson was edited.
func TestProgress(t *testing.T) {
	l, err := Parse("example.toml", Example, known)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	p, err := l.Load(folder)
	if err != nil || p.Done(l) != 0 {
		t.Fatalf("%v, error %v", p, err)
	}
	begun := p.With(&l.Steps[1], Mark{Opened: true, Choice: "k = 100"})
	done := begun.With(&l.Steps[1], Mark{Opened: true, Played: true, Choice: "k = 100", Answered: true})
	if p.Done(l) != 0 || begun.Done(l) != 0 || done.Done(l) != 1 {
		t.Errorf("done: %d, %d, %d; want 0, 0, 1", p.Done(l), begun.Done(l), done.Done(l))
	}
	if err := l.Save(folder, Progress{}, done); err != nil {
		t.Fatal(err)
	}
	got, err := l.Load(folder)
	if diff := cmp.Diff(done, got); err != nil || diff != "" {
		t.Errorf("error %v, -want +got:\n%s", err, diff)
	}
	edited := Lesson{Title: l.Title, Steps: []Step{{Title: "new"}, l.Steps[1]}}
	edited.Steps[1].Choices = []string{"neither", "k = 100", "k = 10"}
	if m := got.Of(&edited.Steps[1]); !m.Answered || m.Predicted(&edited.Steps[1]) != 1 {
		t.Errorf("after an edit: %+v", m)
	}
}

// A lesson of another title has a file of its own, however alike their names.
func TestProgress_titles(t *testing.T) {
	folder := t.TempDir()
	a, b := Lesson{Title: "Lesson 1"}, Lesson{Title: "Lesson 2"}
	step := &Step{Title: "x"}
	if err := a.Save(folder, Progress{}, Progress{Lesson: a.Title}.With(step, Mark{Opened: true})); err != nil {
		t.Fatal(err)
	}
	if p, err := b.Load(folder); err != nil || p.Of(step).Opened {
		t.Errorf("%v, error %v", p, err)
	}
	long := Lesson{Title: strings.Repeat("../Ü ", 100)}
	if err := long.Save(folder, Progress{}, Progress{}); err != nil {
		t.Error(err)
	}
}

// A damaged file is set aside, and said so.
func TestProgress_damaged(t *testing.T) {
	folder := t.TempDir()
	l := Lesson{Title: "Lesson"}
	file := l.file(folder)
	if err := l.Save(folder, Progress{}, Progress{Lesson: l.Title}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := l.Load(folder)
	aside := filepath.Base(file) + ".damaged-1"
	if err == nil || !strings.Contains(err.Error(), aside) || p.Lesson != l.Title {
		t.Errorf("%v, error %v", p, err)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(file), aside)); err != nil {
		t.Error(err)
	}
	if _, err := l.Load(folder); err != nil {
		t.Errorf("the second time: %v", err)
	}
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Load(filepath.Join(file, "below")); err == nil {
		t.Error("no error for a folder that is a file")
	}
}

// A file of before there were explanations opens.
func TestProgress_old(t *testing.T) {
	type mark struct {
		Opened, Played bool
		Choice         string
		Answered       bool
	}
	l, folder := &Lesson{Title: "x", Steps: []Step{{Title: "a"}}}, t.TempDir()
	err := store.Save(l.file(folder), struct {
		Lesson string
		Marks  map[string]mark
	}{"x", map[string]mark{"a": {true, true, "b", true}}})
	if err != nil {
		t.Fatal(err)
	}
	if p, err := l.Load(folder); err != nil || p.Of(&l.Steps[0]) != (Mark{Opened: true, Played: true, Choice: "b", Answered: true}) {
		t.Errorf("%+v, error %v", p, err)
	}
}

// What has been done is printed: predictions are judged once the answer has
// been seen.
func TestWriteProgress(t *testing.T) {
	l := &Lesson{Title: "A lesson", Steps: []Step{
		{Section: "1", Title: "one", Setup: Setup{Open: "--x"}, Question: "?", Choices: []string{"left", "right"}, Right: 2, Answer: "!"},
		{Section: "2", Title: "two", Setup: Setup{Open: "--x"}, Question: "?", Choices: []string{"left", "right"}, Right: 1, Answer: "!"},
		{Title: "three", Setup: Setup{Open: "--x"}, Question: "?", Choices: []string{"yes", "no"}, Answer: "!"},
		{Title: "four", Setup: Setup{Open: "--x"}, Question: "?", Choices: []string{"yes", "no"}, Right: 2, Answer: "!"},
		{Title: "five", Setup: Setup{Open: "--x"}},
		{Title: "six"},
	}}
	p := Progress{Lesson: l.Title}
	for i, m := range []Mark{
		{Opened: true, Played: true, Choice: "right", Answered: true, Why: strings.Repeat("because ", 9) + "so"},
		{Choice: "right", Answered: true},
		{Opened: true, Played: true, Choice: "no", Answered: true},
		{Choice: "yes"},
	} {
		p = p.With(&l.Steps[i], m)
	}
	var b strings.Builder
	if err := l.WriteProgress(&b, p); err != nil {
		t.Fatal(err)
	}
	want := `A lesson
========

3 of 6 steps are done.

done     1 one
         Predicted b, right: right.
         Explained: because because because because because because because
         because because so
begun    2 two
         Predicted b, right: it was a.
done     three
         Predicted b, no.
begun    four
         Predicted a, yes.
not yet  five
done     six
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMark_done(t *testing.T) {
	opens := Step{Setup: Setup{Open: "--x"}}
	asks := Step{Setup: opens.Setup, Question: "a", Choices: []string{"b", "c"}}
	for _, c := range []struct {
		step Step
		mark Mark
		want bool
	}{
		{Step{}, Mark{}, true},
		{opens, Mark{}, false},
		{opens, Mark{Opened: true}, false},
		{opens, Mark{Opened: true, Played: true}, true},
		{asks, Mark{Opened: true, Played: true}, false},
		{asks, Mark{Choice: "c"}, false},
		{asks, Mark{Choice: "c", Played: true}, true},
		{asks, Mark{Choice: "a choice that is gone", Played: true}, false},
		{Step{Question: "a", Choices: asks.Choices}, Mark{Choice: "b"}, true},
		{Step{Answer: "d", Setup: opens.Setup}, Mark{Opened: true, Answered: true}, false},
		{Step{Answer: "d", Setup: opens.Setup}, Mark{Opened: true, Played: true}, false},
		{Step{Answer: "d", Setup: opens.Setup}, Mark{Played: true, Answered: true}, true},
		{Step{Answer: "d", Also: []Setup{{Open: "--y"}}}, Mark{Answered: true}, false},
		{Step{Answer: "d"}, Mark{Opened: true}, false},
		{Step{Answer: "d"}, Mark{Answered: true}, true},
	} {
		if got := c.mark.Done(&c.step); got != c.want {
			t.Errorf("%+v of %+v: %v", c.mark, c.step, got)
		}
	}
}

// What cannot be read is left where it is, and the reason told.
func TestProgressUnreadable(t *testing.T) {
	l, folder := &Lesson{Title: "x"}, t.TempDir()
	if err := os.MkdirAll(l.file(folder), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Load(folder); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(l.file(folder)); err != nil {
		t.Error(err)
	}
}

// Of two programs on one lesson neither loses what the other has kept: each
// brings what has been done in it.
func TestSave_merges(t *testing.T) {
	for what, c := range map[string]struct{ was, now, own, want Mark }{
		"nothing new":          {Mark{Opened: true}, Mark{Opened: true, Played: true, Choice: "a", Answered: true, Why: "w"}, Mark{Opened: true}, Mark{Opened: true, Played: true, Choice: "a", Answered: true, Why: "w"}},
		"opened here":          {Mark{}, Mark{Choice: "a"}, Mark{Opened: true}, Mark{Opened: true, Choice: "a"}},
		"played here":          {Mark{}, Mark{Opened: true}, Mark{Played: true}, Mark{Opened: true, Played: true}},
		"answered here":        {Mark{}, Mark{Played: true}, Mark{Answered: true}, Mark{Played: true, Answered: true}},
		"both predicted":       {Mark{}, Mark{Choice: "a"}, Mark{Choice: "b"}, Mark{Choice: "b"}},
		"both explained":       {Mark{}, Mark{Why: "so"}, Mark{Why: "thus"}, Mark{Why: "thus"}},
		"another word there":   {Mark{Choice: "a", Why: "so"}, Mark{Choice: "b", Why: "thus"}, Mark{Opened: true, Choice: "a", Why: "so"}, Mark{Opened: true, Choice: "b", Why: "thus"}},
		"an explanation taken": {Mark{Why: "so"}, Mark{Why: "so"}, Mark{}, Mark{}},
	} {
		l, folder := Lesson{Title: "x"}, t.TempDir()
		s, other, foreign := &Step{Title: "a"}, &Step{Title: "b"}, &Step{Title: "c"}
		first := Progress{Lesson: "x"}
		for _, p := range [][2]Progress{
			{first, first.With(s, c.now).With(other, Mark{Opened: true})},
			{first.With(s, c.was), first.With(s, c.own).With(foreign, Mark{Played: true})},
		} {
			if err := l.Save(folder, p[0], p[1]); err != nil {
				t.Fatal(err)
			}
		}
		p, err := l.Load(folder)
		if err != nil || p.Of(s) != c.want || p.Of(other) != (Mark{Opened: true}) || p.Of(foreign) != (Mark{Played: true}) || p.Lesson != "x" {
			t.Errorf("%s: %+v, error %v, want %+v", what, p, err, c.want)
		}
	}
}

// Where nothing is kept any more, all is kept anew.
func TestSave_anew(t *testing.T) {
	l, folder, s := Lesson{Title: "x"}, t.TempDir(), &Step{Title: "a"}
	p := Progress{Lesson: "x"}.With(s, Mark{Choice: "a", Why: "w"})
	if err := l.Save(folder, p, p); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Load(folder); err != nil || got.Of(s) != p.Of(s) {
		t.Errorf("%+v, error %v", got, err)
	}
}

// Many at once lose nothing.
func TestSave_race(t *testing.T) {
	l, folder := Lesson{Title: "x"}, t.TempDir()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			p := Progress{Lesson: "x"}
			if err := l.Save(folder, p, p.With(&Step{Title: string(rune('a' + i))}, Mark{Played: true})); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if p, err := l.Load(folder); err != nil || len(p.Marks) != 8 {
		t.Errorf("%+v, error %v", p, err)
	}
}
