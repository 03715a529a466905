# SPDX-License-Identifier: Apache-2.0
"""Folders of runs with one damaged file: every question is answered or refused in one line that names a file."""

import os
import shutil

import pytest
import rhoflow


def half(content):
    return content[: len(content) // 2]


def flipped(content):
    place = 2 * len(content) // 3
    return content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :]


#: What becomes of the bytes of a file.
DAMAGES = {
    "empty": lambda content: b"",
    "no text": lambda content: bytes([0xFF, 0xFE, 0, 200]) * 50,
    "cut": half,
    "first line": lambda content: content.split(b"\n", 1)[0] + b"\n",
    "without first line": lambda content: content.partition(b"\n")[2],
    "letters": lambda content: content.replace(b"1", b"x"),
    "flipped": flipped,
    "list": lambda content: b"[1, 2]",
    "object": lambda content: b"{}",
    "sizes of text": lambda content: content.replace(b'"sizes": {', b'"sizes": "many", "former": {'),
}


def questions(run):
    yield lambda: repr(run)
    yield lambda: run.status
    yield lambda: run.d
    yield lambda: [run.parameters[key] for key in run.parameters]
    for table in ("statistics", "theory", "predictions", "curve", "errors", "spectrum"):
        if run.has(table):
            yield lambda table=table: getattr(run, table)["time" if table != "predictions" else "y"]
    yield lambda: run.density_times
    yield lambda: run.prediction_times
    yield lambda: run.depths
    yield lambda: run.data
    yield lambda: run.predict([[0.1] * run.d])
    yield lambda: run.density("encoder", s=0.5)
    yield lambda: run.plot.loss()


def ask_all(folder):
    """The texts of refusals. Any other exception than those of Rhoflow fails the test."""
    refusals = []
    try:
        run = rhoflow.open(folder)
    except rhoflow.InputError as error:
        return [str(error)]
    for question in questions(run):
        try:
            question()
        except rhoflow.InputError as error:
            refusals.append(str(error))
    return refusals


def linked(run, folder, but):
    """A folder of links to all files of a run `but` one, of which there is a copy."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(run, folder, copy_function=os.link)
    (folder / but).unlink()
    return folder / but


@pytest.mark.parametrize("kind", ["hermite", "points", "random"])
def test_one_damaged_file(make_run, tmp_path, kind):
    run = make_run(kind).folder
    sound = set(ask_all(run))
    files = [path.relative_to(run) for path in run.rglob("*") if path.is_file()]
    assert len(files) > 6
    refused = set()
    for file in files:
        if ".rhoflow" in file.parts or file.parent.name == "density" or file.name == "run.log":
            continue
        for name, damage in DAMAGES.items():
            if file.suffix == ".h5" and name in ("letters", "list", "object", "without first line"):
                continue
            place = linked(run, tmp_path / "run", file)
            place.write_bytes(damage((run / file).read_bytes()))
            for text in ask_all(tmp_path / "run"):
                if text.replace(str(tmp_path / "run"), str(run)) not in sound:
                    assert "\n" not in text and str(tmp_path / "run") in text, (file, name, text)
                    refused.add(file.name)
        place = linked(run, tmp_path / "run", file)
        ask_all(tmp_path / "run")  # without the file
        place.mkdir()
        ask_all(tmp_path / "run")  # with a folder in its place
    assert {"statistics.csv", "predictions.csv", "parameters.prm", "run.json"} <= refused
    assert any(name.endswith(".h5") for name in refused)
