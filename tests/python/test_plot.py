# SPDX-License-Identifier: Apache-2.0
"""Pictures: what is drawn, not how it looks."""

import shutil
import subprocess
import sys

import numpy as np
import pytest
from conftest import SOURCE

import rhoflow
from rhoflow.axes import ElementAxis
from rhoflow.density import Density
from rhoflow.plot import Curves, command, training
from rhoflow.plot.command import main
from rhoflow.plot.training import decision_values, prediction_curves
from rhoflow.plot.densities import common_limits, enclosing_levels, root_ticks, square_limits


def gaussian(deviations):
    axes = [ElementAxis(np.linspace(-9, 9, 31), 6)] * len(deviations)
    values = 1.0
    for axis, deviation in zip(axes, deviations):
        values = np.multiply.outer(values, axis.gaussian(0.0, deviation**2))
    return Density(["w", "b"][: len(deviations)], axes, values, time=0.0)


def test_levels_enclose_what_they_say():
    sampled = gaussian([1.0, 0.5]).sample(400)
    found = enclosing_levels(sampled, [0.5, 0.9, 0.99])
    # Of a Gaussian in the plane the share p lies where the density is above (1 - p) of its peak.
    assert np.allclose(found, np.array([0.5, 0.1, 0.01]) / (2 * np.pi * 0.5), rtol=0.02)


def test_axes_hold_the_mass():
    limits = common_limits([gaussian([1.0, 0.5]), gaussian([0.3, 1.5])], 1e-4)
    assert np.allclose(limits["w"], (-3.8906, 3.8906), atol=0.02)
    assert np.allclose(limits["b"], (-1.5 * 3.8906, 1.5 * 3.8906), atol=0.02)
    square = square_limits(limits)
    assert np.isclose(np.ptp(square["w"]), np.ptp(square["b"]))


def test_ticks_of_roots():
    ticks = root_ticks(0.37, 4.0)
    assert ticks[0] == 0 and ticks[-1] <= 0.37 and len(ticks) >= 4
    assert np.all(np.diff(np.sqrt(np.array(ticks) / 0.37)) * 4.0 > 0.27)


def test_logarithmic_axes_leave_out_rounding():
    picture = Curves("", "t", "E", log_y=True)
    picture.add("shown", [0, 1, 2, 3], [1.0, 0.1, 0.0, 1e-16])
    picture.add("rounding", [0, 1], [1e-16, 1e-17])
    axes = picture.draw().axes[0]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["shown"]
    assert np.isnan(axes.lines[0].get_ydata()[2:]).all()
    assert np.isfinite(axes.lines[0].get_ydata()[:2]).all()
    single = Curves("", "t", "E")
    single.add("point", [0.0, 1.0], [np.nan, 1.0])
    assert single.draw().axes[0].lines[0].get_marker() == "o"
    with pytest.raises(ValueError, match="'a'"):
        picture.add("a", [1], [1, 2])


def test_many_samples_are_pale():
    picture = Curves("", "x", "y")
    picture.add("many", np.arange(101), np.arange(101), "points")
    picture.add("few", np.arange(99), np.arange(99), "points")
    many, few = picture.draw().axes[0].lines
    assert many.get_alpha() < 0.5 and few.get_alpha() is None
    assert many.get_zorder() < 2 < few.get_zorder()


def test_settings_of_users_hold():
    import matplotlib

    with matplotlib.rc_context({"font.size": 7.5}):
        axes = Curves("title", "x", "y").draw().axes[0]
        assert axes.xaxis.label.get_fontsize() == 7.5
    assert matplotlib.rcParams["axes.grid"] == matplotlib.rcParamsDefault["axes.grid"]


EXPECTED = {
    "hermite": {"loss", "errors", "prediction", "inner_marginals", "outer_marginals", "head"},
    "noise": {"loss", "free_energy", "errors", "prediction", "inner_marginals", "outer_marginals", "head"},
    "two_inputs": {"loss", "errors", "decision", "density", "head"},
    "random": {"loss", "decision", "neurons_encoder", "neurons_head"},
    "quadrature": {"loss", "prediction", "neurons_encoder"},
}


@pytest.mark.parametrize("name", list(EXPECTED))
def test_the_command_draws_all_pictures(make_run, tmp_path, name, capsys, monkeypatch):
    monkeypatch.setattr(training, "_PIXELS", 31)
    run = make_run(name)
    kind = {"hermite": "pdf", "quadrature": "svg"}.get(name, "png")
    status = main([str(run.folder), "--output", str(tmp_path), "--format", kind, "--dpi", "50"])
    assert status == 0 and f"{len(EXPECTED[name])} pictures" in capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} == {f"{stem}.{kind}" for stem in EXPECTED[name]}
    start = {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<?xml"}[kind]
    assert all(path.read_bytes().startswith(start) for path in tmp_path.iterdir())


def test_a_fixed_head_has_no_picture(make_run):
    assert set(command.pictures_of(make_run("fixed_euler"))) == EXPECTED["hermite"] - {"head"}


def test_theory_pictures(make_run, tmp_path):
    folder = tmp_path / "run"
    shutil.copytree(make_run("hermite").folder, folder)
    names = ("time,loss,lambda_min_g1,lambda_max_g1,lambda_min_g2,lambda_max_g2,decay_rate,"
             "rate_bound_head,rate_bound_sum,kl_head,kl_encoder,kl_head_by_rate,kl_encoder_by_rate")
    (folder / "theory.csv").write_text(f"{names}\n0,1,0,0,1e-3,1,2,1,1,0,0,0,0\n"
                                       "1,.1,1e-4,1,1e-3,1,2,1,1,.1,.1,.1,.1\n")
    assert {"gram", "decay_rate", "relative_entropy"} <= set(command.pictures_of(rhoflow.open(folder)))
    axes = rhoflow.open(folder).plot.theory().axes
    assert [a.get_title() for a in axes] == ["Eigenvalues of the Gram matrices",
                                             "Decay rate of the loss", "Relative entropy to the start"]


def test_what_is_drawn(make_run):
    run = make_run("hermite")
    curve = run.plot.prediction().axes[0].lines[-1]
    assert np.allclose(curve.get_ydata(), run.predict(curve.get_xdata()), rtol=0, atol=1e-12)
    for time, x, f in prediction_curves(run):
        if time in run.prediction_times:
            assert np.allclose(f, run.predict(x, time=time), rtol=0, atol=1e-12)
    spirals = make_run("two_inputs")
    (x0, x1), values = decision_values(spirals, points=41)
    points = np.array([[x0[2], x1[36]], [x0[30], x1[15]]])
    assert np.allclose([values[36, 2], values[15, 30]], spirals.predict(points), rtol=0, atol=2e-5)
    assert len(run.plot.corner("encoder").axes) == 6
    assert len(spirals.plot.corner("head").axes) == 10
    with pytest.raises(rhoflow.InputError, match="decision"):
        spirals.plot.prediction()


@pytest.mark.parametrize("kind", ["hermite", "points"])
def test_animation(make_run, tmp_path, kind):
    make_run(kind).plot.animate().save(tmp_path / "head.gif", writer="pillow", dpi=40)
    assert (tmp_path / "head.gif").read_bytes().startswith(b"GIF8")


@pytest.mark.parametrize("kind, method, part, told", [
    ("hermite", "neurons", "encoder", r"run\.plot\.densities"),
    ("points", "neurons", "head", r"run\.plot\.densities"),
    ("random", "densities", "head", r"plot\.neurons"),
    ("random", "animate", "head", r"plot\.neurons"),
    ("random", "neurons", "hed", "neither 'encoder' nor 'head'"),
    ("hermite", "densities", "heads", "neither 'encoder' nor 'head'"),
    ("points", "animate", "both", "neither 'encoder' nor 'head'"),
])
def test_what_a_run_has_not_is_refused_with_what_it_has(make_run, kind, method, part, told):
    with pytest.raises(rhoflow.InputError, match=told):
        getattr(make_run(kind).plot, method)(part)


def test_mistakes_end_with_status_2(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert error.startswith("rhoflow-plot: ") and "run.json" in error and error.count("\n") == 1
    done = subprocess.run([sys.executable, "-m", "rhoflow.plot", "--help"], capture_output=True, text=True,
                          env={"PYTHONPATH": str(SOURCE / "src" / "python")}, check=False)
    assert done.returncode == 0 and "--format" in done.stdout


def test_a_damaged_picture_fails_no_other(make_run, tmp_path, capsys, monkeypatch):
    all_pictures = command.pictures_of
    monkeypatch.setattr(command, "pictures_of", lambda run: {
        name: draw for name, draw in all_pictures(run).items() if name in ("loss", "prediction")})
    folder = tmp_path / "run"
    shutil.copytree(make_run("hermite").folder, folder)
    (folder / "statistics.csv").write_text("step,time\n0,0\n")
    assert main([str(folder), "--output", str(tmp_path / "out"), "--dpi", "40"]) == 1
    assert "loss.png: not drawn" in capsys.readouterr().err
    assert (tmp_path / "out" / "prediction.png").exists()


def test_data_of_a_test_are_drawn(make_run, tmp_path):
    folder = tmp_path / "run"
    shutil.copytree(make_run("hermite").folder, folder)
    (folder / "test_predictions.csv").write_text("x0,y,prediction\n0.1,1,0\n0.2,1,0\n")
    # With and without the table of curves.
    (folder / "curve.csv").write_text("time,x0,prediction\n0,-1,0\n0,1,0\n0.5,-1,-2\n0.5,1,2\n")
    axes = rhoflow.open(folder).plot.prediction().axes[0]
    assert list(axes.lines[-1].get_ydata()) == [-2, 2]
    names = [text.get_text() for text in axes.get_legend().get_texts()]
    assert names == ["$t = 0$", "$t = 0.5$", "data", "test data"]
    (folder / "curve.csv").unlink()
    run = rhoflow.open(folder)
    line = run.plot.prediction().axes[0].lines[-1]
    assert np.allclose(line.get_ydata(), run.predict(line.get_xdata()), rtol=0, atol=1e-12)


def test_savefig_settings_of_the_user_hold_for_png(tmp_path):
    import matplotlib
    from matplotlib.image import imread

    from rhoflow.plot import style

    figure = style.new_figure()
    figure.subplots()
    canvas = figure.canvas
    for colour, corner in (("auto", (1, 1, 1)), ("red", (1, 0, 0))):
        with matplotlib.rc_context({"savefig.facecolor": colour}):
            style.save(figure, tmp_path / "picture.png")
        assert np.allclose(imread(tmp_path / "picture.png")[1, 1, :3], corner)
    assert figure.canvas is canvas and figure.dpi == 100


def test_a_misspelt_option_is_answered_with_the_nearest_one(capsys):
    with pytest.raises(SystemExit) as end:
        main(["run", "--fromat", "pdf"])
    assert end.value.code == 2
    assert capsys.readouterr().err == ("rhoflow-plot: '--fromat': there is no such option; did you mean --format?; "
                                       "see rhoflow-plot --help\n")


def _curve(factor):
    from rhoflow.plot.curves import Curves

    picture = Curves("", "x", "y")
    picture.add("", [0, 1], [0, factor])
    return picture.draw()


def _fail(error):
    raise error


def test_pictures_are_the_same_from_any_number_of_processes(tmp_path, monkeypatch):
    """Also where some cannot be drawn, and where no other process can be started."""
    from rhoflow.plot import drawing

    pictures = {"one": lambda: _curve(1.0), "broken": lambda: _fail(ValueError("no\nsuch column")),
                "two": lambda: _curve(2.0), "odd": lambda: _fail(TypeError("a number"))}
    expected = None
    for count in (1, 2, 5, 3):
        monkeypatch.setattr(drawing, "_available_processors", lambda count=count: count)
        if count == 3:
            monkeypatch.setattr(drawing, "_start_helper", lambda *_: _fail(BlockingIOError()))
        drawn, problems = drawing.draw_all(pictures, tmp_path, "png", 50)
        assert [path.name for path in drawn] == ["one.png", "two.png"]
        assert problems == [f"{tmp_path / 'broken.png'}: not drawn: no such column",
                            f"{tmp_path / 'odd.png'}: not drawn: TypeError: a number"]
        found = [path.read_bytes() for path in drawn]
        assert found == (expected or found)
        expected = found


def test_a_process_that_is_killed_costs_its_picture_only(tmp_path, monkeypatch):
    """The other process dies over its second picture, while this one waits for that over its first."""
    import os
    import time

    from rhoflow.plot import drawing
    from rhoflow.plot.style import part_of

    parent, drawn_here = os.getpid(), []

    def draw(name):
        if os.getpid() == parent:
            end = time.monotonic() + 30.0
            while not list(tmp_path.glob("*.part*")) and time.monotonic() < end:
                time.sleep(0.01)
        elif drawn_here:
            part_of(tmp_path / f"{name}.png", os.getpid()).write_text("begun")
            os._exit(9)
        drawn_here.append(name)
        return _curve(1.0)

    monkeypatch.setattr(drawing, "_available_processors", lambda: 2)
    names = ("one", "two", "three")
    drawn, problems = drawing.draw_all({name: lambda name=name: draw(name) for name in names}, tmp_path, "png", 50)
    lost = set(names) - {path.stem for path in drawn}
    assert len(lost) == 1
    assert problems == [f"{tmp_path / (lost.pop() + '.png')}: not drawn: the process that drew it was killed"]
    assert len(list(tmp_path.iterdir())) == 2


def test_the_command_answers_wrong_use_in_one_line(tmp_path, capfd):
    from rhoflow.plot.command import main

    for dpi in ("inf", "nan", "0", "-5"):
        with pytest.raises(SystemExit) as end:
            main([str(tmp_path), "--dpi", dpi])
        assert end.value.code == 2
        assert "--dpi" in capfd.readouterr().err
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "parameters.prm").write_bytes(bytes(range(256)))
    (damaged / "statistics.csv").write_bytes(bytes(range(256)))
    assert main([str(damaged)]) == 2
    error = capfd.readouterr().err
    assert error.startswith(f"rhoflow-plot: {damaged}") and error.count("\n") == 1


def test_an_error_of_a_script_is_told_as_one(tmp_path, capfd):
    from rhoflow.plot.command import main

    script = tmp_path / "plot.py"
    script.write_text("open('no such table')\n")
    assert main([str(tmp_path), "--script", str(script)]) == 1
    error = capfd.readouterr().err
    assert error.startswith(f"rhoflow-plot: {script}: ") and error.count("\n") == 1
