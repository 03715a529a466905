# SPDX-License-Identifier: Apache-2.0
"""Densities of weights: exact integrals, marginals, box means and values anywhere."""

from dataclasses import dataclass

import numpy as np

from .errors import InputError


@dataclass(frozen=True)
class Moments:
    """Moments of a density over its d weights, in the order of its names."""

    mass: float
    mean: np.ndarray  #: [d]
    second: np.ndarray  #: [d, d], the integrals of theta_i theta_j
    names: tuple

    @property
    def covariance(self):
        """[d, d], of the density as it is; a probability density has mass 1."""
        return self.second / self.mass - np.outer(self.mean, self.mean) / self.mass**2


@dataclass(frozen=True)
class Sampled:
    """Means of a density over the boxes of a uniform grid.

    Attributes
    ----------
    names : tuple of str
    edges : dict of str to ndarray [n + 1]
    values : ndarray [n, ...]
        Directions in the order of the names.
    """

    names: tuple
    edges: dict
    values: np.ndarray

    @property
    def centers(self):
        """Middle of the boxes, dict of name to ndarray [n]."""
        return {name: 0.5 * (edge[1:] + edge[:-1]) for name, edge in self.edges.items()}

    @property
    def mass(self):
        """Sum of values times volumes of the boxes."""
        total = self.values
        for name in reversed(self.names):
            total = total @ np.diff(self.edges[name])
        return float(total)

    def to_xarray(self):
        """The same as an xarray.DataArray; needs xarray."""
        import xarray

        return xarray.DataArray(self.values, coords=self.centers, dims=self.names, name="density")


def contract(values, index, weights):
    """Sums of values times weights along one direction.

    The arrays of files are fastest along the first direction: the transpose is contiguous, and no
    copy is made.
    """
    reverse = values.transpose()
    axis = values.ndim - 1 - index
    shape = reverse.shape
    before, after = int(np.prod(shape[:axis])), int(np.prod(shape[axis + 1 :]))
    if after == 1:
        result = reverse.reshape(before, shape[axis]) @ weights
    else:
        result = np.matmul(weights, reverse.reshape(before, shape[axis], after))
    return result.reshape(shape[:axis] + shape[axis + 1 :]).transpose()


class DensityBase:
    """What full densities and collections of marginals have in common.

    Attributes
    ----------
    names : tuple of str
        Names of the weights: `u, w, b` or `u1, u2, w1, w2, b`; of the head `a` instead of u.
    axes : dict of str to ndarray [n]
        Physical coordinates of the nodes in each direction. Where elements meet both nodes are there.
    weights : dict of str to ndarray [n]
        Quadrature weights: the sum of values times the product of weights is the integral.
    time : float
        Training time.
    depth : float or None
        Depth s of an encoder's density.
    method : str
        "mesh": nodal values of the solver; of a `CharacteristicDensity` "characteristics".
    """

    method = "mesh"

    def __init__(self, names, directions, time=None, depth=None):
        self.names = tuple(names)
        self._directions = tuple(directions)
        self.time, self.depth = time, depth
        self.axes = {name: axis.nodes for name, axis in zip(self.names, self._directions)}
        self.weights = {name: axis.weights for name, axis in zip(self.names, self._directions)}

    def _indices(self, names):
        if not names:
            raise InputError(f"marginal: name at least one of {', '.join(self.names)}")
        for name in names:
            if name not in self.names:
                raise InputError(f"marginal: there is no weight '{name}'; choose from "
                                 f"{', '.join(self.names)}")
        if len(set(names)) != len(names):
            raise InputError(f"marginal: a weight is named twice in {', '.join(names)}")
        return [self.names.index(name) for name in names]

    def direction(self, name):
        """The one-dimensional basis of the weight `name`, see `rhoflow.axes`."""
        return self._directions[self._indices([name])[0]]

    def mean(self):
        """Integrals of every weight times the density, ndarray [number of weights]."""
        return np.array([self.marginal(name).integrate(lambda x: x) for name in self.names])

    def second_moment(self):
        """Integral of the sum of the squares of all weights."""
        return float(sum(self.marginal(name).integrate(np.square) for name in self.names))

    @property
    def moments(self):
        """Mass, mean and second moments, a `Moments`."""
        d = len(self.names)
        second = np.empty((d, d))
        for i, first in enumerate(self.names):
            line = self.marginal(first)
            second[i, i] = line.integrate(np.square)
            for j in range(i):
                pair = self.marginal(self.names[j], first)
                second[i, j] = second[j, i] = pair.integrate(lambda x, y: x * y)
        return Moments(self.marginal(self.names[-1]).integrate(), self.mean(), second, self.names)

    def __repr__(self):
        sizes = " x ".join(f"{name}: {len(self.axes[name])}" for name in self.names)
        place = "" if self.depth is None else f", depth {self.depth:.6g}"
        time = "" if self.time is None else f", time {self.time:.6g}"
        return f"<{type(self).__name__} {sizes}{time}{place}>"


class Density(DensityBase):
    """A density of some weights, by its values at the nodes of the solver.

    Attributes
    ----------
    values : ndarray [len(axes[name]) for name in names]
        The density, with the Gaussian of the Hermite basis, of physical weights. With that basis
        values may be slightly negative.
    """

    def __init__(self, names, directions, values, time=None, depth=None):
        super().__init__(names, directions, time, depth)
        self.values = values

    def integrate(self, f=None):
        """Integral of f times the density, by the solver's own quadrature.

        Parameters
        ----------
        f : callable, optional
            Takes one array for each weight, in the order of `names`, that broadcast against each
            other; default 1, which gives the mass.

        Returns
        -------
        float
        """
        values = self.values
        if f is not None:
            grids = np.meshgrid(*self.axes.values(), indexing="ij", sparse=True)
            values = values * f(*grids)
        for name in self.names:
            values = contract(values, 0, self.weights[name])
        return float(values)

    def marginal(self, *names):
        """The density of some weights, all others integrated out exactly.

        Parameters
        ----------
        *names : str
            For example `"w", "b"`; also the order of the directions of the result.

        Returns
        -------
        Density
        """
        keep = self._indices(names)
        values = self.values
        gone = 0
        for index, name in enumerate(self.names):
            if index not in keep:
                values = contract(values, index - gone, self.weights[name])
                gone += 1
        order = np.argsort(np.argsort(keep))
        values = np.transpose(values, order)
        return Density(names, [self._directions[k] for k in keep], values, self.time, self.depth)

    def reduced(self, names):
        """What is needed for marginals of `names` only, in the order of the density."""
        return self.marginal(*(name for name in self.names if name in names))

    def at(self, points):
        """Values of the solver's own interpolant.

        Parameters
        ----------
        points : array_like [..., number of weights]
            Physical weights in the order of `names`.

        Returns
        -------
        ndarray [...]
            Element polynomials times, with the Hermite basis, Gaussian times polynomial. Where
            elements meet, the mean of both; beyond the box 0.
        """
        points = np.asarray(points, dtype=float)
        d = len(self.names)
        if points.ndim < 1 or points.shape[-1] != d:
            raise InputError(f"at: points of shape {points.shape}; the last extent has to be {d}, "
                             f"the weights {', '.join(self.names)}")
        flat = points.reshape(-1, d)
        result = np.empty(len(flat))
        # A batch needs the values contracted with the first direction for each of its points.
        batch = max(1, int(4e7) // max(1, self.values.size // len(self.axes[self.names[0]])))
        for begin in range(0, len(flat), batch):
            part = flat[begin : begin + batch]
            rows = [axis.evaluation(part[:, k]) for k, axis in enumerate(self._directions)]
            values = np.tensordot(rows[0], self.values, axes=(1, 0))
            for matrix in rows[1:]:
                values = np.einsum("pj...,pj->p...", values, matrix)
            result[begin : begin + batch] = values
        return result.reshape(points.shape[:-1])

    def on_grid(self, **coordinates):
        """Values of the interpolant on a tensor grid, much faster than `at`.

        Parameters
        ----------
        **coordinates : array_like
            One list of coordinates for every weight, for example `u=..., w=..., b=...`.

        Returns
        -------
        ndarray
            Directions in the order of `names`.
        """
        if set(coordinates) != set(self.names):
            raise InputError(f"on_grid: give coordinates of {', '.join(self.names)}")
        return self._contracted(
            [axis.evaluation(coordinates[name]) for name, axis in zip(self.names, self._directions)]
        )

    def sample(self, n=64, limits=None):
        """Means over the boxes of a uniform grid; sums over them are exact integrals.

        Parameters
        ----------
        n : int or dict of str to int
            Boxes in each direction.
        limits : dict of str to (float, float), optional
            Ranges. A direction without range has the interval of its elements or, with the Hermite
            basis, one that leaves less than 1e-10 of the mass outside; what is outside is then
            counted in the outermost boxes, so that the mass is exact.

        Returns
        -------
        Sampled
        """
        limits = limits or {}
        edges, matrices = {}, []
        for name, axis in zip(self.names, self._directions):
            count = n[name] if isinstance(n, dict) else n
            open_ended = name not in limits and not axis.bounded
            low, high = limits.get(name) or self._limits(name)
            edge = np.linspace(low, high, count + 1)
            ends = edge.copy()
            if open_ended:
                ends[0], ends[-1] = -np.inf, np.inf
            matrices.append(np.diff(axis.cumulative(ends), axis=0) / np.diff(edge)[:, None])
            edges[name] = edge
        return Sampled(self.names, edges, self._contracted(matrices))

    def _limits(self, name):
        axis = self.direction(name)
        return axis.limits if axis.bounded else self.quantile_range(name, 1e-10)

    def quantile_range(self, name, outside=1e-4):
        """The interval of the weight `name` that leaves out the share `outside`, half on each side.

        Returns
        -------
        low, high : float
            To 1/2000 of the range of the nodes.
        """
        line = self.marginal(name)
        axis = line._directions[0]
        reach = max(abs(axis.nodes[0]), abs(axis.nodes[-1])) * (1.0 if axis.bounded else 1.5)
        x = np.linspace(-reach, reach, 2001)
        below = axis.cumulative(x) @ line.values
        # Where an expansion is not resolved its tails oscillate: the last and first passages count.
        left = np.flatnonzero(below <= 0.5 * outside * below[-1])
        right = np.flatnonzero(below >= (1.0 - 0.5 * outside) * below[-1])
        return x[left[-1] if len(left) else 0], x[right[0]]

    def _contracted(self, matrices):
        values = self.values
        for index, matrix in enumerate(matrices):
            values = np.moveaxis(np.tensordot(matrix, values, axes=(1, index)), 0, index)
        return values

    def to_xarray(self):
        """The values at the nodes as an xarray.DataArray; needs xarray."""
        import xarray

        return xarray.DataArray(self.values, coords=self.axes, dims=self.names, name="density")


class MarginalDensities(DensityBase):
    """The marginals of a density of which the file does not hold the density itself.

    Mass, means, second moments and marginals of single weights, of pairs, and of subsets of the
    inner weights are exact; the full density is not there.
    """

    def __init__(self, names, directions, marginals, where, time=None, depth=None):
        super().__init__(names, directions, time, depth)
        self._marginals, self._where = marginals, where

    @property
    def stored(self):
        """Names of the marginals in the file, list of tuples of str."""
        return list(self._marginals)

    def marginal(self, *names):
        """The density of some weights; see `Density.marginal`."""
        self._indices(names)
        for stored in sorted(self._marginals, key=len):
            if set(names) <= set(stored):
                return self._marginals[stored].marginal(*names)
        raise InputError(f"{self._where}: holds no marginal of {', '.join(names)} but those of "
                         f"{'; '.join(', '.join(pair) for pair in self._marginals)}; a run with "
                         "full densities (section Output), or its checkpoint, has it")

    def integrate(self, f=None):
        """The mass; other integrands need a marginal or the full density."""
        if f is None:
            return self.marginal(self.names[-1]).integrate()
        raise self._missing("integrate(f)")

    def quantile_range(self, name, outside=1e-4):
        """See `Density.quantile_range`."""
        return self.marginal(name).quantile_range(name, outside)

    def reduced(self, names):  # noqa: ARG002, as of Density
        """This: the marginals are small."""
        return self

    def _missing(self, what):
        return InputError(f"{self._where}: {what} needs the full density, the file holds marginals; "
                          "use .marginal(...), the checkpoint, or a run with full densities")

    @property
    def values(self):
        raise self._missing("values")

    def at(self, points):
        """Not available."""
        raise self._missing("at")

    def sample(self, n=64, limits=None):
        """Not available."""
        raise self._missing("sample")
