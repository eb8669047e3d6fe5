package check

import (
	"slices"
	"strings"
	"testing"
)

// of returns one number of each entry of a tensor.
func of(s Snapshot, tensor string, number func(Entry) float64) (list []float64) {
	for _, e := range s.Entries {
		if s.Tensors[e.Tensor].Name == tensor {
			list = append(list, number(e))
		}
	}
	return list
}

func value(e Entry) float64 { return e.Value }
func label(e Entry) float64 { return e.Label }

// Every value of the assignment's cells is in the entries of a check.
func TestGoldenCells(t *testing.T) {
	type points struct {
		X, Y, Grad []float64
		Numerical  []float64 `json:"numerical_h1e3"`
	}
	type layer struct{ X, Y, DX [][]float64 }
	var golden struct {
		Sigmoid, ReLU points
		BCE           struct {
			Y, Loss, Grad, Difference []float64
			YHat                      []float64 `json:"y_hat"`
			Numerical                 []float64 `json:"numerical_pm1e3"`
		}
		OneLayer struct {
			W, X    []float64
			B, Loss float64
			Y       float64
			GradX   []float64 `json:"grad_x"`
		} `json:"one_layer"`
		OneLayerCheck struct{ X, Symbolic, Numerical []float64 } `json:"one_layer_check"`
		Linear        struct {
			X, W, Y, DX, DW [][]float64
			B, DB           []float64
		}
		SigmoidLayer layer `json:"sigmoid_layer"`
		ReLULayer    layer `json:"relu_layer"`
		CheckGrad    struct {
			Err map[string]float64
		} `json:"check_grad"`
	}
	read(t, "cells.json", &golden)
	run := func(component, formula string, h float64) Snapshot {
		c := configOf(component, NoFault)
		c.Formula, c.H = formula, h
		return checked(t, c)
	}
	for name, want := range map[string]points{"sigmoid": golden.Sigmoid, "relu": golden.ReLU} {
		s := run(name, "central", 1e-3)
		near(t, name+" x", of(s, "x", at), want.X...)
		near(t, name+" y", of(s, "x", value), want.Y...)
		near(t, name+" gradient", of(s, "x", analytic), want.Grad...)
		near(t, name+" numerical", of(s, "x", numerical), want.Numerical...)
	}

	s := run("bce", "central-h", 1e-3)
	near(t, "labels", of(s, "yhat", label), golden.BCE.Y...)
	near(t, "predictions", of(s, "yhat", at), golden.BCE.YHat...)
	near(t, "losses", of(s, "yhat", value), golden.BCE.Loss...)
	near(t, "BCE gradient", of(s, "yhat", analytic), golden.BCE.Grad...)
	near(t, "BCE numerical", of(s, "yhat", numerical), golden.BCE.Numerical...)
	near(t, "BCE difference", of(s, "yhat", absolute), golden.BCE.Difference...)

	s = run("one-layer-a", "central-h", 1e-5)
	near(t, "w", of(s, "W1", at), golden.OneLayer.W...)
	near(t, "b", of(s, "b1", at), golden.OneLayer.B)
	near(t, "x", of(s, "x", at), golden.OneLayer.X...)
	near(t, "loss", of(s, "x", value)[4:], golden.OneLayer.Loss)
	near(t, "label", of(s, "x", label)[4:], golden.OneLayer.Y)
	near(t, "dL/dx", of(s, "x", analytic), golden.OneLayer.GradX...)
	s = run("one-layer", "central-h", 1e-5)
	near(t, "x of (b)", of(s, "x", at), golden.OneLayerCheck.X...)
	near(t, "dL/dx of (b)", of(s, "x", analytic), golden.OneLayerCheck.Symbolic...)
	near(t, "numerical", of(s, "x", numerical), golden.OneLayerCheck.Numerical...)

	s = run("linear", "central", 1e-5)
	near(t, "linear x", of(s, "x", at), slices.Concat(golden.Linear.X...)...)
	near(t, "linear W", of(s, "W", at), slices.Concat(golden.Linear.W...)...)
	near(t, "linear b", of(s, "b", at), golden.Linear.B...)
	y := run("linear-y", "central", 1e-5)
	near(t, "linear y", of(y, "y", at), slices.Concat(golden.Linear.Y...)...)
	near(t, "linear dx", of(s, "x", analytic), slices.Concat(golden.Linear.DX...)...)
	near(t, "linear dW", of(s, "W", analytic), slices.Concat(golden.Linear.DW...)...)
	near(t, "linear db", of(s, "b", analytic), golden.Linear.DB...)
	near(t, "linear dy", of(y, "y", analytic), slices.Repeat([]float64{1}, 21)...)

	for name, want := range map[string]layer{"sigmoid-layer": golden.SigmoidLayer, "relu-layer": golden.ReLULayer} {
		s := run(name, "central", 1e-5)
		near(t, name+" x", of(s, "x", at), slices.Concat(want.X...)...)
		near(t, name+" y", of(s, "x", value), slices.Concat(want.Y...)...)
		near(t, name+" dx", of(s, "x", analytic), slices.Concat(want.DX...)...)
	}

	for name, want := range golden.CheckGrad.Err {
		component, tensor, _ := strings.Cut(name, "_d")
		if component != "linear" {
			component += "-layer"
		}
		s := run(component, "central", 1e-5)
		k := slices.IndexFunc(s.Tensors, func(t Tensor) bool { return t.Name == tensor })
		got := s.Tensors[k].CheckGrad
		if sameSize := got == want || got/want < 4 && want/got < 4; !sameSize || got >= 1e-5 {
			t.Errorf("check_grad of %s is %.1e, SciPy has %.1e", name, got, want)
		}
	}
}
