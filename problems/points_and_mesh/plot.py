#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws points_and_mesh.png of the study points_and_mesh."""

from rhoflow.plot import SideBySide
from rhoflow.study import draw_study

#: Titles of the spaces, in the order of the panels.
SPACES = {"R3": "One input, $\\mathbb{R}^3$", "R5": "Two inputs, $\\mathbb{R}^5$"}


def draw(study):
    table = study.table("table.csv")
    methods = list(dict.fromkeys(table["method"]))
    study.save(SideBySide([panel(study, table[table["space"] == space], title, methods)
                           for space, title in SPACES.items()]), "points_and_mesh")


def panel(study, table, title, methods):
    picture = study.curves(title, "processor seconds", "relative error of the loss", log_x=True, log_y=True)
    for color, method in enumerate(methods):
        rows = table[table["method"] == method]
        picture.add(method, rows["processor seconds"], rows["relative error"], "line and points", color)
    return picture


draw_study("points_and_mesh", draw)
