# SPDX-License-Identifier: Apache-2.0
"""One direction of the weight space: nodes, quadrature, and the solver's interpolant.

A density is a product of one-dimensional bases. Every class here is one direction of it and offers
the same members, in physical units (dimensionless): `nodes` [n], `weights` [n], `evaluation(x)`
[points, n] and `cumulative(x)` [points, n]. Matrices act on the values of the *density* at the nodes.
"""

import math

import numpy as np
from numpy.polynomial import legendre

from .errors import InputError


def gauss_lobatto(n):
    """Gauss-Lobatto rule on [0, 1].

    Parameters
    ----------
    n : int
        Number of nodes, at least 2; both ends are nodes.

    Returns
    -------
    nodes, weights : ndarray [n]
        The nodes are the ends and the zeros of the derivative of Legendre's polynomial of degree
        n - 1; weights 1 / (n (n - 1) P_{n-1}^2), for the unit interval.
    """
    top = np.zeros(n)
    top[-1] = 1.0
    first = legendre.legder(top)
    second = legendre.legder(first)
    x = np.sort(np.real(legendre.legroots(first)))
    for _ in range(3):
        x = x - legendre.legval(x, first) / legendre.legval(x, second)
    x = np.concatenate([[-1.0], 0.5 * (x - x[::-1]), [1.0]])
    weights = 1.0 / (n * (n - 1) * legendre.legval(x, top) ** 2)
    return 0.5 * (1.0 + x), weights


def hermite_values(n, x):
    """Orthonormal Hermite polynomials He_k / sqrt(k!) of the standard Gaussian.

    Parameters
    ----------
    n : int
        Highest degree.
    x : array_like [points]

    Returns
    -------
    ndarray [n + 1, points]
    """
    x = np.asarray(x, dtype=float)
    h = np.empty((n + 1, *x.shape))
    h[0] = 1.0
    if n > 0:
        h[1] = x
    for k in range(1, n):
        h[k + 1] = (x * h[k] - math.sqrt(k) * h[k - 1]) / math.sqrt(k + 1)
    return h


def gauss_hermite(n):
    """Gauss-Hermite rule of the standard Gaussian.

    Returns
    -------
    nodes, weights : ndarray [n]
        Eigenvalues of the Jacobi matrix (Golub and Welsch), polished by Newton's method and exactly
        symmetric; weights 1 / sum_k h_k^2, which add up to 1.
    """
    off = np.sqrt(np.arange(1.0, n))
    x = np.linalg.eigvalsh(np.diag(off, 1) + np.diag(off, -1))
    for _ in range(3):
        h = hermite_values(n, x)
        x = x - h[n] / (math.sqrt(n) * h[n - 1])
    x = 0.5 * (x - x[::-1])
    return x, 1.0 / np.sum(hermite_values(n - 1, x) ** 2, axis=0)


def lagrange(nodes, x):
    """Values [points, n] of the Lagrange polynomials of `nodes` [n] at `x` [points]."""
    values = np.ones((len(x), len(nodes)))
    for a, node in enumerate(nodes):
        for b, other in enumerate(nodes):
            if a != b:
                values[:, a] *= (x - other) / (node - other)
    return values


class ElementAxis:
    """Discontinuous Gauss-Lobatto elements on the cells of an interval.

    Parameters
    ----------
    breakpoints : array_like [cells + 1]
        Boundaries of the cells, increasing.
    degree : int
        Polynomial degree p, at least 1; a cell has p + 1 nodes.

    Attributes
    ----------
    nodes, weights : ndarray [cells * (p + 1)]
        A boundary between two cells occurs twice, once for each.
    """

    bounded = True

    def __init__(self, breakpoints, degree):
        self.breakpoints = np.asarray(breakpoints, dtype=float)
        self.degree = int(degree)
        self._line, line_weights = gauss_lobatto(self.degree + 1)
        lengths = np.diff(self.breakpoints)[:, None]
        nodes = self.breakpoints[:-1, None] + self._line * lengths
        nodes[:, -1] = self.breakpoints[1:]
        self.nodes = nodes.ravel()
        self.weights = (line_weights * lengths).ravel()
        points, gauss = legendre.leggauss(self.degree + 1)
        self._gauss = 0.5 * (1.0 + points), 0.5 * gauss

    @property
    def limits(self):
        """Ends of the interval: the density is zero beyond them."""
        return self.breakpoints[0], self.breakpoints[-1]

    def scaled(self, length):
        """The same direction with all coordinates multiplied by `length` > 0."""
        return ElementAxis(self.breakpoints * length, self.degree)

    def _matrix(self, cells, local):
        """[points, n] with the rows `local` [points, p + 1] in the columns of `cells`."""
        n = self.degree + 1
        matrix = np.zeros((len(cells), len(self.nodes)))
        columns = cells[:, None] * n + np.arange(n)
        np.put_along_axis(matrix, columns, local, axis=1)
        return matrix

    def _evaluation_in(self, cells, x):
        lower, upper = self.breakpoints[cells], self.breakpoints[cells + 1]
        inside = (x >= self.breakpoints[0]) & (x <= self.breakpoints[-1])
        return self._matrix(
            cells, lagrange(self._line, (x - lower) / (upper - lower)) * inside[:, None]
        )

    def evaluation(self, x):
        """Matrix [points, n] from nodal values to values at `x` [points].

        At a boundary of two cells the mean of both polynomials, beyond the ends zero.
        """
        x = np.asarray(x, dtype=float)
        last = len(self.breakpoints) - 2
        right = np.clip(np.searchsorted(self.breakpoints, x, side="right") - 1, 0, last)
        left = np.clip(np.searchsorted(self.breakpoints, x, side="left") - 1, 0, last)
        matrix = self._evaluation_in(right, x)
        shared = np.flatnonzero(left != right)
        if len(shared):
            matrix[shared] = 0.5 * (matrix[shared] + self._evaluation_in(left[shared], x[shared]))
        return matrix

    def cumulative(self, x):
        """Matrix [points, n] from nodal values to the integral from the lower end to `x`."""
        x = np.clip(np.asarray(x, dtype=float), *self.limits)
        last = len(self.breakpoints) - 2
        cell = np.clip(np.searchsorted(self.breakpoints, x, side="right") - 1, 0, last)
        lower = self.breakpoints[cell]
        share = x - lower
        # A polynomial of degree p: exact with p + 1 Gauss nodes between the cell's start and x.
        points, weights = self._gauss
        local = np.zeros((len(x), self.degree + 1))
        lengths = self.breakpoints[cell + 1] - lower
        for point, weight in zip(points, weights):
            local += weight * lagrange(self._line, point * share / lengths)
        matrix = self._matrix(cell, local * share[:, None])
        n = self.degree + 1
        for k, c in enumerate(cell):
            matrix[k, : c * n] = self.weights[: c * n]
        return matrix

    def gaussian(self, mean, variance):
        """Nodal values [n] of the Gaussian, as the solver starts with it."""
        return np.exp(-0.5 * (self.nodes - mean) ** 2 / variance) / math.sqrt(
            2.0 * math.pi * variance
        )


class HermiteAxis:
    """A Gaussian times a polynomial of degree below n, on the whole line.

    Parameters
    ----------
    n : int
        Number of Gauss-Hermite nodes.
    variance : float
        Variance of the reference Gaussian; its mean is 0.
    length : float
        Physical coordinates are `length` times those in which the reference has this variance.

    Attributes
    ----------
    nodes, weights : ndarray [n]
        `weights` are those of sums over values of the density, Gaussian included.
    """

    bounded = False

    def __init__(self, n, variance=1.0, length=1.0):
        self.deviation = math.sqrt(variance) * length
        self._variance, self._length = variance, length
        self._x, self._christoffel = gauss_hermite(n)
        self.nodes = self.deviation * self._x
        self._values = hermite_values(n - 1, self._x)
        self.weights = self._christoffel / self._reference(self._x)

    @classmethod
    def from_nodes(cls, nodes):
        """The direction that has these nodes."""
        standard = cls(len(nodes))
        return cls(len(nodes), (nodes[-1] / standard.nodes[-1]) ** 2)

    @classmethod
    def from_settings(cls, n, weights):
        """The direction of `n` nodes that a dict of the keys of section Weights describes."""
        return cls(n, weights["outer_variance"])

    def reference(self):
        """The reference density at the nodes [n]."""
        return self._reference(self._x)

    def _reference(self, x):
        """The reference density at the standard coordinate `x`."""
        return np.exp(-0.5 * x * x) / (math.sqrt(2.0 * math.pi) * self.deviation)

    def scaled(self, length):
        """The same direction with all coordinates multiplied by `length` > 0."""
        return HermiteAxis(len(self.nodes), self._variance, self._length * length)

    def evaluation(self, x):
        """Matrix [points, n] from nodal values to values at `x` [points]."""
        x = np.asarray(x, dtype=float) / self.deviation
        h = hermite_values(len(self.nodes) - 1, x)
        return self._reference(x)[:, None] * (h.T @ self._values) * self.weights

    def cumulative(self, x):
        """Matrix [points, n] from nodal values to the integral from minus infinity to `x`.

        The integral of h_k times the Gaussian is minus the Gaussian times h_{k-1} / sqrt(k).
        """
        x = np.asarray(x, dtype=float) / self.deviation
        n = len(self.nodes)
        modes = np.empty((len(x), n))
        modes[:, 0] = [0.5 * math.erfc(-value / math.sqrt(2.0)) for value in x]
        finite = np.isfinite(x)
        h = hermite_values(max(n - 2, 0), np.where(finite, x, 0.0))
        gauss = np.where(finite, self._reference(np.where(finite, x, 0.0)) * self.deviation, 0.0)
        for k in range(1, n):
            modes[:, k] = -gauss * h[k - 1] / math.sqrt(k)
        return (modes @ self._values) * self.weights

    def gaussian(self, mean, variance):
        """Nodal values [n] of the Gaussian's expansion, cut off as the solver does."""
        points = (mean + math.sqrt(variance) * self._x) / self.deviation
        coefficients = hermite_values(len(self.nodes) - 1, points) @ self._christoffel
        return (coefficients @ self._values) * self._reference(self._x)


def graded_breakpoints(cells, half_width, grading):
    """Cell boundaries [cells + 1] of `Weights/Inner cells`, `Half width` and `Inner grading`.

    R sinh(g y) / sinh(g) at uniform y in [-1, 1], exactly symmetric; g = 0 is uniform.
    """
    k = np.arange(cells + 1)
    upper = 2 * k > cells
    y = -1.0 + 2.0 * np.where(upper, cells - k, k) / cells
    x = np.sinh(grading * y) / math.sinh(grading) if grading > 0.0 else y
    return half_width * np.where(2 * k == cells, 0.0, np.where(upper, -x, x))


def check_nodes(axis, nodes, where):
    """Raises InputError unless `nodes`, as a file has them, are those of `axis`."""
    scale = np.max(np.abs(axis.nodes))
    if len(nodes) != len(axis.nodes) or np.max(np.abs(axis.nodes - nodes)) > 1e-12 * scale:
        raise InputError(f"{where}: the nodes are not those that the attributes describe; "
                         "the file is damaged or newer than this package")
