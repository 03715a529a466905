# SPDX-License-Identifier: Apache-2.0
"""Pictures of runs and studies; matplotlib is imported when the first one is drawn.

`RunPlots` draws what a run holds; `Curves` draws tables of studies, a few lines for each picture, `SideBySide` several
of those in one figure.
"""

from ..errors import InputError
from .curves import Curves, SideBySide
from .style import save

__all__ = ["Curves", "RunPlots", "SideBySide", "save"]


def _check_part(method, part):
    if part not in ("encoder", "head"):
        raise InputError(f"plot.{method}: '{part}' is neither 'encoder' nor 'head'")


class RunPlots:
    """The pictures of a run, `run.plot`; every method returns a matplotlib.figure.Figure.

    Write one with `figure.savefig("loss.pdf")`. Settings of matplotlib that you change (fonts, sizes)
    hold; figures have the attribute `set_size_inches`. Methods that draw a single panel take `axes`,
    where to draw it.
    """

    def __init__(self, run):
        self._run = run

    def loss(self, axes=None):
        """Loss, with a regulariser the objective, and dissipation against training time."""
        from .training import loss

        return loss(self._run, axes)

    def free_energy(self, axes=None):
        """Noise: the free energy and its parts against training time."""
        from .training import free_energy, has_entropy

        if not has_entropy(self._run):
            raise InputError("plot.free_energy: the run has no noise; use plot.loss()")
        return free_energy(self._run, axes)

    def errors(self, axes=None):
        """The estimated error of the loss by cause."""
        from .training import errors

        if not self._run.has("errors"):
            raise InputError("plot.errors: the run has no errors.csv; set Accuracy/Estimate = true")
        return errors(self._run, axes)

    def prediction(self, axes=None):
        """One input: f over x at the times of which densities are there, and the data."""
        from .training import prediction

        if self._run.d != 1:
            raise InputError(f"plot.prediction: the run has {self._run.d} inputs; use plot.decision()")
        return prediction(self._run, axes)

    def decision(self, time=None, axes=None):
        """Two inputs: f as colours, its zero line, the data."""
        from .training import decision

        if self._run.d != 2:
            raise InputError(f"plot.decision: the run has {self._run.d} input(s), it needs two")
        return decision(self._run, time, axes)

    def densities(self, part="encoder"):
        """Densities of pairs of weights of `encoder` or `head`, start above end.

        Lines enclose 50, 90 and 99 % of the mass; axes hold 99.99 % of it.
        """
        from . import densities

        _check_part("densities", part)
        if self._run.is_finite:
            raise InputError("plot.densities: a finite network has no densities; use plot.neurons()")
        return (densities.head if part == "head" else densities.encoder)(self._run)

    def corner(self, part="head", depth=None, s=None, time=None):
        """All exact marginals of one density, arguments as of `Run.density`."""
        from .densities import corner
        from .style import short

        if part == "encoder" and depth is None and s is None:
            depth = -1
        density = self._run.density(part, depth=depth, s=s, time=time)
        place = "" if density.depth is None else f", $s = {short(density.depth)}$"
        return corner(density, f"{part.capitalize()}{place}, $t = {short(density.time)}$")

    def theory(self):
        """Eigenvalues of the Gram matrices, decay rates and relative entropies."""
        from .theory import theory

        return theory(self._run)

    def neurons(self, part="encoder", most=None):
        """Finite networks: clouds of at most `most` neurons."""
        from .training import neurons

        _check_part("neurons", part)
        return neurons(self._run, part, most)

    def animate(self, part="head", names=None, depth=-1, frames_per_second=4):
        """A density over training time, a matplotlib.animation.FuncAnimation.

        Parameters
        ----------
        part : {"head", "encoder"}
        names : (str, str), optional
            The pair of weights; default first inner over first outer weight.
        depth : int
            Depth node of the encoder.
        frames_per_second : float
            As the animation's `save("head.gif")` will play it.
        """
        from .animation import animate

        return animate(self._run, part, names, depth, frames_per_second)
