package tui

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/nn"
)

type trainingSnapshot = model.TrainingSnapshot

// trainingSettings is what the knobs of the tab set.
type trainingSettings struct {
	model.TrainingConfig
	speed int // index of speeds
}

// trainingTab trains a network on the digits while one watches.
type trainingTab struct {
	runner   runner[model.TrainingConfig, trainingSnapshot]
	knobs    knobs[trainingSettings]
	settings trainingSettings
}

// speeds are how fast a run plays, in epochs a second; 0 is as fast as it goes.
var speeds = []int{1, 5, 20, 0}

// trainingBudget is the time between two pictures of a run at full speed.
const trainingBudget = 50 * time.Millisecond

// nets are the networks that the assignment compares.
var nets = []struct{ name, layers string }{
	{"one layer", "linear:1,sigmoid"},
	{"two linear", "linear:64,linear:1,sigmoid"},
	{"two layers", "linear:32,relu,linear:1,sigmoid"},
	{"four layers", "linear:64,relu,linear:32,relu,linear:16,relu,linear:1,sigmoid"},
}

func newTrainingTab(id int) *trainingTab {
	config := model.DefaultTraining()
	return &trainingTab{
		runner: runner[model.TrainingConfig, trainingSnapshot]{
			tab:     id,
			open:    func(c model.TrainingConfig) (experiment[trainingSnapshot], error) { return model.NewTraining(c) },
			over:    func(s trainingSnapshot) bool { return s.State != model.Unfinished },
			config:  config,
			playing: true,
		},
		settings: trainingSettings{config, slices.Index(speeds, 20)},
		knobs:    knobs[trainingSettings]{rows: trainingKnobs()},
	}
}

func trainingKnobs() []knob[trainingSettings] {
	type s = trainingSettings
	var presetNames, netNames, optimizers, inits, paces []string
	for _, p := range model.Presets {
		presetNames = append(presetNames, strings.TrimPrefix(p.Name, "1.6"))
	}
	for _, n := range nets {
		netNames = append(netNames, n.name)
	}
	for _, o := range nn.Optimizers {
		optimizers = append(optimizers, o.Name)
	}
	for _, i := range nn.Initializers {
		inits = append(inits, i.Name)
	}
	for _, v := range speeds {
		if v == 0 {
			paces = append(paces, "full")
		} else {
			paces = append(paces, fmt.Sprintf("%d/s", v))
		}
	}
	return []knob[s]{
		choice("preset", "the assignment's runs, section 1.6", presetNames,
			func(v s) int {
				return slices.IndexFunc(model.Presets, func(p model.Preset) bool { return p.Config == v.TrainingConfig })
			},
			func(v *s, i int) { v.TrainingConfig = model.Presets[i].Config }),
		choice("net", "the layers after the 64 inputs", netNames,
			func(v s) int {
				return slices.IndexFunc(nets, func(n struct{ name, layers string }) bool { return n.layers == v.Layers })
			},
			func(v *s, i int) { v.Layers = nets[i].layers }),
		whole("epochs", "passes over the training digits", func(v *s) *int { return &v.Epochs }, 1, 1000, 1, 10),
		logarithmic("learning rate", "how far an update follows the negative gradient", func(v *s) *float64 { return &v.LearningRate }, 1e-6, 10, false),
		whole("batch size", "digits an update; the gradient is summed over them", func(v *s) *int { return &v.BatchSize }, 1, 500, 1, 10),
		choice("optimizer", "how a gradient becomes an update", optimizers,
			func(v s) int {
				return slices.IndexFunc(nn.Optimizers, func(o nn.OptimizerConfig) bool { return o == v.Optimizer })
			},
			func(v *s, i int) { v.Optimizer = nn.Optimizers[i] }),
		text("initialiser", "how the first weights are drawn", inits, func(v *s) *string { return &v.Init }),
		logarithmic("L2", "penalty on large weights", func(v *s) *float64 { return &v.L2 }, 1e-5, 1, true),
		seedKnob("seed", "draws the first weights", func(v *s) *uint64 { return &v.Seed }),
		linear("split", "the share of the digits that is trained on", func(v *s) *float64 { return &v.Split }, 0.05, 0.95, 0.05, 0.2),
		seedKnob("split seed", "deals the digits to train and test", func(v *s) *uint64 { return &v.SplitSeed }),
		choice("speed", "epochs a second", paces,
			func(v s) int { return v.speed },
			func(v *s, i int) { v.speed = i }),
	}
}

func (t *trainingTab) Title() string { return "Training" }

func (t *trainingTab) Modal() bool { return false }

func (t *trainingTab) About() string {
	return "A network learns to tell the digits 0 to 4 from 5 to 9, on 8x8 pictures. Half of them train it, batch by batch; " +
		"the other half, never trained on, tests it after each epoch. Loss is binary cross-entropy; accuracy is the share " +
		"that falls on the right side of 0.5. Learning rate, L2, more epochs and speed act on the running net; any other " +
		"knob starts a new run. The presets are the assignment's runs: their numbers are NumPy's, digit for digit."
}

func (t *trainingTab) ShortHelp() []key.Binding {
	return []key.Binding{keys.Choose, keys.Change, keys.playing(t.running()), keys.Restart, keys.Redraw, keys.Help, keys.Quit, keys.Tabs}
}

func (t *trainingTab) FullHelp() [][]key.Binding {
	return [][]key.Binding{keys.turning(), {keys.Play, keys.Restart, keys.Redraw}, keys.moving()}
}

// running reports whether epochs are being trained now.
func (t *trainingTab) running() bool {
	return t.runner.playing && (!t.runner.ready || t.runner.busy || t.runner.snapshot.State == model.Unfinished)
}

// pace translates the speed into steps.
func (t *trainingTab) pace() pace {
	v := speeds[t.settings.speed]
	if v == 0 {
		return pace{steps: math.MaxInt, budget: trainingBudget}
	}
	return pace{
		wait:   time.Second / time.Duration(v),
		steps:  max(1, t.runner.snapshot.Batches-t.runner.snapshot.Batch),
		budget: time.Second,
	}
}

func (t *trainingTab) Open() tea.Cmd { return t.runner.sync(t.pace()) }

func (t *trainingTab) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case advancedMsg[model.TrainingConfig, trainingSnapshot]:
		t.runner.take(msg)
	case tea.KeyPressMsg:
		t.press(msg)
	}
	return t.runner.sync(t.pace())
}

func (t *trainingTab) press(msg tea.KeyPressMsg) {
	switch {
	case key.Matches(msg, keys.Play) && t.running():
		t.runner.playing = false
	case key.Matches(msg, keys.Play) && t.runner.ready && t.runner.over(t.runner.snapshot), key.Matches(msg, keys.Restart):
		t.runner.restart()
	case key.Matches(msg, keys.Play):
		t.runner.playing = true
	case key.Matches(msg, keys.Redraw):
		t.settings.Seed++
		t.runner.set(t.settings.TrainingConfig)
	case t.knobs.update(msg, &t.settings):
		t.runner.set(t.settings.TrainingConfig)
	}
}

func (t *trainingTab) Running() string {
	sign := "■"
	if t.running() {
		sign = "▶"
	}
	c := t.runner.config
	return fmt.Sprintf("%s epoch %d/%d  seed %d", sign, len(t.runner.snapshot.Epochs), c.Epochs, c.Seed)
}

func (t *trainingTab) View(f frame) string {
	right := sideWidth(f.width)
	left := f.sized(f.width-right, f.height)
	loss := left.sized(left.width, (left.height+1)/2)
	accuracy := left.sized(left.width, left.height-loss.height)
	knobs := f.sized(right, min(len(t.knobs.rows)+2, f.height-5))
	epochs := f.sized(right, f.height-knobs.height)
	return beside(
		above(t.viewLoss(loss), t.viewAccuracy(accuracy)),
		above(
			knobs.panel("knobs", t.parameters(f), t.knobs.view(knobs.sized(right-2, knobs.height-2), t.settings)),
			t.viewEpochs(epochs),
		),
	)
}

func (t *trainingTab) parameters(f frame) string {
	return f.theme.dimmed(fmt.Sprintf("%d parameters", t.runner.snapshot.Params))
}

// column returns one column of the epochs.
func column(epochs []model.Epoch, of func(model.Epoch) float64) []float64 {
	values := make([]float64, len(epochs))
	for i, e := range epochs {
		values[i] = of(e)
	}
	return values
}

func (t *trainingTab) viewLoss(f frame) string {
	train := column(t.runner.snapshot.Epochs, func(e model.Epoch) float64 { return e.LossTrain })
	test := column(t.runner.snapshot.Epochs, func(e model.Epoch) float64 { return e.LossTest })
	axes := t.axes()
	if len(train) > 0 {
		axes.high = max(slices.Max(train), slices.Max(test))
	}
	return f.panel("loss", t.legend(f), t.curves(f, axes, train, test))
}

func (t *trainingTab) viewAccuracy(f frame) string {
	train := column(t.runner.snapshot.Epochs, func(e model.Epoch) float64 { return e.AccuracyTrain })
	test := column(t.runner.snapshot.Epochs, func(e model.Epoch) float64 { return e.AccuracyTest })
	axes := t.axes()
	axes.low, axes.limit = 0.5, 1
	if len(train) > 0 {
		axes.low = min(slices.Min(train), slices.Min(test), 0.95)
	}
	return f.panel("accuracy", t.legend(f), t.curves(f, axes, train, test))
}

func (t *trainingTab) axes() chartAxes {
	return chartAxes{high: 1, first: 1, last: t.runner.snapshot.Config.Epochs, xName: "epoch"}
}

func (t *trainingTab) curves(f frame, a chartAxes, train, test []float64) string {
	return f.sized(f.width-2, f.height-2).chart(a,
		series{values: train, hue: f.theme.train},
		series{values: test, hue: f.theme.test, dashed: true})
}

func (t *trainingTab) legend(f frame) string {
	return f.theme.train.style().Render("── train") + "  " + f.theme.test.style().Render("┄┄ test")
}

// viewEpochs is the table of the last epochs, as the assignment prints them.
func (t *trainingTab) viewEpochs(f frame) string {
	s := t.runner.snapshot
	head := fmt.Sprintf("%4s%7s%7s%7s%7s", "ep", "loss", "acc", "loss", "acc")
	lines := []string{f.theme.dimmed(head)}
	best := s.Best()
	for i := max(0, len(s.Epochs)-max(0, f.height-3)); i < len(s.Epochs); i++ {
		e := s.Epochs[i]
		test := fourDecimals(e.LossTest) + fourDecimals(e.AccuracyTest)
		if i == best {
			test = f.theme.good.style().Bold(true).Render(test)
		}
		lines = append(lines, fmt.Sprintf("%4d", i+1)+fourDecimals(e.LossTrain)+fourDecimals(e.AccuracyTrain)+test)
	}
	return f.panel("epochs", f.theme.train.style().Render("train")+" and "+f.theme.test.style().Render("test"), strings.Join(lines, "\n"))
}

// fourDecimals shows a loss (100 at most) or accuracy as the assignment prints
// them, in seven cells.
func fourDecimals(v float64) string {
	decimals := 4
	for limit := 10.0; v >= limit && decimals > 0; limit *= 10 {
		decimals--
	}
	return fmt.Sprintf("%7.*f", decimals, v)
}

func (t *trainingTab) Status(f frame) string {
	s := t.runner.snapshot
	switch n := len(s.Epochs); {
	case t.runner.err != nil:
		return f.theme.bad.style().Render(t.runner.err.Error())
	case !t.runner.ready:
		return f.theme.dimmed("Reading the digits.")
	case s.State == model.Diverged:
		return f.theme.bad.style().Render("Diverged at "+s.Reason+".") + f.theme.dimmed(" Try a smaller learning rate.")
	case !t.runner.playing:
		return f.theme.warn.style().Render("Paused.") + f.theme.dimmed(" space goes on.")
	case s.State == model.Finished:
		return t.result(f, s)
	case n < 2:
		return f.theme.dimmed(t.knobs.chosen().name + ": " + t.knobs.chosen().help + ".")
	default:
		return learning(f, s.Epochs[n-2].LossTest-s.Epochs[n-1].LossTest)
	}
}

// learning says how the test loss moves.
func learning(f frame, fell float64) string {
	if math.Abs(fell) < 0.00005 {
		return f.theme.dimmed("The test loss stands still.")
	}
	if fell > 0 {
		return f.theme.good.style().Render("Learning:") + fmt.Sprintf(" test loss fell by %.4f in the last epoch.", fell)
	}
	return f.theme.warn.style().Render("Test loss rose") + fmt.Sprintf(" by %.4f in the last epoch.", -fell)
}

// result says how a finished run ended.
func (t *trainingTab) result(f frame, s trainingSnapshot) string {
	last, best := s.Epochs[len(s.Epochs)-1], s.Best()
	text := f.theme.good.style().Render("Done:") + fmt.Sprintf(" test loss %.4f, accuracy %.4f.", last.LossTest, last.AccuracyTest)
	if best == len(s.Epochs)-1 {
		return text + f.theme.dimmed(" Still improving: try more.")
	}
	why := "since then it overfits."
	if last.LossTrain > s.Epochs[best].LossTrain {
		why = "then its steps became too large."
	}
	return text + f.theme.dimmed(fmt.Sprintf(" Best at epoch %d; ", best+1)+why)
}
