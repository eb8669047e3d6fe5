"""Writes trainings.json beside this file: training runs other than the assignment's, for numpy_test.go.

Before that it checks that it repeats two of the assignment's own in runs.json, to 1e-12.
"""

import gzip
import json
import pathlib

import numpy as np

here = pathlib.Path(__file__).parent


class Linear:
    def __init__(self, n_in, n_out, weights, rng):
        self.W = weights(n_in, n_out, rng)
        self.b = np.zeros(n_out)

    def forward(self, x):
        return x @ self.W + self.b

    def backward(self, x, dy):
        self.dW = x.T @ dy
        self.db = np.sum(dy, axis=0)
        return dy @ self.W.T

    def step(self, rate, l2):
        self.W = self.W - rate * (self.dW + l2 * self.W)
        self.b = self.b - rate * self.db


class Elementwise:
    def __init__(self, f, derivative):
        self.forward = f
        self.backward = lambda x, dy: dy * derivative(x)

    def step(self, rate, l2):
        pass


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


activations = {
    "sigmoid": (sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x))),
    "relu": (lambda x: np.maximum(0, x), lambda x: np.where(x < 0, 0, 1)),
    "leaky-relu": (lambda x: np.where(x < 0, 0.01 * x, x), lambda x: np.where(x < 0, 0.01, 1)),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
}


def uniform(bound):
    def weights(n_in, n_out, rng):
        a = np.sqrt(6 / bound(n_in, n_out))
        return rng.uniform(-a, a, (n_in, n_out))

    return weights


initialisers = {
    "notebook": uniform(lambda n_in, n_out: n_in * n_out),
    "glorot": uniform(lambda n_in, n_out: n_in + n_out),
    "he": lambda n_in, n_out, rng: np.sqrt(2 / n_in) * rng.standard_normal((n_in, n_out)),
}


def build(run):
    rng = np.random.default_rng(run["seed"])
    rng.random(run["skip_draws"])
    layers, n_in = [], 64
    for entry in run["layers"].split(","):
        if entry in activations:
            layers.append(Elementwise(*activations[entry]))
            continue
        n_out = int(entry.removeprefix("linear:"))
        layers.append(Linear(n_in, n_out, initialisers[run["init"]], rng))
        n_in = n_out
    return layers


def walk(layers, x, y, run, learn):
    """Goes through the batches once and returns the mean loss and accuracy."""
    losses, accuracies = [], []
    size = run["batch_size"]
    for i in range(len(x) // size):
        by = y[i * size : (i + 1) * size]
        inputs = [x[i * size : (i + 1) * size]]
        for layer in layers:
            inputs.append(layer.forward(inputs[-1]))
        p = inputs.pop()
        losses.append(np.mean(-(by * np.log(p) + (1 - by) * np.log(1 - p))))
        accuracies.append(np.mean((p > 0.5) == by))
        if learn:
            dy = -(by / p - (1 - by) / (1 - p))
            for layer, x_in in zip(reversed(layers), reversed(inputs)):
                dy = layer.backward(x_in, dy)
            for layer in layers:
                layer.step(run["learning_rate"], run["l2"])
    return [np.mean(losses), np.mean(accuracies)]


def train(run):
    order = np.random.default_rng(run["split_seed"]).permutation(len(x_all))
    first = int(run["split"] * len(x_all))
    train, test = order[:first], order[first:]
    layers = build(run)
    return [
        walk(layers, x_all[train], y_all[train], run, True) + walk(layers, x_all[test], y_all[test], run, False)
        for _ in range(run["epochs"])
    ]


digits = np.loadtxt(gzip.open(here / "../../data/digits.csv.gz"), delimiter=",")
x_all, y_all = digits[:, :64], (digits[:, 64:] < 5).astype(float)
x_all = (x_all - np.mean(x_all)) / np.std(x_all)

assignment = {
    "layers": "linear:32,relu,linear:1,sigmoid", "epochs": 10, "learning_rate": 0.001, "batch_size": 10,
    "seed": 12345, "skip_draws": 0, "split_seed": 12345, "split": 0.5, "init": "notebook", "l2": 0,
}  # fmt: skip
for golden in json.loads((here / "runs.json").read_text())["runs"]:
    if golden["name"] in ("1.6b-epochs-10", "1.6b-batch-1"):
        run = assignment | {k: golden[k] for k in golden if k in assignment} | {"layers": ",".join(golden["layers"])}
        history = train(run)
        print(golden["name"], "differs by", np.max(np.abs(np.subtract(history, golden["history"]))))
        np.testing.assert_allclose(history, golden["history"], rtol=0, atol=1e-12)

runs = [
    {"epochs": 3, "seed": 0, "split_seed": 0},
    {"epochs": 3, "seed": 2**63 + 11, "split_seed": 2**64 - 1, "split": 0.3, "batch_size": 7},
    {"epochs": 4, "seed": 1, "skip_draws": 1001, "split": 0.8, "batch_size": 33, "learning_rate": 0.003},
    {"epochs": 5, "layers": "linear:1,sigmoid", "seed": 2024, "split_seed": 7, "learning_rate": 0.0005},
    {"epochs": 4, "layers": "linear:20,tanh,linear:1,sigmoid", "init": "glorot", "seed": 42, "batch_size": 1},
    {"epochs": 4, "layers": "linear:24,relu,linear:12,leaky-relu,linear:1,sigmoid", "init": "he", "seed": 3, "l2": 0.01},
    {"epochs": 3, "layers": "linear:48,relu,linear:24,tanh,linear:12,sigmoid,linear:1,sigmoid", "init": "glorot",
     "seed": 2**32, "split": 0.65, "split_seed": 99, "batch_size": 16, "learning_rate": 0.005},
    {"epochs": 2, "layers": "tanh,linear:5,linear:9,linear:1,sigmoid", "init": "he", "seed": 17, "split": 0.1,
     "batch_size": 100, "learning_rate": 0.0001},
]  # fmt: skip
runs = [assignment | run for run in runs]
text = json.dumps([run | {"history": train(run)} for run in runs], indent=1)
(here / "trainings.json").write_text(text + "\n")
