#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws free_energy.png of the study convex_head."""

import numpy as np
from rhoflow.study import draw_study


def draw(study):
    picture = study.curves("Head alone, with noise, from a skew start", "training time $t$", "$F(t) - F^*$", log_y=True)
    table = study.table("table.csv")
    for color, (kappa, rate) in enumerate(zip(table["temperature"], table["2 temperature x constant"])):
        time, energy = study.columns(f"skew_{kappa:g}", "time", "objective")
        (limit,) = study.columns(f"limit_{kappa:g}", "free_energy", table="stationary")
        excess = energy - limit[-1]
        picture.add(rf"$\kappa = {kappa:g}$", time, excess, color=color)
        guaranteed = excess[0] * np.exp(-rate * time)  # the most that could be guaranteed
        picture.add("", time, np.maximum(guaranteed, 1e-8), color=color, linewidth=0.8)
    study.save(picture, "free_energy")


draw_study("convex_head", draw)
