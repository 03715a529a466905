# SPDX-License-Identifier: Apache-2.0
"""Files of finite networks (`particles.h5`), the exchange format version 1, as networks."""

from pathlib import Path

import numpy as np

from .errors import InputError
from .hdf5 import opened, text_attribute
from .network import DepthRule, Network, WeightSum, activation_named


def is_near(times, time):
    """Whether `time` is one of `times`, to the digits that are printed."""
    return bool(np.min(np.abs(np.asarray(times) - time)) <= 1e-9 * (1.0 + abs(time)))


def nearest_time(times, time, where):
    """Index of the time `time` (None: the last one) in `times`; InputError if it is not there."""
    if time is None:
        return len(times) - 1
    index = int(np.argmin(np.abs(np.asarray(times) - time)))
    if not is_near(times, time):
        shown = ", ".join(f"{t:.6g}" for t in times[:12]) + (", ..." if len(times) > 12 else "")
        raise InputError(f"{where}: nothing is stored at the time {time:.6g}; times are {shown}")
    return index


def finite_network(activation, rule, alpha, theta, theta_weights, head):
    """The Network of neurons.

    Parameters
    ----------
    activation : callable
        One of `rhoflow.network.ACTIVATIONS`.
    rule : DepthRule
    theta : ndarray [L, M, 2d + 1]
        u, w, b.
    theta_weights : ndarray [M]
    head : tuple or ndarray [d]
        (beta, omega [K, d + 2], omega_weights [K]) or the fixed head's vector.
    """
    d = (theta.shape[-1] - 1) // 2
    layers = [WeightSum(activation, layer[:, d:-1], layer[:, -1],
                        alpha * theta_weights[:, None] * layer[:, :d]) for layer in theta]
    if isinstance(head, tuple):
        beta, omega, weights = head
        head = WeightSum(activation, omega[:, 1:-1], omega[:, -1], beta * (weights * omega[:, 0])[:, None])
    return Network(rule, layers, head)


class ParticleFile:
    """The weights of a finite network at some training times.

    Attributes
    ----------
    times, loss : ndarray [T]
    predictions : ndarray [T, n]
    inputs, labels : ndarray [n, d], [n]
    theta_weights, omega_weights : ndarray [M], [K]
        Shares of the neurons; the latter is None for a fixed head.
    depths, depth_weights : ndarray [L]
    """

    schema = "rhoflow particles"

    def __init__(self, path):
        self.path = Path(path)
        with opened(path, self.schema) as file:
            attributes = file.attrs
            self.activation = text_attribute(file, "activation")
            self.alpha, self.beta = float(attributes["alpha"]), float(attributes["beta"])
            self.trained_head = text_attribute(file, "head") == "trained"
            self.head_vector = np.atleast_1d(attributes.get("head_vector", [])).astype(float)
            for name in ("times", "loss", "predictions", "inputs", "labels", "theta_weights",
                         "depths", "depth_weights"):
                setattr(self, name, np.asarray(file[name][()], dtype=float))
            self.omega_weights = None
            if self.trained_head:
                self.omega_weights = np.asarray(file["omega_weights"][()], dtype=float)
            self.d = self.inputs.shape[1]
            self.rule = DepthRule(text_attribute(file, "depth_rule"),
                                  int(attributes["points_per_interval"]), self.depths,
                                  self.depth_weights, str(path))

    def _read(self, name, time):
        index = nearest_time(self.times, time, str(self.path))
        with opened(self.path, self.schema) as file:
            return np.asarray(file[name][index], dtype=float)

    def theta(self, time=None):
        """Weights of the encoder's neurons [L, M, 2d + 1] in the order u, w, b."""
        return self._read("theta", time)

    def omega(self, time=None):
        """Weights of the head's neurons [K, d + 2] in the order a, w, b."""
        if not self.trained_head:
            raise InputError(f"{self.path}: the head is fixed, it has no neurons")
        return self._read("omega", time)

    def network(self, time=None):
        """The Network of these neurons."""
        head = self.head_vector
        if self.trained_head:
            head = self.beta, self.omega(time), self.omega_weights
        return finite_network(activation_named(self.activation, self.path), self.rule, self.alpha,
                              self.theta(time), self.theta_weights, head)

    def __repr__(self):
        return (f"<ParticleFile {self.path}: {len(self.depths)} layers of {len(self.theta_weights)} "
                f"neurons, {len(self.times)} times>")
