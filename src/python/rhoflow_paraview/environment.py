# SPDX-License-Identifier: Apache-2.0
"""The modules of ParaView, and where the script runs."""

import sys

try:
    import numpy as np
    from paraview import servermanager
    from paraview import simple as pv
    from vtkmodules.util.numpy_support import vtk_to_numpy
except ImportError:
    if not {"--help", "-h"} & set(sys.argv[1:]):  # what the command can do any Python tells
        raise
    np = pv = servermanager = vtk_to_numpy = None

INTERACTIVE = not sys.argv[0].endswith(".py")
"""In the window of ParaView there is no script on a command line."""
if pv is not None:
    pv._DisableFirstRenderCameraReset()
