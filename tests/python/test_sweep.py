# SPDX-License-Identifier: Apache-2.0
"""Sweeps: their runs one by one, their table, their pictures."""

import subprocess

import numpy as np
import pytest
from conftest import COARSE, SOURCE, program

import rhoflow
from rhoflow.plot.command import main
from rhoflow.plot.sweep import final_loss
from rhoflow.sweep import Sweep


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("sweep") / "out"
    command = [program("rhoflow"), "--output", path, "--quiet", "--threads", "1",
               "--sweep", "Network/Beta=1,4", "--sweep", "Network/Activation=tanh,erf"]
    for key, value in COARSE.items():
        command += ["--set", f"{key}={value}"]
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
    return path


def test_its_runs_are_opened_one_by_one(folder):
    sweep = rhoflow.open(folder)
    assert isinstance(sweep, Sweep) and len(sweep) == 4
    assert sweep.parameters == {"Network/Beta": ["1", "4"], "Network/Activation": ["tanh", "erf"]}
    assert [run.name for run in sweep] == sweep.names
    run = sweep["beta_4_activation_erf"]
    assert run.parameters["Network/Beta"] == 4 and sweep[3].folder == run.folder
    assert sweep.table["loss"][3] == run.statistics["loss"][-1]
    assert list(sweep.table["Network/Activation"]) == ["tanh", "erf"] * 2
    with pytest.raises(KeyError, match="its runs are beta_1_activation_tanh"):
        sweep["beta_5"]


def test_its_pictures_are_drawn(folder, capsys):
    assert main([str(folder), "--format", "svg"]) == 0
    assert "2 pictures in" in capsys.readouterr().out
    assert (folder / "loss.svg").exists() and (folder / "final_loss.svg").exists()
    figure = final_loss(rhoflow.open(folder))
    lines = figure.axes[0].get_lines()
    assert len(lines) == 2, "one for each activation"
    table = rhoflow.open(folder).table
    assert np.array_equal(lines[0].get_xdata(), [1, 4])
    assert np.array_equal(lines[0].get_ydata(), table["loss"][::2])


def test_a_folder_of_several_runs_says_where_they_are(folder, tmp_path, capsys):
    (folder / "sweep.json").rename(tmp_path / "sweep.json")
    try:
        with pytest.raises(rhoflow.InputError, match="its runs are in beta_1_activation_erf"):
            rhoflow.open(folder)
        assert main([str(folder)]) == 2
        error = capsys.readouterr().err
        assert "beta_1_activation_erf" in error and error.count("\n") == 1
    finally:
        (tmp_path / "sweep.json").rename(folder / "sweep.json")


def test_a_damaged_description_is_named(tmp_path, capsys):
    (tmp_path / "sweep.json").write_text('{"runs": [')
    assert main([str(tmp_path)]) == 2
    assert "sweep.json: is damaged" in capsys.readouterr().err


def test_an_unfinished_sweep_shows_what_is_there(folder, tmp_path):
    import shutil

    part = tmp_path / "part"
    shutil.copytree(folder, part)
    (part / "table.csv").unlink()
    shutil.rmtree(part / "beta_4_activation_erf")
    sweep = rhoflow.open(part)
    assert len(list(sweep)) == 3 and len(sweep) == 4
    with pytest.raises(rhoflow.InputError, match="has not reached its end"):
        sweep.table
    assert main([str(part), "--quiet"]) == 0


def test_the_code_of_the_page_runs(folder, monkeypatch, tmp_path):
    """doc/sweeps.md, with the folder of this test in the place of the reader's."""
    import re

    text = (SOURCE / "doc" / "sweeps.md").read_text()
    (block,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    link = tmp_path / "own_data_sweep"
    link.symlink_to(folder)
    block = block.replace("output/own_data_sweep", str(link)).replace("beta_3", "beta_4_activation_tanh")
    exec(compile(block, "doc/sweeps.md", "exec"), {"rhoflow": rhoflow})  # noqa: S102, our own page
