# SPDX-License-Identifier: Apache-2.0
"""The command rhoflow-plot: all pictures of runs."""

import math
import os
import runpy
import sys
from pathlib import Path

from ..errors import RhoflowError
from ..options import OptionParser
from ..run import Run
from ..sweep import Sweep, is_sweep
from .drawing import draw_all, one_line

FORMATS = ("png", "pdf", "svg")
LEAST_DPI, MOST_DPI = 10, 2400


def _named(function, *arguments):
    return lambda *first: function(*first, *arguments)


def pictures_of(run):
    """What there is to draw of a run: dict of file name without ending to a function of the run."""
    from . import densities, theory, training

    found = {}
    if run.has("statistics") and len(run.statistics):
        found["loss"] = training.loss
        if training.has_entropy(run):
            found["free_energy"] = training.free_energy
    if run.has("errors"):
        found["errors"] = training.errors
    finished = run.has("predictions")
    if run.is_finite:
        weights = (run.folder / "particles.h5").exists()
        if run.d <= 2 and finished and (weights or run.has("curve")):
            found.update(_prediction(run, training))
        if weights:
            found["neurons_encoder"] = _named(training.neurons, "encoder")
            if run.particles.trained_head:
                found["neurons_head"] = _named(training.neurons, "head")
        return found
    found.update(theory.pictures(run))
    if run.is_points and run.d == 1 and finished and run.has("curve"):
        found.update(_prediction(run, training))
    meshed = len(run.density_times) > 1
    if meshed and (finished or run.parameters.text("Data/Standardise") == "none"):
        found.update(_prediction(run, training))
    if meshed or (run.is_points and (run.folder / "history.h5").exists()):
        if run.d == 1:
            found.update(inner_marginals=densities.inner_marginals,
                         outer_marginals=densities.outer_marginals)
        else:
            found["density"] = densities.encoder
        if run.parameters.text("Network/Head") == "trained":
            found["head"] = densities.head
    return found


def _prediction(run, training):
    return {"prediction": training.prediction} if run.d == 1 else {"decision": training.decision}


def draw_run(folder, kind="png", output=None, dpi=200):
    """Draws all pictures of a run into `output`, default FOLDER/images.

    Returns
    -------
    pictures : list of pathlib.Path
    problems : list of str
        One line for each picture that could not be drawn.
    """
    run = Run(folder)
    target = Path(output) if output else run.folder / "images"
    return draw_all({name: _named(draw, run) for name, draw in pictures_of(run).items()}, target, kind, dpi)


def draw_sweep(folder, kind="png", output=None, dpi=200):
    """Draws the pictures of a sweep into `output`, default its folder; returns as `draw_run`."""
    from .sweep import pictures_of_sweep

    return draw_all(pictures_of_sweep(Sweep(folder)), Path(output or folder), kind, dpi)


def draw_comparison(folder, run, kind="png", output=None, dpi=200):
    """Draws the comparison in `folder` of the density `run` with others; returns as `draw_run`."""
    from ..programs import Comparison
    from .comparison import ComparisonPictures

    pictures = ComparisonPictures(Run(run), Comparison(folder)).all()
    return draw_all(pictures, Path(output or folder), kind, dpi)


def _arguments(arguments):
    parser = OptionParser(
        prog="rhoflow-plot", description="Draws the pictures of runs of rhoflow, of problem drivers and "
        "of rhoflow-particles, into the folder images of each run.",
        epilog="Exit status 0: all is drawn; 1: a picture could not be drawn; 2: the input is wrong.")
    parser.add_argument("runs", nargs="+", metavar="RUN", help="folder of a run or a sweep; with --script of a study")
    parser.add_argument("--script", metavar="FILE", help="draw the study in RUN with its script, "
                        "problems/NAME/plot.py")
    parser.add_argument("--comparison", metavar="DIR", help="draw the tables that rhoflow-compare has "
                        "written into this folder for RUN")
    parser.add_argument("--format", choices=FORMATS, default="png", help="format of the files (png)")
    parser.add_argument("--output", metavar="DIR", help="folder for the pictures; of several runs "
                        "each gets one of its name there")
    parser.add_argument("--dpi", type=float, default=200.0, help="pixels per inch of png (200)")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    options = parser.parse_args(arguments)
    if not (math.isfinite(options.dpi) and LEAST_DPI <= options.dpi <= MOST_DPI):
        parser.error(f"--dpi = {options.dpi:g}: choose a number from {LEAST_DPI} to {MOST_DPI}")
    return options


def _run_script(options):
    """Starts the script of a study, which finds this package whatever the search path is."""
    from ..study import arguments_of_script

    if len(options.runs) > 1 or not Path(options.script).is_file():
        print(f"rhoflow-plot: --script {options.script}: give one script that exists and one folder",
              file=sys.stderr)
        return 2
    arguments_of_script[:] = [options.runs[0], "--format", options.format]
    if options.output:
        arguments_of_script.extend(["--output", options.output])
    if options.quiet:
        arguments_of_script.append("--quiet")
    try:
        runpy.run_path(options.script, run_name="__main__")
    except OSError as error:
        print(f"rhoflow-plot: {options.script}: {one_line(error)}", file=sys.stderr)
        return 1
    except SystemExit as end:
        if isinstance(end.code, str):
            print(f"rhoflow-plot: {end.code}", file=sys.stderr)
            return 2
        return end.code or 0
    return 0


def main(arguments=None):
    """Returns the exit status; what goes wrong is one line."""
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return 130  # as a shell says of a program that was interrupted
    except OSError as error:  # files of runs and scripts have been answered before
        print(f"rhoflow-plot: standard output: {error.strerror}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush at the end
        return 1


def _run(arguments):
    options = _arguments(arguments)
    if options.script:
        return _run_script(options)
    status = 0
    for folder in options.runs:
        target = options.output
        if target and len(options.runs) > 1:
            target = Path(target) / Path(folder).resolve().name
        try:
            if options.comparison:
                drawn, problems = draw_comparison(options.comparison, folder, options.format, target,
                                                  options.dpi)
            elif is_sweep(folder):
                drawn, problems = draw_sweep(folder, options.format, target, options.dpi)
            else:
                drawn, problems = draw_run(folder, options.format, target, options.dpi)
                if not options.quiet and (killed := Run(folder).killed):
                    print(f"rhoflow-plot: warning: {folder}: {killed}", file=sys.stderr)
        except RhoflowError as error:
            print(f"rhoflow-plot: {error}", file=sys.stderr)
            status = 2
            continue
        except ImportError as error:
            print(f"rhoflow-plot: {error.name} is missing; install it (Debian: python3-{error.name})",
                  file=sys.stderr)
            return 1
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            print(f"rhoflow-plot: {folder}: cannot be read: {one_line(error)}", file=sys.stderr)
            status = 2
            continue
        for problem in problems:
            print(f"rhoflow-plot: {problem}", file=sys.stderr)
            status = status or 1
        if not options.quiet and drawn:
            print(f"{len(drawn)} pictures in {drawn[0].parent}")
    return status
