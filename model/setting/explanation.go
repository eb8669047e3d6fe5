package setting

// An Explanation is what there is to know of a knob beside its help, which says
// what it does in one line. All of it is sentences.
type Explanation struct {
	What         string  // it does, in more words
	Small, Large string  // what one sees where the value is too small, too large; empty where it is neither
	Choices      []Gloss // what it goes around
}

// A Gloss is what one of several names stands for, in a few words.
type Gloss struct{ Name, Text string }

// Glosses returns what the entries of a table mean.
func Glosses[T any](table []T, nameOf, textOf func(T) string) []Gloss {
	glosses := make([]Gloss, len(table))
	for i, t := range table {
		glosses[i] = Gloss{nameOf(t), textOf(t)}
	}
	return glosses
}

// Explained explains the knob of a number: what it does, and what one sees where
// it is too small and too large.
func (s Setting) Explained(what, small, large string) Setting {
	s.Explanation = Explanation{What: what, Small: small, Large: large}
	return s
}

// Among explains a knob that goes around some names: what it does, and what each
// of them means.
func (s Setting) Among(what string, choices []Gloss) Setting {
	s.Explanation = Explanation{What: what, Choices: choices}
	return s
}

// At returns which of its choices a setting is, -1 where it is none of them.
func (s Setting) At() int {
	if s.at == nil {
		return -1
	}
	return s.at()
}
