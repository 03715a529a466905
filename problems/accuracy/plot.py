#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws errors.png of the study accuracy."""

import numpy as np
from rhoflow.study import draw_study


def draw(study):
    picture = study.curves("Error of the loss, true and estimated", "largest error", "estimate", log_x=True, log_y=True)
    table = study.table("table.csv")
    grids = np.asarray(table["grid"], dtype=str)
    for grid in dict.fromkeys(grids):
        chosen = (grids == grid) & (table["largest error"] > 0)
        picture.add(grid, table["largest error"][chosen], table["estimate there"][chosen], kind="points")
    ends = np.array([1e-5, 1e-1])
    picture.add("equal", ends, ends, linewidth=0.8)
    study.save(picture, "errors")


draw_study("accuracy", draw)
