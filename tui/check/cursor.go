package check

import (
	"cmp"
	"slices"

	"nntui/model/check"
	"nntui/tui/kit"
)

// arrange puts the entries in the order of the table.
func (t *Tab) arrange() {
	entries := t.runner.Snapshot.Entries
	if len(t.order) != len(entries) {
		t.order = make([]int, len(entries))
	}
	for i := range t.order {
		t.order[i] = i
	}
	if t.sorted {
		slices.SortStableFunc(t.order, func(a, b int) int { return -cmp.Compare(seriousness(entries[a]), seriousness(entries[b])) })
	}
	t.cursor = max(0, min(t.cursor, len(entries)-1))
}

// point puts the cursor where a new gradient fails, once it is compared.
func (t *Tab) point() {
	s := t.runner.Snapshot
	gradient := s.Config
	gradient.H, gradient.Formula = 0, ""
	if s.Verdict.Head == "" || gradient == t.pointed {
		return
	}
	t.pointed = gradient
	t.cursor = t.home()
	t.pointWanted()
}

// home is the entry that the cursor goes to by itself.
func (t *Tab) home() int {
	if s := t.runner.Snapshot; s.Verdict.Head != "" && !s.Passed() {
		return s.Verdict.Entry
	}
	return 0
}

// row returns where the cursor stands in the table.
func (t *Tab) row() int { return max(0, slices.Index(t.order, t.cursor)) }

// moveTo puts the cursor on a row of the table.
func (t *Tab) moveTo(row int) {
	if n := len(t.order); n > 0 {
		t.cursor = t.order[kit.Clamp(row, n)]
	}
}

func (t *Tab) moveRow(right, down int) { t.moveTo(t.row() + down + 10*right) }

// moveCell moves the cursor over the matrix that it is in.
func (t *Tab) moveCell(right, down int) {
	m, ok := t.tensor()
	if !ok {
		return
	}
	i := t.cursor - m.First
	row, col := kit.Clamp(i/m.Cols+down, m.Rows), kit.Clamp(i%m.Cols+right, m.Cols)
	t.cursor = min(m.First+row*m.Cols+col, len(t.runner.Snapshot.Entries)-1)
}

// tensor returns the tensor under the cursor.
func (t *Tab) tensor() (m check.Tensor, ok bool) {
	s := t.runner.Snapshot
	if t.cursor >= len(s.Entries) {
		return m, false
	}
	return s.Tensors[s.Entries[t.cursor].Tensor], true
}

// nextTensor puts the cursor on the worst entry of the next tensor or, with
// -1, of the one before.
func (t *Tab) nextTensor(by int) {
	s := t.runner.Snapshot
	if t.cursor >= len(s.Entries) {
		return
	}
	if next := s.Tensors[(s.Entries[t.cursor].Tensor+by+len(s.Tensors))%len(s.Tensors)]; next.Worst >= 0 {
		t.cursor = next.Worst
	}
}
