package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"

	"nntui/model/training"
	"nntui/nn"
	"nntui/tui/store"
)

// TestMain puts this program as nntui on the PATH of the scripts and of the
// tests below.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"nntui": main})
}

// TestScripts runs the built program.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:  "tui/lines/testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "refuses": refuses},
		Setup: func(e *testscript.Env) error {
			e.Setenv("GORACE", "atexit_sleep_ms=0") // and not a second after each command, under -race
			return nil
		},
	})
}

// exits STATUS COMMAND runs the command and checks its exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND [ARG...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	status := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		status = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if want, _ := strconv.Atoi(args[0]); status != want {
		ts.Fatalf("exit status %d, want %d; stderr: %s", status, want, ts.ReadFile("stderr"))
	}
}

// refuses SENTENCE COMMAND checks that the command ends with status 2 and says
// nothing but that sentence.
func refuses(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: refuses SENTENCE COMMAND [ARG...]")
	}
	exits(ts, false, append([]string{"2"}, args[1:]...))
	if got, want := ts.ReadFile("stdout")+ts.ReadFile("stderr"), args[0]+"\n"; got != want {
		ts.Fatalf("got  %swant %s", got, want)
	}
}

// A signal ends a run after the epoch under way, with all its lines.
func TestSignalEndsRun(t *testing.T) {
	for sig, status := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		var stderr bytes.Buffer
		cmd := exec.Command("nntui", "train", "--epochs", "1000000", "--format", "csv")
		cmd.Stderr = &stderr
		out := start(t, cmd)
		cmd.Process.Signal(sig)
		rest, err := io.ReadAll(out)
		if err != nil {
			t.Fatal(err)
		}
		cmd.Wait()
		if got := cmd.ProcessState.ExitCode(); got != status {
			t.Errorf("%v: exit status %d, want %d", sig, got, status)
		}
		epochs := bytes.Count(rest, []byte("\n"))
		if want := fmt.Sprintf("stopped after epoch %d of 1000000: %v\n", epochs, sig); stderr.String() != want {
			t.Errorf("%v: stderr %q, want %q", sig, stderr.String(), want)
		}
	}
}

// A second signal ends a run in the middle of an epoch, one of minutes here.
func TestSecondSignalEndsAtOnce(t *testing.T) {
	cmd := exec.Command("nntui", "train", "--layers", "linear:50000,relu,linear:1,sigmoid", "--batch", "1", "--format", "csv")
	start(t, cmd)
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	for range 100 {
		cmd.Process.Signal(syscall.SIGINT)
		select {
		case <-ended:
			if status := cmd.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() {
				t.Errorf("exit status %d, want an end by the signal", status.ExitStatus())
			}
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
	t.Error("still running")
}

// start starts nntui and returns what it prints after the first line.
func start(t *testing.T, cmd *exec.Cmd) io.Reader {
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	out := bufio.NewReader(stdout)
	if _, err := out.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	return out
}

// arrows are the imports that make the program: main -> tui -> model -> nn, data.
var arrows = [][2]string{
	{"nntui", "nntui/tui/command"},
	{"nntui/tui/command", "nntui/tui"},
	{"nntui/tui", "nntui/model"},
	{"nntui/tui", "nntui/tui/guide"},
	{"nntui/tui/guide", "nntui/tui/lesson"},
	{"nntui/tui/lesson", "nntui/tui/tomlfile"},
	{"nntui/tui/config", "nntui/tui/tomlfile"},
	{"nntui/tui/descent", "nntui/tui/kit"},
	{"nntui/tui/check", "nntui/tui/chart"},
	{"nntui/tui/training", "nntui/tui/run"},
	{"nntui/model/descent", "nntui/model"},
	{"nntui/model/check", "nntui/model"},
	{"nntui/model/training", "nntui/model"},
	{"nntui/model/training", "nntui/nn"},
	{"nntui/model/training", "nntui/data"},
}

// The rooms that must not know each other, and what stands above them.
var (
	experiments = []string{"nntui/model/descent/...", "nntui/model/check/...", "nntui/model/training/..."}
	tabs        = []string{"nntui/tui/descent/...", "nntui/tui/check/...", "nntui/tui/training/..."}
	above       = []string{"nntui/tui", "nntui/tui/guide/...", "nntui/tui/lesson/...", "nntui/tui/command/..."}
)

// others returns the rooms but for one.
func others(rooms []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(rooms), func(room string) bool { return strings.HasSuffix(room, "/"+one+"/...") })
}

// bans are what packages must not depend on: neither themselves, nor through
// others, nor in tests. A pattern that ends in /... means a package and all
// below it.
var bans = []struct {
	packages string
	imports  []string
	reason   string
}{
	{"nntui/nn/...", []string{"nntui/data/...", "nntui/model/...", "nntui/tui/...", "charm.land/...", "github.com/charmbracelet/..."},
		"the mathematics is read and used alone, without data set, experiment or screen"},
	{"nntui/data/...", []string{"nntui/nn/...", "nntui/model/...", "nntui/tui/...", "charm.land/...", "github.com/charmbracelet/..."},
		"the data are the same whatever learns from them"},
	{"nntui/model/...", []string{"nntui/tui/...", "charm.land/...", "github.com/charmbracelet/..."},
		"an experiment gives the same numbers on a screen, in a pipe and in a test"},
	{"nntui/model/descent/...", others(experiments, "descent"), "who reads one experiment need not know another"},
	{"nntui/model/check/...", others(experiments, "check"), "who reads one experiment need not know another"},
	{"nntui/model/training/...", others(experiments, "training"), "who reads one experiment need not know another"},
	{"nntui/tui", []string{"nntui/tui/command", "github.com/spf13/..."},
		"the full-screen program does not know the command line that opens it"},
	{"nntui/tui/descent/...", append(others(tabs, "descent"), above...), "a tab is a row of a table: without it all others are as they were"},
	{"nntui/tui/check/...", append(others(tabs, "check"), above...), "a tab is a row of a table: without it all others are as they were"},
	{"nntui/tui/training/...", append(others(tabs, "training"), above...), "a tab is a row of a table: without it all others are as they were"},
	{"nntui/tui/guide/...", append(slices.Clone(tabs), "nntui/tui"), "a guide leads through any tabs, which its host knows"},
	{"nntui/tui/kit/...", slices.Concat(tabs, experiments, above), "what every screen is made of serves every tab, those to come too"},
	{"nntui/tui/chart/...", slices.Concat(tabs, experiments, above), "a chart draws numbers, whosever they are"},
	{"nntui/tui/run/...", slices.Concat(tabs, experiments, above), "a runner drives any experiment"},
	{"nntui/tui/lesson/...", []string{"nntui/tui", "nntui/tui/guide/...", "nntui/model/...", "charm.land/...", "github.com/charmbracelet/...", "github.com/spf13/..."},
		"a lesson is read and refused the same wherever it is shown, and knows openings and readings by their names alone"},
	{"nntui/tui/lines", []string{"nntui/tui", "github.com/spf13/..."},
		"lines are written the same whatever asks for them"},
	{"nntui/tui/figures", []string{"nntui/tui", "charm.land/...", "github.com/charmbracelet/...", "github.com/spf13/..."},
		"a figure is the same whether the screen or a command asks for it"},
	{"nntui/tui/terminal", []string{"nntui/...", "github.com/spf13/..."},
		"a terminal is the same whatever is shown in it"},
	{"nntui/tui/axis", []string{"nntui/tui", "nntui/model/...", "charm.land/...", "github.com/charmbracelet/...", "gonum.org/..."},
		"an axis names the same numbers on the screen and in a file"},
	{"nntui/tui/tomlfile", []string{"nntui/tui", "nntui/model/...", "nntui/tui/kit/...", "charm.land/...", "github.com/charmbracelet/...", "github.com/spf13/..."},
		"what people write is read and refused in one way, whatever it is"},
	{"nntui/tui/config", []string{"nntui/tui", "charm.land/...", "github.com/charmbracelet/...", "github.com/spf13/..."},
		"settings are kept the same, whatever they are"},
	{"nntui/tui/files", []string{"nntui/...", "charm.land/...", "github.com/charmbracelet/...", "github.com/spf13/..."},
		"all that is written and read is so in one way, whatever it is"},
}

func TestImports(t *testing.T) {
	packages := listPackages(t)
	for _, arrow := range arrows {
		if p, ok := packages[arrow[0]]; !ok || !slices.Contains(p.Imports, arrow[1]) {
			t.Errorf("%s does not import %s", arrow[0], arrow[1])
		}
	}
	for _, ban := range bans {
		applies := false
		for _, p := range packages {
			if !matches(ban.packages, p.ImportPath) {
				continue
			}
			applies = true
			for _, imported := range slices.Concat(p.Deps, p.TestImports, p.XTestImports) {
				if slices.ContainsFunc(ban.imports, func(pattern string) bool { return matches(pattern, imported) }) {
					t.Errorf("%s depends on %s, but %s", p.ImportPath, imported, ban.reason)
				}
			}
		}
		if !applies {
			t.Errorf("no package matches %s", ban.packages)
		}
	}
}

func matches(pattern, path string) bool {
	prefix, below := strings.CutSuffix(pattern, "/...")
	return path == prefix || below && strings.HasPrefix(path, prefix+"/")
}

// goPackage is what TestImports needs of go list's answer.
type goPackage struct {
	ImportPath, Dir                          string
	Imports, Deps, TestImports, XTestImports []string
	GoFiles, TestGoFiles, XTestGoFiles       []string
}

func listPackages(t *testing.T) map[string]goPackage {
	out, err := exec.Command("go", "list", "-json", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string]goPackage{}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p goPackage
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		packages[p.ImportPath] = p
	}
	return packages
}

// docLink matches what a comment links: a name of its own package, or of one
// that its file imports.
var docLink = regexp.MustCompile(`\[\*?((?:([a-z]\w*)\.)?([A-Z]\w*(?:\.[A-Z]\w*)?))\]`)

// A link in a comment leads somewhere.
func TestDocLinks(t *testing.T) {
	packages, files := listPackages(t), map[string][]*ast.File{}
	symbols := map[string]bool{} // "nntui/nn.Linear", "nntui/nn.Linear.Forward"
	for path, p := range packages {
		for _, name := range slices.Concat(p.GoFiles, p.TestGoFiles, p.XTestGoFiles) {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			files[path] = append(files[path], f)
			for _, d := range f.Decls {
				for _, symbol := range declared(d) {
					symbols[path+"."+symbol] = true
				}
			}
		}
	}
	for path, list := range files {
		imported := map[string]string{"": path}
		for _, f := range list {
			for _, i := range f.Imports {
				file := strings.Trim(i.Path.Value, `"`)
				name := filepath.Base(file)
				if i.Name != nil {
					name = i.Name.Name
				}
				imported[name] = file
			}
		}
		for _, f := range list {
			for _, link := range docLink.FindAllStringSubmatch(comments(f), -1) {
				to, ok := imported[link[2]]
				if _, err := build.Import(link[2], "", build.FindOnly); !ok && err == nil {
					continue // of the standard library, which go doc knows by itself
				}
				if ours := packages[to].Dir != ""; !ok || ours && !symbols[to+"."+link[3]] {
					t.Errorf("%s: a comment links [%s], which there is not", path, link[1])
				}
			}
		}
	}
}

// comments returns all comments of a file.
func comments(f *ast.File) string {
	var b strings.Builder
	for _, c := range f.Comments {
		b.WriteString(c.Text())
	}
	return b.String()
}

// declared lists the names that a declaration declares, with their types'
// names before those of methods.
func declared(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		name := d.Name.Name
		if d.Recv != nil {
			name = strings.TrimLeft(types.ExprString(d.Recv.List[0].Type), "*") + "." + name
			name, _, _ = strings.Cut(name, "[")
		}
		return []string{name}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names = append(names, n.Name)
				}
			}
		}
	}
	return names
}

// The repository opens with what a newcomer should see, and no more.
func TestTopLevel(t *testing.T) {
	want := []string{"README.md", "data", "go.mod", "go.sum", "main.go", "main_test.go", "model", "nn", "tui"}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		if built := e.Name() == "nntui"; !built && !strings.HasPrefix(e.Name(), ".") {
			got = append(got, e.Name())
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("top level: %v, want %v", got, want)
	}
}

// kept is what the tests below write of an old session's file, and read of a new
// one's.
type kept struct {
	Config  training.Config
	Speed   string
	Playing bool
	Run     *training.Saved
	Weights string
	RunRows store.Rows
}

// lastRun returns the run of the only session in a state folder.
func lastRun(t *testing.T, folder string) *training.Saved {
	t.Helper()
	places := store.Places(filepath.Join(folder, "nntui", "sessions"))
	if len(places) != 1 {
		t.Fatalf("the sessions are %q", places)
	}
	var s kept
	var run training.Saved
	err := store.Load(filepath.Join(places[0], "session.nntui"), &s)
	if err == nil {
		err = store.Load(filepath.Join(places[0], s.Weights), &run)
	}
	if err == nil {
		run.Epochs, err = store.ReadRows[training.Epoch](places[0], s.RunRows, training.MaxEpochs)
	}
	if err != nil {
		t.Fatal(err)
	}
	return &run
}

// A run that is cut again and again, in whatever way, goes on with the very
// numbers of one that never was.
func TestResume(t *testing.T) {
	config := training.Default()
	config.Epochs, config.RateSchedule, config.Optimizer = training.MaxEpochs, "cosine", nn.Optimizers[5]
	config.Validation, config.Patience = 0.2, training.MaxEpochs
	config.Changes = "1.3 lr=0.002; 5 l2=0.001; 20.7 epochs=999999 momentum=0.8; 200 schedule=constant"
	folder := t.TempDir()
	file := filepath.Join(folder, "nntui", "session.nntui")
	if err := store.Save(file, kept{Config: config, Speed: "full", Playing: true}); err != nil {
		t.Fatal(err)
	}
	uncut, err := training.New(config)
	if err != nil {
		t.Fatal(err)
	}
	batches := 0 // of uncut
	for name, end := range map[string]func(*os.Process, *os.File){
		"SIGHUP":     func(p *os.Process, _ *os.File) { p.Signal(syscall.SIGHUP) },
		"SIGTERM":    func(p *os.Process, _ *os.File) { p.Signal(syscall.SIGTERM) },
		"connection": func(_ *os.Process, terminal *os.File) { terminal.Close() },
		"key":        func(_ *os.Process, terminal *os.File) { terminal.WriteString("q") },
	} {
		inTerminal(t, folder, []string{"--resume"}, "learning rate", func(p *os.Process, terminal *os.File) {
			time.Sleep(100*time.Millisecond + rand.N(150*time.Millisecond))
			end(p, terminal)
		})
		run := lastRun(t, folder)
		done := len(run.Epochs)*uncut.Batches() + run.Batch
		if done <= batches {
			t.Fatalf("%s: the run has not gone on from batch %d", name, batches)
		}
		uncut.Advance(done-batches, 0)
		batches = done
		want := uncut.Save()
		if want.Spent = run.Spent; !reflect.DeepEqual(*run, want) {
			t.Fatalf("%s after %d epochs and %d batches: the run differs from one that was never cut", name, len(run.Epochs), run.Batch)
		}
	}
}

// The program opens the tab asked for, and q ends it with exit status 0.
func TestFullScreen(t *testing.T) {
	for tab, text := range map[string]string{"descent": "step size", "check": "component", "training": "learning rate"} {
		err := inTerminal(t, t.TempDir(), []string{"--tab", tab}, text, func(_ *os.Process, terminal *os.File) {
			terminal.WriteString("q")
		})
		if err != nil {
			t.Errorf("%s: %v", tab, err)
		}
	}
}

// The file says which tab opens, unless the command line wants another.
func TestConfig(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "nntui"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "nntui", "config.toml"), []byte("tab = 'check'"), 0o600); err != nil {
		t.Fatal(err)
	}
	for args, text := range map[string]string{"": "component", "--tab training": "learning rate", "--step 0.2": "step size", "--resume": "learning rate"} {
		err := inTerminal(t, folder, strings.Fields(args), text, func(_ *os.Process, terminal *os.File) {
			terminal.WriteString("q")
		})
		if err != nil {
			t.Errorf("%s: %v", args, err)
		}
	}
}

// The file says how many colours there are, unless the environment wants none; a
// flag goes before both, and theme and colours are what is drawn.
func TestConfig_colours(t *testing.T) {
	const light, dark, plain = "\x1b[38;5;26;1;7m 1 D", "\x1b[38;5;75;1;7m 1 D", "\x1b[1;7m 1 D"
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "nntui"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "nntui", "config.toml"), []byte("colors = '256'\ntheme = 'light'"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("COLORTERM", "truecolor")
	for _, c := range []struct{ noColor, args, active string }{
		{"", "", light}, {"", "--theme dark", dark}, {"1", "", plain}, {"1", "--colors 256", light}, {"", "--colors none", plain},
	} {
		t.Setenv("NO_COLOR", c.noColor)
		err := inTerminal(t, folder, strings.Fields(c.args), c.active, func(_ *os.Process, terminal *os.File) {
			terminal.WriteString("q")
		})
		if err != nil {
			t.Errorf("NO_COLOR=%s nntui %s: %v", c.noColor, c.args, err)
		}
	}
}

// A lesson opens with the screen, and what was done of it is kept.
func TestLesson(t *testing.T) {
	folder, args := t.TempDir(), []string{"--lesson", filepath.Join("tui", "testdata", "lesson.toml")}
	err := inTerminal(t, folder, args, "Where does it end?", func(_ *os.Process, terminal *os.File) {
		terminal.WriteString("bq")
	})
	if err != nil {
		t.Error(err)
	}
	if kept, err := filepath.Glob(filepath.Join(folder, "nntui", "lessons", "a-short-lesson-*")); len(kept) != 1 {
		t.Errorf("progress is kept in %q, %v", kept, err)
	}
}

// An export under way when the program ends leaves its whole file, or nothing.
func TestExportUnderWay(t *testing.T) {
	const down, clearLine, ctrlC = "\x1b[B", "\x15", "\x03"
	folder := t.TempDir()
	file := filepath.Join(folder, "map.png")
	err := inTerminal(t, t.TempDir(), []string{"--tab", "descent"}, "step size", func(_ *os.Process, terminal *os.File) {
		terminal.WriteString("e" + strings.Repeat(down, 3) + clearLine + file + "\r" + ctrlC)
	})
	if err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 1 || len(left) == 1 && left[0].Name() != "map.png" {
		t.Fatalf("left behind: %v, error %v", left, err)
	}
	if len(left) == 0 {
		t.Skip("it ended before the export began")
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := png.Decode(f); err != nil {
		t.Error(err)
	}
}

// A terminal of any size is drawn within bounds, and answers.
func TestOutsized(t *testing.T) {
	for _, side := range []uint16{0, 1, 9999, 65535} {
		err := inTerminal(t, t.TempDir(), []string{"--tab", "descent"}, "step size", func(p *os.Process, terminal *os.File) {
			pty.Setsize(terminal, &pty.Winsize{Rows: side, Cols: side})
			time.Sleep(300 * time.Millisecond)
			status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Pid))
			if peak := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status); err == nil && peak != nil {
				if kB, _ := strconv.Atoi(string(peak[1])); kB > 150_000 {
					t.Errorf("%d: %d kB of memory", side, kB)
				}
			}
			terminal.WriteString("q")
		})
		if err != nil {
			t.Errorf("%d: %v", side, err)
		}
	}
}

// The first signal ends the program, and no other changes how.
func TestSignalPairs(t *testing.T) {
	signals := []syscall.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM}
	for _, first := range signals {
		for _, second := range signals {
			err := inTerminal(t, t.TempDir(), []string{"--tab", "training"}, "learning rate", func(p *os.Process, _ *os.File) {
				p.Signal(first)
				time.Sleep(rand.N(20 * time.Millisecond))
				p.Signal(second)
			})
			if err != nil {
				t.Errorf("%v, then %v: %v", first, second, err)
			}
		}
	}
}

// Stopped where no shell waits, the program goes on and takes keys; so it does
// after a paste that never ends.
func TestGoesOn(t *testing.T) {
	for _, keys := range []string{"\x1a", "\x1b[200~abc", "\x1b[0200~abc"} {
		err := inTerminal(t, t.TempDir(), []string{"--tab", "descent"}, "step size", func(_ *os.Process, terminal *os.File) {
			terminal.WriteString(keys)
			time.Sleep(1500 * time.Millisecond)
			terminal.WriteString("q\x03")
		})
		if err != nil {
			t.Errorf("%q: %v", keys, err)
		}
	}
}

// A terminal that takes nothing more does not hold up the end.
func TestStalled(t *testing.T) {
	cmd := exec.Command("nntui", "--tab", "training")
	folder := t.TempDir()
	cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+folder, "XDG_CONFIG_HOME="+folder, "TERM=xterm-256color")
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	for range 100 { // until what is drawn fills what the system keeps for a reader
		terminal.WriteString("123")
		time.Sleep(20 * time.Millisecond)
	}
	cmd.Process.Signal(syscall.SIGHUP)
	cmd.Process.Signal(syscall.SIGTERM)
	kill := time.AfterFunc(20*time.Second, func() { cmd.Process.Kill(); t.Error("it hangs") })
	cmd.Wait()
	kill.Stop()
	if left, _ := filepath.Glob(filepath.Join(folder, "nntui", "session*")); len(left) == 0 {
		t.Error("no session is kept")
	}
}

// Stopped, the program leaves the terminal to the shell,
// and draws all of itself when that brings it back.
func TestStopped(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip(err)
	}
	folder := t.TempDir()
	cmd := exec.Command(shell, "--norc", "-i")
	cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+folder, "XDG_CONFIG_HOME="+folder, "TERM=xterm-256color", "PS1=ready$ ")
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	defer cmd.Process.Kill()
	kill := time.AfterFunc(60*time.Second, func() { cmd.Process.Kill() })
	defer kill.Stop()
	var seen []byte // after what was expected last
	expect := func(text string) {
		t.Helper()
		chunk := make([]byte, 4096)
		for {
			if _, after, found := bytes.Cut(seen, []byte(text)); found {
				seen = bytes.Clone(after)
				return
			}
			n, err := terminal.Read(chunk)
			if seen = append(seen, chunk[:n]...); err != nil {
				t.Fatalf("%q never came: %q", text, seen)
			}
		}
	}
	expect("ready$ ")
	terminal.WriteString("nntui --tab descent\n")
	expect("step size")
	terminal.WriteString("\x1a")
	expect("\x1b[?1049l")
	expect("ready$ ")
	terminal.WriteString("fg\n")
	expect("step size")
	terminal.WriteString("\x1a")
	expect("ready$ ")
	terminal.WriteString("fg\n")
	expect("step size")
	terminal.WriteString("q")
	expect("ready$ ")
	terminal.WriteString("nntui --tab descent & sleep 0.3; fg; echo done\n")
	expect("step size")
	terminal.WriteString("q")
	expect("done")
}

// inTerminal runs the full-screen program in a terminal of its own. When a
// text has been drawn, end ends it; its exit error is returned.
func inTerminal(t *testing.T, folder string, args []string, text string, end func(*os.Process, *os.File)) error {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(folder, "nntui"), 0o700); err != nil { // it is not the first start: no card is drawn
		t.Fatal(err)
	}
	cmd := exec.Command("nntui", args...)
	cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+folder, "XDG_CONFIG_HOME="+folder, "TERM=xterm-256color")
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	t.Cleanup(func() { cmd.Process.Kill() })
	drawn := make(chan bool, 1)
	go func() {
		var seen []byte
		chunk := make([]byte, 4096)
		for n, err := 0, error(nil); err == nil && !bytes.Contains(seen, []byte(text)); {
			n, err = terminal.Read(chunk)
			seen = append(seen, chunk[:n]...)
		}
		drawn <- true
		io.Copy(io.Discard, terminal)
	}()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	late := time.After(60 * time.Second)
	select {
	case <-drawn:
		end(cmd.Process, terminal)
	case <-late:
		t.Fatalf("%q was never drawn", text)
	}
	select {
	case err := <-ended:
		return err
	case <-late:
		t.Fatal("still running")
		return nil
	}
}
