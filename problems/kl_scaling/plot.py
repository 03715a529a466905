#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws beta.png and n.png of the study kl_scaling."""

from rhoflow.study import draw_study


def draw(study):
    table = study.table("table.csv")
    whole = table[table["frequency"] == 1]
    half = table[table["frequency"] == 0.5]

    # Rows with three samples vary beta, those with beta = 8 vary the samples; one row does both.
    by_beta = whole[whole["n"] == 3][:5]
    picture = study.curves("Relative entropy at the end of training", r"$\beta$", "KL", log_x=True,
                           log_y=True)
    add_both(picture, by_beta, "beta", "", "line and points")
    beta = by_beta["beta"]
    picture.add(r"$\beta^{-2}$", beta, by_beta["KL head"][0] * (beta[0] / beta) ** 2, "dashed", 2)
    study.save(picture, "beta")

    picture = study.curves(r"Relative entropy at the effective time 64, $\beta = 8$", "$n$", "KL",
                           log_x=True, log_y=True)
    add_both(picture, half, "n", ", half wave", "line and points")
    add_both(picture, whole[5:], "n", ", whole wave", "dashed")
    study.save(picture, "n")


def add_both(picture, rows, x, text, kind):
    picture.add("head" + text, rows[x], rows["KL head"], kind, 1)
    picture.add("encoder" + text, rows[x], rows["KL encoder"], kind, 0)


draw_study("kl_scaling", draw)
