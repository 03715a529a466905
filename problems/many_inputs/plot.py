#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws test_loss.png, relative_entropy.png, spectra.png and errors.png of the study many_inputs."""

from rhoflow.study import draw_study

SOURCES = ("multi-index", "parity")


def draw(study):
    plane, table, spectra = (study.table(name) for name in ("plane.csv", "table.csv", "spectra.csv"))
    draw_test_loss(study, table)
    draw_entropy(study, table)
    draw_spectra(study, spectra)
    draw_errors(study, plane, table)


def rows_of(table, source):
    return table[table["source"] == source]


def band(rows, column, error):
    """The values, and a standard error to both sides."""
    return rows[column], (rows[column] - rows[error], rows[column] + rows[error])


def draw_test_loss(study, table):
    picture = study.curves("Loss on fresh samples", "inputs $d$", "loss (bars: standard error)")
    for color, source in enumerate(SOURCES):
        rows = rows_of(table, source)
        values, bars = band(rows, "test loss", "test loss +-")
        picture.add("", rows["inputs"], values, "points", color, bars)
        picture.add(f"{source}, fresh", rows["inputs"], values, "line", color)
        picture.add(f"{source}, training", rows["inputs"], rows["loss"], "dashed", color)
    study.save(picture, "test_loss")


def draw_entropy(study, table):
    picture = study.curves("Relative entropy at the end", "inputs $d$", "relative entropy", log_y=True)
    for color, source in enumerate(SOURCES):
        rows = rows_of(table, source)
        picture.add(f"head, {source}", rows["inputs"], rows["KL head"], "line and points", color)
        picture.add(f"encoder, {source}", rows["inputs"], rows["KL encoder"], "dashed", color)
    study.save(picture, "relative_entropy")


def draw_spectra(study, spectra):
    picture = study.curves("Smallest eigenvalues, multi-index", "inputs $d$", "eigenvalue", log_y=True)
    for color, (name, column) in enumerate((("$G_2$ at the start", "g2 start"), ("$G_2$ at the end", "g2 end"),
                                            ("$G_1$ at the end", "g1 end"))):
        picture.add(name, spectra["inputs"], spectra[column], "line and points", color)
    study.save(picture, "spectra")


def draw_errors(study, plane, table):
    picture = study.curves("Relative standard errors of the points", "inputs $d$", "error of the loss",
                           log_y=True)
    picture.add("two spirals, embedded", plane["inputs"], plane["loss +-"] / plane["loss"],
                "line and points", 2)
    for color, source in enumerate(SOURCES):
        rows = rows_of(table, source)
        picture.add(source, rows["inputs"], rows["points: loss"], "line and points", color)
    study.save(picture, "errors")


draw_study("many_inputs", draw)
