# SPDX-License-Identifier: Apache-2.0
"""The lock of a folder of results, which a program holds for as long as it writes there."""

import os
import socket
from pathlib import Path

try:
    import fcntl
except ImportError:  # not a system on which the programs run
    fcntl = None


def _lock_file(folder):
    return Path(folder) / ".rhoflow" / "lock"


def is_free(folder):
    """Whether no process writes to the folder; False also where nobody can know."""
    if fcntl is None:
        return False
    try:
        descriptor = os.open(_lock_file(folder), os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def unless_elsewhere(folder):
    """The end of a message about a free folder; not empty where another machine wrote there last.

    Its lock is not visible here on all file systems.
    """
    try:
        owner = _lock_file(folder).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "" if owner.endswith(f" on {socket.gethostname()}") else f", unless {owner} still makes it"
