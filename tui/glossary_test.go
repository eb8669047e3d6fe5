package tui

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	"nntui/model/check"
	"nntui/model/setting"
	"nntui/nn"
	"nntui/tui/glossary"
)

// neither are the numbers that are neither too small nor too large: places.
var neither = []string{"x", "y"}

// TestKnobsAreExplained wants of each knob what it does, and what too small and
// too large look like or what each of its choices means.
func TestKnobsAreExplained(t *testing.T) {
	const most = 300
	for _, tab := range Tabs {
		for _, s := range setting.Knobs(Settings(tab)) {
			e := s.Explanation
			number := strings.HasSuffix(s.Takes, "number") && !slices.Contains(neither, s.Name)
			if e.What == "" || (number || s.Options != nil && e.Choices == nil) && (e.Small == "" || e.Large == "") {
				t.Errorf("%s: %s is not explained: %+v", tab, s.Name, e)
			}
			if n := utf8.RuneCountInString(e.What + e.Small + e.Large); n > most {
				t.Errorf("%s: %s is explained in %d letters", tab, s.Name, n)
			}
			for _, text := range []string{e.What, e.Small, e.Large} {
				if text != "" && !strings.HasSuffix(text, ".") {
					t.Errorf("%s: %s: %q is no sentence", tab, s.Name, text)
				}
			}
			names := setting.Names(e.Choices, func(g setting.Gloss) string { return g.Name })
			if e.Choices != nil && s.Options != nil && !slices.Equal(names, s.Options) {
				t.Errorf("%s: of %s are explained %q, but there are %q", tab, s.Name, names, s.Options)
			}
			for _, g := range e.Choices {
				if line := g.Name + "  " + g.Text; g.Text == "" || utf8.RuneCountInString(line) > glossary.Width {
					t.Errorf("%s: %s: %q fits no line", tab, s.Name, line)
				}
			}
		}
	}
}

// TestSettingsHaveWords wants each setting and each of its options to be
// explained by its knob or in the glossary, there as a word or in the text of
// its setting.
func TestSettingsHaveWords(t *testing.T) {
	for _, tab := range Tabs {
		for _, s := range Settings(tab) {
			w, ok := wordOf(s.Called())
			if !ok {
				w, ok = wordOf(s.Name)
			}
			if !ok && s.Explanation.What == "" {
				t.Errorf("%s: no word and no knob explains %s", tab, s.Name)
			}
			for _, option := range s.Options {
				for part := range strings.SplitSeq(option, ",") {
					_, named := wordOf(part)
					if !named && s.Explanation.What == "" && !strings.Contains(w.Text, part) {
						t.Errorf("%s: nothing explains %s of %s", tab, part, s.Name)
					}
				}
			}
		}
	}
}

// wordOf returns the word of the glossary that has that name.
func wordOf(name string) (glossary.Word, bool) {
	i := slices.IndexFunc(glossary.Words, func(w glossary.Word) bool {
		return slices.ContainsFunc(w.Names(), func(n string) bool { return strings.EqualFold(n, name) })
	})
	if i < 0 {
		return glossary.Word{}, false
	}
	return glossary.Words[i], true
}

// TestGlossary_bounds wants the glossary to have the bounds that the check has.
func TestGlossary_bounds(t *testing.T) {
	short := func(text string) string { return strings.ReplaceAll(text, "e-0", "e-") }
	for name, bounds := range map[string]string{
		"verdict":         fmt.Sprintf("%.0e %.0e %.0e", check.Good, check.Tolerance, check.Wrong),
		"machine epsilon": fmt.Sprintf("%.1e", nn.Epsilon),
		"check_grad":      fmt.Sprintf("%.1e", nn.CheckGradStep),
		"relative error":  fmt.Sprintf("%.0e", nn.ErrorFloor),
	} {
		w, _ := wordOf(name)
		for b := range strings.FieldsSeq(bounds) {
			if !strings.Contains(short(w.Text), short(b)) {
				t.Errorf("%s: %q does not have %s", name, w.Text, b)
			}
		}
	}
}

// unsaid are words whose screen draws what they mean, or says it in others.
var unsaid = strings.Split("a guess, back-propagation, basin, bifurcation, contour, crosshair, curvature, curves, guide, hardly falls, Jacobian, judges, kink, level, "+
	"mean over seeds, not told apart from noise, oscillates, remedy, replay, saturated, saved run, standard error, tensor, trend, truncation error, "+
	"tuning map, view, window", ", ")

// TestGlossaryOpens sees each word live on a screen of 80x24, and looks for it
// there, its caption aside.
func TestGlossaryOpens(t *testing.T) {
	for _, w := range glossary.Words {
		o, err := parseOpening(w.Open)
		if err == nil {
			err = o.Check()
		}
		if err != nil {
			t.Errorf("%s: %q: %v", w.Word, w.Open, err)
			continue
		}
		var text string
		synctest.Test(t, func(t *testing.T) { text = seenLive(t, w) })
		if named(w, text) == slices.Contains(unsaid, w.Word) {
			t.Errorf("%s: %q and %q: it is there, or not, against what is expected, in\n%s", w.Word, w.Open, w.Key, text)
		}
	}
}

// named reports whether a text has a name of the word, not inside another word.
func named(w glossary.Word, text string) bool {
	return slices.ContainsFunc(w.Names(), func(name string) bool {
		return regexp.MustCompile(`(?i)(^|[^\pL\d])` + regexp.QuoteMeta(name) + `($|[^\pL\d])`).MatchString(text)
	})
}

// seenLive returns what the screen shows that the search opens for a word. Its
// key must change it.
func seenLive(t *testing.T, w glossary.Word) string {
	see := func(w glossary.Word) string {
		s := newScreen("descent", 80, 24)
		sheet := newWordSheet(s.App)
		sheet.found = []glossary.Word{w}
		s.sheet = sheet
		s.press("enter")
		s.note = ""
		lines := strings.Split(s.text(), "\n")
		return strings.Join(lines[1:len(lines)-1], "\n") // without the tabs and the keys
	}
	text := see(w)
	if before := w; w.Key != "" {
		if before.Key = ""; see(before) == text {
			t.Errorf("the key %s changes nothing of %s", w.Key, w.Open)
		}
	}
	return text
}
