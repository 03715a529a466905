#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws errors.png of the study accuracy."""

import numpy as np
from rhoflow.study import draw_study


def draw(study):
    picture = study.curves("Error of the loss, true and estimated", "largest error", "estimate", log_x=True, log_y=True)
    table = study.table("table.csv")
    for goal in np.unique(table["goal"]):
        chosen = (table["goal"] == goal) & (table["largest error"] > 0)
        picture.add(f"goal {goal:g}", table["largest error"][chosen], table["estimate there"][chosen], kind="points")
    ends = np.array([1e-5, 1e-2])
    picture.add("equal", ends, ends, linewidth=0.8)
    study.save(picture, "errors")


draw_study("accuracy", draw)
