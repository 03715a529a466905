#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws loss.png and support.png of the study zero_loss_sweep."""

from rhoflow.study import draw_study

COEFFICIENTS = ("0", "0.02", "0.1", "0.25", "0.5")


def draw(study):
    losses = study.curves("Loss (lines) and objective (dashed)", "training time $t$", "$E$, $E_t$",
                          log_y=True)
    support = study.curves("Smallest density ratio on the ball of 99.9 %", "training time $t$",
                           r"$\rho_t / \rho_0$", log_y=True)
    for color, coefficient in enumerate(COEFFICIENTS):
        run, name = f"lambda_{coefficient}", rf"$\lambda = {coefficient}$"
        time, loss, objective = study.columns(run, "time", "loss", "objective")
        losses.add(name, time, loss, color=color)
        if coefficient != "0":
            losses.add("", time, objective, "dashed", color)
        support.add(name, *study.columns(run, "time", "support_encoder", table="theory"), color=color)
    study.save(losses, "loss")
    study.save(support, "support")


draw_study("zero_loss_sweep", draw)
