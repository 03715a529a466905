#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws samples.png, cost.png and training.png of the study random_labels."""

import numpy as np

from rhoflow.study import draw_study

SAMPLES, SEEDS = (2, 3, 4, 6, 8, 12, 16, 24), (1, 2, 3, 4, 5)
#: A few samples are learnt to rounding; what is below would squeeze all else together.
LEAST = 1e-8


def draw(study):
    draw_samples(study)
    draw_costs(study)
    draw_training(study)


def draw_samples(study):
    table = study.table("table.csv")
    picture = study.curves("Loss left at the end of training", "$n$", "$E / E(0)$, at least $10^{-8}$",
                           log_x=True, log_y=True)
    for name, column, kind, color in (
            ("sine", "sine: loss left", "line and points", 0),
            ("random labels, median", "random: median loss left", "line and points", 1),
            ("least and largest of five seeds", "least", "dashed", 1), ("", "largest", "dashed", 1)):
        picture.add(name, table["n"], np.maximum(table[column], LEAST), kind, color)
    study.save(picture, "samples")


def path(study, run):
    """Relative entropy and share of the loss along a run, as far as something is left to be seen."""
    head, encoder, loss = study.columns(run, "kl_head_by_rate", "kl_encoder_by_rate", "loss",
                                        table="theory")
    left = loss / loss[0]
    end = np.argmax(left < 1e-4) if np.any(left < 1e-4) else len(left)
    return (head + encoder)[:end], left[:end]


def draw_costs(study):
    picture = study.curves("What fitting costs", "KL of head and encoder", "$E(t) / E(0)$", log_y=True)
    for color, n in enumerate((3, 6, 12)):
        for seed in SEEDS:
            picture.add(f"random, $n = {n}$" if seed == 1 else "",
                        *path(study, f"samples_{n}_seed_{seed}"), color=color, linewidth=1.2)
        picture.add(f"sine, $n = {n}$", *path(study, f"samples_{n}_sine"), "dashed", color)
    study.save(picture, "cost")


def draw_training(study):
    picture = study.curves("Random labels", "training time $t$", "$E(t) / E(0)$, at least $10^{-8}$",
                           log_y=True)
    for color, n in enumerate(SAMPLES):
        for seed in SEEDS:
            time, loss = study.columns(f"samples_{n}_seed_{seed}", "time", "loss", table="theory")
            picture.add(f"$n = {n}$" if seed == 1 else "", time, np.maximum(loss / loss[0], LEAST),
                        color=color, linewidth=1.0)
    study.save(picture, "training")


draw_study("random_labels", draw)
