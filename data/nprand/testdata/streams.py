"""Writes streams.json.gz beside this file: draws of numpy.random.default_rng, for regress_test.go.

Each stream has a seed and calls that run in order on one generator.
"""

import gzip
import json
import pathlib

import numpy as np


def random(g, n):
    return {"method": "random", "floats": g.random(n).tolist()}


def uniform(g, lo, hi, n):
    return {"method": "uniform", "lo": lo, "hi": hi, "floats": g.uniform(lo, hi, n).tolist()}


def normal(g, n):
    return {"method": "normal", "floats": g.standard_normal(n).tolist()}


def integers(g, high, n):
    dtype = np.int64 if high <= 2**63 else np.uint64
    return {"method": "integers", "high": high, "ints": g.integers(high, size=n, dtype=dtype).tolist()}


def permutation(g, n):
    return {"method": "permutation", "n": n, "ints": g.permutation(n).tolist()}


def mixed(g):
    return [
        random(g, 5),
        uniform(g, -10, 10, 5),
        integers(g, 2, 7),  # an odd number: a half word waits while the next lines draw whole ones
        uniform(g, 0, 1, 3),
        integers(g, 1000, 5),
        normal(g, 40),
        permutation(g, 10),
        permutation(g, 1797),
        integers(g, 2**40, 3),
        random(g, 2),
    ]


def edges(g):
    highs = [1, 2, 3, 10, 2**16, 2**31 - 1, 2**31 + 1, 3 * 2**30, 2**32 - 1, 2**32, 2**32 + 1, 2**33]
    highs += [2**62 + 1, 3 * 2**61, 2**63 - 1, 2**63, 2**63 + 1, 3 * 2**62, 2**64 - 1]
    calls = [integers(g, high, 5) for high in highs]
    calls += [permutation(g, n) for n in (0, 1, 2, 3, 898)]
    return calls + [normal(g, 500), uniform(g, -1.5, 3, 5), integers(g, 7, 3), random(g, 1)]


def stream(seed, calls):
    return {"seed": seed, "calls": calls(np.random.default_rng(seed))}


streams = [stream(seed, mixed) for seed in (12345, 0, 1, 42, 2**32 + 7, 2**63 + 11)]
streams += [stream(seed, edges) for seed in (12345, 0, 2**32 - 1, 2**32, 2**64 - 1)]
path = pathlib.Path(__file__).with_name("streams.json.gz")
path.write_bytes(gzip.compress(json.dumps(streams, separators=(",", ":")).encode(), mtime=0))
