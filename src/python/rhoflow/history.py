# SPDX-License-Identifier: Apache-2.0
"""What determines the densities of a flow without noise at any weights, `history.h5`."""

from pathlib import Path

import numpy as np

from .errors import InputError
from .hdf5 import check_seal, opened, text_attribute
from .network import BATCH, activation_named
from .point_density import GaussianStart

_ARRAYS = ("times", "scales", "features", "final_features", "encoder_coefficients", "depths",
           "depth_weights", "inputs", "labels")
#: Samples of a polynomial in time, and those of them before its interval.
_STENCIL, _LEFT = 6, 2


class History:
    """Features and coefficients of the potentials after the steps of a run, in the units of the solver.

    The potential of the encoder's density at the depth node j is
    `sum_ik c[j, i, k] u_k sigma0(w . Z[j, i] + b)`, that of a trained head `sum_i c[i] a sigma0(w . Z[i] + b)`.

    Attributes
    ----------
    times, scales : ndarray [T]
        Training times, the first 0, and what the residuals fall with.
    steps : ndarray [T] of int
        Numbers of the accepted steps.
    features : ndarray [T, K, n, d]
        Z at the depth nodes.
    final_features : ndarray [T, n, d]
        Z at the depth 1.
    encoder_coefficients : ndarray [T, K, n, d]
    head_coefficients : ndarray [T, n] or None
        None for a fixed head.
    depths, depth_weights : ndarray [K]
    inputs, labels : ndarray [n, d], [n]
    regularization : float
        lambda of the decaying regulariser, 0 without it.
    confinement : dict
        mu of the parts "encoder" and "head".
    """

    schema = "rhoflow history"

    def __init__(self, path):
        self.path = Path(path)
        with opened(path, self.schema) as file:
            check_seal(path)
            for name in _ARRAYS:
                setattr(self, name, file[name][()])
            self.steps = file["steps"][()].astype(int)
            self.activation = text_attribute(file, "activation")
            self.trained_head = text_attribute(file, "head") == "trained"
            self.head_coefficients = file["head_coefficients"][()] if self.trained_head else None
            self.train = text_attribute(file, "train")
            self.depth_rule = text_attribute(file, "depth_rule")
            self.regularization = float(file.attrs["regularization"])
            self.confinement = {part: float(file.attrs[f"{part}_confinement"])
                                for part in ("encoder", "head")}
            self._starts = {part: GaussianStart(*(file[f"{part}_start_{name}"][()]
                                                  for name in ("weights", "means", "variances")))
                            for part in ("encoder", *(["head"] if self.trained_head else []))}
            self._blocks = len(self.depths)
            if self.depth_rule == "gauss":
                self._blocks = int(file.attrs["depth_intervals"])
        self.d = self.inputs.shape[1]

    def __repr__(self):
        return f"<History {self.path}: {len(self.times)} times up to {self.times[-1]:g}>"

    def source(self, part="head", depth=None, time=None):
        """Features and coefficients of one density.

        Parameters
        ----------
        part : {"head", "encoder"}
        depth : float, optional
            Of the encoder: from 0 to 1; between the nodes of an interval the polynomial through them.
        time : float, optional
            From 0 to the end, the default; between two steps the polynomial through the nearest six.

        Returns
        -------
        z : ndarray [n, d]
        c : ndarray [n, outer weights]
        """
        time = self.times[-1] if time is None else float(time)
        if not 0.0 <= time <= self.times[-1]:
            raise InputError(f"{self.path}: time={time:g}; the run is known from 0 to {self.times[-1]:g}")
        return self.sources(part, depth)(time)

    def sources(self, part="head", depth=None):
        """The function of the time that gives what `source` does, for many times of one density."""
        nodes, weights = self._at_depth(part, depth)
        if part == "head":
            z, c = self.final_features, self.head_coefficients[:, :, None]
        else:
            z = np.einsum("j,tjik->tik", weights, self.features[:, nodes])
            c = np.einsum("j,tjik->tik", weights, self.encoder_coefficients[:, nodes])
        c = c / self.scales[:, None, None]

        def source(time):
            first, plain, scaled = self._at_time(time)
            steps = slice(first, first + len(plain))
            return np.tensordot(plain, z[steps], 1), np.tensordot(scaled, c[steps], 1)

        return source

    def start(self, part="head"):
        """The density at t = 0, a `rhoflow.point_density.GaussianStart`."""
        self._at_depth(part, 0.0)
        return self._starts[part]

    def decay(self, part, time):
        """The factor of the weights in their velocity -grad - decay theta, by regulariser and confinement."""
        if part == "encoder":
            return self.confinement[part] + 2.0 * self.regularization * np.exp(-time)
        return self.confinement[part]

    def velocity(self, points, part="head", depth=None, time=None):
        """The velocity of weights in training time, -grad of the potential, regulariser and confinement.

        Parameters
        ----------
        points : array_like [points, weights]
            u, w, b of the encoder, a, w, b of the head.
        part, depth, time
            As of `source`.

        Returns
        -------
        ndarray [points, weights]
            Zero where the density is not trained.
        """
        z, c = self.source(part, depth, time)
        outer = c.shape[1]
        points = np.asarray(points, dtype=float)
        if points.ndim != 2 or points.shape[1] != outer + self.d + 1:
            raise InputError(f"velocity: the points have the shape {points.shape} instead of "
                             f"(points, {outer + self.d + 1})")
        velocity = np.zeros_like(points)
        if self.train not in ("both", part):
            return velocity
        function = activation_named(self.activation, self.path)
        rows = max(1, BATCH // len(z))
        for begin in range(0, len(points), rows):
            some = points[begin : begin + rows]
            u, w, b = some[:, :outer], some[:, outer:-1], some[:, -1:]
            value, prime = function(w @ z.T + b)
            slope = prime() * (u @ c.T)
            gradient = np.column_stack([value @ c, slope @ z, slope.sum(axis=1)])
            velocity[begin : begin + rows] = -gradient
        return velocity - self.decay(part, self.times[-1] if time is None else time) * points

    def _at_depth(self, part, depth):
        """Slice of depth nodes, and weights of their values."""
        if part not in ("head", "encoder"):
            raise InputError(f"history: '{part}' is neither 'encoder' nor 'head'")
        if part == "head":
            if not self.trained_head:
                raise InputError(f"{self.path}: the head is fixed, it has no density")
            return slice(0, 0), np.array([])
        if depth is None or not 0.0 <= depth <= 1.0:
            raise InputError(f"history: depth={depth}; give a depth of the encoder from 0 to 1")
        n = len(self.depths) // self._blocks
        starts = np.arange(self._blocks) / self._blocks
        block = np.searchsorted(starts, depth, side="right") - 1
        nodes = slice(block * n, block * n + n)
        return nodes, _lagrange(self.depths[nodes], depth)

    def _at_time(self, time):
        """First of the samples around `time`, and weights of features and of coefficients over their scale."""
        n = len(self.times)
        interval = 0 if n < 3 else int(np.searchsorted(self.times[1:-1], time, side="right"))
        first = min(max(interval - _LEFT, 0), max(n - _STENCIL, 0))
        steps = slice(first, first + _STENCIL)
        weights = _lagrange(self.times[steps], time)
        # The logarithm of the scale is interpolated, but does not run away where it has a kink.
        logarithms = np.log(self.scales)
        ends = logarithms[interval : interval + 2]
        room = abs(ends[-1] - ends[0])
        log_scale = np.clip(weights @ logarithms[steps], min(ends) - room, max(ends) + room)
        return first, weights, weights * np.exp(log_scale)


def _lagrange(nodes, x):
    """Weights of the values at `nodes` in the value at `x` of the polynomial through them."""
    return np.array([np.prod((x - np.delete(nodes, k)) / (node - np.delete(nodes, k)))
                     for k, node in enumerate(nodes)])
