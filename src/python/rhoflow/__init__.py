# SPDX-License-Identifier: Apache-2.0
"""Reads what Rhoflow writes, draws it, and runs its programs.

>>> import rhoflow
>>> run = rhoflow.open("output/sine_regression")
>>> run.density("head").second_moment()
>>> run.predict([0.1, 0.2])
>>> run.plot.prediction().savefig("prediction.pdf")

Importing this package imports neither matplotlib nor h5py.
"""

from importlib import import_module

from .errors import InputError, RhoflowError, RunError
from .run import Run
from .run import open_run as open  # noqa: A001, rhoflow.open is the name that users know
from .tables import Table, read_table

__version__ = "0.2.0"

__all__ = ["InputError", "RhoflowError", "Run", "RunError", "Table", "compare", "open", "particles",
           "plot", "read_table", "solve"]

_LAZY = {"solve": (".programs", "solve"), "compare": (".programs", "compare"),
         "particles": (".particles", None), "plot": (".plot", None), "Density": (".density", "Density")}


def __getattr__(name):
    if name not in _LAZY:
        raise AttributeError(f"module 'rhoflow' has no attribute '{name}'")
    module, attribute = _LAZY[name]
    found = import_module(module, __name__)
    return getattr(found, attribute) if attribute else found
