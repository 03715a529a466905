# SPDX-License-Identifier: Apache-2.0
"""Runs the programs of Rhoflow: solve, compare."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from .errors import InputError, RunError
from .particle_file import ParticleFile
from .run import Run
from .tables import read_table

#: Short names of settings in `solve`.
_SHORT = {
    "activation": "Network/Activation", "alpha": "Network/Alpha", "beta": "Network/Beta",
    "head": "Network/Head", "head_vector": "Network/Head vector", "train": "Network/Train",
    "end_time": "Time/End time", "output_interval": "Time/Output interval",
    "tolerance": "Time/Tolerance", "standardise": "Data/Standardise",
}


def find_program(name="rhoflow", program=None):
    """The path of a program.

    Parameters
    ----------
    name : str
        `rhoflow`, `rhoflow-particles`, `rhoflow-compare`.
    program : path-like, optional
        The program itself or a folder that holds it. Without it, in this order: the environment
        variable RHOFLOW, which says the same; the folder `bin` of the tree in which this package is
        installed, or `build` of the source tree; the PATH; the folder `build` of the working folder.

    Raises
    ------
    InputError
        Naming the places that were searched.
    """
    asked = program or os.environ.get("RHOFLOW")
    package = Path(__file__).resolve().parent
    if asked:
        places = [Path(asked)]
    else:
        # PREFIX/lib/python3.11/dist-packages/rhoflow, or SOURCE/src/python/rhoflow.
        places = [package.parents[3] / "bin", package.parents[2] / "build"]
        on_path = shutil.which(name)
        places += [Path(on_path)] if on_path else []
        places.append(Path("build"))
    for place in places:
        # A sibling of the program that was named is found beside it.
        for path in (place / name, place if place.name == name else place.parent / name):
            if path.is_file() and os.access(path, os.X_OK):
                return path
    raise InputError(f"the program {name} is not found, neither in "
                     f"{', '.join(str(place) for place in places)} nor in PATH; build it ('make build') "
                     "or say where it is with the variable RHOFLOW or the argument program")


def run_program(command, progress=True):
    """Runs a program to its end, printing what it prints.

    Raises
    ------
    RunError
        With the program's own line, if its exit status is not 0.
    """
    words = [str(word) for word in command] + ([] if progress else ["--quiet"])
    with tempfile.TemporaryFile("w+", errors="replace") as errors:
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=errors, text=True,
                              errors="replace") as process:
            try:
                for line in process.stdout:
                    if progress:
                        print(line, end="", flush=True)
                process.wait()
            except KeyboardInterrupt:
                # It finishes its step and writes a checkpoint.
                process.send_signal(signal.SIGINT)
                process.wait()
                raise
        errors.seek(0)
        error = errors.read()
    if process.returncode != 0:
        lines = [line for line in error.strip().splitlines() if line.strip()]
        message = lines[-1] if lines else f"{words[0]}: ended with status {process.returncode}"
        raise RunError(message, process.returncode)
    if progress and error:
        print(error, end="", file=sys.stderr)


def _text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, np.ndarray)):
        return ", ".join(_text(entry) for entry in value)
    return repr(float(value)) if isinstance(value, (float, np.floating)) else str(value)


def _write_data(path, x, y, what="x"):
    x = np.asarray(x, dtype=float)
    x = x.reshape(-1, 1) if x.ndim == 1 else x
    y = np.asarray(y, dtype=float).ravel()
    if x.ndim != 2 or len(x) != len(y):
        raise InputError(f"solve: {what} of shape {x.shape} and {len(y)} labels; give inputs (n, d) and "
                         "labels (n)")
    if not (np.all(np.isfinite(x)) and np.all(np.isfinite(y))):
        raise InputError(f"solve: an input or a label of {what} is not a finite number")
    names = [f"x{k}" for k in range(x.shape[1])] + ["y"]
    np.savetxt(path, np.column_stack([x, y]), fmt="%.17g", delimiter=",", header=",".join(names),
               comments="")


def _write_parameters(path, settings):
    sections = {}
    for key, value in settings.items():
        section, slash, name = key.partition("/")
        if not slash:
            short = ", ".join(_SHORT)
            raise InputError(f"solve: '{key}' is no setting; write 'Section/Key', as in "
                             f"**{{'Weights/Outer nodes': 16}}, or one of {short}")
        sections.setdefault(section, []).append(f"  set {name} = {_text(value)}\n")
    with open(path, "w", encoding="utf-8") as file:
        for section, lines in sections.items():
            file.write(f"subsection {section}\n{''.join(lines)}end\n")


def _write_problem(output, x, y, test, settings):
    """Writes samples and parameters beside the folder `output`; returns the parameter file's path."""
    named = {_SHORT.get(key, key): value for key, value in settings.items()}
    if len(named) < len(settings):
        raise InputError("solve: a setting is given twice, by its short name and as 'Section/Key'")
    if test is not None and "Data/Test file" in named:
        raise InputError("solve: the test samples are given twice, by test and by 'Data/Test file'")
    output.parent.mkdir(parents=True, exist_ok=True)
    data, test_data, parameters = (output.with_name(output.name + ending)
                                   for ending in (".csv", "_test.csv", ".prm"))
    files = {"Data/Source": "csv", "Data/File": data.name}
    _write_data(data, x, y)
    if test is not None:
        _write_data(test_data, *test, "test")
        files["Data/Test file"] = test_data.name
    _write_parameters(parameters, {**files, **named})
    return parameters


def solve(x, y, *, test=None, output="output/solve", finite=False, program=None, threads=None, progress=True,
          resume=False, overwrite=False, **settings):
    """Trains the network in the mean-field limit, or a finite one, on your samples.

    Parameters
    ----------
    x : array_like [n] or [n, d]
        Inputs; one or two for densities.
    y : array_like [n]
        Labels.
    test : (array_like, array_like), optional
        Inputs and labels of samples that are not learnt, as x and y; the run has their predictions
        and errors in `test_predictions` and in the columns test_loss and test_r_squared of
        `statistics`.
    output : path-like
        Folder of the results. The samples and the parameter file are written beside it, as
        `OUTPUT.csv`, `OUTPUT_test.csv` and `OUTPUT.prm`, so that the run can be repeated on the
        command line.
    finite : bool
        Train the finite network of section `Particles` (`rhoflow-particles`).
    program : path-like, optional
        See `find_program`.
    threads : int, optional
        Default all cores.
    progress : bool
        Print what the program prints.
    resume : bool
        Go on from the checkpoint in `output`, also to a later end time.
    overwrite : bool
        Replace results of other programs and files in the way.
    **settings
        `"Section/Key"` as in doc/parameters.md, or the short names activation, alpha, beta, head,
        head_vector, train, end_time, output_interval, tolerance, standardise.

    Returns
    -------
    Run

    Raises
    ------
    RunError
        With the one line that the program gave, and its exit status.

    Examples
    --------
    >>> run = rhoflow.solve(x, y, beta=5, **{"Weights/Outer nodes": 16})
    """
    path = find_program("rhoflow-particles" if finite else "rhoflow", program)
    output = Path(output)
    parameters = _write_problem(output, x, y, test, settings)
    command = [path, parameters, "--output", output]
    command += ["--threads", str(threads)] if threads else []
    command += ["--resume"] if resume else []
    command += ["--overwrite"] if overwrite else []
    run_program(command, progress)
    return Run(output)


class Comparison:
    """The tables of `rhoflow-compare`.

    Attributes
    ----------
    folder : pathlib.Path
    others, loss, predictions, moments, distances : Table
        The csv files of that name; `others` says which `other_k` is which.
    scatter : Table or None
        Only with several finite networks of one kind.
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        for name in ("others", "loss", "predictions", "moments", "distances"):
            setattr(self, name, read_table(self.folder / f"{name}.csv"))
        scatter = self.folder / "scatter.csv"
        self.scatter = read_table(scatter) if scatter.exists() else None

    def __repr__(self):
        return f"<Comparison {self.folder}: {len(self.others)} others>"


def _path_of(network):
    if isinstance(network, Run):
        return network.folder
    return network.path if isinstance(network, ParticleFile) else Path(network)


def compare(run, *others, output=None, directions=None, program=None, threads=None, progress=False,
            overwrite=False, pictures=True, transport=True):
    """Compares a density with other trained networks.

    Parameters
    ----------
    run : Run or path-like
        A finished run of the density solver.
    *others : Run, ParticleFile or path-like
        Other runs, files of finite networks, or folders with particles.h5.
    output : path-like, optional
        Folder of the tables; default RUN/comparison.
    directions : int, optional
        Of the sliced distance.
    pictures : bool
        Whether the program draws pictures beside the tables.
    transport : bool
        Whether the linearised distances of whole densities are computed, which takes the longest.

    Returns
    -------
    Comparison

    Raises
    ------
    RunError
        With the one line that the program gave.
    """
    if not others:
        raise InputError("compare: give at least one other network")
    run = _path_of(run)
    command = [find_program("rhoflow-compare", program), run, *(_path_of(other) for other in others)]
    output = Path(output) if output else run / "comparison"
    command += ["--output", output]
    command += ["--directions", directions] if directions else []
    command += ["--threads", threads] if threads else []
    command += ["--overwrite"] if overwrite else []
    command += [] if pictures else ["--no-pictures"]
    command += [] if transport else ["--no-transport"]
    run_program(command, progress)
    return Comparison(output)
