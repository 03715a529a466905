# SPDX-License-Identifier: Apache-2.0
"""Runs as a command or macro."""

import sys

from rhoflow_paraview.command import main
from rhoflow_paraview.environment import INTERACTIVE

if __name__ in ("__main__", "__vtkconsole__"):
    status = main()
    if not INTERACTIVE:
        sys.exit(status)
