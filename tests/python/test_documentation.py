"""The code of doc/python.md runs as it stands there, one block after the other."""

import re

import numpy as np
from conftest import BUILD, SOURCE, program


def test_code_of_the_page(tmp_path, monkeypatch):
    program("rhoflow-compare")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RHOFLOW", str(BUILD))
    text = (SOURCE / "doc" / "python.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) >= 6
    names = {}
    for block in blocks:
        exec(compile(block, "doc/python.md", "exec"), names)  # noqa: S102, our own page
    assert abs(names["boxes"].mass - 1) < 1e-12
    assert np.allclose(names["run"].predict(names["x"]), names["run"].predictions["prediction"], atol=1e-12)
    assert (tmp_path / "loss.pdf").exists()
