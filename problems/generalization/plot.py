#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws generalization.png of the study generalization."""

import math

import numpy as np

from rhoflow.study import draw_study


def draw(study):
    table, counts, powers = (study.table(name) for name in ("table.csv", "counts.csv", "powers.csv"))
    picture = study.curves("Share of fresh points on the wrong side", "training samples $n$",
                           "test error (bars: 95 % interval)", log_x=True, log_y=True)
    methods = list(dict.fromkeys(table["method"]))
    for color, method in enumerate(methods):
        draw_method(picture, color, method, table[table["method"] == method],
                    counts[counts["method"] == method], powers[powers["method"] == method][0])
    n = np.array([table["n"].min(), table["n"].max()])
    start = max(table["test error"][0], 0.01)
    for color, (name, power) in enumerate((("$n^{-1/2}$", -0.5), ("$n^{-1}$", -1.0)), len(methods)):
        picture.add(name, n, start * (n / n[0]) ** power, "dashed", color)
    study.save(picture, "generalization")


def draw_method(picture, color, method, rows, counts, powers):
    # Side by side, so that bars do not cover each other.
    shift = 1.04 ** (color - 1)
    found = rows[rows["test error"] > 0]
    factor = np.array([interval_factor(counts[counts["n"] == n]) for n in found["n"]])
    error = found["test error"]
    picture.add(method, found["n"] * shift, error, "points", color, (error / factor, error * factor))
    none = rows[rows["test error"] == 0]
    bound = none["bound if none"].astype(float)
    # Upper bounds: arrows lead down from them.
    picture.add("", none["n"] * shift, bound, "points", color, (bound / 4, bound), marker="v")
    if powers["power of the mistakes"] != "none":
        power = float(powers["power of the mistakes"])
        n = np.array([rows["n"].min(), rows["n"].max()])
        picture.add("", n, rate_constant(counts, power, float(powers["scatter"])) * n**power, "line", color)


def interval_factor(sets):
    """The factor e of the 95 % interval [error / e, error e], by Student's t from set to set."""
    error = sets["test mistakes"] / sets["test points"]
    degrees = len(error) - 1
    if degrees < 1:
        return 1.0
    t = np.linspace(0.0, 100.0, 1000001)
    norm = math.gamma((degrees + 1) / 2) / math.gamma(degrees / 2) / math.sqrt(degrees * math.pi)
    below = 0.5 + np.cumsum(norm * (1 + t**2 / degrees) ** (-(degrees + 1) / 2)) * t[1]
    quantile = t[np.searchsorted(below, 0.975)]
    return np.exp(quantile * error.std(ddof=1) / math.sqrt(len(error)) / error.mean())


def rate_constant(counts, power, scatter):
    """c of the error c n^power that fits best: of counts with the variance mu + scatter mu^2.

    Test points come in opposite pairs: two count as one trial, a mistake as half an event.
    """
    events, shape = counts["test mistakes"] / 2, counts["test points"] / 2 * counts["n"] ** power
    low, high = 1e-12, 1e12
    for _ in range(200):
        c = math.sqrt(low * high)
        score = np.sum((events - c * shape) / (1 + scatter * c * shape))
        low, high = (c, high) if score > 0 else (low, c)
    return c


draw_study("generalization", draw)
