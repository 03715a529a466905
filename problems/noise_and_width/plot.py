#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws loss.png of the study noise_and_width."""

from rhoflow.study import draw_study

WIDTHS = (125, 500, 2000)


def draw(study):
    picture = study.curves("Finite networks with noise, and the density", "training time $t$", "$E(t)$",
                           log_y=True)
    for color, width in enumerate(WIDTHS):
        for seed in range(1, 5):
            picture.add(f"{width} neurons" if seed == 1 else "",
                        *study.columns(f"neurons_{width}_seed_{seed}", "time", "loss"),
                        color=color, linewidth=0.8)
    picture.add("density", *study.columns("density", "time", "loss"), color=3)
    study.save(picture, "loss")


draw_study("noise_and_width", draw)
