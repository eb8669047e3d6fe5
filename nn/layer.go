package nn

// A Layer maps a batch to a batch and knows its own derivative. Its results
// are its own workspaces: the next call overwrites them. Its arguments stay
// as they are. A batch of another shape than the layer takes is a mistake of
// the program, and panics.
type Layer interface {
	// Forward returns the layer's output for the batch x (n x in): n x out.
	Forward(x Matrix) Matrix

	// Backward takes dL/dy (n x out) at the batch x (n x in) and returns
	// dL/dx (n x in). A layer with parameters also leaves their gradient,
	// summed over the batch, where Params shows it.
	Backward(x, dy Matrix) Matrix

	// Params returns the layer's parameters and their gradient, both as flat
	// views of equal length that stay valid; both are nil where there are none.
	Params() (values, gradient []float64)
}

// Weighted is a [Layer] whose parameters are a matrix of weights and a bias
// for each of its columns. What it returns are views.
type Weighted interface {
	Layer
	Weights() (w, dw Matrix)   // the weights and dL/dW, both in x out
	Biases() (b, db []float64) // the biases and dL/db, both out
}

// paramsBackward is a [Layer] that can do without the half of Backward that
// nobody needs of the first layer with parameters: dL/dx.
type paramsBackward interface {
	BackwardParams(x, dy Matrix)
}

// A Kind is a kind of layer, by the name that [New] takes.
type Kind struct {
	Name  string
	Width bool // is it written with a width, as in "linear:32"?

	// Size returns the width of its output and the number of its parameters;
	// nil stands for an output as wide as the input and no parameters.
	Size func(in, width int) (out, params int)

	// New makes a layer of that shape whose parameters and gradient live in
	// the given slices.
	New func(s Shape, values, gradient []float64) Layer
}

// Kinds lists the kinds of layers: these, and one for each of [Activations].
var Kinds = append([]Kind{
	{"linear", true, linearSize, newLinear},
}, activationKinds()...)
