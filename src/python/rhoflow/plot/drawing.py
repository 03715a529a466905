# SPDX-License-Identifier: Apache-2.0
"""Draws many pictures, several at a time."""

import multiprocessing
import os
import signal

from ..errors import RhoflowError

_BYTES_OF_NUMBER = 2


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
    found = _draw_together(tasks, min(_available_processors(), max(len(tasks), 1)))
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
    # Who is ready takes the next one, as some pictures take ten times as long as others: a pipe of
    # numbers needs no lock, which a process that is killed could hold for ever.
    queue, numbers = os.pipe()
    os.write(numbers, b"".join(index.to_bytes(_BYTES_OF_NUMBER, "little") for index in range(len(tasks))))
    os.close(numbers)
    helpers = []
    found = {}
    try:
        for _ in range(n_processes - 1):
            try:
                helpers.append(_start_helper(tasks, queue))
            except OSError:
                break  # no more processes or files: those that there are draw everything
        for result in _draw_next(tasks, queue):
            found.update([result])
        for _, connection in helpers:
            found.update(_received(connection))
    finally:
        os.close(queue)
        for helper, _ in helpers:
            helper.terminate()
            helper.join()
            _remove_parts(tasks, helper.pid)
    return found


def _start_helper(tasks, queue):
    """Starts a process that draws tasks, too, and sends their results; returns it and its connection."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    helper = context.Process(target=_draw_and_send, args=(tasks, queue, there, os.getpid()), daemon=True)
    helper.start()
    there.close()
    return helper, here


def _draw_and_send(tasks, queue, connection, parent):
    # Whoever interrupts the program interrupts this process, too, which has nothing to say then.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for result in _draw_next(tasks, queue):
        connection.send(result)
        if os.getppid() != parent:
            return  # nobody waits for more


def _received(connection):
    """The results of a process up to its end, also one that was killed."""
    found = []
    try:
        while True:
            found.append(connection.recv())
    except (EOFError, OSError):
        return found


def _draw_next(tasks, queue):
    """Draws what nobody else does, and yields the number of each with its problem or None."""
    while number := os.read(queue, _BYTES_OF_NUMBER):
        index = int.from_bytes(number, "little")
        yield index, _draw(*tasks[index])


def _remove_parts(tasks, pid):
    """Removes what a process that was killed has begun to write."""
    from .style import part_of

    for _, path, _ in tasks:
        part_of(path, pid).unlink(missing_ok=True)


def _draw(draw, path, dpi):
    """Returns why the picture was not drawn, in one line; None if it was."""
    from .style import save

    try:
        save(draw(), path, dpi)
    except (RhoflowError, OSError, ValueError, KeyError, AttributeError) as error:
        return one_line(error)
    except MemoryError:
        return "out of memory; lower --dpi"
    except Exception as error:  # of tables that nobody thought of
        return f"{type(error).__name__}: {one_line(error)}"
    return None


def one_line(error):
    """What an error says, without line breaks."""
    return " ".join(str(error).split())
