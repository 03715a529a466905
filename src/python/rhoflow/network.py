# SPDX-License-Identifier: Apache-2.0
"""The network of a run: vector fields, the depth rule, predictions."""

import math

import numpy as np
from numpy.polynomial import legendre

from .errors import InputError, RhoflowError

#: Products of samples and weights that are held in memory at once.
BATCH = 1 << 16

TOLERANCE, ROUNDING_TOLERANCE, MOST_ITERATIONS = 1e-13, 1e-11, 30


def _erf(x):
    try:
        from scipy.special import erf
    except ImportError:
        erf = np.vectorize(math.erf, otypes=[float])
    return erf(x)


def _logistic(x):
    small = np.exp(-np.abs(x))
    return np.where(x >= 0.0, 1.0, small) / (1.0 + small)


def _tanh(x):
    value = np.tanh(x)
    return value, lambda: 1.0 - value * value


def _with_logistic(x):
    value = _logistic(x)
    return value, lambda: value * (1.0 - value)


#: Name of Network/Activation to a function of x that returns sigma0(x) and what computes sigma0'(x).
ACTIVATIONS = {
    "tanh": _tanh,
    "logistic": _with_logistic,
    "erf": lambda x: (_erf(x), lambda: 2.0 / math.sqrt(math.pi) * np.exp(-x * x)),
    "sine": lambda x: (np.sin(x), lambda: np.cos(x)),
    "softplus": lambda x: (np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x))), lambda: _logistic(x)),
    "constant": lambda x: (np.ones_like(x), lambda: np.zeros_like(x)),
}

#: The same names to functions of x, sigma0(x) and sigma0'(x) that return sigma0''(x).
SECOND_DERIVATIVES = {
    "tanh": lambda x, value, prime: -2.0 * value * prime,
    "logistic": lambda x, value, prime: prime * (1.0 - 2.0 * value),
    "erf": lambda x, value, prime: -2.0 * x * prime,
    "sine": lambda x, value, prime: -value,
    "softplus": lambda x, value, prime: prime * (1.0 - prime),
    "constant": lambda x, value, prime: np.zeros_like(x),
}


def activation_named(name, where):
    """The entry of `ACTIVATIONS`; InputError that names the file `where` if there is none."""
    if name not in ACTIVATIONS:
        raise InputError(f"{where}: unknown activation '{name}'; known are {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]


class WeightSum:
    """F(z) = sum_q M_q sigma0(w_q.z + b_q), a density's moments on a grid or a layer of neurons.

    Parameters
    ----------
    activation : callable
        One of `ACTIVATIONS`.
    w : ndarray [points, d]
    b : ndarray [points]
    moments : ndarray [points, components]
        Outer weight times share of every point, scales included.
    """

    def __init__(self, activation, w, b, moments):
        # What adds up to less than the rounding of the sum needs no evaluation.
        size = np.abs(moments).sum(axis=1)
        order = np.argsort(size)
        negligible = np.cumsum(size[order]) <= 1e-17 * size.sum()
        keep = np.sort(order[~negligible])
        self._activation = activation
        self._q = np.ascontiguousarray(np.column_stack([w, b])[keep].T)
        self._moments = moments[keep]
        d, components = w.shape[1], moments.shape[1]
        products = self._moments[:, :, None] * w[keep][:, None, :]
        self._derivative = products.reshape(len(keep), components * d)
        self._shape = components, d

    def __call__(self, z, derivative=False):
        """F [samples, components] at `z` [samples, d], and dF/dz [samples, components, d] if asked."""
        n, (components, d) = len(z), self._shape
        field = np.empty((n, components))
        slope = np.empty((n, components * d))
        rows = max(1, BATCH // max(1, self._q.shape[1]))
        for begin in range(0, n, rows):
            part = slice(begin, min(begin + rows, n))
            arguments = z[part] @ self._q[:-1] + self._q[-1]
            value, prime = self._activation(arguments)
            field[part] = value @ self._moments
            if derivative:
                slope[part] = prime() @ self._derivative
        return (field, slope.reshape(n, components, d)) if derivative else field


class PolynomialSum:
    """A WeightSum on a box by a polynomial through Chebyshev points, for many evaluations.

    Its error falls exponentially with the number of points, as a sum over weights is smooth.

    Parameters
    ----------
    exact : WeightSum
    low, high : ndarray [d]
        Corners of the box; beyond it the polynomial means nothing.
    accuracy : float
        Points are added until the highest modes are below it, relative to the largest.
    """

    def __init__(self, exact, low, high, accuracy=1e-5):
        self._low, self._length = low, high - low
        d = len(low)
        for points in (12, 18, 26, 38, 56):
            t = np.cos(np.pi * (np.arange(points) + 0.5) / points)
            grids = np.meshgrid(*[t] * d, indexing="ij")
            nodes = np.column_stack([grid.ravel() for grid in grids])
            values = exact(low + 0.5 * (1.0 + nodes) * self._length)
            modes = values.reshape([points] * d + [-1])
            transform = 2.0 / points * np.cos(np.outer(np.arange(points), np.arccos(t)))
            transform[0] *= 0.5
            for k in range(d):
                modes = np.moveaxis(np.tensordot(transform, modes, axes=(1, k)), 0, k)
            size = np.abs(modes).max(axis=-1)
            tail = max(np.take(size, range(points - 2, points), axis=k).max() for k in range(d))
            if tail <= accuracy * size.max():
                break
        self._modes, self._points = modes, points

    def _basis(self, t):
        """Chebyshev polynomials and their derivatives [samples, points]."""
        angle = np.arccos(np.clip(t, -1.0, 1.0))
        order = np.arange(self._points)
        sine = np.maximum(np.sin(angle), 1e-9)
        return (np.cos(angle[:, None] * order),
                order * np.sin(angle[:, None] * order) / sine[:, None])

    def __call__(self, z, derivative=False):
        """As WeightSum."""
        field, slope = np.empty((len(z), self._modes.shape[-1])), []
        t = 2.0 * (z - self._low) / self._length - 1.0
        bases = [self._basis(t[:, k]) for k in range(z.shape[1])]
        field = self._combine([basis[0] for basis in bases])
        if not derivative:
            return field
        for k, length in enumerate(self._length):
            chosen = [basis[1 if j == k else 0] for j, basis in enumerate(bases)]
            slope.append(self._combine(chosen) * (2.0 / length))
        return field, np.stack(slope, axis=-1)

    def _combine(self, bases):
        values = np.tensordot(bases[0], self._modes, axes=(1, 0))
        for basis in bases[1:]:
            values = np.einsum("pj...,pj->p...", values, basis)
        return values


class DepthRule:
    """Nodes, weights and the matrices of blocks of consecutive depth nodes.

    Parameters
    ----------
    rule : str
        `gauss`, collocation at the Gauss-Legendre nodes of equal intervals, or `euler`.
    points : int
        Nodes per interval of `gauss`.
    depths, weights : ndarray [slices]
        As the file of the run holds them.
    where : str
        The file, for messages.
    """

    def __init__(self, rule, points, depths, weights, where):
        self.rule, self.depths, self.weights = rule, np.asarray(depths), np.asarray(weights)
        if rule == "euler":
            self.block, self.matrix = 1, np.zeros((1, 1))
        elif rule == "gauss" and len(depths) % points == 0:
            self.block = points
            self.matrix = self._collocation(points) * (points / len(depths))
        else:
            raise InputError(f"{where}: unknown depth rule '{rule}' with {points} points per "
                             f"interval for {len(depths)} depths")

    @staticmethod
    def _collocation(n):
        """A_jk, the integral of the k-th Lagrange polynomial from 0 to the node c_j of [0, 1]."""
        x, w = legendre.leggauss(n)
        x, w = 0.5 * (1.0 + x), 0.5 * w
        matrix = np.zeros((n, n))
        for j in range(n):
            for q in range(n):
                at = x[j] * x[q]
                for k in range(n):
                    others = np.delete(x, k)
                    matrix[j, k] += x[j] * w[q] * np.prod((at - others) / (x[k] - others))
        return matrix


class Network:
    """A network with finitely or infinitely many neurons, as a function of its inputs.

    Parameters
    ----------
    depth : DepthRule
    layers : list of WeightSum
        dZ/ds of every depth node, alpha included.
    head : WeightSum or ndarray [d]
        f(Z(1)), beta included, or the vector c of a fixed head f = c.z.
    """

    def __init__(self, depth, layers, head):
        self.depth, self.layers, self.head = depth, layers, head

    def features(self, x, tolerance=TOLERANCE):
        """Features at the depth nodes [slices, n, d] and at the end [n, d]; `x` is [n, d]."""
        start, nodes = np.array(x, dtype=float), []
        for first in range(0, len(self.layers), self.depth.block):
            z, field = self._solve_block(first, start, tolerance)
            weights = self.depth.weights[first : first + self.depth.block]
            start = start + np.tensordot(weights, field, axes=(0, 0))
            nodes.extend(z)
        return np.array(nodes), start

    def approximation(self, low, high, accuracy=1e-5):
        """The same network for inputs of a box, by polynomials: for pictures with many points.

        Parameters
        ----------
        low, high : array_like [d]
            Corners of the box of inputs.
        accuracy : float
            Of the vector fields, relative to themselves.

        Returns
        -------
        Network
        """
        lines = [np.linspace(a, b, 3) for a, b in zip(low, high)]
        corners = np.column_stack([grid.ravel() for grid in np.meshgrid(*lines)])
        nodes, end = self.features(corners, 1e-4)
        passed = np.concatenate([corners, nodes.reshape(-1, len(lines)), end])
        middle = 0.5 * (passed.min(axis=0) + passed.max(axis=0))
        half = 0.65 * np.ptp(passed, axis=0)
        box = middle - half, middle + half
        known = {}

        def smooth(layer):
            if id(layer) not in known:
                known[id(layer)] = PolynomialSum(layer, *box, accuracy)
            return known[id(layer)]

        head = self.head if isinstance(self.head, np.ndarray) else smooth(self.head)
        return Network(self.depth, [smooth(layer) for layer in self.layers], head)

    def _solve_block(self, first, start, tolerance):
        """Features and fields [block, n, d] of the nodes from `first` on, by Newton's method."""
        size, matrix = self.depth.block, self.depth.matrix
        if self.depth.rule == "euler":
            # A layer enters the next with its weight only, which depths * A = 0 says.
            return start[None], self.layers[first](start)[None]
        z = np.repeat(start[None], size, axis=0)
        previous = np.inf
        for _ in range(MOST_ITERATIONS):
            both = [layer(z[j], True) for j, layer in enumerate(self.layers[first : first + size])]
            field = np.array([value for value, _ in both])
            residual = start + np.tensordot(matrix, field, axes=(1, 0)) - z
            relative = np.max(np.abs(residual) / (1.0 + np.abs(z)), initial=0.0)
            if not np.isfinite(relative):
                raise RhoflowError("predict: the features are not finite; are the inputs?")
            if relative <= tolerance or (relative <= ROUNDING_TOLERANCE and relative > previous / 2):
                return z, field
            z = z + self._newton(np.array([slope for _, slope in both]), residual)
            previous = relative
        raise RhoflowError(f"predict: Newton's method did not converge near depth "
                           f"{self.depth.depths[first]:.3g}; inputs far from the data may need more "
                           "Depth/Intervals")

    def _newton(self, slopes, residual):
        """Solves (1 - A dF) update = residual for every sample; shapes [block, n, d]."""
        size, n, d = residual.shape
        # [n, j, a, k, c] = delta - A_jk dF_k[a, c]
        system = -np.einsum("jk,knac->njakc", self.depth.matrix, slopes)
        system = system.reshape(n, size * d, size * d)
        system += np.eye(size * d)
        right = np.transpose(residual, (1, 0, 2)).reshape(n, size * d, 1)
        update = np.linalg.solve(system, right).reshape(n, size, d)
        return np.transpose(update, (1, 0, 2))

    def predict(self, x, tolerance=TOLERANCE):
        """f(x) [n] for inputs [n, d], in the units of the solver.

        `tolerance` is what may be left of the residual of the depth rule, relative to 1 + |Z|; the
        default is that of the solver.
        """
        end = self.features(x, tolerance)[1]
        return end @ self.head if isinstance(self.head, np.ndarray) else self.head(end)[:, 0]
