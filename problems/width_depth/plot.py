#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws rates.png of the study width_depth."""

import numpy as np

from rhoflow.study import draw_study


def draw(study):
    table = study.table("table.csv")
    start, layers, neurons = table["start"], table["L"], table["M"]
    sweeps = {
        "coherent, width $M$": ((start == "coherent") & (layers == "Gauss"), neurons),
        "density, layers $L$": (start == "density", layers),
        "independent, neurons $LM$": (start == "independent", None),
    }
    picture = study.curves("Distance of finite networks from their limit", "$M$, $L$ or $LM$",
                           "error of the loss", log_x=True, log_y=True)
    for color, (name, (chosen, column)) in enumerate(sweeps.items()):
        size = (layers[chosen].astype(float) * neurons[chosen].astype(float) if column is None
                else column[chosen].astype(float))
        error = table["loss error"][chosen]
        slope, constant = np.polyfit(np.log(size), np.log(error), 1)
        ends = np.array([size.min(), size.max()])
        picture.add(name, size, error, "points", color)
        picture.add("", ends, np.exp(constant) * ends**slope, "dashed", color)
    study.save(picture, "rates")


draw_study("width_depth", draw)
