package training

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/kit"
)

func (t *Tab) About() string {
	return "A network learns to tell the digits 0 to 4 from 5 to 9. Half of the digits train it, batch by batch; " +
		"the others test it after each epoch. Loss is binary cross-entropy; accuracy the share on the right side of 0.5. " +
		"A turned knob trains anew, over the curves of the runs before; more epochs go on. While live is on, learning rate, schedule, L2 " +
		"and the optimizer's settings act on the running net: ▼ marks where, and the run keeps it, so that a replay changes there again. The presets are the assignment's runs: ✓ marks NumPy's numbers."
}

func (t *Tab) Running() string {
	sign := "■"
	if t.running() {
		sign = "▶"
	}
	c, done := t.now, len(t.runner.Snapshot.Epochs)
	if c.Epochs > 99 || c.Seed > 999_999 {
		return fmt.Sprintf("%s %d/%d seed %d%s", sign, done, c.Epochs, c.Seed, t.changed())
	}
	return fmt.Sprintf("%s epoch %d/%d  seed %d%s", sign, done, c.Epochs, c.Seed, t.changed())
}

// changed marks a run whose settings change under way, with how often they do.
func (t *Tab) changed() string {
	if t.config.Changes == "" {
		return ""
	}
	return fmt.Sprintf(" ▼%d", 1+strings.Count(t.config.Changes, ";"))
}

func (t *Tab) Status(f kit.Frame) string {
	s := t.runner.Snapshot
	c, read := t.digit()
	switch {
	case t.note != "":
		return t.note
	case t.runner.Err != nil:
		return f.Theme.Bad.Style().Render(t.runner.Err.Error())
	case !t.runner.Ready:
		return f.Theme.Dimmed("Reading the digits.")
	case read:
		return digitInFull(f, c, t.digits.chosen)
	case t.drawing.on:
		keys := t.drawing.keys()
		return f.Theme.Dimmed(fmt.Sprintf("Arrows move, %s inks, %s ends. With the mouse: left inks, right rubs out.", keys.Sign("ink"), keys.Sign("back")))
	case !t.runner.Playing && s.State == model.Unfinished:
		keys := t.ownKeys()
		return f.Theme.Warn.Style().Render("Paused.") + f.Theme.Dimmed(fmt.Sprintf(" %s goes on, %s does one batch.", keys.Sign("play"), keys.Sign("step")))
	case t.advice.Kind == training.Starting && s.State == model.Unfinished:
		return f.Theme.Dimmed(t.knobs.Words(t.ownKeys()))
	}
	said, changes := t.inWords(f, t.advice), t.changes()
	if ansi.StringWidth(said+changes) > f.Width {
		return said // ▼ in the header says it
	}
	return said + changes
}

// changes says in a sentence that the settings of the run have changed.
func (t *Tab) changes() string {
	switch marks := t.runner.Snapshot.Marks; len(marks) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf(" Changed at epoch %d.", marks[0].Epoch+1)
	default:
		return fmt.Sprintf(" Changed %d times.", len(marks))
	}
}

// inWords is an advice in a line: what the matter is, the evidence and, once
// the remedies have been tried, the cause and the key that takes the best one.
// The first way to say it that has room is taken.
func (t *Tab) inWords(f kit.Frame, a training.Advice) string {
	hue := map[training.Kind]kit.Hue{
		training.Learning: f.Theme.Good, training.Done: f.Theme.Good, training.Growing: f.Theme.Bad,
		training.Overfitting: f.Theme.Warn, training.Underfitting: f.Theme.Warn, training.Hampered: f.Theme.Warn, training.Plateau: f.Theme.Warn, training.Unsteady: f.Theme.Warn,
	}[a.Kind]
	evidence := a.Evidence
	if a.Note != "" {
		evidence += "; " + a.Note
	}
	var said string
	for _, way := range t.ways(f, a, evidence) {
		said = hue.Style().Render(a.Head+way[:1]) + " " + way[1:]
		if ansi.StringWidth(said) < f.Width {
			break
		}
	}
	return said
}

// ways are the ways to say the rest of it, after the sign that follows the head,
// the longest first.
func (t *Tab) ways(f kit.Frame, a training.Advice, evidence string) []string {
	plain := ":" + evidence
	dim := func(text string) string { return plain + "." + f.Theme.Dimmed(" "+text+".") }
	if len(a.Suspects) == 0 || a.Kind == training.Done && t.knobs.Hidden["remedy"] {
		return []string{plain + "."}
	}
	tried, over := t.tried()
	best, ok, vain := a.Offer(t.runner.Snapshot, tried)
	switch {
	case t.knobs.Hidden["remedy"], over && !ok && len(vain.Worse)+len(vain.Unclear) == 0:
		return []string{plain + "; perhaps " + a.Suspects[0].Cause + ".", plain + "."}
	case !over:
		names := setting.Names(a.Suspects, func(s training.Suspect) string { return s.Try })
		return []string{dim("Trying " + setting.List(names, "and")), dim("Trying remedies")}
	case !ok:
		return []string{dim(inVain(vain)), dim("No remedy found")}
	}
	return t.offered(f, a.Kind, best, plain)
}

// inVain says what was tried in vain, in the order of how much that tells.
func inVain(v training.Vain) string {
	var said []string
	if v.Unclear != nil {
		said = append(said, "Not told apart from noise: "+setting.List(v.Unclear, "and"))
	}
	if v.Worse != nil {
		said = append(said, "No better: "+setting.List(v.Worse, "and"))
	}
	return strings.Join(said, ". ")
}

// offered are the ways to offer a remedy that has been tried. Of a run that ended
// well a cause is no reason, but what could be better.
func (t *Tab) offered(f kit.Frame, k training.Kind, o training.Offer, plain string) []string {
	dim := f.Theme.Dimmed
	would, own, end := "would end at ", " (now %.4f)", "."
	if o.After > 0 {
		would, own, end = "has ", " (this run had %.4f)", fmt.Sprintf(" after %d epochs.", o.After)
	}
	if own = fmt.Sprintf(own, o.Own); o.Own != o.Own { // the run has diverged
		own = ""
	}
	remedy := f.Theme.Bold(t.ownKeys().Sign("remedy")) + dim(": "+o.Try+" "+would)
	bare := ":"
	if k == training.Done {
		bare = ",but "
	}
	because, loss := o.Cause+". "+remedy, fmt.Sprintf("%.4f", o.Ends)
	return []string{
		plain + "; " + because + dim(o.Judge+" loss ") + loss + dim(own+end),
		plain + "; " + because + loss + dim(own+end),
		bare + because + loss + dim(own+end),
		plain + "; " + because + loss + dim(end),
		bare + because + loss + dim(end),
		"." + remedy + loss + dim(end),
	}
}
