# SPDX-License-Identifier: Apache-2.0
"""Folders of studies: several runs, and tables of what they say together.

The scripts `problems/NAME/plot.py` draw with it:

>>> from rhoflow.study import draw_study
>>> def draw(study):
...     picture = study.curves("Loss", "training time $t$", "$E(t)$", log_y=True)
...     for name in ("a", "b"):
...         picture.add(name, *study.columns(name, "time", "loss"))
...     study.save(picture, "loss")
>>> draw_study("label_noise", draw)
"""

import sys
from pathlib import Path

from .errors import InputError, RhoflowError
from .options import OptionParser
from .tables import read_table

#: What rhoflow-plot --script hands to the script instead of the command line of the process.
arguments_of_script = []


class Study:
    """A folder with the runs and tables of a study.

    Parameters
    ----------
    folder : path-like
    output : path-like, optional
        Where pictures are written; default the folder.
    kind : {"png", "pdf", "svg"}
    quiet : bool
        Print no paths.
    """

    def __init__(self, folder, output=None, kind="png", quiet=False):
        self.folder, self.kind, self.quiet = Path(folder), kind, quiet
        self.output = Path(output) if output else self.folder
        if not self.folder.is_dir():
            raise InputError(f"{self.folder}: does not exist; run the study first")

    def table(self, name):
        """A csv file of the folder, a `Table`: `"table.csv"`, `"RUN/theory.csv"`."""
        return read_table(self.folder / name)

    def columns(self, run, *names, table="statistics"):
        """Columns of a table of a run, a list of ndarray."""
        found = self.table(f"{run}/{table}.csv")
        return [found[name] for name in names]

    @staticmethod
    def curves(title, x_label, y_label, **options):
        """A `rhoflow.plot.Curves`."""
        from .plot import Curves

        return Curves(title, x_label, y_label, **options)

    def save(self, picture, stem):
        """Writes a picture into the folder `output` and prints its path."""
        path = self.output / f"{stem}.{self.kind}"
        picture.save(path)
        if not self.quiet:
            print(path)


def draw_study(name, draw, arguments=None):
    """Main function of a plot.py: reads the command line and calls `draw(study)`.

    Ends the process with status 2 and one line on the standard error if a file is missing.
    """
    parser = OptionParser(description=f"Draws the pictures of the study {name}.")
    parser.add_argument("folder", nargs="?", default=f"output/{name}",
                        help=f"folder of the study (output/{name})")
    parser.add_argument("--format", choices=("png", "pdf", "svg"), default="png")
    parser.add_argument("--output", metavar="DIR", help="folder for the pictures (that of the study)")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    options = parser.parse_args(arguments or arguments_of_script or None)
    try:
        draw(Study(options.folder, options.output, options.format, options.quiet))
    except (RhoflowError, KeyError) as error:
        sys.exit(f"{name}/plot.py: {error.args[0]}")
