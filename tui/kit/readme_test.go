package kit_test

import (
	"os"
	"strings"
	"testing"

	"nntui/tui/kit"
)

// README lists the keys as they are.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, keys, _ := strings.Cut(string(text), "## Keys\n")
	keys, _, _ = strings.Cut(keys, "\n## ")
	rows := 0
	for _, group := range kit.Groups {
		table := "| to " + strings.ToLower(group) + " | |\n|---|---|\n"
		for _, m := range kit.Meanings {
			if m.Group == group {
				table += "| `" + strings.ReplaceAll(m.Signs(), " ", "` `") + "` | " + m.Words + " |\n"
				rows++
			}
		}
		if !strings.Contains(keys, table) {
			t.Errorf("README has not\n%s", table)
		}
	}
	if got := strings.Count(keys, "| `"); got != rows {
		t.Errorf("README has %d rows of keys, want %d", got, rows)
	}
}
