package kit_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model/setting"
	"nntui/tui/kit/stage"
)

// explained are the knobs of a recipe, explained.
func explained(r *recipe) []setting.Setting {
	rows, fats := newKnobs(r).Rows, []string{"butter", "oil"}
	tell := map[string]string{"butter": "tastes best, and burns soonest", "oil": "stands the heat"}
	return []setting.Setting{
		rows[1].Explained("It takes a while to get there.", "It stays pale, and soaks up the fat.", "It is black outside and raw within."),
		rows[3].Among("Each suits another heat.", setting.Glosses(fats, func(n string) string { return n }, func(n string) string { return tell[n] })),
	}
}

func TestExplain(t *testing.T) {
	r := &recipe{heat: 180, fat: "oil"}
	for i, name := range []string{"explain", "explain-names"} {
		f := stage.Frame(40, 20, colorprofile.TrueColor)
		stage.Golden(t, name, ansi.Strip(f.Explain(explained(r)[i])))
	}
	r.fat = "lard"
	if text := ansi.Strip(stage.Frame(40, 20, colorprofile.TrueColor).Explain(explained(r)[1])); strings.Contains(text, "▸") {
		t.Errorf("lard is none of these:\n%s", text)
	}
}

// An explanation fits from the width on that its words and names leave room for.
func TestExplain_fits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(24, 200).Draw(t, "width")
		for _, s := range explained(&recipe{heat: 180, fat: "oil"}) {
			for line := range strings.Lines(stage.Frame(width, 20, colorprofile.TrueColor).Explain(s)) {
				if n := ansi.StringWidth(strings.TrimSuffix(line, "\n")); n > width {
					t.Errorf("%d cells of %d: %q", n, width, line)
				}
			}
		}
	})
}
