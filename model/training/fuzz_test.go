package training

import (
	"bytes"
	"encoding/gob"
	"errors"
	"testing"

	"nntui/model"
)

// Whatever Changes says, it is refused as a setting is, or what it comes to says
// the same.
func FuzzChanges(f *testing.F) {
	for _, seed := range []string{"", ";;", "41.12 lr=0.003; 60 l2=0.1", "1 lr=1/3 epochs=1e3", "3.0 lr=1;3 lr=2", "5 schedule=cosine", "0 lr=1", "2147483648 lr=1", "1.-1 lr=2", "2 batch=3", "9 momentum=", "4 lr"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := Default()
		c.Epochs, c.Changes = 100, text
		stages, err := c.stages()
		if err != nil {
			if _, ok := errors.AsType[*model.ConfigError](err); !ok {
				t.Fatalf("%q: %v is not of the config", text, err)
			}
			return
		}
		c.Changes = changes(stages)
		again, err := c.stages()
		if err != nil || changes(again) != c.Changes || len(again) != len(stages) {
			t.Fatalf("%q is %q, and that is %q, error %v", text, c.Changes, changes(again), err)
		}
	})
}

// Whatever a file holds, it is no run, or one that goes on and can be shown.
func FuzzRestore(f *testing.F) {
	for _, change := range []func(*Config){
		func(*Config) {},
		func(c *Config) { c.Validation, c.Patience = 0.2, 3 },
		func(c *Config) { c.Changes, c.RateSchedule = "1 lr=0.01", "cosine" },
	} {
		c := Default()
		c.Layers, c.Epochs = "linear:1,sigmoid", 3
		change(&c)
		run, err := New(c)
		if err != nil {
			f.Fatal(err)
		}
		run.Advance(run.Batches()+2, 0)
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(run.Save()); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var s Saved
		if gob.NewDecoder(bytes.NewReader(text)).Decode(&s) != nil {
			return
		}
		run, err := Restore(s)
		if err != nil {
			return
		}
		run.Advance(2, 0)
		run.Snapshot().Readings(0)
		again, err := Restore(run.Save())
		if err != nil {
			t.Fatalf("what was restored cannot be saved and restored: %v", err)
		}
		again.Advance(1, 0)
	})
}
