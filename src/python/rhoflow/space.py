# SPDX-License-Identifier: Apache-2.0
"""The space of one density: names and directions of its weights, and what the network sees of it."""

import numpy as np

from .axes import ElementAxis, HermiteAxis, graded_breakpoints
from .density import Density, contract
from .errors import InputError
from .network import WeightSum


def weight_names(part, d):
    """Names of the weights of `encoder` or `head` with d inputs, outer weights first."""
    numbers = [""] if d == 1 else [str(k + 1) for k in range(d)]
    outer = ["a"] if part == "head" else ["u" + number for number in numbers]
    return (*outer, *("w" + number for number in numbers), "b")


class WeightSpace:
    """Directions of encoder or head in the scaled weights xi, theta = l xi.

    Parameters
    ----------
    part : {"encoder", "head"}
    d : int
        Number of inputs.
    outer, inner : direction
        See `rhoflow.axes`; the same for all outer and all inner weights.
    """

    def __init__(self, part, d, outer, inner):
        self.part, self.d = part, d
        self.names = weight_names(part, d)
        self.n_outer = len(self.names) - d - 1
        self.directions = [outer] * self.n_outer + [inner] * (d + 1)

    def density(self, values, length=1.0, time=None, depth=None):
        """A Density from values [in the order of the names] of the density of xi."""
        directions = self.directions
        if length != 1.0:
            scaled = {id(axis): axis.scaled(length) for axis in directions}
            directions = [scaled[id(axis)] for axis in directions]
            values = values / length ** len(self.names)
        return Density(self.names, directions, values, time, depth)

    def from_cells(self, array, where):
        """Values of the density of xi in the order of the names from a checkpoint's array.

        Parameters
        ----------
        array : ndarray [inner nodes, outer nodes]
            Inner nodes cell by cell, the first direction fastest; the first outer weight fastest.
            With the Hermite basis without the Gaussian.
        """
        outer, inner = self.directions[0], self.directions[-1]
        n, dim = inner.degree + 1, self.d + 1
        cells = len(inner.nodes) // n
        outer_shape = [len(outer.nodes)] * self.n_outer
        if array.shape != ((cells * n) ** dim, int(np.prod(outer_shape))):
            raise InputError(f"{where}: extents {array.shape} do not fit {cells} cells of degree "
                             f"{inner.degree} and {len(outer.nodes)} outer nodes")
        values = array.reshape([cells] * dim + [n] * dim + outer_shape)
        order = [axis for k in range(dim) for axis in (k, dim + k)]
        values = values.transpose(order + list(range(2 * dim, 2 * dim + self.n_outer))).copy()
        values = values.reshape([cells * n] * dim + outer_shape).transpose()
        if not outer.bounded:
            # In place: it is the copy that bringing the cells in order has made.
            values *= outer_reference(outer, self.n_outer, values.ndim)
        return values

    def start(self, mixture):
        """The density of a Gaussian mixture as the solver starts with it, mass 1.

        Parameters
        ----------
        mixture : list of (share, means, variances)
            Means and variances in the order of the names.
        """
        values = 0.0
        for share, means, variances in mixture:
            component = share
            for k, axis in reversed(list(enumerate(self.directions))):
                component = np.multiply.outer(component, axis.gaussian(means[k], variances[k]))
            values = values + component
        density = self.density(values.transpose(), time=0.0)
        density.values /= density.integrate()
        return density


# The outer bases that cover the whole line: `reference()` of such a direction is the density by which
# the solver divides.
OUTER_AXES = {"hermite": HermiteAxis}
# That of elements has walls, and a mesh like the inner weights.
ELEMENT_BASIS = "finite element"


def outer_reference(axis, n_outer, ndim):
    """The reference at the outer nodes, to be multiplied with an array whose first directions these are."""
    line = axis.reference()
    product = 1.0
    for k in range(n_outer):
        shape = [1] * ndim
        shape[k] = len(line)
        product = product * line.reshape(shape)
    return product


def outer_axis_class(basis):
    """The class of the outer directions of the basis, None for elements.

    Raises
    ------
    InputError
        Of a basis that this package does not know.
    """
    if basis not in OUTER_AXES and basis != ELEMENT_BASIS:
        raise InputError(f"the outer basis '{basis}' is unknown to this version of the package")
    return OUTER_AXES.get(basis)


def axis_from_nodes(nodes, basis=ELEMENT_BASIS):
    """The direction that has these nodes."""
    whole_line = outer_axis_class(basis)
    if whole_line:
        return whole_line.from_nodes(nodes)
    # The last node of a cell and the first of the next are one place up to rounding.
    repeated = np.flatnonzero(np.diff(nodes) <= 1e-12 * (nodes[-1] - nodes[0]))
    degree = int(repeated[0]) if len(repeated) else len(nodes) - 1
    boundaries = np.append(nodes[:: degree + 1], nodes[-1])
    return ElementAxis(boundaries, degree)


def make_space(part, d, weights):
    """The space that a dict of the keys of section Weights describes.

    Parameters
    ----------
    weights : dict
        `outer_basis`, `outer_nodes`, `head_outer_nodes`, `outer_degree`, `outer_variance`,
        `inner_cells`, `inner_degree`, `half_width`, `inner_grading`, and for a head with a mesh of
        its own the same four with `head_` before their names.
    """
    prefix = "head_" if part == "head" else ""
    cells, degree, half_width, grading = (
        weights.get(prefix + name, weights[name])
        for name in ("inner_cells", "inner_degree", "half_width", "inner_grading")
    )
    inner = ElementAxis(graded_breakpoints(cells, half_width, grading), degree)
    n = weights["head_outer_nodes"] if part == "head" and weights["head_outer_nodes"] else None
    n = n or weights["outer_nodes"]
    whole_line = outer_axis_class(weights["outer_basis"])
    if whole_line:
        outer = whole_line.from_settings(n, weights)
    else:
        outer = ElementAxis(graded_breakpoints(n, half_width, 0.0),
                            weights["outer_degree"] or degree)
    return WeightSpace(part, d, outer, inner)


def continuous_grid(axis):
    """The distinct nodes [m] of elements, whose neighbours share their ends."""
    return np.append(axis.nodes[np.arange(len(axis.nodes)) % (axis.degree + 1) < axis.degree],
                     axis.nodes[-1])


def moment_sum(activation, grid, moments, length, scale):
    """The WeightSum of first moments on a continuous grid.

    Parameters
    ----------
    grid : ndarray [m]
        Distinct scaled inner nodes of one direction.
    moments : ndarray [components, m^(d + 1)]
        First outer moments times quadrature weights, the first direction fastest.
    length : float
        Scale l of the weights.
    scale : float
        alpha or beta.
    """
    dim = int(round(np.log(moments.shape[1]) / np.log(len(grid))))
    points = np.meshgrid(*[grid * length] * dim, indexing="ij")
    columns = [direction.ravel() for direction in reversed(points)]
    return WeightSum(activation, np.column_stack(columns[:-1]), columns[-1],
                     moments.T * (scale * length))


def density_sum(activation, density, n_outer, scale):
    """The WeightSum of a full density of physical weights."""
    names = density.names
    components = []
    for k in range(n_outer):
        values = density.values
        for j in range(n_outer):
            line = density.weights[names[j]]
            values = contract(values, 0, line * density.axes[names[j]] if j == k else line)
        for j, name in enumerate(names[n_outer:]):
            shape = [1] * values.ndim
            shape[j] = -1
            values = values * density.weights[name].reshape(shape)
        components.append(values.ravel())
    points = np.meshgrid(*[density.axes[name] for name in names[n_outer:]], indexing="ij")
    columns = [direction.ravel() for direction in points]
    return WeightSum(activation, np.column_stack(columns[:-1]), columns[-1],
                     scale * np.column_stack(components))
