package training

import (
	"slices"
	"strings"

	"nntui/model/setting"
)

// A Column is a setting that is not the same in all of some configs, with its
// text in each.
type Column struct {
	Name  string // of the setting
	Texts []string
	Brief []string // in few letters that say which setting it is, as in "lr 0.01"; "" where there is nothing to say
}

// Columns returns what tells configs apart, what matters most first; but not
// how many epochs they take, which says how far a run came.
func Columns(configs []Config) (list []Column) {
	if len(configs) == 0 {
		return nil
	}
	table, briefs, places := map[string][]string{}, map[string][]string{}, configs[0].told()
	for _, c := range configs {
		for _, s := range c.told() {
			if s.Place > 0 {
				table[s.Name] = append(table[s.Name], s.Get())
				briefs[s.Name] = append(briefs[s.Name], c.brief(s))
			}
		}
	}
	for i, c := range configs {
		if c.Changes != "" {
			table["changes"][i] = strings.Join(c.changed(), ", ")
		}
	}
	table["layers"] = labels(configs)
	briefs["layers"], briefs["changes"] = table["layers"], table["changes"]
	slices.SortStableFunc(places, func(a, b setting.Setting) int { return a.Place - b.Place })
	for _, s := range places {
		texts := table[s.Name]
		differ := slices.ContainsFunc(texts, func(text string) bool { return text != texts[0] })
		if differ && s.Name != "epochs" {
			list = append(list, Column{s.Name, texts, briefs[s.Name]})
		}
	}
	return list
}

// brief says the value of a setting in few letters.
func (c Config) brief(s setting.Setting) string {
	switch {
	case s.Get() == "", s.Name == "patience" && c.Validation == 0:
		return ""
	case s.Name == "validation" && c.Validation == 0:
		return "no validation"
	case s.Name == "patience" && c.Patience == 0:
		return "no early stop"
	}
	return s.Briefly()
}

// labels names nets by their widths, and with their activations where others
// have the same widths.
func labels(configs []Config) (texts []string) {
	widths, times := map[string]string{}, map[string]int{}
	for _, c := range configs {
		if widths[c.Layers] == "" {
			widths[c.Layers] = c.Widths()
			times[c.Widths()]++
		}
	}
	for _, c := range configs {
		text := widths[c.Layers]
		if times[text] > 1 {
			text += " " + c.activations()
		}
		texts = append(texts, text)
	}
	return texts
}
