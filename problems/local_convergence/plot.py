#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws rates.png and dissipation.png of the study local_convergence."""

from rhoflow.study import draw_study


def draw(study):
    table = study.table("table.csv")
    kappa = table["temperature"]
    rates = study.curves("Encoder and head, with noise", r"temperature $\kappa$", "rate of $F - F^*$")
    rates.add("even start", kappa, table["rate, even start"], "line and points")
    rates.add("skew start", kappa, table["rate, skew start"], "line and points")
    rates.add(r"$2 \kappa$ times the Poincaré constant", kappa, table["2 temperature x constant"], linewidth=0.8)
    study.save(rates, "rates")

    fall = study.curves("Encoder and head, with noise, from an even start", "training time $t$", "$-dF/dt$", log_y=True)
    for color, value in enumerate(kappa):
        time, dissipation = study.columns(f"even_{value:g}", "time", "dissipation")
        resolved = dissipation > 1e-10
        fall.add(rf"$\kappa = {value:g}$", time[resolved], dissipation[resolved], color=color)
    study.save(fall, "dissipation")


draw_study("local_convergence", draw)
