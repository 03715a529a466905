#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws shares.png and numbers.png of the study error_bars."""

import numpy as np

from rhoflow.study import draw_study

#: Of Student's distribution, in percent: what two printed errors hold.
FORETOLD = 95.45


def draw(study):
    draw_shares(study, study.table("table.csv"))
    draw_numbers(study, study.table("numbers.csv"))


def draw_shares(study, table):
    """A row for every kind of number, in the order of the table."""
    picture = study.curves("True values within the printed errors", "percent", "column", y_names=list(table["quantity"]))
    row = np.arange(1, len(table["% within two"]) + 1)
    picture.add("within two errors", table["% within two"], row, "points", 0)
    picture.add("within one", table["% within one error"], row, "points", 1)
    picture.add("within two, foretold", np.full(len(row), FORETOLD), row, "dashed", 0)
    study.save(picture, "shares")


def draw_numbers(study, table):
    picture = study.curves("Error against the number of points", "points $M$", "relative error of the loss",
                           log_x=True, log_y=True)
    for color, problem in enumerate(dict.fromkeys(table["problem"])):
        rows = table[table["problem"] == problem]
        picture.add(problem, rows["points"], rows["relative error"], "line and points", color)
    points = np.unique(table["points"])
    picture.add("$1/M$", points, np.max(table["relative error"]) * points[0] / points, "dashed", 3)
    study.save(picture, "numbers")


draw_study("error_bars", draw)
