package model

import (
	"math"
	"testing"
)

// checked returns a finished check.
func checked(t testing.TB, c CheckConfig) CheckSnapshot {
	t.Helper()
	check, err := NewCheck(c)
	if err != nil {
		t.Fatal(err)
	}
	check.Advance(math.MaxInt, 0)
	return check.Snapshot()
}

func configOf(component, fault string) CheckConfig {
	c := DefaultCheck()
	c.Component, c.Fault = component, fault
	return c
}

// The check names the right cause of every fault in every component that it
// can happen to.
func TestVerdicts(t *testing.T) {
	for _, component := range Components {
		for _, fault := range component.Faults {
			t.Run(component.Name+"/"+fault, func(t *testing.T) {
				s := compared(t, configOf(component.Name, fault), size{})
				want := Cause(fault)
				if fault == NoFault || s.Harmless {
					want = CauseNone
				}
				if s.Verdict.Cause != want || (s.Failed > 0) != (want != CauseNone) {
					t.Errorf("%d entries fail, cause %q; want %q: %v", s.Failed, s.Verdict.Cause, want, s.Verdict)
				}
				t.Log(s.Verdict, s.Harmless, s.Taylor.ZerothSlope, s.Taylor.FirstSlope)
				for _, x := range s.Tensors {
					t.Log(x)
				}
			})
		}
	}
}
