package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	"nntui/model/check"
	"nntui/model/setting"
	"nntui/nn"
	"nntui/tui/glossary"
	"nntui/tui/kit"
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
var unsaid = strings.Split("back-propagation, basin, bifurcation, contour, crosshair, curvature, curves, guide, Jacobian, judges, level, "+
	"mean over seeds, oscillates, remedy, saved run, standard error, trend, tuning map, window", ", ")

// TestGlossaryOpens opens the screen of each word, and looks for the word there.
func TestGlossaryOpens(t *testing.T) {
	screens := map[string]string{}
	for _, w := range glossary.Words {
		o, err := parseOpening(w.Open)
		if err == nil {
			err = o.Check()
		}
		if err != nil {
			t.Errorf("%s: %q: %v", w.Word, w.Open, err)
			continue
		}
		at := w.Open + " " + w.Key
		if screens[at] == "" {
			synctest.Test(t, func(t *testing.T) { screens[at] = shownBy(t, o, w.Key) })
		}
		if slices.Contains(unsaid, w.Word) {
			continue
		}
		if !slices.ContainsFunc(w.Names(), func(name string) bool { return strings.Contains(screens[at], strings.ToLower(name)) }) {
			t.Errorf("%s: %q and %q open a screen without it:\n%s", w.Word, w.Open, w.Key, screens[at])
		}
	}
}

// shownBy returns what a screen shows, in small letters, after a key of that
// meaning, which must change it.
func shownBy(t *testing.T, o Opening, means string) string {
	s := openScreen(Options{Opening: o}, 130, 46)
	before := s.text()
	if means == "" {
		return strings.ToLower(before)
	}
	if s.press(strings.Fields(kit.MeaningOf(means).Keys)[0]); s.text() == before {
		t.Errorf("the key %s changes nothing of %v", means, o)
	}
	return strings.ToLower(s.text())
}
