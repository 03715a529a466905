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
    """One point for every kind of number, in the order of the table."""
    picture = study.curves("True values within the printed errors", "kind of number, row of table.csv", "percent")
    place = np.arange(1, len(table["% within two"]) + 1)
    picture.add("within two errors", place, table["% within two"], "points", 0)
    picture.add("within one", place, table["% within one error"], "points", 1)
    picture.add("within two, foretold", place, np.full(len(place), FORETOLD), "dashed", 0)
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
