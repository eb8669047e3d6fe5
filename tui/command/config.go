package command

import (
	"path/filepath"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"nntui/tui"
	"nntui/tui/config"
)

// configFile is where people keep how they like the program, "" for nowhere.
func configFile() string {
	if folder := folder("XDG_CONFIG_HOME", xdg.ConfigHome); folder != "" {
		return filepath.Join(folder, "config.toml")
	}
	return ""
}

func newConfig() *cobra.Command {
	kept, values := tui.DefaultKept(), map[string]string{}
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print what you keep, and change it",
		Long: `Prints the file that holds how you like the program: the tab to open, theme, colours, curves, characters and mouse. Each flag changes a key in the file, and makes the file where there is none; your own comments and your order stay.

A flag of nntui goes before the file, for that start only; so does NO_COLOR before the colours in it. A file with a mistake is refused, with the line and the reason.`,
		Example: `
# what is in effect, and what else there is
nntui config

# always open with a training, in colours for a light terminal
nntui config --tab training --theme light`,
		RunE: func(*cobra.Command, []string) error {
			settings := kept.Settings()
			if len(values) > 0 {
				if err := config.Set(configFile(), settings, values); err != nil {
					return err
				}
			}
			return config.Write(stdout, configFile(), settings)
		},
	}
	addFlags(cmd, values, kept.Settings()...)
	return cmd
}
