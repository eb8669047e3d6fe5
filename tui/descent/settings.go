package descent

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/export"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// outlook is what the map of a descent is turned to once its surface is there.
type outlook struct {
	window surface.Rect // the zero value for the whole domain
	cursor mapCursor
}

// Exports lists what can go into a file.
func (t *Tab) Exports() []export.Product {
	if !t.runner.Ready {
		return nil
	}
	return export.Descent(t.runner.Snapshot, t.window, axis.SpacingNamed(t.levels))
}

// Settings lists all that a command line can set. While a function is typed they
// have the values from before.
func (t *Tab) Settings() []setting.Setting {
	list := t.settings()
	if t.typing.isOpen() {
		for i, value := range t.typing.before.settings {
			list[i].Get = func() string { return value }
		}
	}
	return list
}

func (t *Tab) settings() []setting.Setting {
	looks := setting.Choice("view", "what the map shows", setting.Names(t.views, view.String), &t.view)
	looks.Options = t.viewNames() // a lesson's command line can show the others
	return append(t.runner.Config.Settings(), setting.Looks(
		looks,
		setting.Choice("tuning", "what the tuning map varies: from left to right, from bottom to top", tuningPairs, &t.axes),
		coordinates("window", "the part of the map to show: least x, largest x, least y, largest y", 4, t.place, t.setPlace),
		coordinates("cursor", "a place on the map to read out: x, y", 2, t.cursorPlace, t.setCursorPlace).Passing(),
		setting.Choice("ends-of", "what the picture of end states has up", endsOf, &t.endsLook.of),
		setting.Choice("ends-over", "what it has across, where the method depends on it", endsOver, &t.endsLook.over),
		coordinates("ends-part", "the part of it to show: from, to", 2, t.endsLook.get, t.endsLook.set),
		setting.Optional("at", "the step of the path to stand at", t.at, t.setAt).Passing(),
		setting.Switch("log", "draw f on a logarithmic axis", &t.log),
		setting.Choice("levels", "how the levels of the map follow one another", setting.Names(axis.Spacings, spacingName), &t.levels),
		setting.Switch("arrows", "arrows on the map in the direction of the steepest descent", &t.downhill),
		setting.Switch("curve", "show the curve in place of the numbers where both have no room", &t.curve),
		setting.Switch("full", "let the map fill the screen", &t.full),
	)...)
}

func spacingName(s axis.Spacing) string { return s.Name }

// BeforePlay is the beginning of the path.
func (t *Tab) BeforePlay() (setting, value string) { return "at", "0" }

// Knobs is the table of knobs.
func (t *Tab) Knobs() *kit.Knobs { return &t.knobs }

// Set sets settings as turned knobs do: what is shown of the same surface stays.
func (t *Tab) Set(values map[string]string) error {
	before := t.runner.Config
	err := setting.Apply(t.Settings(), values)
	if t.runner.Config != before {
		t.changed()
	}
	same := t.runner.Config.Surface == before.Surface && t.runner.Config.Function == before.Function
	if _, ok := values["window"]; ok && err == nil && same && t.of != nil {
		if t.window = t.of.Domain; t.wanted.window.OK() {
			t.window = t.wanted.window
		}
		t.wanted = outlook{}
	}
	return err
}

// Begin walks anew; the map turns to what was asked for with the first
// snapshot.
func (t *Tab) Begin() {
	t.ticks.Stop()
	t.of, t.typing.before = nil, nil
	t.runner.Restart()
}

// follow turns the map to a new surface.
func (t *Tab) follow() {
	s := t.runner.Snapshot.Surface
	if s == nil || t.of != nil && s.Formula == t.of.Formula {
		t.of = s
		return
	}
	t.of, t.window, t.cursor, t.grip = s, s.Domain, t.wanted.cursor, grip{}
	if t.wanted.window.OK() {
		t.window = t.wanted.window
	}
	t.wanted = outlook{}
}

// now returns what the map is turned to, or will be.
func (t *Tab) now() outlook {
	switch {
	case t.of == nil:
		return t.wanted
	case rounded(t.window) == rounded(t.of.Domain): // zoomed in and out again
		return outlook{cursor: t.cursor}
	}
	return outlook{t.window, t.cursor}
}

func rounded(r surface.Rect) surface.Rect {
	return surface.Rect{MinX: setting.Tidy(r.MinX), MaxX: setting.Tidy(r.MaxX), MinY: setting.Tidy(r.MinY), MaxY: setting.Tidy(r.MaxY)}
}

func (t *Tab) place() []float64 {
	if w := t.now().window; w.OK() {
		return []float64{w.MinX, w.MaxX, w.MinY, w.MaxY}
	}
	return nil
}

func (t *Tab) setPlace(v []float64) error {
	if t.wanted.window = (surface.Rect{}); v == nil {
		return nil
	}
	w := surface.Rect{MinX: v[0], MaxX: v[1], MinY: v[2], MaxY: v[3]}
	if !w.OK() {
		return fmt.Errorf("%v has no inside; it takes least x, largest x, least y and largest y", v)
	}
	t.wanted.window = w
	return nil
}

func (t *Tab) cursorPlace() []float64 {
	if c := t.now().cursor; c.on {
		return []float64{c.at.X, c.at.Y}
	}
	return nil
}

func (t *Tab) setCursorPlace(v []float64) error {
	if t.wanted.cursor = (mapCursor{}); v != nil {
		t.wanted.cursor = mapCursor{true, surface.Point{X: v[0], Y: v[1]}}
	}
	return nil
}

func (t *Tab) at() (int, bool) {
	return t.step, t.step < math.MaxInt && (!t.runner.Ready || t.step < t.last())
}

func (t *Tab) setAt(step int, ok bool) {
	if t.step = math.MaxInt; ok {
		t.step = step
	}
}

// coordinates is a setting for n finite numbers with commas between, or for
// nothing.
func coordinates(name, usage string, n int, get func() []float64, set func([]float64) error) setting.Setting {
	takes := fmt.Sprintf("%d numbers with commas between", n)
	return setting.Setting{
		Name: name, Usage: usage, Takes: takes,
		Get: func() string {
			var texts []string
			for _, v := range get() {
				texts = append(texts, strconv.FormatFloat(setting.Tidy(v), 'g', -1, 64))
			}
			return strings.Join(texts, ",")
		},
		Set: func(text string) error {
			if text == "" {
				return set(nil)
			}
			var values []float64
			for part := range strings.SplitSeq(text, ",") {
				v, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
				if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
					break
				}
				values = append(values, v)
			}
			if len(values) != n || strings.Count(text, ",") != n-1 {
				return fmt.Errorf("%q does not fit; it takes %s", text, takes)
			}
			return set(values)
		},
	}
}

// Trial runs what the settings lead to apart from the screen.
func (t *Tab) Trial() run.Trial {
	return run.NewTrial(t.runner.Config.ReadingNames(), &t.runner, func(descent.Snapshot) float64 { return 0 },
		func(e run.Experiment[descent.Snapshot], _ time.Duration) []model.Reading {
			return e.Snapshot().Readings()
		})
}

// Ended reports whether the whole path of the settings is drawn.
func (t *Tab) Ended() bool {
	return t.runner.Ended() && !t.typing.isOpen() && len(t.path()) == len(t.runner.Snapshot.Path)
}

// Readings are those of what the tab shows, nil before it shows anything.
func (t *Tab) Readings() []model.Reading {
	if !t.runner.Ready {
		return nil
	}
	s := t.runner.Snapshot
	s.Path = t.path() // as far as it is drawn
	return s.Readings()
}
