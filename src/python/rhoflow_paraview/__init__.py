# SPDX-License-Identifier: Apache-2.0
"""Pictures of a run of Rhoflow in ParaView.

Runs under pvpython (``rhoflow-paraview RUN --output DIR`` writes PNG files), as a macro of ParaView and
in its Python shell::

    import sys; sys.path.append("build")
    import rhoflow_paraview as rp
    rp.show("output/sine_regression", "head")

Nothing but ParaView (5.11 or newer) with its NumPy is needed. CMake joins these modules to one file,
``rhoflow_paraview.py`` in the build folder and in an installation, which can be copied to any machine that
has it. All quantities are dimensionless.
"""

from rhoflow_paraview.command import arguments, main
from rhoflow_paraview.pictures import nearest, show
from rhoflow_paraview.series import Image, Run, RunError, enclosing_levels

__all__ = ["Image", "Run", "RunError", "arguments", "enclosing_levels", "main", "nearest", "show"]
