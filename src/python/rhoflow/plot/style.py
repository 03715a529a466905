# SPDX-License-Identifier: Apache-2.0
"""How pictures look: colours, sizes, and what both kinds of pictures share."""

import contextlib

import numpy as np

#: Colours of curves; told apart by most who do not see all colours.
COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5230", "#4d4d4d")

#: Values below this share of the largest are rounding and not drawn on logarithmic axes.
ROUNDING = 1e-14

#: From this number on samples are small and pale.
MANY_SAMPLES = 100

#: Our settings; where a user has changed a setting of matplotlib, that one holds.
_SETTINGS = {
    "axes.grid": True,
    "grid.color": "#e3e3e3",
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "axes.edgecolor": "#555555",
    "axes.linewidth": 0.8,
    "axes.titlesize": "medium",
    "figure.titlesize": "large",
    "font.size": 10.0,
    "legend.frameon": True,
    "legend.framealpha": 0.9,
    "legend.edgecolor": "none",
    "legend.fontsize": "small",
    "lines.linewidth": 1.6,
    "lines.markersize": 4.0,
    "xtick.direction": "in",
    "ytick.direction": "in",
    "xtick.color": "#555555",
    "ytick.color": "#555555",
    "xtick.labelcolor": "black",
    "ytick.labelcolor": "black",
    "savefig.bbox": "standard",
    "mathtext.fontset": "dejavusans",
}


@contextlib.contextmanager
def style():
    """Our settings of matplotlib, except those that the user has changed."""
    import matplotlib

    default, now = matplotlib.rcParamsDefault, matplotlib.rcParams
    own = {key: value for key, value in _SETTINGS.items() if now[key] == default[key]}
    with matplotlib.rc_context(own):
        yield


def new_figure(width=6.4, height=4.0):
    """A figure of this size in inches that needs no window and no display."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def part_of(path, pid):
    """The name under which the process `pid` writes a picture until it is whole."""
    return path.with_name(f"{path.stem}.part{pid}{path.suffix}")


def save(figure, path, dpi=200):
    """Writes a picture under another name and renames it; the ending says the format.

    Dates are left out, so that equal pictures are equal files.
    """
    import os
    from pathlib import Path

    path = Path(path)
    kind = path.suffix[1:]
    metadata = {"pdf": {"CreationDate": None}, "svg": {"Date": None}}.get(kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = part_of(path, os.getpid())
    try:
        if kind == "png" and _savefig_is_unchanged():
            _save_png(figure, temporary, dpi)
        else:
            # The quick kind of compression: files are a few per cent larger.
            options = {"pil_kwargs": {"compress_level": 3}} if kind == "png" else {}
            figure.savefig(temporary, dpi=dpi, format=kind, metadata=metadata, **options)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _savefig_is_unchanged():
    """Whether the user has left matplotlib's settings of `savefig` alone."""
    import matplotlib

    default, now = matplotlib.rcParamsDefault, matplotlib.rcParams
    return all(now[key] == default[key] or (key == "savefig.bbox" and now[key] == "standard")
               for key in now if key.startswith("savefig."))


def _save_png(figure, path, dpi):
    """Draws once, where `savefig` draws a figure twice to arrange it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    former_canvas, former_dpi = figure.canvas, figure.dpi
    canvas = FigureCanvasAgg(figure)
    figure.dpi = dpi
    try:
        canvas.print_png(path, pil_kwargs={"compress_level": 3})
    finally:
        figure.dpi = former_dpi
        figure.set_canvas(former_canvas)


def short(number, digits=4):
    """A number for a title."""
    return f"{number:.{digits}g}"


def label(name):
    """A name of a weight or an input in mathematical letters: `w1` becomes $w_1$."""
    letter, number = name[0], name[1:]
    return f"${letter}_{{{number}}}$" if number else f"${letter}$"


def visible(values, largest, log):
    """The values, with nan for what a logarithmic axis does not show."""
    values = np.asarray(values, dtype=float)
    if not log:
        return values
    with np.errstate(invalid="ignore"):
        return np.where(values > ROUNDING * largest, values, np.nan)
