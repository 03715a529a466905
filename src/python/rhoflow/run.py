# SPDX-License-Identifier: Apache-2.0
"""The results of a run, as objects."""

import json
import warnings
from functools import cached_property
from pathlib import Path

import numpy as np

from .errors import InputError, NotWritten
from .folder_lock import is_free, unless_elsewhere
from .history import History
from .parameters import Parameters
from .particle_file import ParticleFile, is_near, nearest_time
from .states import CheckpointState, FileState, StartState
from .tables import read_table
from .text_file import read_text
from .units import DataUnits, inputs_array

_TABLES = ("statistics", "indicators", "errors", "theory", "kl_depth", "spectrum", "predictions",
           "test_predictions", "curve")


class Run:
    """A folder with the results of `rhoflow`, a problem driver, `rhoflow-particles` or `rhoflow-points`.

    Tables are attributes: `statistics`, `theory`, `indicators`, `errors`, `predictions`, `kl_depth`,
    `spectrum`, `test_predictions`, `curve`, each a structured array with one field for every column of the csv
    file (`run.statistics["loss"]`) and the method `to_pandas()`.

    Parameters
    ----------
    folder : path-like

    Attributes
    ----------
    folder : pathlib.Path
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        if not (self.folder / "run.json").exists():
            raise InputError(f"{self.folder}: {_what_it_is(self.folder)}")
        self._states, self._flows = {}, {}

    def __getattr__(self, name):
        if name not in _TABLES:
            raise AttributeError(f"a Run has no attribute '{name}'")
        path = self.folder / f"{name}.csv"
        if not path.exists():
            raise NotWritten(f"{path}: does not exist; this run has not written it")
        table = read_table(path, numbers=True)
        setattr(self, name, table)
        return table

    def has(self, name):
        """Whether the run has written the table `name`."""
        return (self.folder / f"{name}.csv").exists()

    def __repr__(self):
        return f"<Run {self.folder}: {self.record.get('program')}, {self.status}>"

    @cached_property
    def parameters(self):
        """All parameters as they were used: `run.parameters["Weights/Outer nodes"]`."""
        return Parameters.read(self.folder / "parameters.prm")

    @cached_property
    def record(self):
        """run.json: version, sizes, timings, how the run ended; a dict."""
        path = self.folder / "run.json"
        try:
            record = json.loads(read_text(path))
        except json.JSONDecodeError as error:
            raise InputError(f"{path}: is damaged ({error})") from None
        if not isinstance(record, dict) or not all(isinstance(record.get(name, {}), dict) for name in ("sizes", "end")):
            raise InputError(f"{path}: is damaged, or no record of a run")
        return record

    @property
    def status(self):
        """`running`, `done`, `failed`, `stopped` or `killed`."""
        return "killed" if self.killed else self.record.get("end", {}).get("status", "running")

    @cached_property
    def killed(self):
        """What there is to say of a run that was killed (SIGKILL, loss of power); empty of any other.

        Such a run could not write how it ended: its record says `running`, but no process holds its
        folder. The next program that writes to the folder corrects the record.
        """
        end = self.record.get("end", {})
        if end.get("status") == "killed":
            return end.get("message", "the run was killed")
        if end.get("status") != "running" or not is_free(self.folder):
            return ""
        # Once more: the run may have come to its end between the two looks.
        del self.record
        if self.record.get("end", {}).get("status") != "running":
            return ""
        if not (self.has("statistics") and len(self.statistics)):
            return "the run was killed before it wrote anything"
        return f"the run was killed at t = {self.statistics['time'][-1]:g} or later" + unless_elsewhere(self.folder)

    @property
    def name(self):
        """Name of the folder."""
        return self.folder.resolve().name

    @cached_property
    def d(self):
        """Number of inputs."""
        number = self.record.get("sizes", {}).get("inputs")
        if not isinstance(number, int):
            raise InputError(f"{self.folder / 'run.json'}: does not say how many inputs the run has")
        return number

    @property
    def is_finite(self):
        """Whether the run trained a finite network."""
        return "neurons" in self.record.get("sizes", {})

    @property
    def is_points(self):
        """Whether the run moved points: tables with errors, `run.statistics["loss_error"]`, and no mesh."""
        return "shifts" in self.record.get("sizes", {})

    @cached_property
    def particles(self):
        """The weights of a finite network, a `ParticleFile`."""
        if not self.is_finite:
            raise InputError(f"{self.folder}: has no neurons but densities, run.density(...), run.plot.densities()")
        path = self.folder / "particles.h5"
        if not path.exists():
            raise InputError(f"{path}: does not exist; finite networks write it unless "
                             "Particles/Weights every = 0")
        return ParticleFile(path)

    @cached_property
    def history(self):
        """What determines the densities at any weights, a `History`: of densities and points without noise."""
        path = self.folder / "history.h5"
        if not path.exists():
            raise InputError(f"{path}: does not exist; runs of densities and points without noise write it "
                             "with Output/History = true")
        return History(path)

    # Times and densities.

    @cached_property
    def _files(self):
        """Paths of the densities and of the checkpoint, with their times: list of (time, path)."""
        found = [(self._file_state(path).time, path)
                 for path in sorted((self.folder / "densities").glob("density_*.h5"))]
        checkpoint = self.folder / "checkpoint" / "density.h5"
        if checkpoint.exists():
            found.append((self._file_state(checkpoint).time, checkpoint))
        return found

    def _file_state(self, path):
        if path not in self._states:
            if path.parent.name == "checkpoint":
                self._states[path] = CheckpointState(path)
            else:
                rule, points = self._depth_rule
                self._states[path] = FileState(path, rule, points)
        return self._states[path]

    @property
    def _depth_rule(self):
        rule = self.parameters.text("Depth/Rule")
        return rule, 1 if rule == "euler" else self.parameters.number("Depth/Nodes")

    @cached_property
    def _start(self):
        rule, points = self._depth_rule
        for _, path in self._files:
            depths, weights = self._file_state(path).depths, self._file_state(path).depth_weights
            return StartState(self.parameters, self.d, rule, points, depths, weights)
        intervals, n = self.parameters.number("Depth/Intervals"), self.parameters.number("Depth/Nodes")
        x, w = np.polynomial.legendre.leggauss(n)
        if rule == "euler":
            x, w = -1.0 + 2.0 * np.arange(n) / n, np.full(n, 2.0 / n)
        depths = (np.arange(intervals)[:, None] + 0.5 * (1.0 + x)) / intervals
        weights = np.tile(0.5 * w / intervals, intervals)
        return StartState(self.parameters, self.d, rule, points, depths.ravel(), weights)

    @property
    def density_times(self):
        """Training times of which densities are there, ascending; 0 always is."""
        if self.is_finite or self.is_points:
            return np.array([])
        return np.unique([0.0, *(time for time, _ in self._files)])

    def state(self, time=None, full=False):
        """Densities and network of one time.

        Parameters
        ----------
        time : float, optional
            One of `density_times`; default the last.
        full : bool
            Prefer full densities to marginals; without it as well where both are there.

        Returns
        -------
        CheckpointState, FileState or StartState
        """
        if self.is_finite:
            raise InputError(f"{self.folder}: a finite network has no densities but weights, run.particles")
        if self.is_points:
            raise InputError(f"{self.folder}: a run on points has no densities on a grid, nor a network to "
                             "evaluate; run.density(...) has its densities, rhoflow-predict its predictions")
        times = self.density_times
        if time is None and len(times) == 1:
            raise InputError(f"{self.folder}: no densities are stored but the start's, time=0; "
                             "Output/Checkpoint says when a run writes them")
        time = times[nearest_time(times, time, str(self.folder))]
        states = [self._file_state(path) for at, path in self._files if at == time]
        if time == 0.0 and not any(state.full for state in states) and (full or not states):
            states.append(self._start)
        # The checkpoint is last: 64 bits, and full.
        return max(reversed(states), key=lambda state: state.full)

    def density(self, part, depth=None, s=None, time=None, method=None):
        """A density of weights.

        Parameters
        ----------
        part : {"encoder", "head"}
        depth : int, optional
            Index of the depth node of an encoder's density, negative from the end.
        s : float, optional
            Instead of `depth`: the node nearest to this depth in [0, 1]; of characteristics this depth.
        time : float, optional
            Default the last. Of a mesh one of `density_times`, of characteristics any time of the run.
        method : {"mesh", "characteristics"}, optional
            Default "mesh" if the run has stored nodal values of this time, else "characteristics", which need
            `history.h5`. The attribute `method` of the result says which.

        Returns
        -------
        Density, MarginalDensities or CharacteristicDensity
            The second where the run has stored marginals only.
        """
        if part not in ("encoder", "head"):
            raise InputError(f"density: '{part}' is neither 'encoder' nor 'head'")
        if method not in (None, "mesh", "characteristics"):
            raise InputError(f"density: method='{method}' is neither 'mesh' nor 'characteristics'")
        if method == "characteristics" or (method is None and not self._has_nodal_values(time)):
            return self._characteristic_density(part, depth, s, time)
        state = self.state(time)
        if part == "head":
            if not state.trained_head:
                raise InputError(f"{self.folder}: the head is fixed, it has no density")
            return state.density("head")
        return state.density("encoder", self._depth_index(state, depth, s))

    def _has_nodal_values(self, time):
        """Whether densities of a mesh have to answer, or to say that they cannot."""
        if self.is_finite or not (self.folder / "history.h5").exists():
            return not self.is_points
        times = self.density_times
        if time is None:
            return len(times) > 1
        return len(times) > 0 and is_near(times, time)

    def _characteristic_density(self, part, depth, s, time):
        from .characteristics import CharacteristicDensity

        if part == "head":
            s = None
        elif s is None:
            s = self.history.depths[self._depth_index(self.history, depth, s)]
        elif depth is not None:
            self._depth_index(self.history, depth, s)  # refuses both
        key = part, s, time
        if key not in self._flows:  # its points are worth keeping
            self._flows[key] = CharacteristicDensity(self.history, part, s, time)
        return self._flows[key]

    @staticmethod
    def _depth_index(state, depth, s):
        n = len(state.depths)
        if (depth is None) == (s is None):
            if depth is None and n == 1:
                return 0
            raise InputError("density: give either depth=, the index of a depth node from 0 to "
                             f"{n - 1}, or s=, a depth in [0, 1]")
        if s is not None:
            return int(np.argmin(np.abs(state.depths - s)))
        if not -n <= depth < n:
            raise InputError(f"density: depth={depth}; the run has the depth nodes 0 to {n - 1}")
        return depth % n

    @property
    def depths(self):
        """Depth nodes [slices] of the densities, or of the layers of a finite network."""
        return self.particles.depths if self.is_finite else self._start.depths

    @property
    def depth_weights(self):
        """Weights [slices] of the depth nodes, sum 1."""
        return self.particles.depth_weights if self.is_finite else self._start.depth_weights

    # Predictions.

    @cached_property
    def units(self):
        """Units of the data and of the solver, a `DataUnits`."""
        which = self.parameters.text("Data/Standardise")
        if which == "none":
            return DataUnits()
        inputs, labels = self.data
        return DataUnits(which, inputs, labels)

    @cached_property
    def data(self):
        """Training inputs [n, d] and labels [n] in the units of the data."""
        if self.has("predictions"):
            table = self.predictions
            return np.column_stack([table[f"x{k}"] for k in range(self.d)]), table["y"]
        if self.parameters.text("Data/Standardise") != "none":
            raise InputError(f"{self.folder}/predictions.csv: does not exist, the run has not reached "
                             "its end; without it the units of standardised data are not known")
        if self.is_finite:
            return self.particles.inputs, self.particles.labels
        for path in (path for _, path in self._files if path.parent.name == "checkpoint"):
            return self._file_state(path).inputs, self._file_state(path).labels
        raise InputError(f"{self.folder}: has neither predictions.csv nor a checkpoint, so its data "
                         "are not known")

    @property
    def prediction_times(self):
        """Training times at which `predict` can evaluate the network."""
        return self.particles.times if self.is_finite else self.density_times

    def network(self, time=None):
        """The Network at a training time, in the units of the solver."""
        return self.particles.network(time) if self.is_finite else self.state(time).network

    def predict(self, x, time=None):
        """The prediction of the network, to rounding what the solver computes.

        Parameters
        ----------
        x : array_like [n, d] or, with one input, [n]
            Inputs in the units of the data.
        time : float, optional
            One of `prediction_times`; default the last.

        Returns
        -------
        ndarray [n]
            In the units of the data.
        """
        inputs = inputs_array(x, self.d)
        values = self.network(time).predict(self.units.inputs_of_solver(inputs))
        return self.units.labels_of_user(values)

    @property
    def plot(self):
        """Pictures: `run.plot.loss()` and others, see `rhoflow.plot.RunPlots`."""
        from .plot import RunPlots

        return RunPlots(self)


def _what_it_is(folder):
    """Why the folder is none of a run, and what to open instead."""
    runs = sorted(path.parent.name for path in folder.glob("*/run.json"))
    if not runs:
        return ("is no folder of a run, run.json is missing; give the folder that the program named at its "
                "end")
    named = ", ".join(runs[:3]) + (f" and {len(runs) - 3} more" if len(runs) > 3 else "")
    return (f"is no folder of a run but of several, a study or a sweep; its runs are in {named}: give one of "
            "these")


def open_run(folder):
    """Opens the folder of a run, `rhoflow.open("output/sine_regression")`, or of a sweep.

    Returns
    -------
    Run, or Sweep for a folder of `rhoflow --sweep`

    Warns
    -----
    UserWarning
        If the run was killed, see `Run.killed`.
    """
    from .sweep import Sweep, is_sweep

    if is_sweep(folder):
        return Sweep(folder)
    run = Run(folder)
    if run.killed:
        warnings.warn(f"{run.folder}: {run.killed}; go on with --resume", stacklevel=2)
    return run
