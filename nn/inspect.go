package nn

// A Shape is one layer of a network as [Shapes] describes it.
type Shape struct {
	Name    string // "linear", or one of Activations
	In, Out int    // widths
	Params  int    // weights and biases
}

// Shapes describes the layers that [New] would make for inputs of the given
// width, without making them. The error is that of New.
func Shapes(in int, layers string) ([]Shape, error) {
	specs, _, err := parse(in, layers)
	if err != nil {
		return nil, err
	}
	shapes := make([]Shape, len(specs))
	for i, s := range specs {
		shapes[i] = Shape{Name: "linear", In: s.in, Out: s.out}
		if s.activation != nil {
			shapes[i].Name = s.activation.Name
		} else {
			shapes[i].Params = linearParams(s.in, s.out)
		}
	}
	return shapes, nil
}

// Input returns what layer i got in the last Forward (n x in): a view that the
// next one overwrites. For i = len(Layers) it is the network's output.
func (n *Network) Input(i int) Matrix {
	if i < len(n.trace) {
		return n.trace[i]
	}
	switch l := n.Layers[i-1].(type) {
	case *Linear:
		return l.y
	case *Elementwise:
		return l.y
	}
	return Matrix{}
}
