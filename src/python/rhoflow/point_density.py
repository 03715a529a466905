# SPDX-License-Identifier: Apache-2.0
"""Densities that weighted points stand for: integrals, marginals, box means."""

from statistics import NormalDist

import numpy as np

from .density import DensityBase, Moments, Sampled
from .errors import InputError


def normal_points(n, d):
    """Points [n, d] of a lattice for the standard normal distribution, with its means and covariances exactly.

    A lattice of Korobov's form, the best of a few by the error for smooth periodic functions, under the quantile;
    a linear map near the identity then makes polynomials of degree two exact.
    """
    best = np.inf
    for k in range(1, 25):
        powers = [pow(2 * int(n * ((k * 0.6180339887498949) % 1.0) / 4.0) + 1, j, n) for j in range(d)]
        places = np.outer(np.arange(n), powers) % n
        x = places / n
        error = np.sum(np.prod(1.0 + 2.0 * np.pi**2 * (x * x - x + 1.0 / 6.0), axis=1))
        if error < best:
            best, chosen = error, places
    quantiles = np.array([NormalDist().inv_cdf((k + 0.5) / n) for k in range(n)])
    points = quantiles[chosen]
    points -= points.mean(axis=0)
    return points @ np.linalg.inv(np.linalg.cholesky(points.T @ points / n)).T


class GaussianStart:
    """A start, a mixture of Gaussians with independent weights.

    Attributes
    ----------
    shares : ndarray [C]
        Sum one.
    means, variances : ndarray [C, weights]
    """

    def __init__(self, shares, means, variances):
        self.shares, self.means, self.variances = shares / np.sum(shares), means, variances

    def log_density(self, points):
        """The logarithm of the density at `points` [points, weights]."""
        terms = [np.log(share) - 0.5 * np.sum((points - mean) ** 2 / variance + np.log(2.0 * np.pi * variance), axis=1)
                 for share, mean, variance in zip(self.shares, self.means, self.variances)]
        return np.logaddexp.reduce(terms)

    def points(self, n):
        """Points [C n, weights] for the start, and their shares: n of each Gaussian."""
        standard = normal_points(n, self.means.shape[1])
        moved = [mean + np.sqrt(variance) * standard for mean, variance in zip(self.means, self.variances)]
        return np.concatenate(moved), np.repeat(self.shares / n, n)


class PointDensity(DensityBase):
    """A density by points with weights: integrals are sums over them.

    Attributes
    ----------
    points : ndarray [points, weights]
    shares : ndarray [points]
        What the points count, sum one.
    """

    method = "characteristics"

    def __init__(self, names, points, shares, time=None, depth=None):
        super().__init__(names, (), time, depth)
        self._points, self._shares = points, shares

    def _make_points(self):
        raise NotImplementedError

    def _cloud(self):
        if self._points is None:
            self._points, self._shares = self._make_points()
        return self._points, self._shares

    @property
    def points(self):
        """[points, weights]."""
        return self._cloud()[0]

    @property
    def shares(self):
        """[points], sum one."""
        return self._cloud()[1]

    def integrate(self, f=None):
        """Sum of f times the shares; f takes one array [points] for each weight, default 1."""
        values = 1.0 if f is None else f(*self.points.T)
        return float(np.sum(values * self.shares))

    def marginal(self, *names):
        """The density of some weights, a `PointDensity`."""
        keep = self._indices(names)
        return PointDensity(names, self.points[:, keep], self.shares, self.time, self.depth)

    def reduced(self, names):
        """What is needed for marginals of `names` only, in the order of the density."""
        return self.marginal(*(name for name in self.names if name in names))

    @property
    def moments(self):
        """Mass, mean and second moments, a `Moments`."""
        points, shares = self.points, self.shares
        return Moments(self.integrate(), shares @ points, (points * shares[:, None]).T @ points, self.names)

    def quantile_range(self, name, outside=1e-4):
        """The interval of the weight `name` that leaves out the share `outside`, half on each side."""
        values = self.points[:, self._indices([name])[0]]
        order = np.argsort(values)
        below = np.cumsum(self.shares[order])
        ends = np.searchsorted(below, [0.5 * outside * below[-1], (1.0 - 0.5 * outside) * below[-1]])
        return tuple(values[order][np.minimum(ends, len(values) - 1)])

    def sample(self, n=64, limits=None):
        """Means over the boxes of a uniform grid; sums over them are the shares of the points there.

        Parameters
        ----------
        n : int or dict of str to int
            Boxes in each direction.
        limits : dict of str to (float, float), optional
            Ranges. A direction without range reaches from the first point to the last.

        Returns
        -------
        Sampled
        """
        limits = limits or {}
        edges = {}
        for k, name in enumerate(self.names):
            low, high = limits.get(name) or (self.points[:, k].min(), self.points[:, k].max())
            edges[name] = np.linspace(low, high, (n[name] if isinstance(n, dict) else n) + 1)
        sums, _ = np.histogramdd(self.points, list(edges.values()), weights=self.shares)
        volume = np.prod([edge[1] - edge[0] for edge in edges.values()])
        return Sampled(self.names, edges, sums / volume)

    def on_grid(self, **coordinates):
        """One weight: smoothed box means between which the values at the coordinates are interpolated."""
        if len(self.names) != 1 or set(coordinates) != set(self.names):
            raise InputError(f"on_grid: give coordinates of one weight, {', '.join(self.names)}")
        name = self.names[0]
        sampled = smoothed(self.sample(200))
        return np.interp(coordinates[name], sampled.centers[name], sampled.values, left=0.0, right=0.0)

    def __repr__(self):
        place = "" if self.depth is None else f", depth {self.depth:.6g}"
        time = "" if self.time is None else f", time {self.time:.6g}"
        return f"<{type(self).__name__} {', '.join(self.names)}{place}{time}>"


def smoothed(sampled, boxes=3.0):
    """Box means averaged with a Gaussian of the deviation `boxes`, as pictures of points need.

    What would leave the grid is counted in the boxes inside: the mass stays.
    """
    values = sampled.values
    for axis, n in enumerate(values.shape):
        distance = np.subtract.outer(np.arange(n), np.arange(n)) / boxes
        kernel = np.exp(-0.5 * distance**2)
        values = np.moveaxis(np.tensordot(kernel / kernel.sum(axis=0), values, axes=(1, axis)), 0, axis)
    return Sampled(sampled.names, sampled.edges, values)
