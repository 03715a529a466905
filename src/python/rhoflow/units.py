# SPDX-License-Identifier: Apache-2.0
"""Units of the user's data and of the solver (Data/Standardise)."""

import numpy as np

from .errors import InputError


class DataUnits:
    """x = m + s x', y = m_y + s_y y': unprimed in the units of the data, primed of the solver.

    Parameters
    ----------
    which : str
        What is standardised: `none`, `inputs`, `labels` or `both`.
    inputs : ndarray [n, d]
        The training inputs in the units of the data.
    labels : ndarray [n]
    """

    def __init__(self, which="none", inputs=None, labels=None):
        self.input_shift, self.input_scale = 0.0, 1.0
        self.label_shift, self.label_scale = 0.0, 1.0
        if which in ("inputs", "both"):
            self.input_shift, self.input_scale = self._measure(inputs)
        if which in ("labels", "both"):
            shift, scale = self._measure(labels[:, None])
            self.label_shift, self.label_scale = float(shift[0]), float(scale[0])

    @staticmethod
    def _measure(columns):
        """Means and deviations [columns]; equal values have the deviation 1."""
        mean, deviation = columns.mean(axis=0), columns.std(axis=0)
        constant = deviation <= 1e-14 * np.abs(mean)
        return mean, np.where(constant | (deviation == 0.0), 1.0, deviation)

    def inputs_of_solver(self, x):
        """Inputs [n, d] as the solver sees them."""
        return (x - self.input_shift) / self.input_scale

    def labels_of_user(self, y):
        """Labels or predictions [...] in the units of the data."""
        return self.label_shift + self.label_scale * y


def inputs_array(x, d, what="predict"):
    """Inputs as [n, d]: a number, a list of n numbers (d = 1), or n rows of d."""
    x = np.asarray(x, dtype=float)
    if x.ndim < 2 and d == 1:
        x = x.reshape(-1, 1)
    elif x.ndim == 1 and x.size == d:
        x = x.reshape(1, d)
    if x.ndim != 2 or x.shape[1] != d:
        raise InputError(f"{what}: inputs of shape {x.shape}; the network has {d} input(s), give an "
                         f"array of shape (n, {d})")
    if not np.all(np.isfinite(x)):
        raise InputError(f"{what}: an input is not a finite number")
    return x
