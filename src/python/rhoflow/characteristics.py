# SPDX-License-Identifier: Apache-2.0
"""Densities at any weights, times and depths, traced back to the start along characteristics."""

import numpy as np

from .errors import InputError, RhoflowError
from .network import SECOND_DERIVATIVES, activation_named
from .point_density import PointDensity
from .space import weight_names

#: Points that take their steps together, and the numbers to a multiple of which they are filled with zeros.
CHUNK, LANES = 256, 8

#: Error of a step along a characteristic, as of rhoflow-evaluate; of points that are only drawn or counted.
TOLERANCE, ROUGH = 1e-9, 1e-5

#: Points of every Gaussian of the start that stand for the density in sums.
N_POINTS = 1 << 14

_MOST_FAILURES = 500

#: The method of Dormand and Prince (1980): times, stages, the step, and the error of the step.
_TIMES = (0.0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0, 1.0)
_STAGES = (
    (),
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
    (35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84),
)
_ERROR = (71 / 57600, 0.0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40)


def integrate(slope, state, begin, end, step, tolerance):
    """The solution at `end` of dx/dt = slope(t, x) by the method of Dormand and Prince, steps as in rhoflow-evaluate.

    Parameters
    ----------
    slope : callable
        Of a time and a state.
    state : ndarray
        At `begin`.
    step : float
        A guess, with the sign of end - begin.
    tolerance : float
        Of the error of a step, absolute and relative, of the largest component.

    Raises
    ------
    RhoflowError
        If no step is small enough.
    """
    time, failures = begin, 0
    first = slope(time, state)
    while (end - time) * np.sign(step) > np.finfo(float).eps:
        if (time + step - end) * np.sign(step) > np.finfo(float).eps:
            step = end - time
        slopes = [first]
        for share, weights in zip(_TIMES[1:], _STAGES[1:]):
            moved = state + step * sum(w * k for w, k in zip(weights, slopes) if w)
            slopes.append(slope(time + share * step, moved))
        error = step * sum(w * k for w, k in zip(_ERROR, slopes) if w)
        size = np.max(np.abs(error) / (tolerance * (1.0 + np.abs(state) + abs(step) * np.abs(first))))
        if not size <= 1.0:
            failures += 1
            if failures >= _MOST_FAILURES or not np.isfinite(size):
                raise RhoflowError(f"no step of the characteristics is small enough from t = {begin:g} to {end:g}")
            step *= max(0.9 * size ** (-1.0 / 3.0), 0.2)
            continue
        time, state, first, failures = time + step, moved, slopes[-1], 0
        if size < 0.5:
            step *= 0.9 * max(size, 5.0**-5) ** (-1.0 / 5.0)
    return state


class CharacteristicDensity(PointDensity):
    """A density of a run without noise at any weights, by the method of characteristics.

    `rho_t(theta) = rho_0(xi) exp(-integral of div v)`, with xi the start of the path through theta, what
    `rhoflow-evaluate` computes. Integrals, marginals and box means are sums over points of the start that are
    carried to the time; see `PointDensity`.

    Parameters
    ----------
    history : rhoflow.history.History
    part : {"head", "encoder"}
    depth : float, optional
        Of the encoder, from 0 to 1.
    time : float, optional
        From 0 to the end, the default.
    tolerance : float
        Error of a step along a characteristic.
    """

    def __init__(self, history, part="head", depth=None, time=None, tolerance=TOLERANCE):
        time = history.times[-1] if time is None else float(time)
        history.source(part, depth, time)  # refuses what it does not know
        super().__init__(weight_names(part, history.d), None, None, time, None if part == "head" else float(depth))
        self.history, self.part, self.tolerance = history, part, tolerance
        self._source = history.sources(part, depth)

    def at(self, points):
        """The density at `points` [..., weights], ndarray [...]."""
        return np.exp(self.log_at(points))

    def log_at(self, points):
        """The logarithm of the density at `points` [..., weights], ndarray [...]."""
        points = np.asarray(points, dtype=float)
        d = len(self.names)
        if points.ndim < 1 or points.shape[-1] != d:
            raise InputError(f"at: points of shape {points.shape}; the last extent has to be {d}, "
                             f"the weights {', '.join(self.names)}")
        origins, change = self.carry(points.reshape(-1, d), self.time, 0.0)
        return (self.history.start(self.part).log_density(origins) - change).reshape(points.shape[:-1])

    def velocity(self, points):
        """The velocity of `points` [points, weights] in training time, see `History.velocity`."""
        return self.history.velocity(points, self.part, self.depth, self.time)

    def carry(self, points, begin, end, tolerance=None):
        """Moves `points` [points, weights] with the flow from the time `begin` to `end`, which may be earlier.

        Returns
        -------
        points : ndarray [points, weights]
        change : ndarray [points]
            Of the logarithm of the density along the paths.
        """
        history = self.history
        points = np.array(points, dtype=float)
        change = np.zeros(len(points))
        if begin == end or history.train not in ("both", self.part):
            return points, change
        guess = min(2.0 * history.times[-1] / (len(history.times) - 1), abs(end - begin))
        for first in range(0, len(points), CHUNK):
            some = points[first : first + CHUNK]
            state = np.zeros((-(-len(some) // LANES) * LANES, points.shape[1] + 1))
            state[: len(some), :-1] = some
            state = integrate(self._slope, state, begin, end, np.copysign(guess, end - begin),
                              tolerance or self.tolerance)[: len(some)]
            points[first : first + CHUNK], change[first : first + CHUNK] = state[:, :-1], state[:, -1]
        return points, change

    def _slope(self, time, state):
        """Velocity of weights and minus its divergence."""
        history = self.history
        z, c = self._source(time)
        outer = c.shape[1]
        u, w, b = state[:, :outer], state[:, outer:-2], state[:, -2:-1]
        arguments = w @ z.T + b
        value, prime = activation_named(history.activation, history.path)(arguments)
        prime = prime()
        weighted = u @ c.T
        second = SECOND_DERIVATIVES[history.activation](arguments, value, prime) * weighted
        prime *= weighted
        decay = history.decay(self.part, time)
        gradient = np.column_stack([value @ c, prime @ z, prime.sum(axis=1)])
        laplacian = second @ (1.0 + (z * z).sum(axis=1))
        return np.column_stack([-gradient - decay * state[:, :-1], laplacian + decay * (state.shape[1] - 1)])

    def _make_points(self):
        points, shares = self.history.start(self.part).points(N_POINTS)
        return self.carry(points, 0.0, self.time, ROUGH)[0], shares
