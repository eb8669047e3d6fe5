package model

import (
	"math"

	"nntui/model/setting"
)

// A Schedule says how a rate changes while an experiment goes on: the step size
// of a descent, or the learning rate of a training.
type Schedule struct {
	Name   string
	About  string               // how the rate goes, in a few words
	Of     Clock                // who offers it: what it needs
	Factor func(Moment) float64 // what the first rate is multiplied by
}

func (s Schedule) String() string { return s.Name }

// ScheduleGlosses returns what schedules do.
func ScheduleGlosses(schedules []Schedule) []setting.Gloss {
	return setting.Glosses(schedules, Schedule.String, func(s Schedule) string { return s.About })
}

// A Clock says in what an experiment counts.
type Clock int

const (
	Steps  Clock = 1 << iota // steps, with a decay from one to the next
	Epochs                   // epochs, of which the number is known
)

// A Moment is where an experiment stands.
type Moment struct {
	T     float64 // steps or epochs that are done
	N     float64 // how many there are in all, above 0
	Decay float64 // d, where steps count
}

func (m Moment) done() float64 { return m.T / m.N }

// schedules lists all schedules, those of each clock in their order.
var schedules = []Schedule{
	{"exponential", "each step is the one before times the decay", Steps, func(m Moment) float64 { return math.Pow(m.Decay, m.T) }},
	{"constant", "as it is from first to last", Steps | Epochs, func(Moment) float64 { return 1 }},
	{"stairs", "as exponential, but ten steps at once", Steps, func(m Moment) float64 { return math.Pow(m.Decay, 10*math.Floor(m.T/10)) }},
	{"1/t", "falls fast at first, and then ever slower", Steps, func(m Moment) float64 { return 1 / (1 + m.T*(1/m.Decay-1)) }},
	{"linear", "falls in a straight line to 0", Epochs, func(m Moment) float64 { return 1 - m.done() }},
	{"step", "halved four times, after each fifth of the epochs", Epochs, func(m Moment) float64 { return math.Pow(0.5, math.Floor(5*m.done())) }},
	{"exponential", "each epoch the same factor, to a hundredth", Epochs, func(m Moment) float64 { return math.Pow(0.01, m.done()) }},
	// Two cosines, as π·(t/n) and (π·t)/n differ in the last digit, and the
	// numbers of a run stay what they were.
	{"cosine", "falls slowly, fast, slowly to 0", Steps, func(m Moment) float64 { return cosine(math.Pi * m.T / m.N) }},
	{"cosine", "falls slowly, fast, slowly to 0", Epochs, func(m Moment) float64 { return cosine(math.Pi * m.done()) }},
	{"warm-up", "rises for a tenth of the steps, then as exponential", Steps, func(m Moment) float64 {
		ramp := max(1, math.Round(m.N/10))
		if m.T < ramp {
			return (m.T + 1) / (ramp + 1)
		}
		return math.Pow(m.Decay, m.T-ramp)
	}},
	{"warm-up", "rises for a tenth of the epochs, then as cosine", Epochs, func(m Moment) float64 {
		if m.done() < 0.1 {
			return 0.1 + 9*m.done()
		}
		return cosine(math.Pi * (m.done() - 0.1) / 0.9)
	}},
}

// cosine falls slowly, fast, slowly from 1 at angle 0 to 0 at π (Loshchilov and
// Hutter, SGDR, 2017).
func cosine(angle float64) float64 { return (1 + math.Cos(angle)) / 2 }

// Schedules lists the schedules of a clock.
func Schedules(of Clock) (list []Schedule) {
	for _, s := range schedules {
		if s.Of&of != 0 {
			list = append(list, s)
		}
	}
	return list
}
