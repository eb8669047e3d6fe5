package training

import "math"

// A Schedule says how the learning rate changes from epoch to epoch: an index
// of Schedules. Its zero value keeps the rate. Saved runs hold it, so that new
// ones go to the end of the list.
type Schedule int

// Schedules lists the schedules. Each goes from epoch 0 to the last of the
// run: with more epochs it takes longer.
var Schedules = []struct {
	Name   string
	About  string
	Factor func(done float64) float64 // of the learning rate, for the share of the epochs that is done
}{
	{"constant", "the same rate all the time", func(float64) float64 { return 1 }},
	{"linear", "falls evenly, almost to 0", func(done float64) float64 { return 1 - done }},
	{"step", "halves after every fifth of the epochs", func(done float64) float64 { return math.Pow(0.5, math.Floor(5*done)) }},
	{"exponential", "falls by the same share each epoch, to 1/100", func(done float64) float64 { return math.Pow(0.01, done) }},
	{"cosine", "falls slowly, fast, slowly (SGDR, 2017)", func(done float64) float64 { return (1 + math.Cos(math.Pi*done)) / 2 }},
	{"warm-up", "rises for a tenth of the epochs, then cosine", warmUp},
}

func warmUp(done float64) float64 {
	if done < 0.1 {
		return 0.1 + 9*done
	}
	return (1 + math.Cos(math.Pi*(done-0.1)/0.9)) / 2
}

// Factor returns what the learning rate is multiplied by in an epoch, counted
// from 0, of that many.
func (s Schedule) Factor(epoch, epochs int) float64 {
	return Schedules[s].Factor(float64(epoch) / float64(epochs))
}

func (s Schedule) String() string { return Schedules[s].Name }
