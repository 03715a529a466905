#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws time_to_accuracy.png of the study time_to_accuracy."""

import numpy as np

from rhoflow.study import draw_study

TORCH = "PyTorch, gradient descent"


def draw(study):
    table = study.table("table.csv")
    picture = study.curves("Time to the loss of the sine at $t = 5$", "seconds",
                           "relative error of the loss", log_x=True, log_y=True)
    methods = list(dict.fromkeys(table["method"]))
    for color, method in enumerate(methods):
        rows = table[table["method"] == method]
        picture.add(method, rows["seconds"], rows["relative error"], "line and points", color)
    picture.add("PyTorch, extrapolated", *extrapolated(table[table["method"] == TORCH]), "dashed",
                methods.index(TORCH))
    study.save(picture, "time_to_accuracy")


def extrapolated(rows):
    """Seconds and errors beyond the largest network: errors fall as c / sqrt(M), a step costs a + b M."""
    size, seconds, error = rows["size"], rows["seconds"], rows["relative error"]
    c = np.mean(error * np.sqrt(size))
    b = (seconds[-1] - seconds[-2]) / (size[-1] - size[-2])
    a = max(0.0, seconds[-1] - b * size[-1])
    errors = np.geomspace(error[-1], 2e-4, 20)
    return a + b * (c / errors) ** 2, errors


draw_study("time_to_accuracy", draw)
