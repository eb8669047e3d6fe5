package training

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nntui/model"
	"nntui/model/setting"
	"nntui/nn"
)

// A Place is a point of a run: so many epochs are done, and so many batches of
// the one under way.
type Place struct{ Epoch, Batch int }

// String returns the place as Changes has it: "41.12", or "60" between epochs.
func (p Place) String() string {
	if p.Batch == 0 {
		return strconv.Itoa(p.Epoch)
	}
	return fmt.Sprintf("%d.%d", p.Epoch, p.Batch)
}

func (p Place) compare(q Place) int {
	return cmp.Or(cmp.Compare(p.Epoch, q.Epoch), cmp.Compare(p.Batch, q.Batch))
}

// A stage is a part of a run with settings of its own.
type stage struct {
	from Place
	Config
}

// live are the settings that can change under way, by their names.
var live = []string{"epochs", "lr", "schedule", "momentum", "decay", "epsilon", "l2"}

// fixed is the part of a config that no change reaches.
func (c Config) fixed() Config {
	c.LearningRate, c.RateSchedule, c.L2, c.Epochs, c.Changes = 0, "", 0, 0, ""
	c.Optimizer = nn.OptimizerConfig{Name: c.Optimizer.Name}
	return c
}

// stages returns the settings of a run as they follow one another, the first
// from its first batch on. The error is a *ConfigError that says what cannot
// be, and where.
func (c Config) stages() ([]stage, error) {
	text := c.Changes
	c.Changes = ""
	parts, err := parseChanges(text)
	if err != nil {
		return nil, err
	}
	list := []stage{{Place{}, c}}
	for _, p := range parts {
		before := list[len(list)-1].Config
		next := stage{p.at, before}
		if err := next.take(p.values); err != nil {
			return nil, model.Refuse("changes", "at %v: %w", p.at, err)
		}
		switch end := before.Epochs; {
		case p.at == Place{}:
			return nil, model.Refuse("changes", "at 0: nothing has been trained yet; a setting's own flag sets what holds from the beginning")
		case p.at.compare(Place{end, 0}) > 0 || next.Epochs <= p.at.Epoch:
			return nil, model.Refuse("changes", "at %v: the run has ended by then; it takes %d epochs", p.at, min(end, next.Epochs))
		case next.Config != before:
			list = append(list, next)
		}
	}
	return list, nil
}

// changesAt are what Changes says of one place.
type changesAt struct {
	at     Place
	values []string // "lr=0.003"
}

// parseChanges reads Changes, in whatever order the places are.
func parseChanges(text string) (list []changesAt, err error) {
	for _, part := range strings.Split(text, ";") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		at, ok := parsePlace(words[0])
		if !ok || len(words) == 1 {
			return nil, model.Refuse("changes", `%q does not fit; it takes epochs and batches done, and what changes there, such as "41.12 lr=0.003; 60 l2=0.1"`, strings.Join(words, " "))
		}
		if i := slices.IndexFunc(list, func(c changesAt) bool { return c.at == at }); i >= 0 {
			list[i].values = append(list[i].values, words[1:]...)
		} else {
			list = append(list, changesAt{at, words[1:]})
		}
	}
	slices.SortFunc(list, func(a, b changesAt) int { return a.at.compare(b.at) })
	return list, nil
}

func parsePlace(text string) (p Place, ok bool) {
	epoch, batch, both := strings.Cut(text, ".")
	e, err := strconv.ParseUint(epoch, 10, 31)
	if b, wrong := strconv.ParseUint(batch, 10, 31); both {
		p.Batch, err = int(b), cmp.Or(err, wrong)
	}
	p.Epoch = int(e)
	return p, err == nil
}

// take sets what values say.
func (s *stage) take(values []string) error {
	settings := s.Settings()
	for _, v := range values {
		name, value, _ := strings.Cut(v, "=")
		if !slices.Contains(live, name) {
			return fmt.Errorf("%s cannot change under way; it takes %s", name, setting.List(live, "or"))
		}
		if err := setting.Apply(settings, map[string]string{name: value}); err != nil {
			return err
		}
	}
	return s.validate()
}

// changes returns what leads from stage to stage, as Changes has it. The same
// run has the same text, however it came about.
func changes(stages []stage) string {
	var parts []string
	for i := 1; i < len(stages); i++ {
		part, before := stages[i].from.String(), stages[i-1].Settings()
		for k, s := range stages[i].Settings() {
			if slices.Contains(live, s.Name) && s.Get() != before[k].Get() {
				part += " " + s.Name + "=" + s.Get()
			}
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

// reached returns the index of the stage that a place belongs to.
func reached(stages []stage, at Place) (i int) {
	for i+1 < len(stages) && stages[i+1].from.compare(at) <= 0 {
		i++
	}
	return i
}

// At returns the settings in effect for the batch after a place, which have no
// changes of their own.
func (c Config) At(at Place) Config {
	stages, err := c.stages()
	if err != nil {
		return c
	}
	return stages[reached(stages, at)].Config
}

// ChangesIn returns the part of Changes that is within an epoch, counted from 1.
func (c Config) ChangesIn(epoch int) string {
	parts := strings.Split(c.Changes, "; ")
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool {
		place, _, _ := strings.Cut(part, " ")
		at, _ := parsePlace(place)
		return at.Epoch != epoch-1
	}), "; ")
}

// Turn returns the config of the run that is c up to a place and goes on from
// there with the settings to: no later change of c is left. What has decided
// nothing so far has the new value from the beginning, as the number of epochs
// does at a constant rate; the rest is one more change. It reports false where
// no change leads there.
func (c Config) Turn(at Place, to Config) (Config, bool) {
	stages, err := c.stages()
	if err != nil || c.fixed() != to.fixed() {
		return c, false
	}
	now := reached(stages, at)
	c.Changes = changes(stages[:now+1])
	old := stages[now].Settings()
	for k, s := range to.Settings() {
		if !slices.Contains(live, s.Name) || s.Get() == old[k].Get() {
			continue
		}
		early := c
		early.Settings()[k].Set(s.Get()) // which takes what such a setting says
		if got := early.At(at); early.agrees(c, at) && got.Settings()[k].Get() == s.Get() {
			c = early
		} else {
			c.Changes += fmt.Sprintf("; %v %s=%s", at, s.Name, s.Get())
		}
	}
	if stages, err = c.stages(); err != nil {
		return c, false
	}
	c.Changes = changes(stages)
	return c, true
}

// agrees reports whether two configs make the same run up to a place.
func (c Config) agrees(other Config, at Place) bool {
	a, err := c.stages()
	b, wrong := other.stages()
	if err != nil || wrong != nil || c.fixed() != other.fixed() {
		return false
	}
	same := func(p Place) bool {
		x, y := a[reached(a, p)], b[reached(b, p)]
		return p.Epoch < x.Epochs && p.Epoch < y.Epochs && x.Rate(p.Epoch) == y.Rate(p.Epoch) && x.L2 == y.L2 && x.Optimizer == y.Optimizer
	}
	for epoch := 0; (Place{epoch, 0}).compare(at) < 0; epoch++ { // within an epoch only a change makes a difference
		if !same(Place{epoch, 0}) {
			return false
		}
	}
	for _, s := range slices.Concat(a, b) {
		if s.from.compare(at) < 0 && !same(s.from) {
			return false
		}
	}
	return true
}

// marks says where the settings change, and how.
func marks(stages []stage) (list []Mark) {
	for i := 1; i < len(stages); i++ {
		what := strings.Join(Differences(stages[i-1].Config, stages[i].Config), ", ")
		list = append(list, Mark{stages[i].from.Epoch, stages[i].from.Batch, what})
	}
	return list
}
