package lines

import (
	"bufio"
	"fmt"
	"io"

	"nntui/model/training"
)

// Presets writes the presets: in text with the widths of the net's layers, in
// CSV and JSON with all flags that repeat the run.
func Presets(w io.Writer, f Format, presets []training.Preset) error {
	out := bufio.NewWriter(w)
	name, net := len("preset"), len("net")
	for _, p := range presets {
		name, net = max(name, len(p.Name)), max(net, len(p.Config.Widths()))
	}
	if f.prose {
		line := fmt.Sprintf("%%-%ds %%6v %%5v %%5v  %%-%ds  %%s\n", name, net)
		fmt.Fprintf(out, line, "preset", "epochs", "lr", "batch", "net", "what it shows")
		for _, p := range presets {
			fmt.Fprintf(out, line, p.Name, p.Config.Epochs, p.Config.LearningRate, p.Config.BatchSize, p.Config.Widths(), p.About)
		}
		return out.Flush()
	}
	row := f.rows(table{keys: []string{"name", "about", "layers", "epochs", "lr", "batch", "seed", "skip_draws"}}, out)
	for _, p := range presets {
		c := p.Config
		row(p.Name, p.About, c.Layers, c.Epochs, c.LearningRate, c.BatchSize, c.Seed, c.SkipDraws)
	}
	return out.Flush()
}
