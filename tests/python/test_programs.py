# SPDX-License-Identifier: Apache-2.0
"""solve and compare: the programs called from Python."""

import numpy as np
import pytest
from conftest import BUILD, COARSE, program

import rhoflow
from rhoflow.plot.command import main
from rhoflow.plot.comparison import ComparisonPictures

X = np.linspace(-1, 1, 7)


@pytest.fixture(scope="module")
def coarse():
    program("rhoflow")
    quiet = {key: value for key, value in COARSE.items() if not key.startswith("Data/") and key != "Time/End time"}
    return {"program": BUILD / "rhoflow", "threads": 1, **quiet}


def test_solve(coarse, tmp_path, capfd):
    test = X[:5] + 0.1, X[:5]
    run = rhoflow.solve(X, np.sin(3 * X), test=test, output=tmp_path / "deep" / "fit",
                        beta=4.5, end_time=0.25, **coarse)
    assert "results in" in capfd.readouterr().out
    assert run.status == "done" and run.parameters["Network/Beta"] == 4.5
    assert np.array_equal(run.data[0][:, 0], X) and np.array_equal(run.data[1], np.sin(3 * X))
    assert np.allclose(run.predict(X), run.predictions["prediction"], rtol=0, atol=1e-12)
    tested = run.test_predictions
    assert np.array_equal(tested["x0"], test[0]) and np.array_equal(tested["y"], test[1])
    assert np.isclose(run.statistics["test_loss"][-1], 0.5 * np.mean((tested["prediction"] - test[1]) ** 2),
                      rtol=1e-12)
    further = rhoflow.solve(X, np.sin(3 * X), test=test, output=tmp_path / "deep" / "fit", beta=4.5,
                            end_time=0.5, resume=True, progress=False, **coarse)
    assert further.statistics["time"][-1] == 0.5
    assert capfd.readouterr().out == ""


def test_solve_with_two_inputs_and_a_finite_network(coarse, tmp_path):
    x = np.random.default_rng(1).uniform(-1, 1, (9, 2))
    run = rhoflow.solve(x, x[:, 0] * x[:, 1], output=tmp_path / "fit", finite=True, progress=False,
                        end_time=0.5,
                        **{**coarse, "Particles/Neurons": 20})
    assert run.is_finite and np.array_equal(run.data[0], x)


def test_errors_of_the_program_are_exceptions(coarse, tmp_path):
    with pytest.raises(rhoflow.RunError, match="Weights/Half width") as caught:
        rhoflow.solve(X, X, output=tmp_path / "bad", progress=False, **{**coarse, "Weights/Half width": 1})
    assert caught.value.status == 2
    with pytest.raises(rhoflow.InputError, match="Section/Key"):
        rhoflow.solve(X, X, output=tmp_path / "bad", nodes=3, **coarse)
    with pytest.raises(rhoflow.InputError, match="finite"):
        rhoflow.solve(X, X * np.nan, output=tmp_path / "bad", **coarse)
    with pytest.raises(rhoflow.InputError, match="of test is not a finite"):
        rhoflow.solve(X, X, test=(X, np.full(7, np.inf)), output=tmp_path / "bad", **coarse)
    with pytest.raises(rhoflow.InputError, match="test samples are given twice"):
        rhoflow.solve(X, X, test=(X, X), output=tmp_path / "bad", **{**coarse, "Data/Test file": "a.csv"})
    with pytest.raises(rhoflow.InputError, match="7 labels"):
        rhoflow.solve(X[:5], X, output=tmp_path / "bad", **coarse)


def test_programs_are_found(tmp_path, monkeypatch):
    from rhoflow.programs import find_program

    path = tmp_path / "bin" / "rhoflow"
    path.parent.mkdir()
    for name in ("rhoflow", "rhoflow-compare"):
        (path.parent / name).write_text("#!/bin/sh\n")
        (path.parent / name).chmod(0o755)
    for place in (path, path.parent):
        monkeypatch.setenv("RHOFLOW", str(place))
        assert find_program("rhoflow") == path
        assert find_program("rhoflow-compare") == path.parent / "rhoflow-compare"
    with pytest.raises(rhoflow.InputError, match="RHOFLOW"):
        find_program("rhoflow-particles")


def density_of(run, part, index):
    return run.density("head") if part == "head" else run.density("encoder", depth=index)


def test_compare(make_run, tmp_path):
    density = make_run("hermite")
    program("rhoflow-compare")
    theta = np.random.default_rng(3).standard_normal((3, 40, 3))
    omega = np.random.default_rng(4).standard_normal((40, 3))
    x, y = density.data
    rhoflow.particles.write(tmp_path / "network.h5", theta=theta, theta_order="u, w, b", omega=omega,
                            omega_order="a, w, b", inputs=x, labels=y, beta=4, times=[0.5])
    found = rhoflow.compare(density, tmp_path / "network.h5", output=tmp_path / "out",
                            program=BUILD / "rhoflow-compare", threads=1, directions=4, pictures=False)
    assert not (tmp_path / "out" / "loss.png").exists()
    assert list(found.others["column"]) == ["other_1"]
    assert np.allclose(found.predictions["run"], density.predictions["prediction"], rtol=1e-14)
    network = rhoflow.particles.ParticleFile(tmp_path / "network.h5")
    assert np.allclose(found.predictions["other_1"], network.predictions[0], rtol=1e-14)
    row = found.moments[(found.moments["part"] == "head") & (found.moments["moment"] == "E[a]")]
    assert np.isclose(row["other_1"], omega[:, 0].mean(), rtol=1e-12).tolist() == [True]
    # All moments of the densities, as the program computes them from the checkpoint.
    parts = dict.fromkeys(found.moments["part"])
    assert len(parts) == 4
    for index, part in enumerate(parts):
        weights = density_of(density, part, index)
        for row in found.moments[found.moments["part"] == part]:
            names = row["moment"][2:-1].split()
            place = [weights.names.index(name) for name in names]
            moments = weights.moments
            value = moments.mean[place[0]] if len(place) == 1 else moments.second[tuple(place)]
            assert np.isclose(value, row["run"], rtol=0, atol=1e-12)
    assert np.isnan(found.loss["other_1"]).any() and found.scatter is None
    names = {"loss", "loss_difference", "predictions", "prediction_differences",
             *(f"marginal_{part}" for part in ("encoder_u", "encoder_w", "encoder_b", "head_a", "head_w",
                                               "head_b"))}
    assert main([str(density.folder), "--comparison", str(tmp_path / "out"), "--output",
                 str(tmp_path / "pictures"), "--dpi", "40"]) == 0
    assert {path.stem for path in (tmp_path / "pictures").iterdir()} == names
    pictures = ComparisonPictures(density, found)
    outline, curve = pictures.marginal("head", "a").axes[0].lines
    inside = np.histogram(omega[:, 0], np.unique(outline.get_xdata()))[0]
    widths = np.diff(np.unique(outline.get_xdata()))
    assert np.allclose(outline.get_ydata()[::2] * widths * 40, inside)
    assert np.isclose(np.trapz(curve.get_ydata(), curve.get_xdata()), 1.0, atol=1e-3)
    with pytest.raises(rhoflow.RunError, match="nowhere"):
        rhoflow.compare(density, tmp_path / "nowhere.h5", output=tmp_path / "out2",
                        program=BUILD / "rhoflow-compare")
