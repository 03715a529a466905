# SPDX-License-Identifier: Apache-2.0
"""Densities: what the package computes is what the programs write, to 1e-12."""

import shutil

import density_files
import numpy as np
import pytest
from conftest import DENSITY_RUNS

import rhoflow
from rhoflow.axes import ElementAxis, HermiteAxis, gauss_hermite, gauss_lobatto

ALL = list(DENSITY_RUNS)
EXACT = dict(rtol=0, atol=1e-12)


def second_moment_encoder(run, **which):
    return sum(weight * run.density("encoder", depth=j, **which).second_moment()
               for j, weight in enumerate(run.depth_weights))


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("line", [0, -1])
def test_moments_are_those_of_the_statistics(make_run, name, line):
    run = make_run(name)
    row = run.statistics[line]
    assert np.isclose(second_moment_encoder(run, time=row["time"]), row["second_moment_encoder"], **EXACT)
    least = [run.density("encoder", depth=j, time=row["time"]) for j in range(len(run.depths))]
    if run.parameters["Network/Head"] == "trained":
        head = run.density("head", time=row["time"])
        assert np.isclose(head.second_moment(), row["second_moment_head"], **EXACT)
        least.append(head)
    assert all(np.isclose(density.integrate(), 1.0, **EXACT) for density in least)


@pytest.mark.parametrize("name", ["hermite", "elements", "two_inputs", "two_inputs_elements"])
def test_marginals_samples_and_moments_are_consistent(make_run, name):
    run = make_run(name)
    density = run.density("encoder", depth=-1)
    names = density.names
    pair = density.marginal(names[-1], names[0])
    assert pair.names == (names[-1], names[0])
    assert pair.values.shape == (len(density.axes[names[-1]]), len(density.axes[names[0]]))
    function = density.integrate(lambda *theta: theta[0] * theta[-1])
    assert np.isclose(pair.integrate(lambda b, u: u * b), function, **EXACT)
    assert np.isclose(density.moments.second[0, -1], function, **EXACT)
    assert np.isclose(np.trace(density.moments.second), density.second_moment(), **EXACT)
    sampled = density.marginal(*names[:3]).sample(17)
    assert np.isclose(sampled.mass, 1.0, **EXACT)
    # Sums over boxes are exact: those of a finer grid add up to those of the coarse one.
    limits = {names[0]: (-2, 2), names[-1]: (-1, 3)}
    coarse = density.marginal(names[0], names[-1]).sample(5, limits).values
    fine = density.marginal(names[0], names[-1]).sample(15, limits).values
    assert np.allclose(fine.reshape(5, 3, 5, 3).mean(axis=(1, 3)), coarse, **EXACT)


@pytest.mark.parametrize("name", ["hermite", "elements", "two_inputs"])
def test_interpolant(make_run, name):
    density = make_run(name).density("encoder", depth=0)
    names = density.names
    line = density.marginal(names[-1])
    inside = np.arange(len(line.values)) % 5 == 2  # nodes within cells
    points = density.axes[names[-1]][inside]
    assert np.allclose(line.at(points[:, None]), line.values[inside], **EXACT)
    # At the shared nodes: the mean of both sides.
    left, right = 4, 5
    at = density.axes[names[-1]][left]
    assert np.isclose(line.at([[at]])[0], 0.5 * (line.values[left] + line.values[right]), **EXACT)
    # The integral of the interpolant in one direction is the marginal of the others.
    boundaries = density.axes[names[-1]][::5]
    x, w = np.polynomial.legendre.leggauss(8)
    pair = density.marginal(names[0], names[-1])
    edges = np.append(boundaries, -boundaries[0])
    b = (edges[:-1, None] + np.diff(edges)[:, None] * 0.5 * (1 + x)).ravel()
    weights = (np.diff(edges)[:, None] * 0.5 * w).ravel()
    u = 0.37
    values = pair.at(np.column_stack([np.full_like(b, u), b]))
    assert np.isclose(values @ weights, density.marginal(names[0]).at([[u]])[0], **EXACT)
    grid = {key: [0.1, -0.7] for key in names}
    points = np.stack(np.meshgrid(*grid.values(), indexing="ij"), axis=-1)
    assert np.allclose(density.on_grid(**grid), density.at(points), **EXACT)
    assert density.at([50.0] * len(names)) == 0.0


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("content", ["full", "marginals"])
def test_files_of_densities(make_run, tmp_path, name, content):
    original = make_run(name)
    folder = tmp_path / name
    shutil.copytree(original.folder, folder, ignore=shutil.ignore_patterns("checkpoint", "densities"))
    (folder / "densities").mkdir()
    density_files.write(folder / "densities" / "density_00002.h5", original, content)
    run = rhoflow.open(folder)
    assert list(run.density_times) == [0.0, original.statistics["time"][-1]]
    for j in range(len(run.depths)):
        density, expected = run.density("encoder", depth=j), original.density("encoder", depth=j)
        assert density.names == expected.names
        for key in density.names:
            assert np.allclose(density.axes[key], expected.axes[key], **EXACT)
        assert np.isclose(density.second_moment(), expected.second_moment(), **EXACT)
        pair = density.names[0], density.names[-1]
        assert np.allclose(density.marginal(*pair).values, expected.marginal(*pair).values, **EXACT)
        if content == "full":
            assert np.allclose(density.values, expected.values, **EXACT)
    assert np.allclose(run.predict(run.data[0]), original.predictions["prediction"],
                       rtol=1e-12, atol=1e-12)
    if content == "marginals":
        with pytest.raises(rhoflow.InputError, match="full"):
            run.density("encoder", depth=0).at([0.0] * len(density.names))


def test_files_of_32_bits_have_the_mass(make_run, tmp_path):
    folder = tmp_path / "run"
    shutil.copytree(make_run("hermite").folder, folder,
                    ignore=shutil.ignore_patterns("densities"))
    (folder / "densities").mkdir()
    density_files.write(folder / "densities" / "density_00001.h5", make_run("hermite"), "full", "f4")
    (folder / "checkpoint" / "density.h5").unlink()
    assert abs(rhoflow.open(folder).density("head").integrate() - 1) < 1e-6


def test_rules():
    for n in range(2, 10):
        x, w = gauss_lobatto(n)
        for k in range(2 * n - 2):
            assert np.isclose(w @ x**k, 1 / (k + 1), rtol=1e-14, atol=1e-15)
    for n in (3, 16, 40):
        x, w = gauss_hermite(n)
        assert np.isclose(w.sum(), 1, rtol=1e-14) and np.isclose(w @ x**4, 3, rtol=1e-13)


@pytest.mark.parametrize("axis", [ElementAxis([-3, -1, 0.5, 4], 4), HermiteAxis(12, 1.7, 0.6)])
def test_directions(axis):
    values = axis.evaluation(axis.nodes) @ np.exp(-axis.nodes**2)
    inside = np.ones(len(values), bool) if not axis.bounded else np.arange(len(values)) % 5 % 4 > 0
    assert np.allclose(values[inside], np.exp(-axis.nodes**2)[inside], rtol=1e-11, atol=0)
    low, high = (axis.limits) if axis.bounded else (-np.inf, np.inf)
    total = np.diff(axis.cumulative(np.array([low, high])), axis=0)[0]
    assert np.allclose(total, axis.weights, rtol=1e-11, atol=1e-14)
    # The derivative of the integral is the function.
    x, h = np.array([-0.4, 0.31, 1.9]), 1e-5
    slope = (axis.cumulative(x + h) - axis.cumulative(x - h)) / (2 * h)
    density = np.exp(-axis.nodes**2)
    assert np.allclose(slope @ density, axis.evaluation(x) @ density, rtol=0, atol=1e-8)


def test_wrong_names_are_answered(make_run):
    run = make_run("hermite")
    with pytest.raises(rhoflow.InputError, match="'v'.*u, w, b"):
        run.density("encoder", depth=0).marginal("v")
    with pytest.raises(rhoflow.InputError, match="depth="):
        run.density("encoder")
    with pytest.raises(rhoflow.InputError, match="times are 0, .*0.5"):
        run.density("head", time=0.3, method="mesh")
    assert run.density("head", time=0.3).method == "characteristics"
    with pytest.raises(rhoflow.InputError, match="fixed"):
        make_run("fixed_euler").density("head")


@pytest.mark.parametrize("name", ALL)
def test_files_of_the_programs(make_run, name):
    run = make_run(name)
    paths = sorted((run.folder / "densities").glob("density_*.h5"))
    if not paths:
        pytest.skip("this build writes no files of densities")
    for path in paths:
        state = run._file_state(path)
        line = int(np.argmin(np.abs(run.statistics["time"] - state.time)))
        row = run.statistics[line]
        moment = sum(weight * state.density("encoder", j).second_moment()
                     for j, weight in enumerate(state.depth_weights))
        assert np.isclose(moment, row["second_moment_encoder"], **EXACT)
        x, y = run.data
        f = run.units.labels_of_user(state.network.predict(run.units.inputs_of_solver(x)))
        loss = 0.5 * np.mean((f - y) ** 2) / run.units.label_scale**2
        assert np.isclose(loss, row["loss"], rtol=1e-12, atol=1e-14)
        if state.trained_head:
            head = state.density("head")
            assert np.isclose(head.second_moment(), row["second_moment_head"], **EXACT)
            assert np.isclose(head.integrate(), 1.0, **EXACT)
