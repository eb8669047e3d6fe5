package training

import (
	"strings"
	"testing"
	"time"

	"nntui/model"
)

// TestReadings reads a run that was made up.
func TestReadings(t *testing.T) {
	s := Snapshot{
		Config: with(Default(), func(c *Config) { c.Layers = "linear:9,linear:1,sigmoid" }), State: model.Finished, Batches: 89, Params: 595,
		Epochs: []Epoch{
			{0.7, 0.5, 0.69, 0.25, 0, 0}, {0.708, 0.9, 0.1, 0.75, 0, 0}, {0.5, 1, 0.125, 0.625, 0, 0}, {0.69, 1, 0.25, 0.5, 0, 0},
		},
		Detail: &Detail{Learned: &Learned{
			Layers: []LayerLearned{{1, 2, 3, 4}, {0.5, 0.25, 0.125, 1234.5}}, Single: &Single{0.25, 0.75, 1e-12}, Dead: 3, Distinct: 7,
		}},
	}
	want := "epochs 4, loss_train 0.6900, accuracy_train 1.0000, loss_test 0.2500, accuracy_test 0.5000, " +
		"first_loss_train 0.7000, first_accuracy_train 0.5000, first_loss_test 0.6900, first_accuracy_test 0.2500, " +
		"best_epoch 2, best_loss_test 0.1000, best_accuracy_test 0.7500, guessing_epochs 1, perfect_epoch 3, updates 89, params 595, " +
		"dead_units 3, distinct_units 7, ms 500, seconds 2, state finished, reason it did not diverge, " +
		"product_loss_test 0.2500, product_accuracy_test 0.7500, product_difference 1.0e-12, " +
		"moved_W1 1, moved_b1 2, grad_W1 3, grad_b1 4, moved_W2 0.5, moved_b2 0.25, grad_W2 0.125, grad_b2 1234"
	if got := readingsOf(s, 2*time.Second); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}

	s.Epochs, s.Detail = nil, nil
	want = "epochs 0, loss_train not yet, accuracy_train not yet, loss_test not yet, accuracy_test not yet, " +
		"first_loss_train not yet, first_accuracy_train not yet, first_loss_test not yet, first_accuracy_test not yet, " +
		"best_epoch not yet, best_loss_test not yet, best_accuracy_test not yet, guessing_epochs 0, perfect_epoch never, updates 89, params 595, " +
		"dead_units not yet, distinct_units not yet, ms not measured, seconds not measured, state finished, reason it did not diverge"
	if got := readingsOf(s, time.Second); !strings.HasPrefix(got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	s.Epochs, s.Detail = []Epoch{{LossTrain: 0.3, AccuracyTrain: 1}}, &Detail{}
	if got := readingsOf(s, 0); !strings.Contains(got, "best_epoch 1, ") || !strings.Contains(got, "guessing_epochs 0, perfect_epoch 1, ") {
		t.Errorf("got  %s", got)
	}
	s.Epochs = []Epoch{{AccuracyTrain: 0.5}}
	if got := readingsOf(s, 0); !strings.Contains(got, "guessing_epochs 1, perfect_epoch never") || !strings.Contains(got, "ms not measured") ||
		!strings.Contains(got, "dead_units not yet") {
		t.Errorf("got  %s", got)
	}
}

func readingsOf(s Snapshot, elapsed time.Duration) string {
	var list []string
	for _, r := range s.Readings(elapsed) {
		list = append(list, r.Name+" "+r.Text)
	}
	return strings.Join(list, ", ")
}
