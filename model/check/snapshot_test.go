package check

import (
	"math"
	"testing"
)

// above is the next number.
func above(v float64) float64 { return math.Nextafter(v, math.Inf(1)) }

func TestEntry_Grade(t *testing.T) {
	for _, c := range []struct {
		relative float64
		kink     bool
		grade    Grade
		text     string
		ok       bool
	}{
		{0, false, GradeGood, "ok", true},
		{1e-7, false, GradeGood, "ok", true},
		{above(1e-7), false, GradePassed, "ok", true},
		{1e-4, false, GradePassed, "ok", true},
		{above(1e-4), false, GradeDoubtful, "doubtful", false},
		{1e-2, false, GradeDoubtful, "doubtful", false},
		{above(1e-2), false, GradeDiffers, "DIFFERS", false},
		{math.Inf(1), false, GradeDiffers, "DIFFERS", false},
		{math.NaN(), false, GradeDiffers, "DIFFERS", false},
		{2, true, GradeKink, "kink", true},
		{0, true, GradeKink, "kink", true},
		{math.NaN(), true, GradeKink, "kink", true},
	} {
		e := Entry{Relative: c.relative, Kink: c.kink}
		if e.Grade() != c.grade || e.Grade().String() != c.text || e.OK() != c.ok {
			t.Errorf("%v, kink %t: grade %v, passes %t; want %s, %t", c.relative, c.kink, e.Grade(), e.OK(), c.text, c.ok)
		}
	}
	none := Entry{Relative: math.NaN(), Undefined: "the difference is NaN"}
	if none.Grade() != GradeUndefined || none.Grade().String() != "undefined" || none.OK() {
		t.Errorf("without a difference: grade %v, passes %t", none.Grade(), none.OK())
	}
	none.Kink = true
	if none.Grade() != GradeKink || !none.OK() {
		t.Errorf("without a difference, at a kink: grade %v, passes %t", none.Grade(), none.OK())
	}
}

// entriesOf are entries of one tensor with these relative errors; below 0 for
// one with a kink.
func entriesOf(tensor int, relative ...float64) (entries []Entry) {
	for i, r := range relative {
		entries = append(entries, Entry{Tensor: tensor, Index: i, Relative: math.Abs(r), Kink: r < 0, Absolute: 1})
	}
	return entries
}

func TestSnapshot_worst(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		relative             []float64
		failed, kinks, worst int
	}{
		{nil, 0, 0, -1},
		{[]float64{0}, 0, 0, 0},
		{[]float64{0, 1e-9, 1e-10}, 0, 0, 1},
		{[]float64{1e-9, 1e-9}, 0, 0, 0},
		{[]float64{Tolerance}, 0, 0, 0},
		{[]float64{1e-9, 2 * Tolerance, 1, 0.5}, 3, 0, 2},
		{[]float64{1, inf, 2}, 3, 0, 1},
		{[]float64{0, inf, nan, inf}, 3, 0, 2},
		{[]float64{nan, 0, nan, 1}, 3, 0, 0},
		{[]float64{nan, inf}, 2, 0, 0},
		{[]float64{-2, 1e-9, -3}, 0, 2, 1},
		{[]float64{1e-9, -2}, 0, 1, 0},
		{[]float64{-2, -3, -1}, 0, 3, 1},
	} {
		var s Snapshot
		s.show(Config{}, entriesOf(0, c.relative...), []tensor{{}})
		if s.Failed != c.failed || s.Kinks != c.kinks || s.Worst != c.worst {
			t.Errorf("%v: %d failed, %d kinks, worst %d; want %d, %d, %d", c.relative, s.Failed, s.Kinks, s.Worst, c.failed, c.kinks, c.worst)
		}
	}
}

// A comparison under way sums up what there is of each tensor.
func TestSnapshot_tensors(t *testing.T) {
	var s Snapshot
	tensors := []tensor{
		{name: "x", rows: 1, cols: 2, at: make([]float64, 2)},
		{name: "W", rows: 2, cols: 3, at: make([]float64, 6)},
		{name: "b", rows: 1, cols: 1, at: make([]float64, 1)},
	}
	s.Failed, s.Kinks, s.Worst = 7, 8, 9 // of the comparison before
	s.show(Config{H: 3}, append(entriesOf(0, 1e-9, 1e-3), entriesOf(1, 1e-9, -1, 1, 0.5)...), tensors)
	want := []Tensor{
		{Name: "x", Rows: 1, Cols: 2, First: 0, Done: 2, Failed: 1, Worst: 1},
		{Name: "W", Rows: 2, Cols: 3, First: 2, Done: 4, Failed: 2, Kinks: 1, Worst: 4},
		{Name: "b", Rows: 1, Cols: 1, First: 8, Worst: -1},
	}
	for k, got := range s.Tensors {
		if got != want[k] {
			t.Errorf("%+v, want %+v", got, want[k])
		}
	}
	if s.Failed != 3 || s.Kinks != 1 || s.Worst != 4 || s.Config.H != 3 {
		t.Errorf("%d failed, %d kinks, worst %d, h = %v", s.Failed, s.Kinks, s.Worst, s.Config.H)
	}
}

// What cannot be compared fails and is counted; what is not a number for the
// analytic side, or has a kink, is no such entry.
func TestSnapshot_undefined(t *testing.T) {
	nan := math.NaN()
	entries := append(entriesOf(0, 1e-9, nan, 1), entriesOf(1, nan, nan, -1, 1)...)
	for _, i := range []int{3, 4, 5} {
		entries[i].Undefined = "it overflows"
	}
	var s Snapshot
	for range 2 { // the second time anew
		s.show(Config{}, entries, []tensor{{at: make([]float64, 3)}, {at: make([]float64, 4)}})
	}
	if s.Failed != 5 || s.Undefined != 2 || s.Kinks != 1 {
		t.Errorf("%d failed, %d undefined, %d kinks; want 5, 2, 1", s.Failed, s.Undefined, s.Kinks)
	}
	if x, w := s.Tensors[0], s.Tensors[1]; x.Failed != 2 || x.Undefined != 0 || w.Failed != 3 || w.Undefined != 2 || w.Kinks != 1 {
		t.Errorf("tensors %+v", s.Tensors)
	}
}

func TestSnapshot_Difference(t *testing.T) {
	for _, c := range []struct {
		failed, undefined, kinks int
		want                     string
	}{
		{0, 0, 0, "no entry of the 9 without a kink differs by more than 1e-04"},
		{0, 0, 2, "no entry of the 7 without a kink differs by more than 1e-04"},
		{0, 0, 8, "no entry of the 1 without a kink differs by more than 1e-04"},
		{0, 0, 9, "every entry has a kink"},
		{1, 0, 2, "1 of 9 entries differs by more than 1e-04"},
		{2, 0, 0, "2 of 9 entries differ by more than 1e-04"},
		{2, 1, 0, "1 of 9 entries differs, 1 cannot be compared"},
		{5, 1, 2, "4 of 9 entries differ, 1 cannot be compared"},
		{5, 4, 2, "1 of 9 entries differs, 4 cannot be compared"},
		{1, 1, 0, "1 of 9 entries cannot be compared"},
		{9, 9, 0, "9 of 9 entries cannot be compared"},
	} {
		s := Snapshot{Entries: make([]Entry, 9), Failed: c.failed, Undefined: c.undefined, Kinks: c.kinks}
		if got := s.Difference(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if !(Snapshot{}).Passed() || (Snapshot{Verdict: Verdict{Cause: CauseKinks}}).Passed() {
		t.Error("what has a cause passes, or what has none does not")
	}
}

// Readings leave kinks out where there is anything else, and NaN is the largest
// error there is.
func TestSnapshot_Readings(t *testing.T) {
	nan := math.NaN()
	entry := func(analytic, absolute float64, kink bool) Entry {
		return Entry{Name: "x[0]", Analytic: analytic, Absolute: absolute, Relative: absolute, Kink: kink}
	}
	for _, c := range []struct {
		entries                            []Entry
		error, absolute, largest, smallest string
	}{
		{nil, "not yet", "not yet", "not yet", "not yet"},
		{[]Entry{entry(-3.4567, 0.1, false), entry(0.56789, 0.2, false), entry(1, 0, false)}, "2.0e-01", "2.0e-01", "-3.46", "0.568"},
		{[]Entry{entry(-3, 0.1, false), entry(9, 0.2, true), entry(0.1, 0.2, true)}, "1.0e-01", "1.0e-01", "-3", "-3"},
		{[]Entry{entry(-3, 0.1, true), entry(2, 0.2, true)}, "2.0e-01", "2.0e-01", "-3", "2"},
		{[]Entry{entry(-3, 0.1, false), entry(2, nan, false), entry(1, 0.2, false)}, "not a number", "not a number", "-3", "1"},
		{[]Entry{entry(-3, 0.1, false), entry(nan, nan, false), entry(1, 0.2, false)}, "not a number", "not a number", "not a number", "1"},
	} {
		s := Snapshot{Sweep: newSweep()}
		s.show(Default(), c.entries, []tensor{{}})
		got := map[string]string{}
		for _, r := range s.Readings() {
			got[r.Name] = r.Text
		}
		for name, want := range map[string]string{"error": c.error, "absolute": c.absolute, "largest": c.largest, "smallest": c.smallest} {
			if got[name] != want {
				t.Errorf("%v: %s reads %q, want %q", c.entries, name, got[name], want)
			}
		}
	}
}

func TestSnapshot_ReadingsOfSweep(t *testing.T) {
	s := Snapshot{Config: Default(), Sweep: newSweep(), Tensors: []Tensor{{CheckGrad: 1e-7}, {CheckGrad: 3e-7}, {CheckGrad: 2e-7}}}
	s.Config.Formula = "forward"
	s.Sweep.Errors[2][6], s.Sweep.Errors[2][9], s.Sweep.Errors[0][12] = 2e-5, 1e-5, 1e-9
	s.Taylor.FirstSlope, s.Taylor.ZerothSlope = 1.994, 1
	s.Loss = 12.3456789
	for _, r := range s.Readings() {
		if want := map[string]string{"best_h": "1.0e-04", "best_error": "1.0e-05", "check_grad": "3.0e-07", "taylor": "1.99", "loss": "12.3457", "cause": "none"}[r.Name]; want != "" && r.Text != want {
			t.Errorf("%s reads %q, want %q", r.Name, r.Text, want)
		}
	}
	if names := s.Config.ReadingNames(); len(names) != len(s.Readings()) || names[0] != "entries" {
		t.Errorf("readings %q", names)
	}
}
