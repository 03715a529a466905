# SPDX-License-Identifier: Apache-2.0
"""Pictures of curves over one axis: of a run's training, and of the tables of studies."""

import numpy as np

from .style import COLORS, MANY_SAMPLES, new_figure, save, style, visible

_STYLES = {
    "line": {"linestyle": "-"},
    "dashed": {"linestyle": (0, (5, 2.5))},
    "dotted": {"linestyle": (0, (1, 1.8))},
    "line and points": {"linestyle": "-", "marker": "o"},
    "points": {"linestyle": "none", "marker": "o", "zorder": 3},
    "dots": {"linestyle": "none", "marker": "o", "markersize": 1.6, "alpha": 0.5,
             "markeredgewidth": 0},
}


class Curves:
    """A picture of curves.

    Parameters
    ----------
    title, x_label, y_label : str
        With mathematics between dollar signs. An empty title is none.
    log_x, log_y : bool
        Logarithmic axes. On them what is not positive, or below 1e-14 of the largest value of all
        curves (rounding), is left out; a curve of which nothing is left is not in the legend.
    axes : matplotlib.axes.Axes, optional
        Where to draw; default a figure of its own.
    size : (float, float)
        Inches, of that figure.
    y_names : list of str, optional
        Names of the rows y = 1, 2, ..., the first one on top, in place of numbers.

    Examples
    --------
    >>> picture = Curves("Loss", "training time $t$", "$E(t)$", log_y=True)
    >>> picture.add("n = 4", table["time"], table["loss"])
    >>> picture.save("loss.png")
    """

    def __init__(self, title, x_label, y_label, log_x=False, log_y=False, axes=None, size=(6.4, 4.0),
                 y_names=None):
        self.title, self.x_label, self.y_label = title, x_label, y_label
        self.log_x, self.log_y, self.y_names = log_x, log_y, y_names
        self._axes, self._size, self._curves, self._next = axes, size, [], 0

    def add(self, name, x, y, kind="line", color=None, bars=None, **options):
        """Adds a curve.

        Parameters
        ----------
        name : str
            For the legend; empty: not listed.
        x, y : array_like [n]
        kind : {"line", "dashed", "dotted", "line and points", "points", "dots"}
        color : int or str, optional
            Number of a colour, counted from 0, or any colour of matplotlib; default the next one.
        bars : (array_like [n], array_like [n]), optional
            Ends of an interval around every y.
        **options
            For `matplotlib.axes.Axes.plot`.
        """
        if color is None:
            color, self._next = self._next, self._next + 1
        if isinstance(color, (int, np.integer)):
            color = COLORS[color % len(COLORS)]
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        if x.shape != y.shape:
            raise ValueError(f"the curve '{name}': {x.size} values of x and {y.size} of y")
        self._curves.append((name, x, y, {**_STYLES[kind], "color": color, **options}, bars))

    def _largest(self, values):
        finite = [array[np.isfinite(array)] for array in values]
        finite = [array.max() for array in finite if array.size]
        return max(finite, default=0.0)

    def draw(self, axes=None):
        """Draws, on the `axes` if given, and returns the figure."""
        with style():
            axes = axes or self._axes
            if axes is None:
                axes = new_figure(*self._size).add_subplot()
            largest_x = self._largest([curve[1] for curve in self._curves])
            largest_y = self._largest([curve[2] for curve in self._curves])
            for name, x, y, options, bars in self._curves:
                x, y = visible(x, largest_x, self.log_x), visible(y, largest_y, self.log_y)
                drawn = np.count_nonzero(np.isfinite(x) & np.isfinite(y))
                if drawn == 0:
                    continue
                if drawn == 1 and "marker" not in options:
                    options = {**options, "marker": "o"}  # no line leads through a single point
                if options.get("linestyle") == "none" and "markersize" not in options and len(x) > MANY_SAMPLES:
                    options = {**options, "markersize": 2.2, "alpha": 0.35, "zorder": 1.5,
                               "markeredgewidth": 0}
                axes.plot(x, y, label=name or "_", **options)
                if bars is not None:
                    axes.vlines(x, *bars, color=options["color"], linewidth=1.0)
            self._finish(axes)
        return axes.figure

    def _finish(self, axes):
        if self.log_x:
            axes.set_xscale("log")
        if self.log_y:
            axes.set_yscale("log")
        axes.set_xlabel(self.x_label)
        axes.set_ylabel(self.y_label)
        if self.title:
            axes.set_title(self.title)
        if self.y_names is not None:
            axes.set_yticks(range(1, len(self.y_names) + 1), self.y_names)
            axes.invert_yaxis()
        _plain_log_ticks(axes.xaxis if self.log_x else None, axes.yaxis if self.log_y else None)
        names = axes.get_legend_handles_labels()[1]
        if len(names) > 7:
            axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
        elif names:
            legend = axes.legend(loc="best")
            for handle in legend.legend_handles if hasattr(legend, "legend_handles") else legend.legendHandles:
                handle.set_alpha(1.0)
                if hasattr(handle, "set_markersize") and handle.get_linestyle() == "None":
                    handle.set_markersize(5.0)

    def save(self, path, dpi=200):
        """Draws and writes the picture; the ending of `path` says the format."""
        save(self.draw(), path, dpi)


class SideBySide:
    """Pictures of curves in one figure, from left to right.

    Parameters
    ----------
    pictures : list of Curves
    size : (float, float)
        Inches, of each.
    """

    def __init__(self, pictures, size=(5.2, 3.8)):
        self._pictures, self._size = pictures, size

    def draw(self):
        """Draws and returns the figure."""
        width, height = self._size
        figure = new_figure(width * len(self._pictures), height)
        for picture, axes in zip(self._pictures, figure.subplots(1, len(self._pictures), squeeze=False)[0]):
            picture.draw(axes)
        return figure

    def save(self, path, dpi=200):
        """Draws and writes the picture; the ending of `path` says the format."""
        save(self.draw(), path, dpi)


def _plain_log_ticks(*chosen):
    """Labels between the powers of ten where an axis covers less than about two of them."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    for axis in chosen:
        if axis is None:
            continue
        low, high = axis.get_view_interval()
        if not (low > 0.0 and high > low):
            continue
        decades = np.log10(high / low)
        if decades > 2.5:
            axis.set_minor_formatter(NullFormatter())
            continue
        subs = ((1.0, 2.0, 5.0) if decades > 1.3 else (1.0, 2.0, 3.0, 5.0, 7.0) if decades > 0.5 else
                (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0))
        axis.set_major_locator(LogLocator(subs=subs))
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.4g}"))
        axis.set_minor_formatter(NullFormatter())
