# SPDX-License-Identifier: Apache-2.0
"""Pictures of the quantities of the convergence theory."""

import numpy as np

from .curves import Curves


def _has_head(table):
    return bool(np.any(table["lambda_max_g2"] > 0.0))


def gram(run, axes=None):
    """Smallest and largest eigenvalues of the Gram matrices."""
    table = run.theory
    time = table["time"]
    picture = Curves("Eigenvalues of the Gram matrices", "training time $t$", "eigenvalue",
                     log_y=True, axes=axes)
    for number, color in ((1, 0), (2, 1)):
        picture.add(f"$G_{number}$, largest", time, table[f"lambda_max_g{number}"], "dashed", color)
        picture.add(f"$G_{number}$, smallest", time, table[f"lambda_min_g{number}"],
                    "line and points", color)
    return picture.draw()


def decay_rate(run, axes=None):
    """The decay rate of the loss and what the smallest eigenvalues guarantee."""
    table = run.theory
    time, head = table["time"], _has_head(table)
    picture = Curves("Decay rate of the loss", "training time $t$", "rate", log_y=True, axes=axes)
    picture.add(r"measured, $-d \ln E / dt$", time, table["decay_rate"], "line and points", 0)
    picture.add("guaranteed by both" if head else "guaranteed by $G_1$", time,
                table["rate_bound_sum"], "dashed", 2)
    if head:
        picture.add("guaranteed by $G_2$", time, table["rate_bound_head"], "line and points", 1,
                    markersize=3.0)
    return picture.draw()


def relative_entropy(run, axes=None):
    """Relative entropy of head and encoder to the start, from the densities and from the rate."""
    table = run.theory
    time = table["time"]
    by_rate = np.any(np.isfinite(table["kl_encoder_by_rate"]))
    picture = Curves("Relative entropy to the start", "training time $t$", "KL", log_y=True, axes=axes)
    if run.parameters.text("Network/Head") == "trained":
        picture.add("head, from the density", time, table["kl_head"], "points", 1)
        if by_rate:
            picture.add("head, integral of the rate", time, table["kl_head_by_rate"], "line", 1)
    picture.add("encoder (mean over depth), from the density", time, table["kl_encoder"], "points", 0)
    if by_rate:
        picture.add("encoder, integral of the rate", time, table["kl_encoder_by_rate"], "line", 0)
    return picture.draw()


def pictures(run):
    """The pictures that the table theory.csv of a run holds numbers for: dict of name to function."""
    if not run.has("theory") or len(run.theory) == 0:
        return {}
    table, found = run.theory, {}
    if np.any(np.isfinite(table["lambda_max_g1"])):
        found["gram"] = gram
        if np.any(np.isfinite(table["decay_rate"])):  # with noise there is none
            found["decay_rate"] = decay_rate
    if np.any(np.isfinite(table["kl_encoder"])):
        found["relative_entropy"] = relative_entropy
    return found


def theory(run):
    """All of them side by side."""
    from ..errors import InputError
    from .style import new_figure

    chosen = pictures(run)
    if not chosen:
        raise InputError(f"{run.folder}: theory.csv holds nothing to draw; section Theory switches "
                         "its quantities on")
    figure = new_figure(5.2 * len(chosen), 3.8)
    for axes, draw in zip(figure.subplots(1, len(chosen), squeeze=False)[0], chosen.values()):
        draw(run, axes=axes)
    return figure
