# SPDX-License-Identifier: Apache-2.0
"""Tables, parameters, predictions, and what goes wrong."""

import re
import subprocess
import sys

import numpy as np
import pytest
from conftest import COARSE, DENSITY_RUNS, PARTICLE_RUNS, SOURCE, program, run_program

import rhoflow
from rhoflow.network import ACTIVATIONS, SECOND_DERIVATIVES
from rhoflow.space import ELEMENT_BASIS, OUTER_AXES, axis_from_nodes


@pytest.mark.parametrize("name", list(DENSITY_RUNS))
def test_predictions_are_those_of_the_solver(make_run, name):
    run = make_run(name)
    state, (x, y) = run.state(), run.data
    assert np.allclose(state.network.predict(state.inputs), state.predictions, rtol=0, atol=1e-12)
    found = run.predict(x)
    assert np.allclose(found, run.predictions["prediction"], rtol=1e-12, atol=1e-12)
    scale = run.units.label_scale
    for time, line in ((0.0, 0), (None, -1)):
        loss = 0.5 * np.mean((run.predict(x, time=time) - y) ** 2) / scale**2
        assert np.isclose(loss, run.statistics["loss"][line], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", list(PARTICLE_RUNS))
def test_finite_networks(make_run, name):
    run = make_run(name)
    assert run.is_finite
    x, y = run.data
    assert np.allclose(run.predict(x), run.predictions["prediction"], rtol=0, atol=1e-12)
    for time, predictions, loss in zip(run.particles.times, run.particles.predictions,
                                       run.statistics["loss"]):
        assert np.allclose(run.predict(x, time=time), predictions, rtol=0, atol=1e-12)
        assert np.isclose(0.5 * np.mean((predictions - y) ** 2), loss, rtol=1e-12)
    with pytest.raises(rhoflow.InputError, match="run.particles"):
        run.density("encoder", depth=0)


def test_points(make_run, monkeypatch):
    from rhoflow.plot.command import pictures_of

    monkeypatch.setattr("rhoflow.characteristics.N_POINTS", 1 << 9)  # enough to be drawn
    run = make_run("points")
    assert run.is_points and not run.is_finite and run.status == "done"
    assert run.record["sizes"]["points"] == 128
    assert np.all(run.statistics["loss_error"][1:] > 0) and np.all(run.theory["kl_head_error"][1:] > 0)
    assert np.all(run.predictions["error"] > 0)
    residuals = run.predictions["prediction"] - run.predictions["y"]
    assert np.mean(residuals**2) / 2 == pytest.approx(run.statistics["loss"][-1], rel=1e-2)
    assert len(run.density_times) == 0
    with pytest.raises(rhoflow.InputError, match="points"):
        run.predict([0.5])
    pictures = pictures_of(run)
    assert set(pictures) == {"loss", "gram", "decay_rate", "errors", "relative_entropy", "prediction",
                             "inner_marginals", "outer_marginals", "head"}
    for draw in pictures.values():
        draw(run).canvas.draw()


def test_units_are_those_of_the_data(make_run):
    run = make_run("own_units")
    assert run.parameters["Data/Standardise"] == "both"
    x, y = run.data
    assert x.min() == 20 and y.min() == 100
    assert np.isclose(run.state().labels.std(), 1)


def test_tables(make_run):
    run = make_run("hermite")
    statistics = run.statistics
    assert statistics.columns[:4] == ("step", "time", "dt", "loss")
    assert list(statistics["time"]) == [0, 0.25, 0.5]
    assert run.record["program"] == "rhoflow" and run.status == "done"
    assert run.parameters["Weights/Outer nodes"] == 6
    assert run.parameters["Network/Alpha"] == 1 and run.parameters["Weights/Limiter"] is True
    assert run.parameters.text("Data/Source") == "sine"
    with pytest.raises(KeyError, match="did you mean 'Weights/Outer nodes'"):
        run.parameters["Weights/Outer node"]
    with pytest.raises(KeyError, match="columns are step"):
        statistics["los"]
    pandas = pytest.importorskip("pandas")
    assert isinstance(statistics.to_pandas(), pandas.DataFrame)


def test_damage_is_named(make_run, tmp_path):
    with pytest.raises(rhoflow.InputError, match="run.json is missing"):
        rhoflow.open(tmp_path)
    table = tmp_path / "table.csv"
    table.write_text('a,"b, c"\n1,x\n2\n')
    with pytest.raises(rhoflow.InputError, match="table.csv:3: 1 entries instead of 2"):
        rhoflow.read_table(table)
    table.write_text('a,"b, c"\n1,x\nnan,y\n')
    assert rhoflow.read_table(table)["b, c"][1] == "y"
    broken = tmp_path / "density.h5"
    data = bytearray((make_run("hermite").folder / "checkpoint" / "density.h5").read_bytes())
    broken.write_bytes(data[: len(data) // 2])
    from rhoflow.states import CheckpointState

    with pytest.raises(rhoflow.InputError, match="density.h5: is damaged"):
        CheckpointState(broken)


def test_inputs_have_to_fit(make_run):
    with pytest.raises(rhoflow.InputError, match=r"shape \(n, 2\)"):
        make_run("two_inputs").predict([0.1, 0.2, 0.3])
    with pytest.raises(rhoflow.InputError, match="finite"):
        make_run("hermite").predict([np.nan])
    assert make_run("two_inputs").predict([0.1, 0.2]).shape == (1,)
    assert make_run("hermite").predict(0.1).shape == (1,)


def test_import_is_light():
    code = "import sys, rhoflow; print([m for m in ('matplotlib', 'h5py', 'torch', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={"PYTHONPATH": str(SOURCE / "src" / "python")})
    assert done.stdout.strip() == "[]"


def test_xarray(make_run):
    xarray = pytest.importorskip("xarray")
    density = make_run("hermite").density("head")
    values = density.to_xarray()
    assert isinstance(values, xarray.DataArray) and values.dims == ("a", "w", "b")
    assert np.array_equal(values.coords["w"], density.axes["w"])
    boxes = density.marginal("w", "b").sample(10)
    assert np.isclose(float(boxes.to_xarray().sum()) * np.diff(boxes.edges["w"])[0] *
                      np.diff(boxes.edges["b"])[0], 1.0, rtol=1e-12)


def test_every_activation_of_the_programs_is_known_here():
    text = subprocess.run([program("rhoflow"), "--print-parameters"], capture_output=True, text=True,
                          check=True).stdout
    admissible = re.search(r"Admissible: one of ([\w, ]+)[.]\n *set Activation", text).group(1)
    names = set(admissible.split(", "))
    assert names == set(ACTIVATIONS) == set(SECOND_DERIVATIVES)
    x, h = np.linspace(-3, 3, 13), 1e-4
    for name, function in ACTIVATIONS.items():
        slopes = [function(x + shift)[1]() for shift in (-h, h)]
        value, prime = function(x)
        second = SECOND_DERIVATIVES[name](x, value, prime())
        assert np.allclose(second, (slopes[1] - slopes[0]) / (2 * h), rtol=0, atol=1e-7), name
    script = (SOURCE / "problems/particle_comparison/train_torch.py").read_text()
    torch_names = re.search(r"ACTIVATIONS = \{(.*?)\n\}", script, re.S).group(1)
    assert names == set(re.findall(r'^\s+"(\w+)":', torch_names, re.M))


def test_every_outer_basis_of_the_programs_is_known_here():
    text = subprocess.run([program("rhoflow"), "--print-parameters"], capture_output=True, text=True,
                          check=True).stdout
    admissible = re.search(r"Admissible: one of ([\w, ]+)[.]\n *set Outer basis", text).group(1)
    assert set(admissible.split(", ")) == {ELEMENT_BASIS, *OUTER_AXES}
    with pytest.raises(rhoflow.InputError, match="'sech' is unknown"):
        axis_from_nodes(np.linspace(-1, 1, 5), "sech")


def test_a_mesh_whose_boundaries_are_rounded_can_be_read(make_run, tmp_path):
    # With these numbers the last node of a cell is one rounding off the first node of the next.
    settings = dict(COARSE, **{"Weights/Inner cells": 4, "Weights/Inner degree": 6,
                               "Weights/Half width": 4.5, "Weights/Inner grading": 1,
                               "Time/End time": 0.1, "Time/Output interval": 0.1})
    run = rhoflow.open(run_program("problems/sine_regression", tmp_path / "graded", settings))
    assert np.isclose(run.density("head").integrate(), 1.0, atol=1e-4)


def test_a_killed_run_says_so(make_run, tmp_path):
    import fcntl
    import json
    import shutil

    folder = tmp_path / "killed"
    shutil.copytree(make_run("random").folder, folder)
    record = json.loads((folder / "run.json").read_text())
    record["end"]["status"] = "running"
    (folder / "run.json").write_text(json.dumps(record))
    with open(folder / ".rhoflow" / "lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert rhoflow.open(folder).status == "running", "a process holds the folder"
    with pytest.warns(UserWarning, match="the run was killed at t = 0.5 or later; go on with --resume"):
        run = rhoflow.open(folder)
    assert run.status == "killed" and "killed" in repr(run)
    (folder / ".rhoflow" / "lock").write_text("process 1 on elsewhere.example")
    with pytest.warns(UserWarning, match="unless process 1 on elsewhere.example still makes it"):
        rhoflow.open(folder)
    (folder / ".rhoflow" / "lock").unlink()
    assert rhoflow.open(folder).status == "running", "nobody can know"
    assert make_run("random").killed == ""
