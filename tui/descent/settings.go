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
	"nntui/tui/export"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// outlook is what the map of a descent is turned to once its surface is there.
type outlook struct {
	window surface.Rect // the zero value for the whole domain
	cursor mapCursor
}

func (t *Tab) Exports() []export.Product {
	if !t.runner.Ready {
		return nil
	}
	return export.Descent(t.runner.Snapshot, t.view)
}

func (t *Tab) Settings() []setting.Setting {
	return append(t.runner.Config.Settings(), setting.Looks(
		setting.Index("view", "what the map shows", []string{showContour: "contour", showBasins: "basins", showTuning: "tuning"}, &t.mode),
		coordinates("window", "the part of the map to show: least x, largest x, least y, largest y", 4, t.window, t.setWindow),
		coordinates("cursor", "a place on the map to read out: x, y", 2, t.cursorPlace, t.setCursorPlace),
		kit.Optional("at", "the step of the path to stand at", t.step, t.setStep),
		setting.Switch("log", "draw f on a logarithmic axis", &t.log),
		setting.Switch("full", "let the map fill the screen", &t.full),
	)...)
}

// BeforePlay is the beginning of the path.
func (t *Tab) BeforePlay() (setting, value string) { return "at", "0" }

// Begin walks anew; the map turns to what was asked for with the first
// snapshot.
func (t *Tab) Begin() {
	t.ticks.Stop()
	t.viewOf = nil
	t.runner.Restart()
}

// follow turns the map to a new surface.
func (t *Tab) follow() {
	s := t.runner.Snapshot.Surface
	if s == nil || t.viewOf != nil && s.Formula == t.viewOf.Formula {
		t.viewOf = s
		return
	}
	t.viewOf, t.view, t.cursor = s, s.Domain, t.wanted.cursor
	if t.wanted.window.OK() {
		t.view = t.wanted.window
	}
	t.wanted = outlook{}
}

// now returns what the map is turned to, or will be.
func (t *Tab) now() outlook {
	switch {
	case t.viewOf == nil:
		return t.wanted
	case rounded(t.view) == rounded(t.viewOf.Domain): // zoomed in and out again
		return outlook{cursor: t.cursor}
	}
	return outlook{t.view, t.cursor}
}

func rounded(r surface.Rect) surface.Rect {
	return surface.Rect{MinX: kit.Tidy(r.MinX), MaxX: kit.Tidy(r.MaxX), MinY: kit.Tidy(r.MinY), MaxY: kit.Tidy(r.MaxY)}
}

func (t *Tab) window() []float64 {
	if w := t.now().window; w.OK() {
		return []float64{w.MinX, w.MaxX, w.MinY, w.MaxY}
	}
	return nil
}

func (t *Tab) setWindow(v []float64) error {
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

func (t *Tab) step() (int, bool) {
	return t.shown, t.shown < math.MaxInt && (!t.runner.Ready || t.shown < t.last())
}

func (t *Tab) setStep(step int, ok bool) {
	if t.shown = math.MaxInt; ok {
		t.shown = step
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
				texts = append(texts, strconv.FormatFloat(kit.Tidy(v), 'g', -1, 64))
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

func (t *Tab) Trial() run.Trial {
	return run.NewTrial(t.runner.Config.ReadingNames(), &t.runner, func(descent.Snapshot) float64 { return 0 },
		func(e run.Experiment[descent.Snapshot], _ time.Duration) []model.Reading {
			return e.Snapshot().Readings()
		})
}

func (t *Tab) Readings() []model.Reading {
	if !t.runner.Ready {
		return nil
	}
	s := t.runner.Snapshot
	s.Path = t.path() // as far as it is drawn
	return s.Readings()
}
