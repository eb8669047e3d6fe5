package check

import (
	"fmt"
	"slices"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"pgregory.net/rapid"

	"nntui/model/check"
	"nntui/tui/kit/stage"
)

// sized is a tab with a matrix of so many rows and columns.
func sized(rows, cols int) *Tab {
	made := snapshot()
	made.Tensors = []check.Tensor{{Name: "W", Rows: rows, Cols: cols, Done: rows * cols}}
	made.Entries = slices.Repeat(made.Entries[:1], rows*cols)
	made.Verdict.Entry = 0
	return still(made, 80, 21, colorprofile.ANSI).Tab
}

// The chosen picture comes first, and leaves room for others where it needs
// less or where the frame is high.
func TestPanes(t *testing.T) {
	for _, c := range []struct {
		rows, cols    int
		view          string
		width, height int
		want          string
	}{
		{1, 5, "sweep", 80, 21, "[sweep 0,0 46x21]"},
		{1, 5, "table", 80, 21, "[table 0,0 46x8] [sweep 0,8 46x13]"},
		{1, 5, "table", 80, 19, "[table 0,0 46x8] [heat 0,8 46x11]"},
		{1, 5, "table", 80, 16, "[table 0,0 46x16]"},
		{1, 5, "heat", 80, 21, "[heat 0,0 46x9] [sweep 0,9 46x12]"},
		{1, 5, "sweep", 120, 37, "[sweep 0,0 75x21] [taylor 0,21 75x16] [table 75,29 45x8]"},
		{1, 5, "sweep", 120, 40, "[sweep 0,0 75x24] [taylor 0,24 75x16] [table 75,32 45x8]"},
		{1, 5, "activations", 200, 57, "[activations 0,0 140x30] [sweep 0,30 140x16] [heat 0,46 70x11] [table 70,46 70x11] [taylor 140,26 60x31]"},
		{1, 5, "table", 200, 57, "[table 0,0 140x8] [sweep 0,8 70x38] [taylor 70,8 70x38] [heat 0,46 140x11] [activations 140,26 60x31]"},
		{64, 32, "heat", 80, 31, "[heat 0,0 46x31]"},
		{64, 32, "heat", 80, 32, "[heat 0,0 46x16] [sweep 0,16 46x16]"},
		{64, 32, "sweep", 120, 37, "[sweep 0,0 75x21] [heat 0,21 75x16] [table 75,26 45x11]"},
		{64, 32, "table", 120, 37, "[table 0,0 75x21] [sweep 0,21 75x16]"},
		{64, 32, "sweep", 80, 48, "[sweep 0,0 46x32] [heat 0,32 46x16] [activations 46,26 34x22]"},
		{64, 32, "sweep", 200, 57, "[sweep 0,0 140x25] [heat 0,25 70x16] [table 70,25 70x16] [taylor 0,41 140x16] [activations 140,26 60x31]"},
	} {
		tab := sized(c.rows, c.cols)
		tab.view = c.view
		list, aside := tab.panes(stage.Frame(c.width, c.height, colorprofile.ANSI))
		got := ""
		for _, p := range append(list, aside) {
			if p.frame.Height > 0 {
				got += fmt.Sprintf(" [%s %d,%d %dx%d]", p.view.name, p.x, p.y, p.frame.Width, p.frame.Height)
			}
		}
		if got[1:] != c.want {
			t.Errorf("%s of %dx%d in %dx%d:\ngot  %s\nwant %s", c.view, c.rows, c.cols, c.width, c.height, got[1:], c.want)
		}
	}
}

// However large the screen and the matrix, the pictures fill their column, none
// twice, and the one at the side leaves the verdict what it needs.
func TestPanes_fill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := sized(rapid.IntRange(1, 40).Draw(t, "rows"), rapid.IntRange(1, 40).Draw(t, "columns"))
		tab.view = rapid.SampledFrom(tab.views).Draw(t, "view").name
		f := stage.Frame(rapid.IntRange(40, 300).Draw(t, "width"), rapid.IntRange(1, 100).Draw(t, "height"), colorprofile.ANSI)
		list, aside := tab.panes(f)
		left, right := divide(f)
		covered, seen := 0, map[string]bool{}
		for _, p := range list {
			if p.x < 0 || p.y < 0 || p.x+p.frame.Width > left.Width || p.y+p.frame.Height > left.Height || seen[p.view.name] {
				t.Fatalf("%s at %d,%d is %dx%d in %dx%d", p.view.name, p.x, p.y, p.frame.Width, p.frame.Height, left.Width, left.Height)
			}
			covered += p.frame.Width * p.frame.Height
			seen[p.view.name] = true
		}
		if covered != left.Width*left.Height || list[0].view.name != tab.view {
			t.Fatalf("%d cells of %dx%d, %s first", covered, left.Width, left.Height, list[0].view.name)
		}
		if h := aside.frame.Height; h > 0 && (seen[aside.view.name] || aside.y != f.Height-h || aside.x != left.Width || aside.frame.Width != right.Width || f.Height-h < verdictHeight+tab.knobs.Height()) {
			t.Fatalf("at the side %s, %d high, of %d", aside.view.name, h, f.Height)
		}
	})
}
