package command

import (
	"github.com/spf13/cobra"

	"nntui/model/training"
	"nntui/tui/lines"
)

func newPresets() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "presets",
		Short:   "List the runs that train can start from",
		Long:    `Lists the training runs that come with nntui. The name is what nntui train --preset takes.`,
		Example: "nntui presets",
	}
	format := 0
	take(cmd, formatOf(&format))
	cmd.RunE = func(*cobra.Command, []string) error {
		return lines.Presets(stdout, lines.Formats[format], training.Presets)
	}
	return cmd
}
