# SPDX-License-Identifier: Apache-2.0
"""Draws many pictures, several at a time."""

import multiprocessing
import os

from ..errors import RhoflowError


def draw_all(pictures, folder, kind, dpi):
    """Draws pictures into a folder, on all processors that this process may use.

    Parameters
    ----------
    pictures : dict
        File name without ending to a function without arguments that returns a figure.
    folder : pathlib.Path
        Created if missing.
    kind : {"png", "pdf", "svg"}
    dpi : float
        Pixels per inch.

    Returns
    -------
    drawn : list of pathlib.Path
    problems : list of str
        One line for each picture that could not be drawn.
    """
    # Loaded once, before the processes part.
    import matplotlib.backends.backend_agg  # noqa: F401

    tasks = [(draw, folder / f"{name}.{kind}", dpi) for name, draw in pictures.items()]
    found = _draw_together(tasks, min(_available_processors(), len(tasks)))
    drawn, problems = [], []
    for index, (_, path, _) in enumerate(tasks):
        problem = found.get(index, "the process that drew it was killed")
        if problem is None:
            drawn.append(path)
        else:
            problems.append(f"{path}: not drawn: {problem}")
    return drawn, problems


def _available_processors():
    """One where a process cannot be copied as it is, with functions that know a run."""
    if not hasattr(os, "sched_getaffinity") or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0))


def _draw_together(tasks, n_processes):
    """Returns dict of the number of a task to its problem or None, as far as they were done."""
    if n_processes <= 1:
        return _draw_next(tasks, multiprocessing.Value("i", 0))
    context = multiprocessing.get_context("fork")
    # Who is ready takes the next one: some pictures take ten times as long as others.
    counter = context.Value("i", 0)
    helpers = []
    for _ in range(n_processes - 1):
        here, there = context.Pipe(duplex=False)
        helper = context.Process(target=_draw_and_send, args=(tasks, counter, there))
        helper.start()
        there.close()
        helpers.append((helper, here))
    found = _draw_next(tasks, counter)
    for helper, here in helpers:
        try:
            found.update(here.recv())
        except EOFError:
            pass
        helper.join()
    return found


def _draw_and_send(tasks, counter, connection):
    connection.send(_draw_next(tasks, counter))


def _draw_next(tasks, counter):
    found = {}
    while True:
        with counter.get_lock():
            index = counter.value
            counter.value = index + 1
        if index >= len(tasks):
            return found
        found[index] = _draw(*tasks[index])


def _draw(draw, path, dpi):
    """Returns why the picture was not drawn, in one line; None if it was."""
    from .style import save

    try:
        save(draw(), path, dpi)
    except (RhoflowError, OSError, ValueError, KeyError, AttributeError) as error:
        return " ".join(str(error).split())
    return None
