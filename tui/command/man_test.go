package command

import (
	"strings"
	"testing"

	"github.com/muesli/roff"

	"nntui/tui/kit"
)

// The manual page has every key in its group, one below the other.
func TestListKeys(t *testing.T) {
	for _, group := range kit.Groups {
		page := roff.NewDocument()
		listKeys(page, group)
		text, n := strings.ReplaceAll(page.String(), `\-`, "-"), 0
		for _, m := range kit.Meanings {
			if m.Group != group {
				continue
			}
			n++
			if !strings.Contains(text, m.Words) {
				t.Errorf("%s: no %q", group, m.Words)
			}
		}
		if got := strings.Count(text, ".TP"); got != n {
			t.Errorf("%s has %d keys, want %d", group, got, n)
		}
	}
}
