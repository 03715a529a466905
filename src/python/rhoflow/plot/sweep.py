# SPDX-License-Identifier: Apache-2.0
"""Pictures of a sweep."""

import numpy as np

from .curves import Curves

_LOGARITHMIC = 20.0  # values that differ by more than this factor


def pictures_of_sweep(sweep):
    """What there is to draw: dict of file name without ending to a function."""
    found = {"loss": lambda: loss(sweep)}
    if (sweep.folder / "table.csv").exists():
        found["final_loss"] = lambda: final_loss(sweep)
    return found


def _short_name(key):
    return key.rsplit("/", 1)[-1]


def _is_wide(values):
    finite = values[np.isfinite(values)]
    return finite.size > 1 and finite.min() > 0.0 and finite.max() > _LOGARITHMIC * finite.min()


def loss(sweep):
    """Loss against training time, one curve a run."""
    title = ", ".join(_short_name(key) for key in sweep.parameters)
    picture = Curves(f"Loss for several values of {title}", "training time $t$", "$E(t)$", log_y=True)
    for run in sweep:
        if run.has("statistics") and len(run.statistics):
            picture.add(run.name.replace("_", " "), run.statistics["time"], run.statistics["loss"])
    return picture.draw()


def final_loss(sweep):
    """The last loss, and that of test samples, against the values of the first parameter.

    A curve for each combination of values of the other parameters.
    """
    table, keys = sweep.table, list(sweep.parameters)
    first, others = keys[0], keys[1:]
    values = table[first]
    numeric = values.dtype.kind == "f"
    places = values if numeric else np.array([sweep.parameters[first].index(value) for value in values], float)
    tested = bool(np.any(np.isfinite(table["test_loss"])))
    picture = Curves("Loss at the end", _short_name(first), "$E$", log_x=numeric and _is_wide(places), log_y=True)
    groups = np.array([", ".join(f"{_short_name(key)} = {_text(row[key])}" for key in others) for row in table])
    for number, group in enumerate(dict.fromkeys(groups)):
        chosen = np.flatnonzero(groups == group)
        chosen = chosen[np.argsort(places[chosen], kind="stable")]
        for column, name, kind in (("loss", "training samples" if tested else "loss", "line"),
                                   ("test_loss", "test samples", "dashed")):
            if column == "loss" or tested:
                picture.add(", ".join(part for part in (group, name if tested or not group else "") if part),
                            places[chosen], table[column][chosen], kind, color=number, marker="o")
    figure = picture.draw()
    if not numeric:
        figure.axes[0].set_xticks(range(len(sweep.parameters[first])), sweep.parameters[first])
    return figure


def _text(value):
    return f"{value:g}" if isinstance(value, float) else str(value)
