package training

import (
	"strings"
	"testing"

	"nntui/model/setting"
	"nntui/nn"
)

// A preset with one change is shared as that.
func TestNearestPreset(t *testing.T) {
	c := Presets[8].Config
	c.LearningRate, c.Optimizer = 0.003, nn.Optimizers[5]
	c.Optimizer.Decay = 0.99
	fresh := Default()
	got := strings.Join(setting.Arguments(c.Settings(), fresh.Settings()), " ")
	if want := "--preset 1.6h-deep --lr 0.003 --optimizer adam --decay 0.99"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if fresh != c {
		t.Errorf("that gives %+v, want %+v", fresh, c)
	}
}

// Each preset is shared by its name alone.
func TestPresetsByName(t *testing.T) {
	for _, p := range Presets[1:] {
		fresh := Default()
		got := strings.Join(setting.Arguments(p.Config.Settings(), fresh.Settings()), " ")
		if want := "--preset " + p.Name; got != want || fresh != p.Config {
			t.Errorf("got %s, which gives %+v, want %s", got, fresh, want)
		}
	}
}
