# SPDX-License-Identifier: Apache-2.0
"""Densities of a run at one training time: from a checkpoint, a file of densities, or the start."""

from functools import cached_property
from pathlib import Path

import numpy as np

from .axes import check_nodes
from .density import Density, MarginalDensities
from .errors import InputError
from .hdf5 import opened, text_attribute
from .network import DepthRule, Network, activation_named
from .space import axis_from_nodes, continuous_grid, density_sum, make_space, moment_sum
from .space import WeightSpace

_WEIGHTS = ("outer_nodes", "head_outer_nodes", "outer_degree", "inner_cells", "inner_degree")
_HEAD_MESH = {"head_inner_cells": int, "head_inner_degree": int, "head_half_width": float,
              "head_inner_grading": float}


def network_of(state, layers, head):
    """A Network of the sums `layers` and `head` (None: fixed) with the depth rule of `state`."""
    depth = DepthRule(state.depth_rule, state.points, state.depths, state.depth_weights,
                      str(state.path))
    return Network(depth, layers, np.asarray(state.head_vector, dtype=float) if head is None else head)


class CheckpointState:
    """The last densities of a run, `checkpoint/density.h5`.

    Attributes
    ----------
    time : float
    d : int
        Number of inputs.
    depths, depth_weights : ndarray [slices]
    inputs, labels, predictions : ndarray [n, d], [n], [n]
        In the units of the solver.
    """

    schema = "rhoflow density"
    full = True

    def __init__(self, path):
        self.path = Path(path)
        with opened(path, self.schema) as file:
            attributes = file.attrs
            self.time = float(attributes["time"])
            self.loss = float(attributes["loss"])
            self.inputs, self.labels = file["inputs"][()], file["labels"][()]
            self.predictions = file["predictions"][()]
            self.d = self.inputs.shape[1]
            self.depths, self.depth_weights = file["depths"][()], file["depth_weights"][()]
            self.depth_rule = text_attribute(file, "depth_rule")
            self.points = int(attributes["points_per_interval"])
            self.activation = text_attribute(file, "activation")
            self.alpha, self.beta = float(attributes["alpha"]), float(attributes["beta"])
            self.trained_head = text_attribute(file, "head") == "trained"
            self.head_vector = np.atleast_1d(attributes.get("head_vector", []))
            self.length = float(attributes["length_scale"])
            weights = {name: int(attributes[name]) for name in _WEIGHTS}
            weights["outer_basis"] = text_attribute(file, "outer_basis")
            weights["outer_variance"] = float(attributes.get("outer_variance", 1.0))
            weights["half_width"] = float(attributes["half_width"])
            weights["inner_grading"] = float(attributes["inner_grading"])
            for name, kind in _HEAD_MESH.items():
                if name in attributes:  # former versions have none
                    weights[name] = kind(attributes[name])
            self.spaces = {part: make_space(part, self.d, weights) for part in ("encoder", "head")}
            self._check_axes(file)

    def _check_axes(self, file):
        """The coordinates that newer checkpoints hold are those computed here."""
        for part, space in self.spaces.items():
            for name, axis in zip(space.names, space.directions):
                for place in (f"{part}/axes/{name}", f"nodes/{part}/axes/{name}"):
                    if place in file:
                        check_nodes(axis, file[place][()], f"{self.path}: {place}")

    def density(self, part, index=None):
        """The Density of the head, or of the encoder at the depth node `index`."""
        name = "head" if part == "head" else f"encoder_{index:05d}"
        space = self.spaces[part]
        with opened(self.path, self.schema) as file:
            array = file[name][()]
        values = space.from_cells(array, f"{self.path}: {name}")
        return space.density(values, 1.0 if part == "head" else self.length, self.time,
                             None if part == "head" else float(self.depths[index]))

    @cached_property
    def network(self):
        """The Network of the moments with which the run computed its predictions."""
        with opened(self.path, self.schema) as file:
            encoder, head = file["encoder_moments"][()], file["head_moments"][()]
        function = activation_named(self.activation, self.path)
        grid = continuous_grid(self.spaces["encoder"].directions[-1])
        layers = [moment_sum(function, grid, moments, self.length, self.alpha) for moments in encoder]
        if self.trained_head:
            grid = continuous_grid(self.spaces["head"].directions[-1])
            head = moment_sum(function, grid, head[None], 1.0, self.beta)
        return network_of(self, layers, head if self.trained_head else None)


class FileState:
    """The densities of one output time, `densities/density_NUMBER.h5`.

    Parameters
    ----------
    path : path-like
    depth_rule, points : str, int
        As the parameters of the run say, where the file does not.
    """

    schema = "rhoflow densities"

    def __init__(self, path, depth_rule="gauss", points=1):
        self.path = Path(path)
        with opened(path, self.schema) as file:
            attributes = file.attrs
            self.time, self.d = float(attributes["time"]), int(attributes["inputs"])
            self.full = text_attribute(file, "content") == "full"
            self.depths, self.depth_weights = file["depths"][()], file["depth_weights"][()]
            self.depth_rule = text_attribute(file, "depth_rule", depth_rule)
            self.points = int(attributes.get("points_per_interval", points))
            self.activation = text_attribute(file, "activation")
            self.alpha, self.beta = float(attributes["alpha"]), float(attributes["beta"])
            self.trained_head = text_attribute(file, "head") == "trained"
            self.head_vector = np.atleast_1d(attributes.get("head_vector", []))
            self.basis = text_attribute(file, "outer_basis")
            parts = ["encoder", *(["head"] if self.trained_head else [])]
            self.spaces = {part: self._space(file, part) for part in parts}
            self.lengths = {part: float(file[part].attrs.get("length_scale", 1.0)) for part in parts}

    def _space(self, file, part):
        group = file[f"{part}/axes"]
        outer = axis_from_nodes(group["a" if part == "head" else "u" if self.d == 1 else "u1"][()],
                                self.basis)
        space = WeightSpace(part, self.d, outer, axis_from_nodes(group["b"][()]))
        for name, axis in zip(space.names, space.directions):
            check_nodes(axis, group[name][()], f"{self.path}: {part}/axes/{name}")
        return space

    def density(self, part, index=None):
        """A Density, or MarginalDensities where the file holds no more."""
        space, length = self.spaces[part], self.lengths[part]
        row = 0 if part == "head" else index
        depth = None if part == "head" else float(self.depths[index])
        with opened(self.path, self.schema) as file:
            group = file[part]
            if self.full:
                data = group["density"]
                values = data[()] if part == "head" else data[row]
                return space.density(np.asarray(values, dtype=float).transpose(), length, self.time,
                                     depth)
            stored = {name: np.asarray(data[()] if part == "head" else data[row], dtype=float)
                      for name, data in group["marginals"].items()}
        axes = dict(zip(space.names, [axis.scaled(length) if length != 1.0 else axis
                                      for axis in space.directions]))
        marginals = {}
        for name, values in stored.items():
            names = tuple(space.names[space.n_outer:] if name == "inner" else name.split("_"))
            marginals[names] = Density(names, [axes[key] for key in names],
                                       values.transpose() / length ** len(names), self.time, depth)
        return MarginalDensities(space.names, axes.values(), marginals, str(self.path), self.time,
                                 depth)

    @cached_property
    def network(self):
        """The Network of the first moments in the file."""
        with opened(self.path, self.schema) as file:
            moments = {part: file[part]["first_moments"][()] for part in self.spaces}
        function = activation_named(self.activation, self.path)
        sums = {}
        for part, space in self.spaces.items():
            grid = continuous_grid(space.directions[-1])
            rows = moments[part].reshape(-1, space.n_outer, len(grid) ** (self.d + 1))
            sums[part] = [moment_sum(function, grid, row, self.lengths[part],
                                     self.beta if part == "head" else self.alpha) for row in rows]
        return network_of(self, sums["encoder"], sums["head"][0] if self.trained_head else None)


class StartState:
    """The densities at t = 0, which parameters determine: a Gaussian or a mixture.

    Parameters
    ----------
    parameters : rhoflow.parameters.Parameters
    d : int
        Number of inputs.
    depths, depth_weights : ndarray [slices]
    """

    time, full = 0.0, True

    def __init__(self, parameters, d, depth_rule, points, depths, depth_weights):
        self.path, self.d, self._parameters = Path("parameters.prm"), d, parameters
        self.depth_rule, self.points = depth_rule, points
        self.depths, self.depth_weights = depths, depth_weights
        self.trained_head = parameters["Network/Head"] == "trained"
        self.head_vector = parameters.numbers("Network/Head vector")
        weights = {name: int(parameters["Weights/" + name.replace("_", " ").capitalize()])
                   for name in _WEIGHTS}
        weights["outer_basis"] = parameters.text("Weights/Outer basis")
        weights["half_width"] = float(parameters["Weights/Half width"])
        weights["inner_grading"] = float(parameters["Weights/Inner grading"])
        weights["outer_variance"] = outer_variance(parameters)
        for name, kind in _HEAD_MESH.items():
            value = kind(parameters.get("Weights/" + name.replace("_", " ").capitalize(), -1))
            if value > 0 or (value == 0 and name == "head_inner_grading"):
                weights[name] = value
        self.spaces = {part: make_space(part, d, weights) for part in ("encoder", "head")}
        self._densities = {}

    def _mixture(self, part):
        prefix = "Weights/Head initial " if part == "head" else "Weights/Initial "
        count = len(self.spaces[part].names)
        text = self._parameters.text(prefix + "mixture")
        if self._parameters.text("Weights/Initial density") == "gaussian mixture" and text:
            fields = [component.split(":") for component in text.split(";") if component.strip()]
            return [(float(share), _expanded(means, count), _expanded(variances, count))
                    for share, means, variances in fields]
        return [(1.0, _expanded(self._parameters.text(prefix + "mean"), count),
                 _expanded(self._parameters.text(prefix + "variance"), count))]

    def density(self, part, index=None):
        """The Density of the start; that of the encoder is the same at every depth."""
        if part not in self._densities:
            self._densities[part] = self.spaces[part].start(self._mixture(part))
        start = self._densities[part]
        depth = None if part == "head" else float(self.depths[index])
        return Density(start.names, start._directions, start.values, 0.0, depth)

    @cached_property
    def network(self):
        """The Network at the start."""
        function = activation_named(self._parameters.text("Network/Activation"), self.path)
        encoder = density_sum(function, self.density("encoder", 0), self.d,
                              float(self._parameters["Network/Alpha"]))
        head = None
        if self.trained_head:
            head = density_sum(function, self.density("head"), 1,
                               float(self._parameters["Network/Beta"]))
        return network_of(self, [encoder] * len(self.depths), head)


def outer_variance(parameters):
    """Variance of the Hermite reference: Weights/Outer variance, 0: 1, with noise kappa / mu."""
    given = float(parameters.get("Weights/Outer variance", 0.0))
    if given > 0.0:
        return given
    temperature = float(parameters.get("Noise/Temperature", 0.0))
    confinement = float(parameters.get("Noise/Confinement", 0.0))
    return temperature / confinement if temperature > 0.0 and confinement > 0.0 else 1.0


def _expanded(text, count):
    numbers = [float(part) for part in text.split(",")]
    if len(numbers) not in (1, count):
        raise InputError(f"parameters.prm: '{text}' has {len(numbers)} numbers for {count} weights")
    return numbers * count if len(numbers) == 1 else numbers
