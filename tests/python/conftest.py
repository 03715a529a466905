# SPDX-License-Identifier: Apache-2.0
"""Small runs of the built programs, each made once for all tests of a session."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("RHOFLOW_BUILD", SOURCE / "build"))
sys.path.insert(0, str(SOURCE / "src" / "python"))

COARSE = {
    "Data/Samples": 7, "Depth/Nodes": 3, "Weights/Outer nodes": 6, "Weights/Inner cells": 6,
    "Weights/Inner degree": 4, "Time/End time": 0.5, "Time/Tolerance": 1e-4,
    "Time/Output interval": 0.25, "Output/Fields": "false", "Output/Pictures": "false",
    "Theory/Gram matrices": "false", "Theory/Relative entropy": "false",
    "Theory/Path length": "false", "Theory/Support": "false", "Accuracy/Estimate": "false",
}
#: Of runs whose errors, or the pictures of them, somebody looks at.
ESTIMATED = {"Accuracy/Estimate": "true"}
REGULARISED = {"Regularization/Type": "decaying quadratic", "Regularization/Coefficient": 0.3}

#: What the densities are; together all variants that change how a file is read.
DENSITY_RUNS = {
    "hermite": {"Network/Beta": 4, **ESTIMATED},
    "elements": {"Weights/Outer basis": "finite element", "Weights/Inner grading": 1.3,
                 "Weights/Outer degree": 3, **REGULARISED},
    "fixed_euler": {"Network/Head": "fixed", "Network/Head vector": 1.5, "Depth/Rule": "euler",
                    "Network/Activation": "erf", "Network/Alpha": 2, **REGULARISED, **ESTIMATED},
    "mixture": {"Weights/Initial density": "gaussian mixture", "Weights/Head outer nodes": 9,
                "Weights/Initial mixture": "0.5 : -1, 0, 0.5 : 0.5, 1, 1 ; 1.5 : 1, 0, 0 : 1.2, 0.7, 1",
                "Depth/Intervals": 2, "Depth/Nodes": 2, "Network/Activation": "softplus"},
    "two_inputs": {"Data/Source": "two spirals", "Data/Samples": 10, "Weights/Outer nodes": 4,
                   "Weights/Inner cells": 4, "Weights/Inner grading": 1, "Depth/Nodes": 2,
                   "Weights/Head inner cells": 6, "Network/Alpha": 2, **ESTIMATED},
    "two_inputs_elements": {"Data/Source": "xor", "Data/Samples": 6, "Time/End time": 0.02,
                            "Weights/Outer basis": "finite element", "Weights/Outer nodes": 4,
                            "Weights/Inner cells": 3, "Weights/Inner degree": 4,
                            "Weights/Outer degree": 3, "Weights/Inner grading": 0.7,
                            "Weights/Initial variance": 0.5, "Weights/Head initial variance": 0.5,
                            "Weights/Half width": 3.6, "Weights/Head half width": 4,
                            "Depth/Nodes": 2, **REGULARISED},
    "noise": {"Noise/Temperature": 0.12, "Noise/Confinement": 0.16, "Weights/Head outer nodes": 8, **ESTIMATED},
    "head_mesh": {"Weights/Head inner cells": 8, "Weights/Head inner degree": 3,
                  "Weights/Head half width": 7, "Weights/Head inner grading": 0.5},
    "own_units": {"Data/Source": "csv", "Network/Activation": "logistic"},
}
PARTICLE_RUNS = {
    "random": {"Particles/Neurons": 50, "Data/Source": "two spirals", **REGULARISED},
    "quadrature": {"Particles/Start": "quadrature", "Particles/Quadrature points": 8,
                   "Depth/Rule": "euler", "Network/Head": "fixed"},
}
POINT_RUNS = {
    "points": {"Points/Number": 128, "Points/Shifts": 3, "Theory/Relative entropy": "true",
               "Theory/Path length": "true", "Theory/Gram matrices": "true", **ESTIMATED},
}


def program(name):
    path = BUILD / name
    if not path.exists():
        pytest.skip(f"{path} is not built; RHOFLOW_BUILD names another build folder")
    return path


def run_program(name, folder, settings, expected=0):
    """Runs a program; settings is a dict of 'Section/Key' to value."""
    parameters = folder.with_suffix(".prm")
    parameters.write_text("")
    command = [program(name), parameters, "--output", folder, "--quiet", "--threads", "1"]
    for key, value in settings.items():
        command += ["--set", f"{key}={value}"]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          check=False)
    assert done.returncode == expected, done.stderr
    return folder


@pytest.fixture(scope="session")
def make_run(tmp_path_factory):
    """make_run(name) opens the run of DENSITY_RUNS, PARTICLE_RUNS or POINT_RUNS with this name."""
    import rhoflow

    root, made = tmp_path_factory.mktemp("runs"), {}

    def make(name):
        if name not in made:
            settings = dict(COARSE, **(DENSITY_RUNS | PARTICLE_RUNS | POINT_RUNS)[name])
            if settings.get("Data/Source") == "csv":
                rows = (f"{20 + 1.7 * k},{100 + 12 * ((k * 7) % 5)}\n" for k in range(9))
                (root / "far.csv").write_text("day,hours\n" + "".join(rows))
                settings |= {"Data/File": root / "far.csv", "Data/Columns": "day, hours"}
            kind = ("rhoflow" if name in DENSITY_RUNS else "rhoflow-points" if name in POINT_RUNS
                    else "rhoflow-particles")
            made[name] = rhoflow.open(run_program(kind, root / name, settings))
        return made[name]

    return make
