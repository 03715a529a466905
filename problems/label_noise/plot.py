#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws loss.png of the study label_noise."""

from rhoflow.study import draw_study


def draw(study):
    picture = study.curves("Loss with noisy labels", "training time $t$", "$E(t)$", log_y=True)
    for color, deviation in enumerate(("0", "0.1", "0.2", "0.4", "0.8")):
        for seed in ("1",) if deviation == "0" else ("1", "2", "3"):
            run = f"deviation_{deviation}_seed_{seed}"
            picture.add(f"deviation {deviation}" if seed == "1" else "",
                        *study.columns(run, "time", "loss"), color=color, linewidth=1.2)
    study.save(picture, "loss")


draw_study("label_noise", draw)
