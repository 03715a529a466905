# SPDX-License-Identifier: Apache-2.0
"""Pictures of training: loss, predictions, decisions, neurons."""

import numpy as np

from .curves import Curves
from .style import COLORS, MANY_SAMPLES, label, new_figure, short, style

_CURVE_POINTS = 401
_PIXELS = 201
#: Accuracy of features and vector fields where predictions become colours.
_COARSE = 1e-5


def has_entropy(run):
    """Whether the run has noise, so that what falls is the free energy."""
    names = run.statistics.dtype.names
    return "entropy" in names and bool(np.any(run.statistics["entropy"] != 0.0)
                                       and np.all(np.isfinite(run.statistics["entropy"])))


def free_energy(run, axes=None):
    """The free energy F of a run with noise, and its parts, against training time."""
    table = run.statistics
    picture = Curves("Free energy", "training time $t$", "energy", axes=axes)
    for color, (name, column) in enumerate((("loss $E$", "loss"), ("confinement", "regularization"),
                                            (r"$\kappa \int \rho \ln \rho$", "entropy"))):
        picture.add(name, table["time"], table[column], "dashed", color)
    picture.add("free energy $F$", table["time"], table["objective"], "line and points", 3)
    return picture.draw()


#: Columns of errors.csv by cause, with what stands in the legend.
_CAUSES = {"outer_encoder": "outer weights, encoder", "outer_head": "outer weights, head",
           "inner_encoder": "inner mesh, encoder",
           "inner_head": "inner mesh, head",
           "box": "walls of the box", "depth": "depth", "steps": "time steps",
           "points": "number of points"}


def errors(run, axes=None):
    """The estimated error of the loss at the output times, by cause: bars on each other."""
    table = run.errors
    time, bottom = table["time"], np.zeros(len(table))
    width = 0.7 * np.min(np.diff(time)) if len(time) > 1 else 1.0
    with style():
        axes = axes or new_figure().add_subplot()
        for color, (column, name) in enumerate(_CAUSES.items()):
            if column not in table.dtype.names:
                continue
            height = np.nan_to_num(table[column])
            if np.any(height > 0):
                axes.bar(time, height, width, bottom, color=COLORS[color % len(COLORS)], label=name)
                bottom = bottom + height
        axes.set_xlabel("training time $t$")
        axes.set_ylabel("error of $E(t)$")
        axes.set_title("Estimated error of the loss")
        if np.any(bottom > 0):
            axes.legend()
    return axes.figure


def loss(run, axes=None):
    """Loss, with a regulariser the objective, and dissipation against training time."""
    table = run.statistics
    noisy = has_entropy(run)
    time, regularised = table["time"], np.any(table["regularization"] > 0.0) and not noisy
    picture = Curves("Training", "training time $t$", "$E(t)$", log_y=True, axes=axes)
    picture.add("loss $E$", time, table["loss"], "line and points", 0)
    objective = "$F$" if noisy else "$E_t$" if regularised else "$E$"
    if regularised:
        picture.add("objective $E_t$", time, table["objective"], "line and points", 2)
    picture.add(f"dissipation $-d${objective}$/dt$", time, table["dissipation"], "dashed", 1)
    return picture.draw()


def _samples(axes, x, y, **options):
    """Samples as discs with a rim, or if there are many small and pale, below the curves."""
    many = len(x) > MANY_SAMPLES
    own = dict(s=7 if many else 26, alpha=0.45 if many else 1.0, zorder=1.5 if many else 3,
               linewidths=0.0 if many else 0.6, edgecolors="none" if many else "white")
    return axes.scatter(x, y, **{**own, **options})


def _strong_markers(legend, size=22.0):
    """Markers in the legend that are seen whatever those in the picture are."""
    from matplotlib.collections import PathCollection

    for handle in legend.findobj(PathCollection):
        handle.set(alpha=1.0, sizes=[size])


def _some(times, most=4):
    """The start, at most `most` times between, and the end."""
    times = np.asarray(times)
    if len(times) <= 2:
        return times
    inner = times[1:-1]
    chosen = inner[np.unique(np.linspace(0, len(inner) - 1, min(most, len(inner))).round().astype(int))]
    return np.concatenate([times[:1], chosen, times[-1:]])


def prediction_curves(run):
    """f over x of some times, with one input.

    Returns
    -------
    list of (time, x [points], f [points])
        From curve.csv if there is one, else by evaluating the network.
    """
    if run.has("curve"):
        table = run.curve
        rows = {time: table[table["time"] == time] for time in _some(np.unique(table["time"]))}
        return [(time, row["x0"], row["prediction"]) for time, row in rows.items()]
    x = run.data[0]
    low, high = x.min(), x.max()
    margin = max(0.05 * (high - low), 1e-3)
    points = np.linspace(low - margin, high + margin, _CURVE_POINTS)
    return [(time, points, run.predict(points, time=time)) for time in _some(run.prediction_times)]


def prediction(run, axes=None):
    """f over x at the start, at times between, and at the end; the data, and test data if there are."""
    x, y = run.data
    curves = prediction_curves(run)
    with style():
        axes = axes or new_figure().add_subplot()
        from matplotlib.colors import to_rgb

        end = np.array(to_rgb(COLORS[0]))
        for k, (time, points, values) in enumerate(curves):
            share = k / max(1, len(curves) - 1)
            first, last = k == 0 and len(curves) > 1, k == len(curves) - 1
            axes.plot(points, values, label=f"$t = {short(time)}$",
                      color="#666666" if first else tuple(1.0 - (1.0 - end) * (0.25 + 0.75 * share)),
                      linestyle=(0, (5, 2.5)) if first else "-",
                      linewidth=2.0 if last else 1.2, zorder=2 + share)
        _samples(axes, x[:, 0], y, color=COLORS[1], label="data")
        if run.has("test_predictions"):
            test = run.test_predictions
            many = len(test) > MANY_SAMPLES
            axes.scatter(test["x0"], test["y"], s=6 if many else 16, marker="x", color=COLORS[4],
                         alpha=0.5 if many else 1.0, linewidths=0.7, label="test data", zorder=1.4)
        axes.set_xlabel("$x$")
        axes.set_ylabel("$f(x)$")
        axes.set_title("Prediction of the network")
        _strong_markers(axes.legend(loc="best"))
    return axes.figure


def decision_square(run):
    """Ends of the square [p, q]^2 in the units of the solver: [-1, 1]^2 and all inputs, 10 % larger."""
    x = run.units.inputs_of_solver(run.data[0])
    low, high = min(-1.0, x.min()), max(1.0, x.max())
    half = 0.55 * (high - low)
    return 0.5 * (low + high) - half, 0.5 * (low + high) + half


def decision_values(run, time=None, points=None):
    """f on the square of the decision.

    Parameters
    ----------
    run : Run
    time : float, optional
    points : int, optional
        In each direction; default as many as pictures have.

    Returns
    -------
    axes : list of ndarray [points]
        x_0 and x_1 in the units of the data.
    values : ndarray [points, points]
        f at (x_0, x_1), x_1 first; in the units of the data.
    """
    points = points or _PIXELS
    low, high = decision_square(run)
    line = np.linspace(low, high, points)
    network = run.network(time).approximation([low, low], [high, high], _COARSE)
    rows = [network.predict(np.column_stack([line, np.full(points, x1)]), _COARSE) for x1 in line]
    shift, scale = np.broadcast_to(run.units.input_shift, 2), np.broadcast_to(run.units.input_scale, 2)
    return [shift[k] + scale[k] * line for k in range(2)], run.units.labels_of_user(np.array(rows))


def decision(run, time=None, axes=None):
    """f as colours on the square of the inputs, contour lines, the samples by their labels."""
    x, y = run.data
    (x0, x1), values = decision_values(run, time)
    signed = y.min() < 0.0 < y.max()
    with style():
        axes = axes or new_figure(5.6, 4.6).add_subplot()
        if signed:
            bound = max(np.abs(y).max(), np.abs(values).max())
            limits, colors = (-bound, bound), "RdBu_r"
        else:
            limits, colors = (min(y.min(), values.min()), max(y.max(), values.max())), "viridis"
        from matplotlib.ticker import MaxNLocator

        image = axes.imshow(values, origin="lower", extent=(x0[0], x0[-1], x1[0], x1[-1]), cmap=colors,
                            vmin=limits[0], vmax=limits[1], interpolation="bilinear", aspect="auto",
                            alpha=0.8)
        levels = [v for v in MaxNLocator(8).tick_values(*limits)
                  if values.min() < v < values.max() and not (signed and abs(v) < 1e-12 * limits[1])]
        if levels:
            axes.contour(x0, x1, values, levels=levels, colors="#444444", linewidths=0.5, alpha=0.7,
                         linestyles="solid")
        if signed and values.min() < 0.0 < values.max():
            axes.contour(x0, x1, values, levels=[0.0], colors="black", linewidths=1.8)
        _samples(axes, x[:, 0], x[:, 1], c=y, cmap=colors, vmin=limits[0], vmax=limits[1],
                 edgecolors="black", linewidths=0.3 if len(y) > MANY_SAMPLES else 0.7, alpha=1.0)
        axes.grid(False)
        if np.ptp(x0) == np.ptp(x1):
            axes.set_aspect("equal")
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.yaxis.set_major_locator(MaxNLocator(5))
        axes.set_xlabel("$x_0$")
        axes.set_ylabel("$x_1$")
        at = run.prediction_times[-1] if time is None else time
        axes.set_title(f"Prediction $f$ at $t = {short(at)}$, and the data")
        bar = axes.figure.colorbar(image, ax=axes, shrink=0.9)
        bar.set_label("$f(x)$, label of the samples")
        bar.solids.set(alpha=1.0)
    return axes.figure


def _heaviest(weights, most):
    order = np.argsort(-weights, kind="stable")
    return np.sort(order[:most]) if most else np.sort(order)


def neurons(run, part, most=None):
    """Clouds of neurons: first outer over first inner weight.

    Of the encoder the first, middle and last layer at the end, of the head the start and the end.
    """
    particles, d = run.particles, run.d
    most = int(run.parameters["Particles/Cloud neurons"]) if most is None else most
    times, end = particles.times, short(particles.times[-1])
    number = "" if d == 1 else "1"
    if part == "head":
        clouds = [(f"$t = {short(time)}$", particles.omega(time), particles.omega_weights, color)
                  for time, color in ((times[0], "#9a9a9a"), (times[-1], COLORS[0]))]
        title, outer, column = "Weights of the head's neurons", "a", 1
    else:
        layers, theta = len(particles.depths), particles.theta()
        clouds = [(f"$s = {short(particles.depths[k], 3)}$", theta[k], particles.theta_weights, color)
                  for color, k in zip(COLORS, sorted({0, layers // 2, layers - 1}))]
        title, outer, column = f"Weights of the encoder's neurons at $t = {end}$", "u" + number, d
    with style():
        axes = new_figure(5.2, 4.4).add_subplot()
        for name, weights, shares, color in clouds:
            chosen = _heaviest(shares, most)
            # Neurons of equal weight are dots of one size, quadrature points have areas by weight.
            area = (9.0 if len(chosen) <= 500 else 4.0) * shares[chosen] / shares.mean()
            axes.scatter(weights[chosen, column], weights[chosen, 0], s=np.clip(area, 0.1, 40.0),
                         color=color, alpha=0.5, linewidths=0, label=name)
        axes.set_xlabel(label("w" + number))
        axes.set_ylabel(label(outer))
        axes.set_title(title)
        _strong_markers(axes.legend(loc="best"))
    return axes.figure
