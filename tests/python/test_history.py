# SPDX-License-Identifier: Apache-2.0
"""Densities along characteristics against those of the mesh, and the history that they come from."""

import subprocess

import numpy as np
import pytest
from conftest import COARSE, DENSITY_RUNS, program, run_program

import rhoflow

RUNS = [name for name in DENSITY_RUNS if name != "noise"] + ["points"]


def evaluate(run, points, tmp_path, *arguments):
    """The table of rhoflow-evaluate, without the columns of the points."""
    names = ["u", "w", "b"] if "encoder" in arguments else ["a", "w", "b"]
    if run.d == 2:
        names = (["u_1", "u_2"] if "encoder" in arguments else ["a"]) + ["w_1", "w_2", "b"]
    path = tmp_path / "points.csv"
    np.savetxt(path, points, delimiter=",", header=",".join(names), comments="", fmt="%.17g")
    done = subprocess.run([program("rhoflow-evaluate"), run.folder, path, "--output", tmp_path / "out.csv",
                           "--overwrite", "--threads", "1", *map(str, arguments)],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return rhoflow.read_table(tmp_path / "out.csv")


@pytest.mark.parametrize("name", RUNS)
def test_arrays_and_velocities_are_those_of_the_program(make_run, name, tmp_path):
    run = make_run(name)
    history = run.history
    n, d, nodes, steps = len(history.labels), run.d, len(run.depths), len(history.times)
    assert history.times[0] == 0 and history.times[-1] == run.statistics["time"][-1]
    assert history.steps[-1] == run.record["sizes"]["steps"]
    assert history.features.shape == history.encoder_coefficients.shape == (steps, nodes, n, d)
    assert history.final_features.shape == (steps, n, d)
    assert np.allclose(history.depths, run.depths, atol=1e-14)
    assert np.allclose(history.depth_weights, run.depth_weights, atol=1e-14)
    random = np.random.default_rng(3)
    times = (0.0, 0.17 * history.times[-1], history.times[-1])
    parts = list(zip(times, [("encoder", "--depth", s) for s in (history.depths[-1], 0.0, 0.37)]))
    for time, (part, *depth) in parts + ([(times[1], ("head",))] if history.trained_head else []):
        points = 1.5 * random.standard_normal((20, (1 if part == "head" else d) + d + 1))
        table = evaluate(run, points, tmp_path, "--density", part, "--time", repr(float(time)), *depth)
        found = np.column_stack([table[key] for key in table.dtype.names if key.startswith("velocity")])
        ours = history.velocity(points, part, *depth[1:], time=time)
        assert np.allclose(ours, found, rtol=1e-10, atol=1e-10)
        density = run.density(part, s=depth[1] if depth else None, time=time, method="characteristics")
        # The same steps along the paths: 3e-14 were measured.
        assert np.allclose(density.log_at(points), table["log_density"], rtol=1e-10, atol=1e-10)
        assert np.allclose(density.at(points), table["density"], rtol=1e-9, atol=0)


def test_the_density_is_that_of_the_mesh_the_better_the_finer(tmp_path):
    """The density traced back to the start against the nodal values of the head, in the mean over the weights.

    Measured 4.6e-2, 1.1e-2 and 4.4e-3 of the mass. Single nodes converge later: within the distance 3 of the
    origin the largest differences were 5.5e-2, 5.2e-2 and 3.7e-2 of the largest value, where elements meet.
    """
    errors = []
    for cells, outer in ((6, 8), (10, 12), (14, 18)):
        settings = dict(COARSE, **{
            "Weights/Inner cells": cells, "Weights/Inner degree": 5, "Weights/Outer nodes": outer,
            "Time/End time": 1, "Time/Output interval": 1, "Time/Tolerance": 1e-7, "Network/Beta": 3,
            "Accuracy/Estimate": "false"})
        run = rhoflow.open(run_program("rhoflow", tmp_path / f"mesh_{cells}", settings))
        tau = run.density("head")
        points = np.column_stack([grid.ravel() for grid in np.meshgrid(*tau.axes.values(), indexing="ij")])
        weights = np.prod(np.meshgrid(*tau.weights.values(), indexing="ij"), axis=0).ravel()
        some = np.arange(len(weights))[5::37]
        density = evaluate(run, points[some], tmp_path, "--tolerance", 1e-7)["density"]
        difference = np.abs(density - tau.values.ravel()[some])
        errors.append(weights[some] @ difference / (weights[some] @ density))
    assert errors[1] < 0.5 * errors[0] and errors[2] < 0.5 * errors[1]


def test_a_density_says_where_its_values_come_from(make_run, monkeypatch):
    monkeypatch.setattr("rhoflow.characteristics.N_POINTS", 1 << 11)
    mesh, points = make_run("hermite"), make_run("points")
    assert mesh.density("head").method == mesh.density("head", time=0.25).method == "mesh"
    assert mesh.density("head", time=0.3).method == "characteristics"
    assert mesh.density("encoder", s=0.3, method="characteristics").depth == 0.3
    assert points.density("head").method == "characteristics" and points.density("head").time == 0.5
    assert points.density("encoder", depth=1).depth == points.depths[1]
    for density in (mesh.density("head", method="characteristics"), points.density("head", time=0.2)):
        assert density.integrate() == pytest.approx(1.0, abs=1e-12)
        pair = density.marginal("w", "a")
        assert pair.method == "characteristics"
        boxes = pair.sample(40)
        assert boxes.mass == pytest.approx(1.0, abs=1e-12) and boxes.names == ("w", "a")
        low, high = pair.quantile_range("w", 0.1)
        at_ends = pair.marginal("w").integrate(lambda w, low=low, high=high: (w > low) & (w < high))
        assert at_ends == pytest.approx(0.9, abs=1e-3)
    with pytest.raises(rhoflow.InputError, match="known from 0"):
        points.density("head", time=0.7)
    with pytest.raises(rhoflow.InputError, match="neither 'mesh' nor"):
        mesh.density("head", method="grid")
    with pytest.raises(rhoflow.InputError, match="no densities on a grid"):
        points.density("head", method="mesh")
    with pytest.raises(rhoflow.InputError, match="last extent has to be 3"):
        points.density("head").at([[0.0, 1.0]])


def test_carried_points_have_the_moments_of_the_mesh(tmp_path):
    """Of the head; the largest difference was 7e-4, while they move by 0.33."""
    settings = dict(COARSE, **{"Weights/Inner cells": 10, "Weights/Inner degree": 5, "Weights/Outer nodes": 12,
                               "Network/Beta": 3})
    run = rhoflow.open(run_program("rhoflow", tmp_path / "mesh", settings))
    mesh = run.density("head").moments
    points = run.density("head", method="characteristics").moments
    assert np.allclose(points.mean, mesh.mean, atol=2e-3)
    assert np.allclose(points.second, mesh.second, atol=2e-3)
    assert np.max(np.abs(mesh.second - np.eye(3))) > 0.1


def test_mistakes_are_answered(make_run):
    history = make_run("hermite").history
    for arguments, words in ((("tail",), "neither"), (("encoder",), "depth=None"),
                             (("encoder", 2.0), "depth=2"), (("head", None, 9.0), "known from 0")):
        with pytest.raises(rhoflow.InputError, match=words):
            history.source(*arguments)
    with pytest.raises(rhoflow.InputError, match="shape"):
        history.velocity([[0.0, 1.0]])
    with pytest.raises(rhoflow.InputError, match="fixed"):
        make_run("fixed_euler").history.source("head")
    with pytest.raises(rhoflow.InputError, match="Output/History"):
        make_run("noise").history
