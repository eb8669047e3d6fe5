package lines

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"nntui/model/training"
)

// bar shows on a terminal how far a run is. It appears where nothing new was
// to be seen for a second, so that a short run has none.
type bar struct {
	w     io.Writer // the terminal
	quiet time.Time // since when there is nothing new to be seen
	drawn time.Time // when the bar was last drawn; zero while it is not to be seen
}

// newBar returns a bar for a terminal; anything else gets none.
func newBar(stderr *os.File) bar {
	if term.IsTerminal(stderr.Fd()) {
		return bar{w: stderr, quiet: time.Now()}
	}
	return bar{w: io.Discard, quiet: time.Now()}
}

// draw shows the state of s, ten times a second at most.
func (b *bar) draw(s training.Snapshot) {
	now := time.Now()
	if now.Sub(b.quiet) < time.Second || now.Sub(b.drawn) < time.Second/10 {
		return
	}
	b.drawn = now
	const width = 30
	epoch, epochs := len(s.Epochs), s.Now().Epochs
	done := (float64(epoch) + float64(s.Batch)/float64(s.Batches)) / float64(epochs)
	fmt.Fprintf(b.w, "\r%sepoch %*d of %d [%-*s] %3.0f%%", ansi.EraseEntireLine,
		len(strconv.Itoa(epochs)), epoch, epochs, width, strings.Repeat("=", int(width*done)), 100*done)
}

// clear takes the bar away, because there is something new to be seen or the
// run is over.
func (b *bar) clear() {
	if !b.drawn.IsZero() {
		fmt.Fprint(b.w, "\r"+ansi.EraseEntireLine)
	}
	b.quiet, b.drawn = time.Now(), time.Time{}
}
