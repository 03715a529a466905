# SPDX-License-Identifier: Apache-2.0
"""The command rhoflow-paraview, and the macro."""

import argparse
import difflib
import os
import sys

from rhoflow_paraview.environment import INTERACTIVE, pv
from rhoflow_paraview.pictures import animate, kinds_of, prepare, save, show
from rhoflow_paraview.series import Run, RunError


def arguments(argv):
    parser = argparse.ArgumentParser(prog="rhoflow-paraview", description="Pictures of a run of Rhoflow by ParaView.")
    parser.add_argument("run", metavar="RUN", help="folder of a run, density or finite network")
    parser.add_argument("--output", metavar="DIR", help="where PNG files go (default: RUN/paraview)")
    parser.add_argument("--time", type=float, metavar="T", help="training time, the nearest output (default: the last)")
    parser.add_argument("--show", metavar="NAME,...", help="what to show (default: all but volume; see --list)")
    parser.add_argument("--particles", metavar="RUN", help="run of a finite network to lay over the densities")
    parser.add_argument("--size", default="1280x960", metavar="WxH", help="pixels (default: %(default)s)")
    parser.add_argument("--animate", action="store_true", help="also a picture of every output time, and a GIF")
    parser.add_argument("--list", action="store_true", help="print what there is to show, and end")
    options, rest = parser.parse_known_args(argv)
    if rest:
        names = [name for action in parser._actions for name in action.option_strings if name.startswith("--")]
        near = difflib.get_close_matches(rest[0].split("=")[0], names, 1) if rest[0].startswith("-") else []
        parser.error(f"'{rest[0]}': there is no such option" + (f"; did you mean {near[0]}?" if near else ""))
    try:
        options.size = tuple(int(side) for side in options.size.split("x"))
        if len(options.size) != 2 or min(options.size) < 100:
            raise ValueError
    except ValueError:
        parser.error(f"--size {options.size}: give width and height in pixels, at least 100, as 1280x960")
    return options


def draw(options):
    run = Run(options.run)
    kinds = kinds_of(run, Run(options.particles) if options.particles else run)
    if options.list:
        print("\n".join(kinds))
        return
    names = options.show.split(",") if options.show else [name for name in kinds if name != "volume"]
    for name in names:
        if name not in kinds:
            raise RunError(f"'{options.run}' has nothing called '{name}'; it has {', '.join(kinds)}")
    output = options.output or os.path.join(options.run, "paraview")
    try:
        os.makedirs(output, exist_ok=True)
    except OSError as error:
        raise RunError(f"cannot make the folder '{output}': {error.strerror}") from None
    for name in names:
        scene = prepare(kinds[name](options.size), options.time)
        save(scene, os.path.join(output, name + ".png"))
        if options.animate:
            prepare(scene, None, all_times=True)
            animate(scene, os.path.join(output, name + "_animation"))
        pv.Delete(scene.view)


def show_selected():
    """Shows the series whose file is selected in ParaView's pipeline, in the active view."""
    file = getattr(pv.GetActiveSource(), "FileName", None)
    file = file[0] if isinstance(file, (list, tuple)) and file else file
    if not isinstance(file, str) or os.path.basename(os.path.dirname(file)) != "density":
        raise RunError("open a file density/*.pvd of a run and select it, or call rhoflow_paraview.show(FOLDER, NAME)")
    return show(os.path.dirname(os.path.dirname(file)), os.path.basename(file)[:-4],
                pv.GetTimeKeeper().Time)


def main():
    try:
        if INTERACTIVE:
            show_selected()
            return 0
        draw(arguments(sys.argv[1:]))
    except RunError as error:
        print(f"rhoflow-paraview: {error}", file=sys.stderr)
        return 2
    return 0
