#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws samples.png, g1.png, g2.png, rate_4.png and rate_10.png of the study gram_spectrum."""

import numpy as np

from rhoflow.study import draw_study

SAMPLES = (2, 3, 4, 5, 6, 8, 10, 12)


def draw(study):
    draw_samples(study)
    for number in (1, 2):
        draw_training(study, number)
    for n in (4, 10):
        draw_rate(study, n)


def draw_samples(study):
    table = study.table("table.csv")
    picture = study.curves("Smallest eigenvalue and number of samples", "$n$", "eigenvalue",
                           log_x=True, log_y=True)
    for name, column, color in (("$G_2$ at the start", "lambda_min_g2 at start", 1),
                                ("$G_2$ at the end", "lambda_min_g2 at end", 2),
                                ("$G_1$ at the end", "lambda_min_g1 at end", 0)):
        picture.add(name, table["n"], table[column], "line and points", color)
    study.save(picture, "samples")


def draw_training(study, number):
    picture = study.curves(f"Smallest eigenvalue of $G_{number}$", "training time $t$", "eigenvalue",
                           log_y=True)
    for n in SAMPLES:
        time, least, largest = study.columns(f"samples_{n}", "time", f"lambda_min_g{number}",
                                             f"lambda_max_g{number}", table="theory")
        # What is below is rounding, as the eigenvalues of G1 at the start.
        resolved = np.where(least > 1e-14 * largest.max(), least, np.nan)
        picture.add(f"$n = {n}$", time, resolved)
    study.save(picture, f"g{number}")


def draw_rate(study, n):
    picture = study.curves(f"Decay rate of the loss, $n = {n}$", "training time $t$", "rate", log_y=True)
    for name, column, color in ((r"measured, $-d \ln E / dt$", "decay_rate", 0),
                                ("guaranteed by both matrices", "rate_bound_sum", 2),
                                ("guaranteed by $G_2$", "rate_bound_head", 1)):
        picture.add(name, *study.columns(f"samples_{n}", "time", column, table="theory"),
                    "line and points", color)
    study.save(picture, f"rate_{n}")


draw_study("gram_spectrum", draw)
