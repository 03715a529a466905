# SPDX-License-Identifier: Apache-2.0
"""Writes files of finite networks, the exchange format, from arrays or from a PyTorch module.

What is written is evaluated first: weights whose predictions or loss are not those that you give are
refused, with the reason if one of the usual mistakes explains it.

>>> from rhoflow import particles
>>> particles.write("network.h5", theta={"u": u, "w": w, "b": b}, omega={"a": a, "w": v, "b": c},
...                 inputs=x, labels=y, predictions=f, times=[0.0, 5.0])
"""

import itertools
import os
from pathlib import Path

import numpy as np

from .errors import InputError
from .hdf5 import USER_BLOCK, write_seal
from .network import DepthRule, activation_named
from .particle_file import ParticleFile, finite_network
from .units import inputs_array

__all__ = ["ParticleFile", "from_torch", "write"]

_THETA, _OMEGA = ("u", "w", "b"), ("a", "w", "b")


def _widths(names, d):
    """Number of components of each part: [d, d, 1] for u, w, b."""
    return [1 if name in ("a", "b") else d for name in names]


def _stacked(weights, names, order, d, what):
    """Weights as one array [..., components] in the order of the format.

    Parameters
    ----------
    weights : dict of str to array_like, or array_like
        Parts by name, those with one component may lack the last extent; or all in one array.
    order : str or None
        Of one array: its parts, as "w, b, u".
    """
    if isinstance(weights, dict):
        if set(weights) != set(names):
            raise InputError(f"{what}: the parts are {', '.join(weights)}; give {', '.join(names)}")
        parts = [_part(weights[name], width, f"{what}['{name}']")
                 for name, width in zip(names, _widths(names, d))]
        if len({part.shape[:-1] for part in parts}) > 1:
            shapes = ", ".join(f"{name} {part.shape}" for name, part in zip(names, parts))
            raise InputError(f"{what}: the extents of the parts differ: {shapes}")
        return np.concatenate(parts, axis=-1)
    if order is None:
        raise InputError(f"{what}: name the order of the components of one array, {what}_order="
                         f"\"{', '.join(names)}\", or give a dict of its parts")
    given = [part.strip() for part in order.split(",")]
    if sorted(given) != sorted(names):
        raise InputError(f"{what}_order: '{order}' is no order of {', '.join(names)}")
    array = np.asarray(weights, dtype=float)
    components = sum(_widths(names, d))
    if array.ndim < 2 or array.shape[-1] != components:
        raise InputError(f"{what}: extents {array.shape}; the last one has to be {components} for "
                         f"{d} input(s)")
    ends = np.cumsum(_widths(given, d))
    pieces = dict(zip(given, np.split(array, ends[:-1], axis=-1)))
    return np.concatenate([pieces[name] for name in names], axis=-1)


def _part(values, width, what):
    array = np.asarray(values, dtype=float)
    if width == 1 and (array.ndim == 0 or array.shape[-1] != 1 or array.ndim == 1):
        array = array[..., None]
    if array.ndim < 2 or array.shape[-1] != width:
        raise InputError(f"{what}: extents {array.shape}; the last one has to be {width}, one for "
                         "each input")
    return array


def _shares(weights, count, what):
    shares = np.full(count, 1.0 / count) if weights is None else np.asarray(weights, dtype=float)
    if shares.shape != (count,) or np.any(shares < 0.0) or abs(shares.sum() - 1.0) > 1e-5:
        raise InputError(f"{what}: give {count} numbers that are not negative and have the sum 1")
    return shares


class _Network:
    """Everything but the weights, and what it makes of weights."""

    def __init__(self, activation, alpha, beta, rule, theta_weights, omega_weights, head_vector):
        self.function = activation_named(activation, "activation")
        self.alpha, self.beta, self.rule = alpha, beta, rule
        self.theta_weights, self.omega_weights = theta_weights, omega_weights
        self.head_vector = head_vector

    def predict(self, theta, omega, x):
        head = (np.asarray(self.head_vector, dtype=float) if omega is None
                else (self.beta, omega, self.omega_weights))
        return finite_network(self.function, self.rule, self.alpha, theta, self.theta_weights,
                              head).predict(x)


def _distance(found, expected):
    """Largest difference relative to the size of what is expected."""
    scale = max(np.sqrt(np.mean(np.square(expected))), 1e-12)
    return np.max(np.abs(found - expected)) / scale


def _explain(network, theta, omega, x, expected, tolerance):
    """The usual mistake that explains predictions, as an ending of a message."""
    d = x.shape[1]

    def orders(names, array):
        for order in itertools.permutations(names):
            if order == names or array is None:
                continue
            yield order, _stacked(array, names, ", ".join(order), d, "order")

    for order, other in orders(_THETA, theta):
        if _distance(network.predict(other, omega, x), expected) <= tolerance:
            return f"; they are if theta has the order {', '.join(order)}"
    for order, other in orders(_OMEGA, omega):
        if _distance(network.predict(theta, other, x), expected) <= tolerance:
            return f"; they are if omega has the order {', '.join(order)}"
    if omega is not None:
        found = network.predict(theta, omega, x)
        ratio = (found @ expected) / max(found @ found, 1e-300)
        if _distance(ratio * found, expected) <= tolerance:
            return f"; they are {ratio:.6g} times as large: check beta and the weights of the head"
    return "; check alpha, beta, activation, order of the layers, and that weights and predictions " \
           "are of one time"


def _check_predictions(network, theta, omega, x, given, time, tolerance):
    found = network.predict(theta, omega, x)
    if given is None:
        return found
    distance = _distance(found, given)
    if not distance <= tolerance:
        why = _explain(network, theta, omega, x, given, tolerance)
        raise InputError(f"predictions at time {time:.6g} are not those of the weights, which are "
                         f"{distance:.2g} off{why}")
    return np.asarray(given, dtype=float)


def _check_loss(predictions, labels, given, time, tolerance):
    loss = 0.5 * np.mean((predictions - labels) ** 2)
    if given is None or abs(given - loss) <= tolerance * max(loss, 1e-12):
        return loss
    factor = given / loss
    why = ("; it is the mean of the squares, the loss is half of it" if abs(factor - 2.0) < 1e-3 else
           "; it is the sum of the squares, the loss is half of their mean"
           if abs(factor / len(labels) - 2.0) < 1e-3 else "")
    raise InputError(f"loss = {given:.6g} at time {time:.6g} is not that of the predictions, "
                     f"{loss:.6g}{why}")


def write(path, *, theta, inputs, labels, omega=None, theta_order=None, omega_order=None, times=None,
          predictions=None, loss=None, activation="tanh", alpha=1.0, beta=1.0, head_vector=None,
          depth_rule="euler", points_per_interval=1, depths=None, depth_weights=None,
          theta_weights=None, omega_weights=None, generator=None, tolerance=1e-5):
    """Writes the weights of a finite network that `rhoflow-compare` and `ParticleFile` read.

    The network is z_{l+1} = z_l + alpha b_l sum_m q_m u_m sigma0(w_m.z_l + b_m) and
    f = beta sum_k q_k a_k sigma0(w_k.z_L + b_k), or f = c.z_L with a fixed head; b_l = 1/L and
    q_m = 1/M unless given.

    Parameters
    ----------
    path : path-like
        The file, replaced if it is there.
    theta : dict of str to array_like, or array_like
        Of L layers of M neurons: `{"u": [T, L, M, d], "w": [T, L, M, d], "b": [T, L, M]}`, or one
        array [T, L, M, 2d + 1] with `theta_order`, for example "w, b, u". With a single time T may
        be left out.
    omega : the same, optional
        Of the head's K neurons: `{"a": [T, K], "w": [T, K, d], "b": [T, K]}` or [T, K, d + 2] with
        `omega_order`. Without it the head is fixed, f = c.z with `head_vector` c [d].
    inputs, labels : array_like [n, d], [n]
    times : array_like [T], optional
        Training times, ascending; default 0 for a single one.
    predictions, loss : array_like [T, n], [T], optional
        As your program computed them, to be compared with the weights; default computed here.
    depths, depth_weights : array_like [L], optional
        Default l / L and 1 / L of the rule `euler`.
    theta_weights, omega_weights : array_like [M], [K], optional
        Shares of the neurons, sum 1.
    tolerance : float
        Relative difference of predictions and loss that is put down to rounding; 1e-5 is for
        weights of 32 bits.

    Raises
    ------
    InputError
        If something does not fit, with the reason where a usual mistake explains it.
    """
    labels = np.asarray(labels, dtype=float).ravel()
    raw = np.asarray(inputs, dtype=float)
    x = inputs_array(raw, 1 if raw.ndim == 1 else raw.shape[-1], "inputs")
    if len(x) != len(labels):
        raise InputError(f"inputs: {len(x)} samples, but {len(labels)} labels")
    d = x.shape[1]
    theta = _with_times(_stacked(theta, _THETA, theta_order, d, "theta"), 4, "theta")
    if omega is None and (head_vector is None or np.shape(head_vector) != (d,)):
        raise InputError(f"give omega, the weights of the head, or of a fixed head head_vector, {d} "
                         "number(s)")
    if omega is not None:
        omega = _with_times(_stacked(omega, _OMEGA, omega_order, d, "omega"), 3, "omega")
    times = _times(times, theta, omega)
    layers, neurons = theta.shape[1:3]
    depths = np.arange(layers) / layers if depths is None else np.asarray(depths, dtype=float)
    rule = DepthRule(depth_rule, points_per_interval, depths,
                     _shares(depth_weights, layers, "depth_weights"), "depth_rule")
    network = _Network(activation, alpha, beta, rule, _shares(theta_weights, neurons, "theta_weights"),
                       None if omega is None else _shares(omega_weights, omega.shape[1], "omega_weights"),
                       head_vector)
    found = [], []
    given_f = None if predictions is None else _shaped(predictions, (len(times), len(x)), "predictions")
    given_e = None if loss is None else _shaped(loss, (len(times),), "loss")
    for k, time in enumerate(times):
        f = _check_predictions(network, theta[k], None if omega is None else omega[k], x,
                               None if given_f is None else given_f[k], time, tolerance)
        found[0].append(f)
        found[1].append(_check_loss(f, labels, None if given_e is None else given_e[k], time, tolerance))
    _write_file(Path(path), network, activation, generator, points_per_interval,
                {"inputs": x, "labels": labels, "times": times, "loss": found[1],
                 "predictions": found[0], "theta": theta, "omega": omega})


def _with_times(array, dimensions, what):
    if array.ndim == dimensions - 1:
        array = array[None]
    if array.ndim != dimensions or 0 in array.shape:
        raise InputError(f"{what}: extents {array.shape}; give times, "
                         + ("layers, neurons and components" if dimensions == 4 else
                            "neurons and components"))
    if not np.all(np.isfinite(array)):
        raise InputError(f"{what}: a weight is not finite")
    return array


def _times(times, theta, omega):
    times = np.atleast_1d(np.asarray(0.0 if times is None and len(theta) == 1 else
                                     [] if times is None else times, dtype=float))
    if len(times) != len(theta) or (omega is not None and len(omega) != len(theta)):
        raise InputError(f"times: {len(times)} given, theta has {len(theta)}"
                         + ("" if omega is None else f" and omega {len(omega)}"))
    if np.any(np.diff(times) <= 0.0):
        raise InputError("times: have to be ascending")
    return times


def _shaped(values, shape, what):
    array = np.asarray(values, dtype=float)
    if array.size != np.prod(shape):
        raise InputError(f"{what}: extents {array.shape} instead of {shape}")
    return array.reshape(shape)


def _write_file(path, network, activation, generator, points, arrays):
    import h5py

    arrays = {name: np.asarray(value) for name, value in arrays.items() if value is not None}
    arrays |= {"depths": network.rule.depths, "depth_weights": network.rule.weights,
               "theta_weights": network.theta_weights}
    if network.omega_weights is not None:
        arrays["omega_weights"] = network.omega_weights
    temporary = path.with_name(f"{path.name}.part{os.getpid()}")
    try:
        with h5py.File(temporary, "w", libver=("v108", "v108"), userblock_size=USER_BLOCK) as file:
            file.attrs["schema"], file.attrs["version"] = "rhoflow particles", 1
            file.attrs["generator"] = generator or f"NumPy {np.__version__}"
            file.attrs["activation"] = activation
            file.attrs["alpha"], file.attrs["beta"] = float(network.alpha), float(network.beta)
            file.attrs["head"] = "fixed" if network.omega_weights is None else "trained"
            if network.omega_weights is None:
                file.attrs["head_vector"] = np.asarray(network.head_vector, dtype=float)
            file.attrs["depth_rule"] = network.rule.rule
            file.attrs["points_per_interval"] = int(points)
            for name, values in arrays.items():
                by_time = name in ("times", "loss", "predictions", "theta", "omega")
                chunks = (1, *values.shape[1:]) if by_time else values.shape
                file.create_dataset(name, data=values, dtype="<f8", chunks=chunks, fletcher32=True)
        write_seal(temporary)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def from_torch(path, module, blocks, head=None, *, inputs, labels, scaled, alpha=1.0, beta=1.0,
               **options):
    """Writes the weights of a PyTorch module whose blocks are pairs of linear maps.

    A block adds outer(sigma0(inner(z))) to the features z, the head is outer(sigma0(inner(z))). The
    module itself is evaluated at the inputs, and weights that do not give its predictions are refused.

    Parameters
    ----------
    path : path-like
    module : torch.nn.Module
        Takes [n, d], returns [n] or [n, 1].
    blocks : list of (torch.nn.Linear, torch.nn.Linear)
        Inner map [M, d] with bias and outer map [d, M] without, of every layer; the members
        themselves or their names in the module.
    head : (torch.nn.Linear, torch.nn.Linear), optional
        Inner map [K, d] with bias, outer map [1, K] without; none for a fixed head, which needs
        `head_vector`.
    scaled : bool
        True: the module's `forward` multiplies the blocks by alpha / (M L) and the head by beta / K,
        so that the outer maps are u and a. False: it takes the maps as they are, u is M L / alpha
        times the outer map, and a is K / beta times it.
    **options
        As of `write`: activation, times, loss, head_vector, tolerance, ...
    """
    import torch

    def linear(which):
        return module.get_submodule(which) if isinstance(which, str) else which

    def parts(pair, factor, outer_name):
        inner, outer = (linear(which) for which in pair)
        if inner.bias is None or outer.bias is not None:
            raise InputError(f"{outer_name}: the inner map needs a bias, the outer one must have none")
        values = [tensor.detach().cpu().double().numpy() for tensor in
                  (outer.weight.T * factor, inner.weight, inner.bias)]
        return dict(zip((outer_name, "w", "b"), values))

    def neurons(pair):
        return linear(pair[0]).out_features

    found = [parts(pair, 1.0 if scaled else neurons(pair) * len(blocks) / alpha, "u") for pair in blocks]
    theta = {name: np.array([layer[name] for layer in found]) for name in ("u", "w", "b")}
    omega = None
    if head is not None:
        omega = parts(head, 1.0 if scaled else neurons(head) / beta, "a")
    x = np.asarray(inputs, dtype=float)
    kind = next(module.parameters())
    with torch.no_grad():
        values = module(torch.as_tensor(x.reshape(len(x), -1), dtype=kind.dtype, device=kind.device))
    write(path, theta=theta, omega=omega, inputs=inputs, labels=labels, alpha=alpha, beta=beta,
          predictions=values.detach().cpu().double().numpy().reshape(1, -1),
          generator=options.pop("generator", f"PyTorch {torch.__version__}"), **options)
