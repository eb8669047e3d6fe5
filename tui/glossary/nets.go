package glossary

// ofNets are the words for a network and for the pictures of it.
var ofNets = []Word{
	{"net", []string{"network", "neural network", "parameters"}, "Layers in a row: each takes what the one before puts out. What it learns are the weights and biases of its linear layers.",
		"--preset 1.6h-deep", "the net 64-64-32-16-1"},
	{"layer", []string{"layers", "linear layer", "linear", "hidden layer"}, "A linear layer adds up its inputs, each times a weight, and a bias, for each of its units. An activation layer bends that.",
		"--preset 1.6d-single", "a single linear layer, and a sigmoid"},
	{"unit", []string{"units", "neuron"}, "One output of a linear layer, with its activation. Hidden units are those before the last layer.",
		"--view weights", "what each unit of the first layer looks for"},
	{"weight", []string{"weights", "bias", "biases"}, "A number that the net learns: how much an input counts for a unit. A bias is added whatever the input is.",
		"--view weights", "the weights of the first layer, as pictures"},
	{"product", nil, "Linear layers without an activation in between are as one layer: the product of their weights.",
		"--preset 1.6f-double --view weights", "the product, as a picture"},
	{"initialiser", []string{"init", "initialization", "notebook", "zeros"}, "How the first weights are drawn. The notebook's rule makes them small in wide layers; with zeros, equal units stay equal.",
		"--preset 1.6h-deep --init he", "a deep net that learns at once"},
	{"Glorot", []string{"Xavier"}, "First weights uniform up to sqrt(6/(in+out)): signals and gradients keep their size from layer to layer.",
		"--preset 1.6h-deep --init glorot", "a deep net that learns at once"},
	{"He", []string{"Kaiming"}, "First weights normal with deviation sqrt(2/in): as Glorot, with twice the variance for the half that a ReLU cuts away.",
		"--preset 1.6h-deep --init he", "a deep net that learns at once"},
	{"seed", []string{"new seed", "skip-draws"}, "The number that random draws follow from: the same seed gives the same first weights, and so the same run.",
		"--seed 1", "the same run from other weights"},
	{"curves", []string{"learning curves", "curve"}, "Loss and accuracy over the epochs, or f over the steps: what was computed, each point at its place.",
		"--view curves", "loss above, accuracy below"},
	{"digits", []string{"misread", "mistakes", "all-digits"}, "Handwritten digits, 8x8 pixels, that the net takes for the wrong half, with how sure it is: is it 0 to 4, or 5 to 9?",
		"--view digits", "the digits that it gets wrong"},
	{"confusion matrix", []string{"confusion"}, "A table of what digits are against what the net says, and how many of each digit it gets wrong.",
		"--view confusion", "which digits it gets wrong most"},
	{"health", []string{"update/weights", "gradient norm", "healthy"}, "How each layer fares: the size of its gradient, its updates over its weights (about 1e-3 is good), and what is dead or flat.",
		"--view health", "each layer, epoch by epoch"},
	{"draw", []string{"drawn", "canvas", "ink"}, "A canvas for a digit of one's own. The net says at once what it takes it for, and its layers show how.",
		"--view draw", "an empty canvas"},
}

// general are words of the whole program; no screen shows them by itself.
var general = []Word{
	{"knob", []string{"setting"}, "What can be changed, with its value and where in its range that is. Turning it computes anew at once.", "", ""},
	{"guide", []string{"lesson", "prediction", "step of the guide"}, "The assignment, question by question: predict, play, explain. A lesson of one's own is a TOML file.", "", ""},
	{"share", []string{"command line"}, "The command line that opens exactly what is on the screen, numbers and all.", "", ""},
	{"export", []string{"figure"}, "Writes what is on the screen to a file: numbers as CSV or JSON, figures as SVG or PNG, or the screen as text.", "", ""},
	{"view", []string{"full", "full screen", "inside"}, "One of the pictures of a tab. Large screens show several beside each other; the full screen shows one.", "", ""},
}
