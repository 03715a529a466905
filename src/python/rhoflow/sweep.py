# SPDX-License-Identifier: Apache-2.0
"""Folders of sweeps: one run for every value of some parameters (`rhoflow FILE --sweep ...`)."""

import json
from functools import cached_property
from pathlib import Path

from .errors import InputError, NameNotFound
from .run import Run
from .tables import read_table
from .text_file import read_text


def is_sweep(folder):
    """Whether `rhoflow --sweep` has written to the folder."""
    return (Path(folder) / "sweep.json").exists()


class Sweep:
    """The runs of a sweep, one by one and in a table.

    >>> sweep = rhoflow.open("output/my_sweep")
    >>> sweep.table["Network/Beta"], sweep.table["loss"]
    >>> sweep["beta_3"].statistics["loss"]
    >>> for run in sweep: print(run.name, run.parameters["Network/Beta"])

    Parameters
    ----------
    folder : path-like

    Attributes
    ----------
    folder : pathlib.Path
    parameters : dict of str to list of str
        The values of every parameter that was swept, by its name `Section/Key`.
    names : list of str
        Folders of the runs, all that were asked for, in the order of the table.
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        path = self.folder / "sweep.json"
        try:
            content = json.loads(read_text(path))
            self.parameters = {entry["name"]: entry["values"] for entry in content["parameters"]}
            self.names = [entry["folder"] for entry in content["runs"]]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise InputError(f"{path}: is damaged ({error}); start the sweep again") from None

    def __repr__(self):
        return f"<Sweep {self.folder}: {len(self.names)} runs over {', '.join(self.parameters)}>"

    def __len__(self):
        return len(self.names)

    def __getitem__(self, name):
        """The Run in the folder `name`, or the one with this number."""
        if isinstance(name, int):
            name = self.names[name]
        if name not in self.names:
            raise NameNotFound(f"the sweep has no run '{name}'; its runs are {', '.join(self.names)}")
        return Run(self.folder / name)

    def __iter__(self):
        """The runs that have begun."""
        return (self[name] for name in self.names if (self.folder / name / "run.json").exists())

    @cached_property
    def table(self):
        """table.csv, a line a run: values of the parameters, loss, the rest of the last statistics."""
        path = self.folder / "table.csv"
        if not path.exists():
            raise InputError(f"{path}: does not exist, the sweep has not reached its end; the same command "
                             "goes on with it")
        return read_table(path)
