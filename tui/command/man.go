package command

import (
	"io"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"

	"nntui/tui/kit"
)

func newMan() *cobra.Command {
	return &cobra.Command{
		Use:                   "man",
		Short:                 "Print the manual page",
		Hidden:                true,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			page, err := mango.NewManPage(1, cmd.Root())
			if err != nil {
				return err
			}
			text := roff.NewDocument()
			page.Build(text)
			for _, group := range kit.Groups {
				text.Section("Keys: " + group)
				listKeys(text, group)
			}
			_, err = io.WriteString(stdout, text.String())
			return err
		},
	}
}

// listKeys lists the keys of a group.
func listKeys(text *roff.Document, group string) {
	for _, m := range kit.Meanings {
		if m.Group == group {
			text.TaggedParagraph(-1)
			text.TextBold(m.Signs())
			text.EndSection()
			text.Text(m.Words)
		}
	}
}
