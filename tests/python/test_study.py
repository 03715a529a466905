# SPDX-License-Identifier: Apache-2.0
"""The scripts that draw the studies, with small tables of the form that the studies write."""

import numpy as np
import pytest
from conftest import SOURCE

from rhoflow.plot.command import main
from rhoflow.study import Study
from rhoflow.tables import Table

TIME = np.linspace(0, 2, 9)
#: What the tables of single runs hold, whatever the run.
RUN_COLUMNS = {"time": TIME, "loss": np.exp(-TIME), "objective": 2 * np.exp(-TIME),
               "support_encoder": 0.5 * np.exp(-TIME), "kl_head_by_rate": 0.1 * TIME,
               "kl_encoder_by_rate": 0.02 * TIME, "decay_rate": 1 + TIME, "rate_bound_sum": 1e-3 + TIME,
               "rate_bound_head": 1e-3 + 0 * TIME, "lambda_min_g1": 1e-6 * TIME, "lambda_max_g1": TIME,
               "free_energy": 0 * TIME, "dissipation": np.exp(-TIME), "lambda_min_g2": 1e-4 + 0 * TIME, "lambda_max_g2": 1 + 0 * TIME}

N = [2, 3, 4, 6, 8]
TABLES = {
    "kl_scaling": {"table.csv": {
        "frequency": [1] * 9 + [0.5] * 7, "beta": [1, 2, 4, 8, 16] + [8] * 11,
        "n": [3] * 5 + [2, 4, 6, 8] + [2, 3, 4, 6, 8, 12, 16],
        "KL head": np.linspace(1, 2, 16), "KL encoder": np.linspace(0.1, 0.2, 16)}},
    "gram_spectrum": {"table.csv": {"n": N, "lambda_min_g2 at start": np.exp(-np.array(N, float)),
                                    "lambda_min_g2 at end": np.exp(-np.array(N, float)),
                                    "lambda_min_g1 at end": [0, 1e-5, 1e-6, 1e-7, 1e-8]}},
    "random_labels": {"table.csv": {"n": N, "sine: loss left": [0, 1e-9, 1e-3, 1e-2, 1e-1],
                                    "random: median loss left": [1e-3] * 5, "least": [1e-4] * 5,
                                    "largest": [1e-1] * 5}},
    "time_to_accuracy": {"table.csv": {
        "method": ["density"] * 3 + ["PyTorch, gradient descent"] * 3,
        "size": [8, 10, 12, 100, 1000, 10000], "seconds": [0.1, 0.3, 1, 1, 2, 11],
        "relative error": [1e-2, 1e-3, 1e-4, 1e-1, 3e-2, 1e-2]}},
    "width_depth": {"table.csv": {
        "start": ["coherent"] * 2 + ["density"] * 2 + ["coherent", "independent"] * 2,
        "L": ["Gauss", "Gauss", "2", "4", "2", "2", "8", "8"],
        "M": ["128", "512", "all", "all", "64", "64", "256", "256"],
        "loss error": [0.1, 0.05, 0.2, 0.1, 0.1, 0.1, 0.02, 0.02]}},
    "generalization": {
        "table.csv": {"method": ["density"] * 3, "n": [8, 16, 32], "test error": [0.2, 0.1, 0],
                      "bound if none": ["-", "-", "0.001"]},
        "counts.csv": {"method": ["density"] * 6, "n": [8, 8, 16, 16, 32, 32],
                       "test mistakes": [200, 220, 100, 96, 0, 0], "test points": [1000] * 6},
        "powers.csv": {"method": ["density"], "power of the mistakes": ["-1.0"], "scatter": [0.01]}},
    "accuracy": {"table.csv": {"grid": ["1e-2", "coarse", "1e-2"], "largest error": [1e-3, 1e-4, 0],
                               "estimate there": [2e-3, 3e-4, 1e-5]}},
    "error_bars": {
        "table.csv": {"quantity": ["loss", "kl_head"], "% within two": [95.0, 96.0], "% within one error": [70.0, 72.0]},
        "numbers.csv": {"problem": ["sine"] * 2 + ["spirals"] * 2, "points": [512, 1024] * 2,
                        "relative error": [1e-4, 3e-5, 1e-3, 5e-4]}},
    "points_and_mesh": {"table.csv": {
        "space": ["R3"] * 4 + ["R5"] * 4, "method": ["mesh", "mesh", "lattice points", "lattice points"] * 2,
        "size": ["N 8", "N 10", "256", "1024"] * 2, "processor seconds": [0.1, 0.3, 0.2, 0.5] * 2,
        "relative error": [1e-2, 1e-3, 1e-4, 1e-5] * 2}},
    "many_inputs": {
        "plane.csv": {"inputs": [2, 3, 4], "loss": [0.1] * 3, "loss +-": [1e-4, 1e-3, 2e-3]},
        "table.csv": {"source": ["multi-index"] * 3 + ["parity"] * 3, "inputs": [2, 3, 4] * 2,
                      "loss": [0.1] * 6, "test loss": [0.2] * 6, "test loss +-": [0.01] * 6, "KL head": [1.0] * 6,
                      "KL encoder": [0.1] * 6, "points: loss": [1e-3] * 6},
        "spectra.csv": {"inputs": [2, 3, 4], "g2 start": [1e-6] * 3, "g2 end": [1e-5] * 3, "g1 end": [1e-4] * 3}},
    "langevin": {}, "noise_and_width": {}, "convex_head": {"table.csv": {
        "temperature": [0.1, 0.2], "2 temperature x constant": [0.07, 0.2]}}, "label_noise": {}, "zero_loss_sweep": {}, "encoder_or_head": {},
    "local_convergence": {"table.csv": {
        "temperature": [0.3, 0.4], "rate, even start": [0.6, 0.2], "rate, skew start": [0.5, 0.2],
        "2 temperature x constant": [0.5, 0.6]}},
}
PICTURES = {
    "kl_scaling": ["beta", "n"], "gram_spectrum": ["samples", "g1", "g2", "rate_4", "rate_10"],
    "random_labels": ["samples", "cost", "training"], "time_to_accuracy": ["time_to_accuracy"],
    "width_depth": ["rates"], "generalization": ["generalization"], "label_noise": ["loss"],
    "zero_loss_sweep": ["loss", "support"], "langevin": ["free_energy", "loss"],
    "accuracy": ["errors"], "convex_head": ["free_energy"], "noise_and_width": ["loss"],
    "local_convergence": ["rates", "dissipation"],
    "error_bars": ["shares", "numbers"], "points_and_mesh": ["points_and_mesh"],
    "many_inputs": ["test_loss", "relative_entropy", "spectra", "errors"],
    "encoder_or_head": [f"loss_{a}_{b}" for a, b in ((1, 1), (2, 2), (4, 4), (8, 8), (4, 1), (1, 4))],
}


def test_every_study_with_pictures_has_a_script():
    drivers = {path.parent.name for path in SOURCE.glob("problems/*/*.cc")
               if "run_study" in path.read_text()}
    assert set(PICTURES) == {path.parent.name for path in SOURCE.glob("problems/*/plot.py")}
    assert set(PICTURES) <= drivers
    for name in PICTURES:
        page = (SOURCE / "problems" / name / "README.md").read_text()
        assert f"rhoflow-plot --script problems/{name}/plot.py output/{name} --format pdf" in page, name


@pytest.mark.parametrize("name", list(PICTURES))
def test_scripts(monkeypatch, tmp_path, name):
    def table(self, path):
        columns = TABLES[name].get(path) if "/" not in path else RUN_COLUMNS
        return Table.from_columns(columns)

    pictures = {}
    monkeypatch.setattr(Study, "table", table)
    monkeypatch.setattr(Study, "save", lambda self, picture, stem: pictures.update({stem: picture.draw()}))
    assert main(["--script", str(SOURCE / "problems" / name / "plot.py"), str(tmp_path)]) == 0
    assert list(pictures) == PICTURES[name]
    for figure in pictures.values():
        axes = figure.axes[0]
        assert axes.lines and axes.get_xlabel() and axes.get_ylabel() and axes.get_title()
        assert len(axes.get_legend().get_texts()) <= len(axes.lines)
    if name == "points_and_mesh":
        one, two = pictures["points_and_mesh"].axes
        assert len(one.lines) == len(two.lines) == 2 and one.get_title() != two.get_title()
        assert np.allclose(two.lines[1].get_data(), [[0.2, 0.5], [1e-4, 1e-5]])
    if name == "width_depth":
        x, y = pictures["rates"].axes[0].lines[1].get_data()  # the law of two points goes through them
        assert np.allclose(x, [128, 512]) and np.allclose(y, [0.1, 0.05])
    if name == "generalization":
        fitted = pictures["generalization"].axes[0].lines[2].get_ydata()
        assert np.isclose(fitted[0] / fitted[1], 4.0)


def test_command(tmp_path, capsys):
    script = str(SOURCE / "problems" / "label_noise" / "plot.py")
    assert main(["--script", script, str(tmp_path / "nowhere")]) == 2
    assert "run the study first" in capsys.readouterr().err
    (tmp_path / "deviation_0_seed_1").mkdir()
    (tmp_path / "deviation_0_seed_1" / "statistics.csv").write_text("time,loss\n0,1\n1,.5\n")
    assert main(["--script", script, str(tmp_path)]) == 2
    assert "deviation_0.1_seed_1/statistics.csv: No such file" in capsys.readouterr().err
    assert main(["--script", str(tmp_path / "none.py"), str(tmp_path)]) == 2
