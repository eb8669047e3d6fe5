package training

import "nntui/model"

// Schedules lists the schedules by the names that Config takes. Each goes from
// epoch 0 to the last of the run: with more epochs it takes longer.
var Schedules = model.Schedules(model.Epochs)

// Rate returns the learning rate of an epoch, counted from 0.
func (c Config) Rate(epoch int) float64 {
	s, err := c.schedule()
	if err != nil {
		panic(err)
	}
	return c.LearningRate * s.Factor(model.Moment{T: float64(epoch), N: float64(c.Epochs)})
}

func (c Config) schedule() (model.Schedule, error) {
	return model.EntryNamed("schedule", c.RateSchedule, Schedules, model.Schedule.String)
}
