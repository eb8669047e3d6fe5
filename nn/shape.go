package nn

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// MaxParams bounds the parameters of a network: beyond it a typing error in a
// width would exhaust the memory of the machine.
const MaxParams = 10_000_000

// A Shape is one layer of a network as [Shapes] describes it.
type Shape struct {
	Name    string // one of Kinds
	Width   int    // as in "linear:32"; 0 for a kind that takes none
	In, Out int    // widths of input and output
	Params  int    // weights and biases
}

// String returns the layer as [New] takes it.
func (s Shape) String() string {
	if s.Width > 0 {
		return fmt.Sprintf("%s:%d", s.Name, s.Width)
	}
	return s.Name
}

// Shapes describes the layers that [New] would make, without making them. The
// error is that of New.
func Shapes(in int, layers string) ([]Shape, error) {
	if in < 1 || in > MaxParams {
		return nil, refuse(ErrRange, "%d inputs: a network has from 1 to %d", in, MaxParams)
	}
	var shapes []Shape
	params := 0
	for i, entry := range strings.Split(layers, ",") {
		s, err := shapeOf(in, strings.TrimSpace(entry))
		if params += s.Params; err == nil && params > MaxParams {
			err = refuse(ErrRange, "the network has more than %d parameters", MaxParams)
		}
		if err != nil {
			return nil, fmt.Errorf("layer %d: %w", i+1, err)
		}
		shapes = append(shapes, s)
		in = s.Out
	}
	return shapes, nil
}

// shapeOf reads one entry of a list of layers.
func shapeOf(in int, entry string) (Shape, error) {
	name, width, wide := strings.Cut(entry, ":")
	at := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Name == name && k.Width == wide })
	if at < 0 {
		return Shape{}, refuse(ErrUnknown, "%q is not a layer; it takes %s", entry, oneOf(Kinds, Kind.entry))
	}
	s := Shape{Name: name, In: in, Out: in}
	if wide {
		var err error
		if s.Width, err = strconv.Atoi(width); err != nil || s.Width < 1 || s.Width > MaxParams {
			return Shape{}, refuse(ErrRange, "%q: a %s layer has from 1 to %d outputs", entry, name, MaxParams)
		}
	}
	if size := Kinds[at].Size; size != nil {
		s.Out, s.Params = size(in, s.Width)
	}
	return s, nil
}

// entry is how a list of layers names the kind.
func (k Kind) entry() string {
	if k.Width {
		return k.Name + ":N"
	}
	return k.Name
}
