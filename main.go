// Nntui is a laboratory for gradient descent, gradient checking and small
// neural networks that runs in a terminal.
//
// Package command is its command line: without a command it opens the
// full-screen program (package tui), with one it runs an experiment (package
// model) and writes it as lines (package lines).
package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/charmbracelet/fang"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"nntui/tui/command"
	"nntui/tui/confine"
)

func main() {
	// A reader that has seen enough is then an error of Write (EPIPE), not a
	// sudden end that would leave a progress bar on the screen.
	signal.Ignore(syscall.SIGPIPE)
	cobra.EnableCommandSorting = false
	err := fang.Execute(context.Background(), command.New(version(), confine.Now), fang.WithVersion(version()), fang.WithoutManpage(), fang.WithErrorHandler(report))
	sentence, status := command.Explain(cmp.Or(err, command.Lost()))
	if err == nil && sentence != "" { // as of the help, whose printing nobody checks
		fmt.Fprintln(os.Stderr, sentence)
	}
	os.Exit(status)
}

// report prints the sentence for an error; on a terminal an error of the user
// or the machine gets a heading.
func report(w io.Writer, styles fang.Styles, err error) {
	sentence, status := command.Explain(err)
	switch {
	case sentence == "":
	case status < 128 && term.IsTerminal(os.Stderr.Fd()):
		fmt.Fprintf(w, "%s\n%s\n\n", styles.ErrorHeader, styles.ErrorText.UnsetTransform().Render(sentence))
	default:
		fmt.Fprintln(w, sentence)
	}
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "built from source"
	}
	return info.Main.Version
}
