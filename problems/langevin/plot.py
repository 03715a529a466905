#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws free_energy.png and loss.png of the study langevin."""

from rhoflow.study import draw_study

TEMPERATURES = ("0.05", "0.1", "0.2", "0.4")


def draw(study):
    excess = study.curves("Free energy above its limit", "training time $t$", "$F(t) - F^*$", log_y=True)
    loss = study.curves("Loss with noise, and its limits", "training time $t$", "$E(t)$", log_y=True)
    for color, temperature in enumerate(TEMPERATURES):
        time, energy, values = study.columns(f"flow_{temperature}", "time", "objective", "loss")
        limit, limit_loss = study.columns(f"limit_{temperature}", "free_energy", "loss",
                                          table="stationary")
        label = rf"$\kappa = {temperature}$"
        excess.add(label, time, energy - limit[-1], color=color)
        loss.add(label, time, values, color=color)
        loss.add("", time, 0 * time + limit_loss[-1], color=color, linewidth=0.8)
    study.save(excess, "free_energy")
    study.save(loss, "loss")


draw_study("langevin", draw)
