package training

import "nntui/model/training"

// turn has the run follow the knobs. Where they act on the running net, it goes
// on from where it stands with one more change; else it trains anew, unless all
// that it has done would be the same, as with more epochs.
func (t *Tab) turn() {
	if t.turning = t.live && t.runner.Busy; t.turning {
		return // until it is known where the run stands
	}
	before := t.config.At(t.place())
	if t.now == before {
		return
	}
	c, ok := t.config.Turn(t.place(), t.now)
	switch changed := c.Changes != t.config.Changes; {
	case ok && changed && t.live:
		list := training.Differences(t.config, c)
		t.say("Live: " + list[len(list)-1] + ".")
	case !ok && t.live:
		t.say("Live, but not for " + fewest(training.Differences(before, t.now)) + ": that trains anew.")
		fallthrough
	case !ok, changed:
		c = t.now
	}
	t.config = c
	t.runner.Set(c)
}

// place returns where the run of the config stands, as far as is known.
func (t *Tab) place() training.Place {
	if t.runner.Current == nil || t.runner.Made != t.config {
		return training.Place{}
	}
	return t.runner.Snapshot.Place()
}

// follow has the knobs follow the run, whose settings may change under way, and
// the advice too.
func (t *Tab) follow() {
	if !t.turning {
		t.now = t.config.At(t.place())
	}
	t.advice = training.Advise(t.runner.Snapshot)
}

func (t *Tab) turnLive() {
	if t.live = !t.live; t.live {
		t.say("Live: from here on knobs act on the running net, and ▼ marks where. " + t.ownKeys().Sign("live") + " ends that.")
	} else {
		t.say("A turned knob trains anew.")
	}
}
