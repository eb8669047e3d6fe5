package lesson

import (
	"regexp"
	"slices"
	"strings"
)

// placeholder matches ${name}, also where the name or the brace is missing,
// and $$.
var placeholder = regexp.MustCompile(`\$\$|\$\{([^}]*)(\}?)`)

// Now begins the placeholders of what is on the screen: ${now.f}.
const Now = "now"

// Placeholders lists the names in a text's ${name}, in their order. A brace
// that is not closed gives a name that begins with it.
func Placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		switch {
		case m[0] == "$$":
		case m[2] == "":
			names = append(names, m[0][1:])
		default:
			names = append(names, m[1])
		}
	}
	return names
}

// Fill replaces each ${name} by what lookup returns for it. $$ gives a dollar
// sign, as does a $ without a brace after it.
func Fill(text string, lookup func(name string) string) string {
	return placeholder.ReplaceAllStringFunc(text, func(s string) string {
		if s == "$$" {
			return "$"
		}
		return lookup(strings.TrimSuffix(s[len("${"):], "}"))
	})
}

// ReadsNow reports whether the step's answer tells of what the screen shows.
func (s *Step) ReadsNow() bool {
	return slices.ContainsFunc(Placeholders(s.Answer), func(name string) bool { return strings.HasPrefix(name, Now+".") })
}

// Source finds the set-up that a placeholder of the step's answer reads, and
// the reading's name: ${large.f} is f of the set-up called large, ${f} that of
// the step's own. For ${now.f}, the set-up has no more than the name [Now].
func (s *Step) Source(name string) (setup Setup, reading string, ok bool) {
	prefix, reading, dotted := strings.Cut(name, ".")
	if !dotted {
		return s.Setup, name, s.Open != ""
	}
	for _, setup := range s.Setups() {
		switch prefix {
		case Now:
			return Setup{Name: Now}, reading, true
		case setup.Name:
			return setup, reading, prefix != ""
		}
	}
	return Setup{}, reading, false
}
