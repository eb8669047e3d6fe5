"""Writes descents.json beside this file: descents from many starts, for descent_test.go.

Before that it checks that it repeats the assignment's own in descent.json (to 1e-12: NumPy's sine may
differ in the last bit from processor to processor).
"""

import itertools
import json
import pathlib

import numpy as np


def f(x, y):
    return x**2 + y**2 + x * (y + 2) + np.cos(3 * x)


def gradient(x, y):
    return 2 * x - 3 * np.sin(3 * x) + y + 2, x + 2 * y


def descend(x0, y0, step_size, steps, decay):
    path = [(x0, y0)]
    for t in range(steps):
        x, y = path[-1]
        dx, dy = gradient(x, y)
        rate = step_size * decay**t
        path.append((x - rate * dx, y - rate * dy))
    x_hist, y_hist = (np.array(p) for p in zip(*path))
    return {
        "x0": x0, "y0": y0, "step_size": step_size, "steps": steps, "decay": decay,
        "x_hist": x_hist.tolist(), "y_hist": y_hist.tolist(), "f_hist": f(x_hist, y_hist).tolist(),
    }  # fmt: skip


here = pathlib.Path(__file__).parent
for golden in json.loads((here / "descent.json").read_text())["runs"]:
    run = descend(*(golden[k] for k in ("x0", "y0", "step_size", "steps", "decay")))
    for k in "x_hist", "y_hist", "f_hist":
        np.testing.assert_allclose(run[k], golden[k], rtol=1e-12, atol=0)

starts = [(0.0, 0.0), (-4.0, -4.0), (4.5, -1.0), (-2.0, 3.0), (1.5, -4.9), (100.0, 50.0)]
settings = [(0.01, 15, 1.0), (0.1, 20, 0.9), (0.2, 20, 1.0), (0.3, 25, 0.95), (0.05, 20, 1.02), (0.6, 8, 1.1)]
runs = [descend(*start, *setting) for start, setting in itertools.product(starts, settings)]
(here / "descents.json").write_text(json.dumps({"runs": runs}, separators=(",", ":")))
