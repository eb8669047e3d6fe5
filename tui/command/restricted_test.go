package command

import (
	"fmt"
	"math"
	"os"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"nntui/model"
	"nntui/model/setting"
	"nntui/nn"
	"nntui/tui"
	"nntui/tui/confine"
	"nntui/tui/files"
	"nntui/tui/store"
)

// keepLimits puts the limits of the process back after a test.
func keepLimits(t *testing.T) {
	most, memory := model.Most, debug.SetMemoryLimit(-1)
	t.Cleanup(func() { files.Follow = true; model.Most = most; debug.SetMemoryLimit(memory) })
}

// run runs a command line under a restriction.
func run(t *testing.T, r confine.Restriction, line string) (sentence string, status int) {
	t.Helper()
	keepLimits(t)
	root := New("v", r)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetArgs(strings.Fields(line))
	return Explain(root.Execute())
}

// Under restriction no command takes the name of a file, whatever else is said;
// and without, nothing of the kind is refused.
func TestRestricted_refuses(t *testing.T) {
	t.Chdir(t.TempDir()) // where the program without restriction writes them
	const own = "; e in the full-screen program writes one of its own"
	for line, want := range map[string]string{
		"--lesson x.toml":                                "--lesson: this nntui is restricted: it opens no file",
		"--lesson=":                                      "--lesson: this nntui is restricted: it opens no file",
		"guide --lesson x.toml":                          "--lesson: this nntui is restricted: it opens no file",
		"guide --questions --lesson /dev/zero":           "--lesson: this nntui is restricted: it opens no file",
		"train --export x.csv":                           "--export: this nntui is restricted: it writes no file of your choice" + own,
		"descend --export=x.csv":                         "--export: this nntui is restricted: it writes no file of your choice" + own,
		"check --export x.csv --replace":                 "--export: this nntui is restricted: it writes no file of your choice" + own,
		"presets --replace":                              "--replace is not a flag of nntui presets; nntui presets --help lists them",
		"train --replace":                                "--replace: this nntui is restricted: it writes no file of your choice",
		"train --restricted=false --export x.csv":        "--export: this nntui is restricted: it writes no file of your choice" + own,
		"train --lr x --export x.csv --restricted=false": "--export: this nntui is restricted: it writes no file of your choice" + own,
	} {
		for _, r := range []confine.Restriction{confine.Flagged, confine.Forced} {
			if got, status := run(t, r, line); got != want || status != 2 {
				t.Errorf("%s: status %d\ngot  %s\nwant %s", line, status, got, want)
			}
		}
		if got, _ := run(t, confine.Open, line); strings.Contains(got, "restricted") {
			t.Errorf("%s without restriction: %s", line, got)
		}
	}
}

// The environment's restriction lets flags lower limits, not raise them; that of
// a flag lets other flags set them; there is no limit of 0 or below.
func TestLimits_flags(t *testing.T) {
	const train = "train --epochs 1 --layers linear:1,sigmoid "
	for _, c := range []struct {
		r          confine.Restriction
		line, want string // "" for none
	}{
		{confine.Forced, train + "--max-weights 100000", ""},
		{confine.Forced, train + "--max-weights 100001", `--max-weights: "100001" does not fit; it takes a whole number, up to 100000`},
		{confine.Flagged, train + "--max-weights 100001", ""},
		{confine.Flagged, train + "--max-weights 64", "--layers: these have 65 weights and biases; a net may have up to 64 here"},
		{confine.Open, train + "--max-weights 64", "--layers: these have 65 weights and biases; a net may have up to 64 here"},
		{confine.Forced, train + "--max-epochs 10001", `--max-epochs: "10001" does not fit; it takes a whole number, up to 10000`},
		{confine.Forced, train + "--epochs 10001", "--epochs: 10001 is out of range; it takes from 1 to 10000"},
		{confine.Flagged, "descend --steps 10001", "--steps: 10001 is out of range; it takes from 0 to 10000"},
		{confine.Flagged, train + "--max-epochs 0", `--max-epochs: "0" does not fit; it takes a whole number, up to 1000000`},
		{confine.Forced, train + "--max-memory 513MB", `--max-memory: "513MB" does not fit; it takes a size such as 200MB or 2GB, up to 512MB`},
		{confine.Flagged, train + "--max-memory 513MB", ""},
		{confine.Forced, train + "--max-memory 99999999999GB", `--max-memory: "99999999999GB" does not fit; it takes a size such as 200MB or 2GB, up to 512MB`},
		{confine.Open, train + "--max-memory 200", `--max-memory: "200" does not fit; it takes a size such as 200MB or 2GB`},
		{confine.Open, train + "--max-memory -1MB", `--max-memory: "-1MB" does not fit; it takes a size such as 200MB or 2GB`},
		{confine.Forced, train + "--max-sessions 11", `--max-sessions: "11" does not fit; it takes a whole number, up to 10`},
		{confine.Forced, train + "--max-saved 21", `--max-saved: "21" does not fit; it takes a whole number, up to 20`},
		{confine.Forced, train + "--max-state 1GB", `--max-state: "1GB" does not fit; it takes a size such as 200MB or 2GB, up to 50MB`},
		{confine.Forced, train + "--idle 31m", `--idle: "31m" does not fit; it takes a time such as 30m or 2h, up to 30m`},
		{confine.Forced, train + "--idle 0", `--idle: "0" does not fit; it takes a time such as 30m or 2h, up to 30m`},
		{confine.Forced, train + "--idle -1h", `--idle: "-1h" does not fit; it takes a time such as 30m or 2h, up to 30m`},
	} {
		got, _ := run(t, c.r, c.line)
		if got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.line, got, c.want)
		}
	}
}

// What the limits come to where no flag sets them, and where one does, in all
// places that they are kept in.
func TestLimits_hold(t *testing.T) {
	keepLimits(t)
	for _, c := range []struct {
		r      confine.Restriction
		values map[string]string
		want   tui.Options
		most   model.Limits
		memory int64
	}{
		{confine.Open, nil, tui.Options{Most: store.Usual}, model.Limits{Weights: nn.MaxParams, Steps: 1_000_000, Bytes: 1_600_000_000}, math.MaxInt64},
		{confine.Flagged, nil, tui.Options{Most: store.Bounds{Number: 10, Named: 20, Bytes: 50e6}, Idle: 30 * time.Minute},
			model.Limits{Weights: 100_000, Steps: 10_000, Bytes: 128_000_000}, 512_000_000},
		{confine.Flagged, map[string]string{"max-sessions": "7", "max-saved": "8", "max-state": "9MB", "idle": "3h", "max-memory": "2GB", "max-weights": "3", "max-epochs": "4"},
			tui.Options{Most: store.Bounds{Number: 7, Named: 8, Bytes: 9e6}, Idle: 3 * time.Hour}, model.Limits{Weights: 3, Steps: 4, Bytes: 500_000_000}, 2_000_000_000},
	} {
		model.Most = model.Limits{Weights: nn.MaxParams, Steps: model.MaxSteps, Bytes: 1_600_000_000}
		debug.SetMemoryLimit(math.MaxInt64)
		var o tui.Options
		settings, hold := limitsOf(c.r, &o)
		if err := setting.Apply(settings, c.values); err != nil {
			t.Fatal(err)
		}
		hold()
		if !reflect.DeepEqual(o, c.want) || model.Most != c.most || debug.SetMemoryLimit(-1) != c.memory {
			t.Errorf("%v: %+v, %+v, %d", c.values, o, model.Most, debug.SetMemoryLimit(-1))
		}
	}
}

func TestUnits(t *testing.T) {
	for text, n := range map[string]int64{"10s": 10e9, "30m": 1800e9, "2m5s": 125e9} {
		if got := spans.format(n); got != text {
			t.Errorf("%d is %s, want %s", n, got, text)
		}
	}
	for text, want := range map[string]int64{"1MB": 1e6, "2GB": 2e9, "3": 0, "MB": 0, "1.5GB": 0, "1KB": 0} {
		if got, err := sizes.parse(text); got != want || (err == nil) != (want > 0) {
			t.Errorf("%s is %d, %v", text, got, err)
		}
	}
}

// README's table has every limit as it is.
func TestLimits_readme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range limits {
		show := func(n int64) string {
			if n == 0 {
				return "none"
			}
			return l.unit.format(n)
		}
		if row := fmt.Sprintf("| `--%s` | %s | %s | %s |", l.name, l.usage, show(l.open), show(l.restricted)); !strings.Contains(string(readme), row) {
			t.Errorf("README has no row %s", row)
		}
	}
}
