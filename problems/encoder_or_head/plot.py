#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws loss_ALPHA_BETA.png of the study encoder_or_head."""

from rhoflow.study import draw_study

SCALES = ((1, 1), (2, 2), (4, 4), (8, 8), (4, 1), (1, 4))
PARTS = {"both": "both trained", "encoder": "only the encoder trained", "head": "only the head trained"}


def draw(study):
    for alpha, beta in SCALES:
        picture = study.curves(rf"$\alpha = {alpha}$, $\beta = {beta}$", "training time $t$", "$E(t)$",
                               log_y=True)
        for part, name in PARTS.items():
            run = f"alpha_{alpha}_beta_{beta}_train_{part}"
            picture.add(name, *study.columns(run, "time", "loss", table="theory"))
        study.save(picture, f"loss_{alpha}_{beta}")


draw_study("encoder_or_head", draw)
