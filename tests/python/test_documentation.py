# SPDX-License-Identifier: Apache-2.0
"""The code of doc/python.md runs as it stands there, one block after the other; so do scripts in doc/."""

import os
import re
import subprocess
import sys

import numpy as np
from conftest import BUILD, SOURCE, program


def test_code_of_the_page(tmp_path, monkeypatch):
    program("rhoflow-compare")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RHOFLOW", str(BUILD))
    monkeypatch.setenv("RHOFLOW_PLOT", "true")  # what the programs draw is no matter of this page
    text = (SOURCE / "doc" / "python.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) >= 6
    names = {}
    for block in blocks:
        exec(compile(block, "doc/python.md", "exec"), names)  # noqa: S102, our own page
    assert abs(names["boxes"].mass - 1) < 1e-12
    assert np.allclose(names["run"].predict(names["x"]), names["run"].predictions["prediction"], atol=1e-12)
    assert (tmp_path / "loss.pdf").exists()


def test_from_a_csv_to_a_figure(tmp_path):
    program("rhoflow")
    (tmp_path / "problems").symlink_to(SOURCE / "problems")
    script = SOURCE / "doc" / "csv_to_figure.py"
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True,
                          check=False, env={**os.environ, "RHOFLOW": str(BUILD),
                                            "PYTHONPATH": str(SOURCE / "src" / "python")})
    assert done.returncode == 0, done.stderr
    fit, test = map(float, re.search(r"R\^2 (\S+), of the test samples (\S+)", done.stdout).groups())
    assert 0.995 < fit <= 1 and 0.995 < test <= 1
    assert (tmp_path / "csv_to_figure.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "csv_to_figure.png").read_bytes().startswith(b"\x89PNG")
