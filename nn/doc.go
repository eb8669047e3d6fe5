// Package nn is a small neural network, written to be read: layers that know
// their own derivatives, back-propagation through a trace, the losses,
// initialisers and optimizers of a first course, and the finite differences
// that check them.
//
// Read it in this order: [Activation] (a function beside its derivative),
// [Linear] (the one layer that learns), [Fold] (why it takes an activation
// after it), [BCE] (what learning lowers), [Network] (the chain rule, twenty
// lines), [Optimizer] (how a gradient becomes a step) and [Formula]
// (how to know that all of it is right).
//
// What there is to choose from stands in tables: [Kinds] of layers with the
// [Activations], [Losses], [Initializers], [Optimizers] and [Formulas]. A new
// one is a row, and a file with its formula beside its derivative.
//
// A batch is a [Matrix] with one example a row. Shapes are written
// rows x columns; vectors of examples are slices. Every number is a float64.
//
// The package knows no data set and no screen. Layers keep their results in
// workspaces of their own: a training step allocates nothing, and what Forward
// or Backward returned is overwritten by the next call. Nothing here is safe
// for concurrent use.
//
// What a user may have typed wrong is an error that wraps [ErrUnknown] or
// [ErrRange], in words for that user. A batch of the wrong shape is a mistake
// of the program, and panics.
package nn
