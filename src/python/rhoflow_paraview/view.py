# SPDX-License-Identifier: Apache-2.0
"""Parts of a picture: view, text, axes, camera, colours."""

from rhoflow_paraview.environment import INTERACTIVE, np, pv

INK = [0.1, 0.1, 0.1]
DESIGNED = (1280, 960)  # pixels for which the sizes of letters are
LETTER = 0.62  # mean width of a letter over its size, of bold ones a little less than the widest


def new_view(size):
    """A white view; in the window of ParaView the active one, in which all else is hidden."""
    if INTERACTIVE:
        view = pv.GetActiveViewOrCreate("RenderView")
        pv.HideAll(view)
    else:
        view = pv.CreateView("RenderView")
        view.ViewSize = list(size)
    view.UseColorPaletteForBackground = 0
    view.Background = [1, 1, 1]
    view.OrientationAxesVisibility = 0
    return view


def letters(view, size):
    """The size of letters for a picture of this many pixels; windows of ParaView are left as they are."""
    if INTERACTIVE:
        return size
    return max(5, round(size * min(view.ViewSize[k] / DESIGNED[k] for k in range(2))))


def fitting(view, text, size, left):
    """The size of letters with which a line from `left`, a share of the width, ends within the picture."""
    room = (1 - 2 * left) * view.ViewSize[0]
    return max(5, min(letters(view, size), int(room / (LETTER * max(len(text), 1)))))


def write_text(view, text, place, size=18, colour=INK, bold=0):
    """A line at `place`, in shares of the view from its lower left corner; returns the source of the text."""
    source = pv.Text(Text=text)
    display = pv.Show(source, view)
    display.WindowLocation, display.Position = "Any Location", list(place)
    display.FontSize, display.Color, display.Bold = letters(view, size), list(colour), bold
    return source


def rewrite_text(view, source, text, size, left):
    """Another text for the line `source`, in letters as large as `size` and the picture's width allow."""
    source.Text = text
    pv.GetDisplayProperties(source, view).FontSize = fitting(view, text, size, left)


def number(value):
    return f"{value:.4g}"


def name_axes(view, names, bounds, scale=(1, 1, 1), shift=(0, 0, 0)):
    """Axes with names and true labels around `bounds`, of which the data are scaled and shifted."""
    grid = view.AxesGrid
    grid.Visibility = 1
    grid.UseCustomBounds, grid.CustomBounds = 1, list(np.ravel(bounds))
    grid.DataScale, grid.DataPosition = list(scale), list(shift)
    grid.ShowGrid, grid.GridColor = 1, [0.8, 0.8, 0.8]
    grid.CullBackface, grid.CullFrontface = 0, 1
    for axis, name in zip("XYZ", names):
        setattr(grid, axis + "Title", name)
        for part, size in (("Title", 26), ("Label", 18)):
            setattr(grid, f"{axis}{part}Color", INK)
            setattr(grid, f"{axis}{part}FontSize", letters(view, size))
        setattr(grid, axis + "TitleItalic", 1)


def look_at(view, bounds, direction=(1.0, -1.7, 0.9), up=(0, 0, 1), room=1.04):
    """Puts the camera where it sees the box `bounds` from `direction`."""
    bounds = np.asarray(bounds, dtype=float)
    centre, radius = bounds.mean(axis=1), 0.5 * np.linalg.norm(bounds[:, 1] - bounds[:, 0])
    toward = np.asarray(direction, dtype=float)
    toward /= np.linalg.norm(toward)
    centre += 0.05 * radius * np.asarray(up)  # the heading is above the box
    view.CameraFocalPoint, view.CameraViewUp = list(centre), list(up)
    view.CameraViewAngle = 30
    view.CameraParallelProjection = int(bool(np.any(bounds[:, 0] == bounds[:, 1])))  # of flat pictures
    view.CameraParallelScale = room * radius
    view.CameraPosition = list(centre + toward * room * radius / np.sin(np.radians(15)))


def colour_by(display, view, where, field, limits, title, bar=True, preset="Cool to Warm"):
    """Colours by a field, with a bar; `limits` do not change with the time."""
    pv.ColorBy(display, (where, field), separate=True)
    table = pv.GetColorTransferFunction(field, display, separate=True)
    table.ApplyPreset(preset, True)
    table.RescaleTransferFunction(*limits)
    table.AutomaticRescaleRangeMode = "Never"
    display.SetScalarBarVisibility(view, bar)
    if bar:
        scale = pv.GetScalarBar(table, view)
        scale.Title, scale.ComponentTitle = title, ""
        scale.TitleColor = scale.LabelColor = INK
        scale.TitleFontSize, scale.LabelFontSize = letters(view, 20), letters(view, 16)
        scale.AutomaticLabelFormat, scale.LabelFormat, scale.RangeLabelFormat = 0, "%-#6.2g", "%-#6.2g"
        scale.WindowLocation, scale.Position, scale.ScalarBarLength = "Any Location", [0.91, 0.3], 0.4
        scale.HorizontalTitle = 1
    return table


def paint(display, colour, opacity=1.0):
    """One colour instead of those of a field."""
    display.ColorArrayName = ["POINTS", ""]
    display.AmbientColor = display.DiffuseColor = list(colour)
    display.Opacity = opacity


def symmetric(values):
    most = float(np.abs(values).max()) or 1.0
    return -most, most


def colours_of(labels):
    """Limits and colours for labels: around 0 where they have both signs, as classes do."""
    if labels.min() < 0 < labels.max():
        return {"limits": symmetric(labels), "preset": "Cool to Warm"}
    low, high = float(labels.min()), float(labels.max())
    return {"limits": (low, high if high > low else low + 1), "preset": "Viridis (matplotlib)"}
