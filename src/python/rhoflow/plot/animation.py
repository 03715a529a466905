# SPDX-License-Identifier: Apache-2.0
"""A density over training time."""

import numpy as np

from ..errors import InputError
from .densities import Panel, _colors, common_limits
from .style import label, new_figure, short, style


def animate(run, part, names, depth, frames_per_second):
    """See `rhoflow.plot.RunPlots.animate`."""
    from matplotlib.animation import FuncAnimation
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.colors import PowerNorm

    if run.is_finite:
        raise InputError("plot.animate: a finite network has no densities; use plot.neurons()")
    times = run.statistics["time"] if run.is_points else run.density_times
    if len(times) < 2:
        raise InputError(f"{run.folder}: densities of one time only; set Output/Densities every")
    depth = None if part == "head" else depth
    first = run.density(part, depth=depth, time=times[0])
    x, y = names or (("w", first.names[0]) if run.d == 1 else ("w1", first.names[0]))
    densities = [run.density(part, depth=depth, time=time).marginal(x, y) for time in times]
    limits = common_limits(densities)
    panels = [Panel(density, x, y, limits) for density in densities]
    with style():
        figure = new_figure(5.0, 4.2)
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        norm = PowerNorm(0.5, 0.0, max(panel.largest for panel in panels), clip=True)
        from matplotlib.cm import ScalarMappable

        figure.colorbar(ScalarMappable(norm, _colors()), ax=axes).set_label("density")
        place = "" if depth is None else f", $s = {short(densities[0].depth or run.depths[depth])}$"

        def show(number):
            axes.clear()
            panels[number].draw(axes, norm)
            time = short(float(times[number]))
            axes.set_title(f"{part.capitalize()}{place}: ({label(x)}, {label(y)}), $t = {time}$")
            return []

        show(0)
    return FuncAnimation(figure, show, frames=np.arange(len(panels)),
                         interval=1000.0 / frames_per_second)
