# SPDX-License-Identifier: Apache-2.0
"""Writes files of densities, version 1, from checkpoints, independently of the package's reader."""

import h5py
import numpy as np


def tensor(array, cells, degree, dim, n_outer):
    """[b, (w2,) w1, (u2,) u1] from a checkpoint's array, node by node."""
    n = degree + 1
    m = cells * n
    result = np.empty([m] * dim + [int(round(array.shape[1] ** (1 / n_outer)))] * n_outer)
    for node, row in enumerate(array):
        cell, local = divmod(node, n**dim)
        place = []
        for _ in range(dim):
            place.append((cell % cells) * n + local % n)
            cell, local = cell // cells, local // n
        result[tuple(reversed(place))] = row.reshape(result.shape[dim:])
    return result


def write(path, run, content="full", dtype="f8"):
    """The densities of the checkpoint of `run` as a file of densities."""
    state = run.state()
    d = run.d
    with h5py.File(run.folder / "checkpoint" / "density.h5") as source, h5py.File(path, "w") as file:
        attributes = source.attrs
        file.attrs.update({"schema": "rhoflow densities", "version": 1, "time": attributes["time"],
                           "inputs": d, "content": content, "generator": "test"})
        for name in ("activation", "alpha", "beta", "head", "outer_basis", "inner_degree"):
            file.attrs[name] = attributes[name]
        file.attrs["head_vector"] = attributes["head_vector"]
        file["depths"], file["depth_weights"] = source["depths"][()], source["depth_weights"][()]
        parts = ["encoder"] + (["head"] if state.trained_head else [])
        for part in parts:
            group = file.create_group(part)
            group.attrs["length_scale"] = attributes["length_scale"] if part == "encoder" else 1.0
            space = state.spaces[part]
            for name, axis in zip(space.names, space.directions):
                group[f"axes/{name}"], group[f"weights/{name}"] = axis.nodes, axis.weights
            n_outer, mesh = space.n_outer, "head_inner_" if part == "head" else "inner_"
            cells, degree = int(attributes[mesh + "cells"]), int(attributes[mesh + "degree"])
            names = [f"encoder_{j:05d}" for j in range(len(state.depths))]
            values = np.array([tensor(source[name][()], cells, degree, d + 1, n_outer)
                               for name in (["head"] if part == "head" else names)])
            if not space.directions[0].bounded:
                reference = space.directions[0].reference()
                for axis in range(n_outer):
                    values = values * reference.reshape([-1] + [1] * axis)
            write_values(group, space, values, content, dtype, part == "head")
            key = "head_moments" if part == "head" else "encoder_moments"
            group["first_moments"] = source[key][()].reshape(
                (1, -1) if part == "head" else source[key].shape)


def write_values(group, space, values, content, dtype, head):
    names = space.names
    drop = (lambda x: x[0]) if head else (lambda x: x)
    if content == "full":
        group["density"] = drop(values).astype(dtype)
        return
    weights = [group[f"weights/{name}"][()] for name in names]

    def marginal(keep):
        result = values
        for k in range(len(names)):  # the first name is the last index
            if k not in keep:
                result = np.expand_dims(np.tensordot(result, weights[k], axes=(values.ndim - 1 - k, 0)),
                                        values.ndim - 1 - k)
        return result.reshape([len(values)] + [len(weights[k]) for k in reversed(keep)])

    for i in range(len(names)):
        for j in range(i + 1, len(names)):
            group[f"marginals/{names[i]}_{names[j]}"] = drop(marginal([i, j])).astype(dtype)
    inner = list(range(space.n_outer, len(names)))
    group["marginals/inner"] = drop(marginal(inner)).astype(dtype)
