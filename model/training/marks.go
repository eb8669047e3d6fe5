package training

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nntui/model/setting"
	"nntui/nn"
)

// A Mark says where a setting changed while a run was under way.
type Mark struct {
	Epoch int    // epochs completed by then
	Batch int    // batches done of the one under way
	What  string // as in "lr 0.01"
}

func (m Mark) place() Place { return Place{m.Epoch, m.Batch} }

// String says it in few letters, as in "lr 0.01 from 41.12".
func (m Mark) String() string { return fmt.Sprintf("%s from %v", m.What, m.place()) }

// Differences lists in few letters what b does otherwise than a, as in
// "lr 0.01" or "64-64-1", what matters most first. Another optimizer comes with
// its own settings: of these it lists what is not usual.
func Differences(a, b Config) (list []string) {
	other := a.Optimizer.Name != b.Optimizer.Name
	if usual, err := nn.OptimizerNamed(b.Optimizer.Name); other && err == nil {
		a.Optimizer = usual
	}
	theirs, differing := a.told(), []setting.Setting{}
	for i, s := range b.told() {
		if s.Place > 0 && s.Get() != theirs[i].Get() || other && s.Name == "optimizer" {
			differing = append(differing, s)
		}
	}
	slices.SortStableFunc(differing, func(s, t setting.Setting) int { return s.Place - t.Place })
	for _, s := range differing {
		switch {
		case s.Name == "layers":
			list = append(list, netLabel(a, b))
		case s.Name == "changes":
			list = append(list, b.changed()...)
		case s.Name == "validation" && b.Validation == 0:
			list = append(list, "no validation")
		case s.Name == "patience" && b.Validation == 0:
			// that says it
		case s.Name == "patience" && b.Patience == 0:
			list = append(list, "no early stop")
		default:
			list = append(list, s.Briefly())
		}
	}
	return list
}

// changed lists what changes under way, as in "lr 0.01 from 41.12".
func (c Config) changed() (list []string) {
	stages, _ := c.stages()
	for _, m := range marks(stages) {
		list = append(list, m.String())
	}
	if list == nil {
		return []string{"no changes"}
	}
	return list
}

// told are the settings, and what none of them sets.
func (c *Config) told() []setting.Setting {
	return append(c.Settings(), setting.Text("data", "", "", &c.Data).Brief(1, "%s"), setting.Text("loss", "", "", &c.Loss).Brief(2, "%s"))
}

// netLabel names the net of b by its widths, or by its activations where that
// of a has the same widths.
func netLabel(a, b Config) string {
	if a.Widths() != b.Widths() {
		return b.Widths()
	}
	return b.activations()
}

// activations names the layers that have no parameters, as in "relu-sigmoid".
func (c Config) activations() string {
	var names []string
	shapes, _ := c.Shapes()
	for _, s := range shapes {
		if s.Params == 0 {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, "-")
}

// Widths returns the widths of the network as in "64-32-1".
func (c Config) Widths() (text string) {
	shapes, _ := c.Shapes()
	for i, s := range shapes {
		if i == 0 {
			text = strconv.Itoa(s.In)
		}
		if s.Width > 0 {
			text += "-" + strconv.Itoa(s.Width)
		}
	}
	return text
}
