# SPDX-License-Identifier: Apache-2.0
"""Pictures of a comparison of a density with other trained networks."""

from pathlib import Path

import numpy as np

from ..density import DensityBase
from ..particle_file import ParticleFile
from ..run import Run
from .curves import Curves
from .style import label, short

#: More finite networks of one kind than this share one colour and one entry of the legend.
_MOST_SINGLE = 3
_BINS = 40


class _Group:
    """Others that are drawn alike."""

    def __init__(self, name, columns, paths, is_finite):
        self.name, self.columns, self.paths, self.is_finite = name, columns, paths, is_finite


def _particle_path(path):
    """The file of weights that `path` names, or None for a run of the density solver."""
    path = Path(path)
    if path.is_dir():
        path = path / "particles.h5"
    return path if path.is_file() else None


def _short_name(path):
    path = Path(path)
    return path.parent.name if path.name == "particles.h5" and path.parent.name else path.name


def _groups(others):
    groups = []
    for kind in dict.fromkeys(others["kind"]):
        rows = others[others["kind"] == kind]
        finite = _particle_path(rows["name"][0]) is not None
        columns, paths = list(rows["column"]), list(rows["name"])
        if finite and len(rows) > _MOST_SINGLE:
            groups.append(_Group(f"{len(rows)} networks, {kind}", columns, paths, finite))
        else:
            groups += [_Group(_short_name(path), [column], [path], finite)
                       for column, path in zip(columns, paths)]
    return groups


class ComparisonPictures:
    """The pictures of `rhoflow-compare`.

    Parameters
    ----------
    run : Run
        The density.
    tables : rhoflow.programs.Comparison
    """

    def __init__(self, run, tables):
        self._run, self._tables = run, tables
        self._groups = _groups(tables.others)

    def _add(self, picture, kinds, values):
        """A curve for every other: `values(column)` returns x and y, `kinds` styles of finite and dense."""
        for color, group in enumerate(self._groups, 1):
            for number, column in enumerate(group.columns):
                x, y = values(column)
                picture.add("" if number else group.name, x, y, kinds[0 if group.is_finite else 1], color)

    def loss(self):
        """Losses over time."""
        table = self._tables.loss
        picture = Curves("Loss", "training time $t$", "$E(t)$", log_y=True)
        self._add(picture, ("line", "dashed"), lambda column: (table["time"], table[column]))
        picture.add("density", table["time"], table["run"], "line and points", 0)
        return picture.draw()

    def loss_difference(self):
        """Losses of the others relative to that of the density."""
        table = self._tables.loss
        picture = Curves("Loss, relative to the density", "training time $t$",
                         r"$E_\mathrm{other} / E_\mathrm{density} - 1$")
        run = np.where(table["run"] > 0.0, table["run"], np.nan)
        self._add(picture, ("line", "dashed"), lambda column: (table["time"], table[column] / run - 1.0))
        return picture.draw()

    def _over(self):
        """What predictions are drawn over: x, or with several inputs the density's own prediction."""
        table = self._tables.predictions
        return (table["x0"], "$x$") if self._run.d == 1 else (table["run"], "$f$ of the density")

    def predictions(self):
        """Predictions at the end."""
        table, (x, name) = self._tables.predictions, self._over()
        picture = Curves(f"Prediction at $t = {self._time()}$", name, "$f$")
        self._add(picture, ("points", "points"), lambda column: (x, table[column]))
        if self._run.d == 1:
            line = np.linspace(*self._user_range(), 301)
            units = self._run.units
            inputs = units.inputs_of_solver(line[:, None])
            picture.add("density", self._solver(line), self._run.network().predict(inputs), "line", 0)
        else:
            order = np.argsort(x)
            picture.add("density", x[order], table["run"][order], "line", 0)
        return picture.draw()

    def _user_range(self):
        x = self._run.data[0]
        return x.min(), x.max()

    def _solver(self, line):
        """Inputs in the units of the solver, in which the tables are."""
        return self._run.units.inputs_of_solver(line[:, None])[:, 0]

    def prediction_differences(self):
        """Predictions of the others minus those of the density."""
        table, (x, name) = self._tables.predictions, self._over()
        picture = Curves(f"Prediction, difference to the density at $t = {self._time()}$", name,
                         r"$f_\mathrm{other} - f_\mathrm{density}$")
        self._add(picture, ("points", "points"), lambda column: (x, table[column] - table["run"]))
        return picture.draw()

    def _time(self):
        return short(float(self._run.density_times[-1]))

    def marginal(self, part, name):
        """The marginal of one weight: curves of densities, histograms of finite networks."""
        density = self._density(self._run, part)
        line = density.marginal(name)
        low, high = line.quantile_range(name, 1e-4)
        place = "head" if part == "head" else f"encoder, $s = {short(density.depth, 3)}$"
        picture = Curves(f"Marginal of {label(name)}, {place}, $t = {self._time()}$", label(name), "density")
        points = np.linspace(low, high, 301)
        edges = np.linspace(low, high, _BINS + 1)
        for color, group in enumerate(self._groups, 1):
            if group.is_finite:
                heights = np.mean([self._histogram(path, part, density, name, edges)
                                   for path in group.paths], axis=0)
                picture.add(group.name, np.repeat(edges, 2)[1:-1], np.repeat(heights, 2), "line", color,
                            linewidth=1.0)
            else:
                other = self._density(Run(group.paths[0]), part, density.depth).marginal(name)
                picture.add(group.name, points, other.on_grid(**{name: points}), "dashed", color)
        picture.add("density", points, line.on_grid(**{name: points}), "line", 0)
        return picture.draw()

    @staticmethod
    def _density(run, part, depth=None) -> DensityBase:
        if part == "head":
            return run.density("head")
        return run.density("encoder", depth=len(run.depths) // 2) if depth is None else run.density(
            "encoder", s=depth)

    def _histogram(self, path, part, density, name, edges):
        """Heights of the bins: shares of the neurons, between two layers their mixture."""
        particles = ParticleFile(_particle_path(path))
        column = density.names.index(name)
        if part == "head":
            neurons, shares = particles.omega(density.time)[:, column], particles.omega_weights
        else:
            layers = particles.theta(density.time)[:, :, column]
            right = np.clip(np.searchsorted(particles.depths, density.depth), 1, len(layers) - 1) if len(
                layers) > 1 else 0
            left = max(right - 1, 0)
            span = particles.depths[right] - particles.depths[left]
            share = np.clip((density.depth - particles.depths[left]) / span, 0.0, 1.0) if span else 0.0
            neurons = np.concatenate([layers[left], layers[right]])
            shares = np.concatenate([(1.0 - share) * particles.theta_weights,
                                     share * particles.theta_weights])
        return np.histogram(neurons, edges, weights=shares)[0] / np.diff(edges)

    def all(self):
        """Name of the file without ending to what draws it, dict."""
        found = {name: getattr(self, name)
                 for name in ("loss", "loss_difference", "predictions", "prediction_differences")}
        parts = ["encoder"] + (["head"] if self._run.state().trained_head else [])
        for part in parts:
            for name in self._run.state().spaces[part].names:
                file = name if len(name) == 1 else f"{name[0]}_{name[1:]}"
                found[f"marginal_{part}_{file}"] = (
                    lambda part=part, name=name: self.marginal(part, name))
        return found
