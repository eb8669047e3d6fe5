package tui

import (
	"errors"
	"slices"
	"testing"

	"nntui/model"
	"nntui/model/setting"
	"nntui/tui/lesson"
)

// A command line is refused for a setting that it names, or opens a screen whose
// own command line opens the same.
func FuzzOpening(f *testing.F) {
	for _, seed := range []string{
		"nntui --tab descent --surface saddle --step 1/3", "--lr 0.01 --epochs=1e2 --changes '20 lr=0.001'", "--tab training --layers \"linear:3,relu,linear:1,sigmoid\"",
		"--h 1e-5 --component relu", "--function 'x^2 + sin(3*y), x from -9 to 9' --window -1,1,-1,1", "--tab", "--no-such 1", "--log --log=false", "'", "--step NaN", "--at -1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		o, err := parseOpening(line)
		if err != nil {
			return
		}
		first, err := o.tab()
		if err != nil {
			wantSetting(t, err)
			return
		}
		args := append([]string{"--tab", o.Tab}, setting.Arguments(first.Settings(), Settings(o.Tab))...)
		again, err := parseOpening(lesson.CommandLine(args))
		if err != nil {
			t.Fatalf("%q opens %q, which is refused: %v", line, args, err)
		}
		second, err := again.tab()
		if err != nil {
			t.Fatalf("%q opens %q, which is refused: %v", line, args, err)
		}
		if got := append([]string{"--tab", o.Tab}, setting.Arguments(second.Settings(), Settings(o.Tab))...); !slices.Equal(got, args) {
			t.Fatalf("%q opens %q, and that opens %q", line, args, got)
		}
	})
}

// wantSetting wants an error that names a setting.
func wantSetting(t *testing.T, err error) {
	t.Helper()
	_, ofSetting := errors.AsType[*setting.Error](err)
	if _, ofConfig := errors.AsType[*model.ConfigError](err); !ofSetting && !ofConfig {
		t.Errorf("%v names no setting", err)
	}
}

// Each setting takes a text, or says what it takes; what it then has, it takes
// and has again.
func FuzzSettings(f *testing.F) {
	for i, text := range []string{"1/3", "1e-300", "-0", "0x1p-2", "1_000", " 2", "NaN", "inf", "1e400", "-", "adam", "20 lr=0.001", "linear:3,relu", "x^2+y", "1,2,3,4", "7.", "true", "\u200b", "\xff", ""} {
		f.Add(uint8(i), text)
	}
	f.Fuzz(func(t *testing.T, at uint8, text string) {
		for i, row := range tabs {
			settings := row.new(i).Settings()
			s := settings[int(at)%len(settings)]
			if err := setting.Apply(settings, map[string]string{s.Name: text}); err != nil {
				wantSetting(t, err)
				continue
			}
			has := s.Get()
			if err := s.Set(has); err != nil || s.Get() != has {
				t.Errorf("%s takes %q and has %q; it takes that and has %q, error %v", s.Name, text, has, s.Get(), err)
			}
		}
	})
}
