# SPDX-License-Identifier: Apache-2.0
"""The numbers behind rhoflow-paraview, on grids as VTK reads them; ParaView itself is replaced."""

import importlib.util
import os
import pathlib
import sys
import types

import numpy as np
import pytest

vtk_image = pytest.importorskip("vtkmodules.vtkCommonDataModel")
vtk_core = pytest.importorskip("vtkmodules.vtkCommonCore")
numpy_support = pytest.importorskip("vtkmodules.util.numpy_support")

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = pathlib.Path(os.environ.get("RHOFLOW_BUILD", SOURCE / "build")) / "rhoflow_paraview.py"


@pytest.fixture(scope="module")
def script():
    """The script, with modules in ParaView's place that do nothing."""
    simple = types.ModuleType("paraview.simple")
    simple._DisableFirstRenderCameraReset = lambda: None
    package = types.ModuleType("paraview")
    package.simple, package.servermanager = simple, types.ModuleType("paraview.servermanager")
    names = {"paraview": package, "paraview.simple": simple, "paraview.servermanager": package.servermanager}
    kept = {name: sys.modules.get(name) for name in names}
    sys.modules.update(names)
    try:
        spec = importlib.util.spec_from_file_location("rhoflow_paraview", SCRIPT)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module
    finally:
        for name, module in kept.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def gaussian_grid(low=(-6.0, -6.0, -6.0), boxes=(60, 48, 40), ranges=None):
    """Box centres and a standard Gaussian on [low, -low]^3 as an image of VTK."""
    spacing = [-2 * end / n for end, n in zip(low, boxes)]
    axes = [end + h * (np.arange(n) + 0.5) for end, h, n in zip(low, spacing, boxes)]
    squares = axes[2][:, None, None] ** 2 + axes[1][None, :, None] ** 2 + axes[0] ** 2
    values = np.exp(-0.5 * squares) / (2 * np.pi) ** 1.5
    data = vtk_image.vtkImageData()
    data.SetDimensions(boxes)
    data.SetSpacing(spacing)
    data.SetOrigin([axis[0] for axis in axes])
    array = numpy_support.numpy_to_vtk(values.ravel(), deep=True)
    array.SetName("density")
    data.GetPointData().AddArray(array)
    names = vtk_core.vtkStringArray()
    names.SetName("AxisNames")
    for name in "awb":
        names.InsertNextValue(name)
    data.GetFieldData().AddArray(names)
    ends = numpy_support.numpy_to_vtk(np.array(ranges or [[end, -end] for end in low]), deep=True)
    ends.SetName("AxisRanges")
    data.GetFieldData().AddArray(ends)
    return data, values


def test_surfaces_of_a_gaussian_have_the_radii_of_the_chi_distribution(script):
    _, values = gaussian_grid()
    # Quantiles of the chi distribution with three degrees of freedom, from tables.
    for share, radius in ((0.5, 1.5382), (0.9, 2.5003), (0.99, 3.3682)):
        level = script.enclosing_levels(values, [share])[0]
        found = np.sqrt(-2 * np.log(level * (2 * np.pi) ** 1.5))
        assert found == pytest.approx(radius, abs=0.02)


def test_levels_hold_their_share_of_the_mass_and_ignore_negative_values(script):
    values = np.array([[4.0, 3.0], [2.0, 1.5], [-0.5, 0.0]])
    assert script.enclosing_levels(values, [0.3, 0.6, 0.9]) == [4.0, 3.0, 2.0]
    with pytest.raises(script.RunError):
        script.enclosing_levels(-np.abs(values), [0.5])


def test_an_image_knows_its_axes_and_where_the_mass_is(script):
    data, values = gaussian_grid()
    image = script.Image(data, "file")
    assert image.names == ["a", "w", "b"]
    np.testing.assert_array_equal(image.values("density"), values)
    scale, shift = image.stretch()
    np.testing.assert_allclose(scale, 1, atol=1e-12)
    np.testing.assert_allclose(shift, 0, atol=1e-12)
    box = image.bounds_above("density", np.exp(-0.5 * 2.0**2) / (2 * np.pi) ** 1.5)
    for (low, high), spacing in zip(box, image.spacing):
        assert -2 - 1.5 * spacing < low <= -2 + spacing
        assert 2 - spacing <= high < 2 + 1.5 * spacing


def test_a_stretched_depth_has_its_true_labels(script):
    data, _ = gaussian_grid(ranges=[[-6.0, 6.0], [-6.0, 6.0], [0.0, 1.0]])
    scale, shift = script.Image(data, "file").stretch()
    assert scale[2] == pytest.approx(12) and shift[2] == pytest.approx(-6)


def test_files_of_older_versions_are_named(script):
    data, _ = gaussian_grid()
    data.GetFieldData().RemoveArray("AxisRanges")
    with pytest.raises(script.RunError, match="older version"):
        script.Image(data, "head.pvd")


def test_a_folder_without_series_is_named(script, tmp_path):
    with pytest.raises(script.RunError, match="density"):
        script.Run(str(tmp_path))


def test_arguments_are_checked(script, capsys):
    options = script.arguments(["run", "--size", "800x600", "--time", "2.5"])
    assert options.size == (800, 600) and options.time == 2.5
    for size in ("800", "800x", "10x10", "axb"):
        with pytest.raises(SystemExit) as stopped:
            script.arguments(["run", "--size", size])
        assert stopped.value.code == 2
        assert "--size" in capsys.readouterr().err


def test_the_nearest_output_time_is_shown(script):
    assert script.nearest([0.0, 0.5, 1.0], 0.6) == 0.5
    assert script.nearest([0.0, 0.5, 1.0], None) == 1.0
