# SPDX-License-Identifier: Apache-2.0
"""Pictures of densities: marginals of pairs with levels of enclosed mass."""

import numpy as np

from ..point_density import PointDensity, smoothed
from .style import COLORS, label, new_figure, short, style

#: Shares of the mass that the drawn levels enclose, with their line styles.
LEVELS = ((0.5, "solid", 1.4), (0.9, (0, (4, 1.6)), 1.0), (0.99, (0, (1, 1.4)), 1.0))

#: Share of the mass of every weight that the axes leave out.
OUTSIDE = 1e-4

_BOXES = 160
_LINES = "#c8420a"


def enclosing_levels(sampled, shares):
    """Values of a density above which the given shares of its mass lie.

    Parameters
    ----------
    sampled : rhoflow.density.Sampled
        Box means; the grid has to hold about all of the mass.
    shares : sequence of float

    Returns
    -------
    ndarray [shares]
    """
    values = np.sort(sampled.values.ravel())[::-1]
    mass = np.cumsum(np.maximum(values, 0.0))
    return np.array([values[np.searchsorted(mass, share * mass[-1])] for share in shares])


def common_limits(densities, outside=OUTSIDE):
    """The range of every weight that holds all but `outside` of the mass of each density.

    Returns
    -------
    dict of str to (float, float)
    """
    limits = {}
    for density in densities:
        for name in density.names:
            low, high = density.quantile_range(name, outside)
            before = limits.get(name, (low, high))
            limits[name] = min(low, before[0]), max(high, before[1])
    return limits


def square_limits(limits):
    """The same ranges, all made as long as the longest and 3 % more on both sides."""
    half = 0.53 * max(high - low for low, high in limits.values())
    return {name: (0.5 * (low + high) - half, 0.5 * (low + high) + half)
            for name, (low, high) in limits.items()}


def _colors():
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list(
        "rhoflow", ["#ffffff", "#dbe9f6", "#a3cce3", "#539ecd", "#1f6eb3", "#0b3d78", "#041c42"])


class Panel:
    """The marginal of a pair of weights, sampled for a picture.

    Parameters
    ----------
    density : DensityBase
    x, y : str
        Names of the weights along the axes.
    limits : dict of str to (float, float)
    title : str
    """

    def __init__(self, density, x, y, limits, title=""):
        self.x, self.y, self.title = x, y, title
        pair = density.marginal(x, y)
        self.sampled = pair.sample(_BOXES, {x: limits[x], y: limits[y]})
        if isinstance(pair, PointDensity):
            self.sampled = smoothed(self.sampled)
        self.largest = float(self.sampled.values.max())

    def draw(self, axes, norm):
        """Colours and levels; returns the image."""
        from matplotlib.ticker import MaxNLocator

        x, y = self.sampled.edges[self.x], self.sampled.edges[self.y]
        image = axes.imshow(self.sampled.values.T, origin="lower", aspect="auto", norm=norm,
                            extent=(x[0], x[-1], y[0], y[-1]), cmap=_colors(),
                            interpolation="bilinear")
        levels = enclosing_levels(self.sampled, [share for share, _, _ in LEVELS])
        centers = self.sampled.centers
        for level, (_, line, width) in zip(levels, LEVELS):
            axes.contour(centers[self.x], centers[self.y], self.sampled.values.T, levels=[level],
                         colors=_LINES, linewidths=width, linestyles=[line])
        axes.grid(False)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        axes.set_xlabel(label(self.x))
        axes.set_ylabel(label(self.y))
        if self.title:
            axes.set_title(self.title)
        return image


class PanelGrid:
    """A figure of square panels, laid out in inches.

    Parameters
    ----------
    title : str
    rows, columns : int
    side : float
        Of a panel's box, in inches.
    gap : (float, float)
        Between boxes, horizontally and vertically.
    bar_room : float
        To the right of the panels.
    """

    def __init__(self, title, rows, columns, side=1.9, gap=(0.62, 0.78), bar_room=1.1):
        self._side, self._gap, self._rows = side, gap, rows
        self._left, self._top, self._bottom = 0.6, 0.72, 0.95
        width = self._left + columns * side + (columns - 1) * gap[0] + bar_room
        height = self._top + rows * side + (rows - 1) * gap[1] + self._bottom
        self._size = width, height
        self._end = width - bar_room
        self.figure = new_figure(width, height)
        self.figure.set_layout_engine("none")
        middle = 0.5 * (self._left + self._end) / width
        self.figure.suptitle(title, x=middle, y=1.0 - 0.12 / height, va="top")
        self._legend(middle)

    def _box(self, left, bottom, width, height):
        return left / self._size[0], bottom / self._size[1], width / self._size[0], height / self._size[1]

    def _bottom_of(self, row):
        return self._bottom + (self._rows - 1 - row) * (self._side + self._gap[1])

    def axes(self, row, column):
        """The axes of a panel, counted from the upper left."""
        left = self._left + column * (self._side + self._gap[0])
        return self.figure.add_axes(self._box(left, self._bottom_of(row), self._side, self._side))

    def color_bar(self, image, first, last):
        """A colour bar beside the rows `first` to `last`."""
        from matplotlib.ticker import FixedLocator, NullLocator

        bottom = self._bottom_of(last)
        height = self._bottom_of(first) + self._side - bottom
        axes = self.figure.add_axes(self._box(self._end + 0.16, bottom, 0.14, height))
        bar = self.figure.colorbar(image, cax=axes)
        bar.ax.yaxis.set_major_locator(FixedLocator(root_ticks(image.norm.vmax, height)))
        bar.ax.yaxis.set_minor_locator(NullLocator())
        bar.ax.yaxis.set_major_formatter(lambda value, _: f"{value:.3g}")
        bar.set_label("density")

    def _legend(self, middle):
        from matplotlib.lines import Line2D

        handles = [Line2D([], [], color=_LINES, linestyle=line, linewidth=width)
                   for _, line, width in LEVELS]
        names = [f"{100 * share:.0f} %" for share, _, _ in LEVELS]
        self.figure.legend(handles, [names[0] + " of the mass within", *names[1:]],
                           loc="lower center", bbox_to_anchor=(middle, 0.06 / self._size[1]),
                           ncol=len(LEVELS), frameon=False, borderpad=0.1)


def root_ticks(largest, inches):
    """Round values from 0 to `largest` that are well apart on a scale of square roots."""
    decades = 10.0 ** np.arange(np.floor(np.log10(largest)) - 2, np.log10(largest) + 1)
    ticks = [0.0]
    for value in sorted(digit * decade for decade in decades for digit in (1, 2, 5)):
        apart = np.sqrt(value / largest) - np.sqrt(ticks[-1] / largest)
        if value <= largest and apart * inches > 0.28:
            ticks.append(float(value))
    return ticks


def panel_figure(title, rows, group_of_row=None):
    """A figure of panels; panels of one group of rows share their colours.

    Parameters
    ----------
    title : str
    rows : list of list of Panel
    group_of_row : list of int, optional
        Rows of one number, which follow each other, share a colour scale and a colour bar; default
        all.
    """
    from matplotlib.colors import PowerNorm

    groups = group_of_row or [0] * len(rows)
    with style():
        grid = PanelGrid(title, len(rows), max(len(row) for row in rows))
        for group in dict.fromkeys(groups):
            chosen = [k for k, other in enumerate(groups) if other == group]
            largest = max(panel.largest for k in chosen for panel in rows[k])
            norm = PowerNorm(0.5, 0.0, largest, clip=True)
            for k in chosen:
                for column, panel in enumerate(rows[k]):
                    image = panel.draw(grid.axes(k, column), norm)
            grid.color_bar(image, chosen[0], chosen[-1])
    return grid.figure


def _chosen_depths(run):
    """Indices of the first, middle and last depth node."""
    n = len(run.depths)
    return sorted({0, n - 1} | ({n // 2} if n > 2 else set()))


def _times(run):
    times = run.history.times if run.is_points else run.density_times
    return [times[0], times[-1]] if len(times) > 1 else [times[0]]


def encoder_rows(run, pairs):
    """Panels of the encoder: for every pair the start above the end, one column for each depth."""
    depths, times = _chosen_depths(run), _times(run)
    names = {name for pair in pairs for name in pair}
    table = {(time, j): run.density("encoder", depth=j, time=time).reduced(names)
             for time in times for j in depths}
    limits = square_limits(common_limits([density.marginal(name) for density in table.values()
                                          for name in names]))
    rows, groups = [], []
    for number, (x, y) in enumerate(pairs):
        for time in times:
            rows.append([Panel(table[time, j], x, y, limits,
                               f"$t = {short(time)}$, $s = {short(run.depths[j], 3)}$") for j in depths])
            groups.append(number)
    return rows, groups


def inner_marginals(run):
    """Density of (w, b) of the encoder, with two inputs of (w_1, w_2), start above end."""
    pair = ("w", "b") if run.d == 1 else ("w1", "w2")
    rows, _ = encoder_rows(run, [pair])
    return panel_figure(f"Encoder: density of ({label(pair[0])}, {label(pair[1])})", rows)


def outer_marginals(run):
    """Density of the first inner and the first outer weight of the encoder, start above end."""
    pair = ("w", "u") if run.d == 1 else ("w1", "u1")
    rows, _ = encoder_rows(run, [pair])
    return panel_figure(f"Encoder: density of ({label(pair[0])}, {label(pair[1])})", rows)


def encoder(run):
    """Both of the encoder's pictures in one."""
    pairs = [("w", "b"), ("w", "u")] if run.d == 1 else [("w1", "w2"), ("w1", "u1")]
    rows, groups = encoder_rows(run, pairs)
    names = " and of ".join(f"({label(x)}, {label(y)})" for x, y in pairs)
    return panel_figure(f"Encoder: densities of {names}", rows, groups)


def head(run):
    """Densities of the head, start above end."""
    pairs = [("w", "b"), ("w", "a")] if run.d == 1 else [("w1", "w2"), ("w1", "a")]
    times = _times(run)
    names = {name for pair in pairs for name in pair}
    table = {time: run.density("head", time=time).reduced(names) for time in times}
    limits = square_limits(common_limits([density.marginal(name) for density in table.values()
                                          for name in names]))
    rows = [[Panel(table[time], x, y, limits, f"$t = {short(time)}$") for x, y in pairs]
            for time in times]
    names = " and ".join(f"({label(x)}, {label(y)})" for x, y in pairs)
    return panel_figure(f"Head: densities of {names}", rows)


def corner(density, title=""):
    """All exact marginals of a density: single weights on the diagonal, pairs below it.

    Parameters
    ----------
    density : DensityBase
    title : str
    """
    from matplotlib.colors import PowerNorm

    names, d = density.names, len(density.names)
    limits = common_limits([density.marginal(name) for name in names], 0.5 * OUTSIDE)
    with style():
        grid = PanelGrid(title, d, d, side=1.45, gap=(0.14, 0.14), bar_room=0.45)
        for row, y in enumerate(names):
            for column, x in enumerate(names[: row + 1]):
                axes = grid.axes(row, column)
                if column == row:
                    _draw_line(axes, density.marginal(x), x, limits[x])
                else:
                    panel = Panel(density, x, y, limits)
                    panel.draw(axes, PowerNorm(0.5, 0.0, panel.largest, clip=True))
                axes.set_xlabel(label(x) if row == d - 1 else "")
                axes.tick_params(labelbottom=row == d - 1)
                if 0 < column < row:
                    axes.tick_params(labelleft=False)
                    axes.set_ylabel("")
    return grid.figure


def _draw_line(axes, line, name, limits):
    points = np.linspace(*limits, 301)
    values = line.on_grid(**{name: points})
    axes.plot(points, values, color=COLORS[0])
    axes.fill_between(points, 0.0, values, color=COLORS[0], alpha=0.15, linewidth=0)
    axes.set_xlim(*limits)
    axes.set_ylim(0.0, 1.08 * values.max())
    axes.yaxis.tick_right()
    axes.tick_params(labelsize="x-small")
