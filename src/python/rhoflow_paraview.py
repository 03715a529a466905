# SPDX-License-Identifier: Apache-2.0
"""Pictures of a run of Rhoflow in ParaView.

Runs under pvpython (``rhoflow-paraview RUN --output DIR`` writes PNG files), as a macro of ParaView and
in its Python shell::

    import sys; sys.path.append("src/python")
    import rhoflow_paraview as rp
    rp.show("output/sine_regression", "head")

Nothing but ParaView (5.11 or newer) with its NumPy is needed, so that this one file can be copied to any
machine that has it. All quantities are dimensionless.
"""

import argparse
import difflib
import glob
import os
import sys

try:
    import numpy as np
    from paraview import servermanager
    from paraview import simple as pv
    from vtkmodules.util.numpy_support import vtk_to_numpy
except ImportError:
    if not {"--help", "-h"} & set(sys.argv[1:]):  # what the command can do any Python tells
        raise
    pv = None

SHARES = (0.99, 0.9, 0.5)
"""Surfaces enclose these shares of the mass, drawn from the outermost on."""
SURFACES = (((0.45, 0.68, 0.88), 0.14), ((0.17, 0.42, 0.72), 0.30), ((0.86, 0.33, 0.10), 1.0))
"""Colour and opacity of each of them."""
CROP = 0.999
"""Axes reach as far as the surface that encloses this share of the mass."""
INK = [0.1, 0.1, 0.1]
MEANING = {
    "head": "head", "head_inner": "head, inner weights",
    "encoder_first": "encoder, first depth node", "encoder_middle": "encoder, middle depth node",
    "encoder_last": "encoder, last depth node", "inner_first": "encoder, inner weights, first depth node",
    "inner_middle": "encoder, inner weights, middle depth node",
    "inner_last": "encoder, inner weights, last depth node",
    "marginals": "encoder, inner weights over the depth s", "pairs": "encoder over the depth s",
}


INTERACTIVE = not sys.argv[0].endswith(".py")
"""In the window of ParaView there is no script on a command line."""
if pv is not None:
    pv._DisableFirstRenderCameraReset()


class RunError(Exception):
    """What is wrong with a folder, and the remedy."""


# ---- numbers ---------------------------------------------------------------------------------------


def enclosing_levels(values, shares):
    """Thresholds above which a density holds given shares of its mass.

    Parameters
    ----------
    values : array of any shape
        Box means of a density on boxes of one size; slightly negative ones are allowed.
    shares : sequence of float
        Between 0 and 1.

    Returns
    -------
    list of float
        Positive thresholds ``c``: the boxes with values of at least ``c`` hold the share of the mass.
    """
    falling = np.sort(values[values > 0])[::-1].astype(float)
    if not falling.size:
        raise RunError("a density has no positive values; its run has failed")
    mass = np.cumsum(falling)
    places = np.searchsorted(mass, np.asarray(shares) * np.sum(values, dtype=float))
    return [float(falling[min(place, falling.size - 1)]) for place in places]


class Image:
    """The grid of one `.vti` file: values and axes."""

    def __init__(self, data, file):
        fields = data.GetFieldData()
        names, ranges = fields.GetAbstractArray("AxisNames"), fields.GetArray("AxisRanges")
        if names is None or ranges is None:
            raise RunError(f"'{file}' has no AxisNames and AxisRanges: it is of an older version, run it again")
        self.names = [names.GetValue(k) for k in range(3)]
        self.ranges = vtk_to_numpy(ranges).reshape(3, 2)
        self.shape = data.GetDimensions()[::-1]
        self.origin, self.spacing = np.array(data.GetOrigin()), np.array(data.GetSpacing())
        self.arrays = data.GetPointData()

    def values(self, field):
        """The scalar field `field`, indexed [z, y, x]."""
        return vtk_to_numpy(self.arrays.GetArray(field)).reshape(self.shape)

    def stretch(self):
        """Scale and shift of every axis: place in the file = scale * true coordinate + shift."""
        ends = np.array([self.origin - self.spacing / 2,
                         self.origin + self.spacing * (np.array(self.shape[::-1]) - 0.5)]).T
        scale = (ends[:, 1] - ends[:, 0]) / (self.ranges[:, 1] - self.ranges[:, 0])
        return scale, ends[:, 0] - scale * self.ranges[:, 0]

    def bounds_above(self, field, level):
        """The box [[x_low, x_high], ...] around all points with values of at least `level`."""
        inside = self.values(field) >= level
        box = []
        for k in range(3):
            where = np.flatnonzero(inside.any(axis=tuple(a for a in range(3) if a != 2 - k)))
            box.append(self.origin[k] + self.spacing[k] * np.array([where[0] - 1, where[-1] + 1]))
        return np.array(box)


class Run:
    """A folder of results: the time series of `density/`."""

    def __init__(self, folder):
        self.folder = os.path.abspath(folder)
        self.series = {os.path.basename(file)[:-4]: file
                       for file in glob.glob(os.path.join(self.folder, "density", "*.pvd"))}
        if not self.series:
            raise RunError(f"'{folder}' has no files density/*.pvd: name the folder of a run with Output/Fields = true")
        self._readers = {}

    @property
    def name(self):
        return os.path.basename(self.folder)

    def reader(self, series):
        """ParaView's reader of a series; one for all its pictures."""
        if series not in self.series:
            raise RunError(f"'{self.folder}' has no series '{series}'; it has {', '.join(sorted(self.series))}")
        if series not in self._readers:
            self._readers[series] = pv.PVDReader(FileName=self.series[series], registrationName=f"{self.name} {series}")
        return self._readers[series]

    def times(self, series):
        return list(self.reader(series).TimestepValues)

    def fetch(self, series, time):
        reader = self.reader(series)
        reader.UpdatePipeline(time)
        return servermanager.Fetch(reader)

    def image(self, series, time):
        return Image(self.fetch(series, time), self.series[series])


# ---- parts of a picture ----------------------------------------------------------------------------


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


def write_text(view, text, place, size=18, colour=INK, bold=0):
    """A line at `place`, in shares of the view from its lower left corner; returns the source of the text."""
    source = pv.Text(Text=text)
    display = pv.Show(source, view)
    display.WindowLocation, display.Position = "Any Location", list(place)
    display.FontSize, display.Color, display.Bold = size, list(colour), bold
    return source


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
            setattr(grid, f"{axis}{part}FontSize", size)
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
        scale.TitleFontSize, scale.LabelFontSize = 20, 16
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


# ---- pictures --------------------------------------------------------------------------------------


class Scene:
    """A picture in one view that can go to any time of its series."""

    def __init__(self, run, series, size, title):
        self.run, self.series, self.title = run, series, title
        self.view = new_view(size)
        self.heading = write_text(self.view, " ", (0.02, 0.93), 22, bold=1)

    def go_to(self, time):
        """Shows training time `time`, one of the series."""
        pv.GetTimeKeeper().Time = time
        self.view.ViewTime = time
        self.heading.Text = f"{self.run.name}: {self.title}, t = {number(time)}"

    def frame(self, times):
        """Chooses axes and camera so that all `times` are seen alike."""


class DensityScene(Scene):
    """Surfaces that enclose 50, 90 and 99 % of the mass of a density on three axes."""

    def __init__(self, run, series, size, field="density"):
        super().__init__(run, series, size, MEANING.get(series, series) +
                         ("" if field == "density" else ", " + " and ".join(field.split("_"))))
        self.field = field
        self.contours = []
        for (colour, opacity), share in zip(SURFACES, SHARES):
            contour = pv.Contour(Input=run.reader(series), ContourBy=["POINTS", field], Isosurfaces=[1.0],
                                 ComputeScalars=0, registrationName=f"{series} {share:.0%}")
            display = pv.Show(contour, self.view)
            paint(display, colour, opacity)
            display.Ambient, display.Specular, display.Interpolation = 0.2, 0.2, "Gouraud"
            self.contours.append(contour)
        write_text(self.view, "mass enclosed by the surfaces", (0.02, 0.09), 15)
        for k, ((colour, _), share) in enumerate(zip(SURFACES[::-1], SHARES[::-1])):
            write_text(self.view, f"{share * 100:.0f} %", (0.02 + 0.075 * k, 0.04), 20, colour, bold=1)

    def go_to(self, time):
        values = self.run.image(self.series, time).values(self.field)
        for contour, level in zip(self.contours, enclosing_levels(values, SHARES)):
            contour.Isosurfaces = [level]
        super().go_to(time)

    def frame(self, times):
        boxes = []
        for time in times:
            image = self.run.image(self.series, time)
            level = enclosing_levels(image.values(self.field), [CROP])[0]
            boxes.append(image.bounds_above(self.field, level))
        box = np.stack([np.min(boxes, axis=0)[:, 0], np.max(boxes, axis=0)[:, 1]], axis=1)
        names, (scale, shift) = list(image.names), image.stretch()
        if names[2] == "s":  # the whole depth, as high as the other axes are wide
            box[2] = shift[2] + scale[2] * image.ranges[2]
            lengths = box[:, 1] - box[:, 0]
            shrink = max(lengths[:2]) / lengths[2]
            for contour in self.contours:
                pv.GetDisplayProperties(contour, self.view).Scale = [1, 1, shrink]
            for along_depth in (box, scale, shift):
                along_depth[2] *= shrink
            if names[0] == "first":
                names[:2] = self.field.split("_")
        name_axes(self.view, names, box, scale, shift)
        look_at(self.view, box)


class VolumeScene(DensityScene):
    """The density as a cloud; what holds the last percent of the mass, or is negative, is clear."""

    def __init__(self, run, series, size):
        Scene.__init__(self, run, series, size, MEANING.get(series, series))
        self.field = "density"
        self.display = pv.Show(run.reader(series), self.view)
        self.display.SetRepresentationType("Volume")

    def go_to(self, time):
        values = self.run.image(self.series, time).values("density")
        level = enclosing_levels(values, SHARES)
        top = max(float(values.max()), 1.001 * level[2])
        table = colour_by(self.display, self.view, "POINTS", "density", (level[0], top), "density",
                          preset="Inferno (matplotlib)")
        opacity = pv.GetOpacityTransferFunction("density", self.display, separate=True)
        points = zip((*level, top), (0.0, 0.08, 0.35, 0.9))
        opacity.Points = [entry for value, share in points for entry in (value, share, 0.5, 0.0)]
        self.display.ColorArrayName, self.display.LookupTable = ["POINTS", "density"], table
        self.display.ScalarOpacityFunction = opacity
        Scene.go_to(self, time)


class ParticleScene(DensityScene):
    """The neurons of a finite network over the density, or alone."""

    def __init__(self, run, part, size, particles):
        series = "particles_" + part
        names = ("head", "head_inner") if part == "head" else ("encoder_last", "inner_last")
        density = [name for name in names if name in run.series]
        self.over = bool(density)
        if self.over:
            super().__init__(run, density[0], size)
            self.title += f", and neurons of {particles.name}"
        else:
            Scene.__init__(self, particles, series, size, f"neurons of the {part}")
        cloud = particles.reader(series)
        if part == "encoder":  # of the last layer, as the density is
            layers = particles.fetch(series, particles.times(series)[0]).GetPointData().GetArray("layer").GetRange()
            cloud = pv.Threshold(Input=cloud, Scalars=["POINTS", "layer"], LowerThreshold=layers[1],
                                 UpperThreshold=layers[1])
            if not self.over:
                self.title += ", last layer"
        self.cloud, display = cloud, pv.Show(cloud, self.view)
        display.SetRepresentationType("Points")
        paint(display, INK)
        display.PointSize, display.RenderPointsAsSpheres = 5, 1
        if self.over:
            for contour in self.contours:
                pv.GetDisplayProperties(contour, self.view).Opacity *= 0.5

    def go_to(self, time):
        (super() if self.over else super(DensityScene, self)).go_to(time)

    def frame(self, times):
        if self.over:
            super().frame(times)
            return
        self.cloud.UpdatePipeline(times[-1])
        box = np.array(self.cloud.GetDataInformation().GetBounds()).reshape(3, 2)
        head, two = "head" in self.series, "u_1" in self.cloud.PointData.keys() or "u1" in self.cloud.PointData.keys()
        name_axes(self.view, ["w1", "w2", "b"] if two else ["a" if head else "u", "w", "b"], box)
        look_at(self.view, box)


class TrajectoryScene(Scene):
    """Z(s; x_i) of every sample over the depth, coloured by its label."""

    def __init__(self, run, size):
        super().__init__(run, "trajectories", size, "trajectories by label")
        data = run.fetch("trajectories", run.times("trajectories")[0])
        self.labels = vtk_to_numpy(data.GetCellData().GetArray("label"))
        self.tubes = pv.Tube(Input=run.reader("trajectories"), registrationName="trajectories as tubes", Capping=1,
                            VaryRadius="Off")
        self.display = pv.Show(self.tubes, self.view)
        self.display.Ambient = 0.3
        colour_by(self.display, self.view, "CELLS", "label", title="label y", **colours_of(self.labels))

    def frame(self, times):
        boxes = np.array([np.array(self.run.fetch("trajectories", time).GetBounds()).reshape(3, 2) for time in times])
        box = np.stack([boxes[..., 0].min(axis=0), boxes[..., 1].max(axis=0)], axis=1)
        flat = box[2, 1] - box[2, 0] == 0  # one input
        width = max(box[1, 1] - box[1, 0], box[2, 1] - box[2, 0])
        stretch = 1.5 * width  # the depth is [0, 1]
        stretched = pv.Transform(Input=self.run.reader("trajectories"),
                                 registrationName="trajectories, depth stretched")
        stretched.Transform.Scale = [stretch, 1, 1]
        self.tubes.Input, self.tubes.Radius = stretched, 0.004 * width
        margin = 0.04 * width
        box[0] *= stretch
        box[1:] += np.array([-margin, margin])
        if flat:
            box[2] = 0
        name_axes(self.view, ["s", "z"] if flat else ["s", "z1", "z2"], box, (stretch, 1, 1))
        if flat:
            look_at(self.view, box, (0, 0, 1), (0, 1, 0), 0.97)
        else:
            look_at(self.view, box, (0.7, -1.6, 0.8))


class DecisionScene(Scene):
    """The prediction f on the plane of two inputs, the line f = 0 and the data."""

    def __init__(self, run, size, raised):
        super().__init__(run, "decision", size, "prediction" + (" as a surface" if raised else ""))
        self.raised = raised
        times, reader = run.times("decision"), run.reader("decision")
        values = [run.image("decision", time).values("prediction") for time in times]
        self.limits = symmetric(values)
        image = run.image("decision", times[0])
        self.width = float(image.ranges[0, 1] - image.ranges[0, 0])
        self.height = 0.3 * self.width / self.limits[1] if raised else 0.0
        shown = pv.WarpByScalar(Input=reader, Scalars=["POINTS", "prediction"], ScaleFactor=self.height,
                                registrationName="prediction as a surface") if raised else reader
        display = pv.Show(shown, self.view)
        display.SetRepresentationType("Surface")
        colour_by(display, self.view, "POINTS", "prediction", self.limits, "f(x)")
        border = pv.Contour(Input=reader, ContourBy=["POINTS", "prediction"], Isosurfaces=[0.0],
                            registrationName="f = 0")
        display = pv.Show(pv.Tube(Input=border, Radius=0.003 * self.width), self.view)
        paint(display, INK)
        write_text(self.view, "dark line: f = 0; points: data by label", (0.02, 0.03), 15)
        self._show_data()

    def _show_data(self):
        """The samples are where their trajectories start; they stand on the surface of their label."""
        lines = self.run.reader("trajectories")
        first = pv.Slice(Input=lines, SliceType="Plane", registrationName="inputs")
        first.SliceType.Origin, first.SliceType.Normal = [1e-9, 0, 0], [1, 0, 0]
        as_points = pv.CellDatatoPointData(Input=first)
        labels = vtk_to_numpy(self.run.fetch("trajectories", self.run.times("trajectories")[0])
                              .GetCellData().GetArray("label"))
        for part, size, lift in (("rims", 0.030, 0.001), ("data", 0.023, 0.02)):
            height = f"{self.height!r}*label" if self.raised else repr(lift * self.width)
            points = pv.Calculator(Input=as_points, CoordinateResults=1, ResultArrayName="place",
                                   Function=f"coordsY*iHat+coordsZ*jHat+({height})*kHat")
            balls = pv.Glyph(Input=points, GlyphType="Sphere", ScaleArray=["POINTS", "No scale array"],
                             ScaleFactor=size * self.width, GlyphMode="All Points", registrationName=part)
            balls.GlyphType.ThetaResolution = balls.GlyphType.PhiResolution = 24
            if part == "data":
                display = pv.Show(balls, self.view)
                display.Ambient = 0.3
                colour_by(display, self.view, "POINTS", "label", title="label y", bar=False, **colours_of(labels))
            elif not self.raised:
                paint(pv.Show(balls, self.view), INK)

    def frame(self, times):
        image = self.run.image("decision", times[-1])
        box = np.array([image.ranges[0], image.ranges[1], [0.0, 0.0]])
        if self.raised:
            box[2] = self.height * np.array(self.limits)
            name_axes(self.view, ["x0", "x1", "f"], box, (1, 1, self.height))
            look_at(self.view, box, (0.9, -1.5, 1.1))
        else:
            name_axes(self.view, ["x0", "x1"], box)
            look_at(self.view, box, (0, 0, 1), (0, 1, 0), 0.92)


# ---- what there is to show -------------------------------------------------------------------------


def kinds_of(run, particles):
    """The pictures that can be made of a run: names, and what makes the scene for a size."""
    kinds = {}
    for series in ("head", "encoder_first", "encoder_middle", "encoder_last", "head_inner", "inner_first",
                   "inner_middle", "inner_last", "marginals"):
        if series in run.series:
            kinds[series] = lambda size, series=series: DensityScene(run, series, size)
    for series in ("head", "head_inner"):
        if series in run.series:
            kinds["volume"] = lambda size, series=series: VolumeScene(run, series, size)
    if "pairs" in run.series:
        kinds["pairs"] = lambda size: DensityScene(run, "pairs", size, "u1_w1")
    if "trajectories" in run.series:
        kinds["trajectories"] = lambda size: TrajectoryScene(run, size)
    if "decision" in run.series:
        kinds["decision"] = lambda size: DecisionScene(run, size, False)
        kinds["decision_surface"] = lambda size: DecisionScene(run, size, True)
    for part in ("head", "encoder"):
        if "particles_" + part in particles.series:
            kinds["particles_" + part] = lambda size, part=part: ParticleScene(run, part, size, particles)
    return kinds


def nearest(times, time):
    """The entry of `times` closest to `time`; None: the last one."""
    return times[-1] if time is None else min(times, key=lambda t: abs(t - time))


def show(folder, what="head", time=None, particles=None, size=(1280, 960)):
    """Shows one picture: in the window of ParaView in the active view, otherwise in a new one.

    Parameters
    ----------
    folder : str
        Of a run.
    what : str
        A name that `rhoflow-paraview RUN --list` prints.
    time : float, optional
        Training time; the nearest output is shown, without it the last.
    particles : str, optional
        Folder of a run of finite networks whose neurons are laid over the densities.
    size : pair of int
        Of the view, in pixels.

    Returns
    -------
    Scene
        With `view`, `go_to(time)` and, for all times together, `frame(times)`.
    """
    run = Run(folder)
    kinds = kinds_of(run, Run(particles) if particles else run)
    if what not in kinds:
        raise RunError(f"'{folder}' has nothing called '{what}'; it has {', '.join(kinds)}")
    return prepare(kinds[what](size), time)


def prepare(scene, time, all_times=False):
    times = scene.run.times(scene.series)
    at = nearest(times, time)
    scene.go_to(at)
    scene.frame(times if all_times else [at])
    pv.Render(scene.view)
    return scene


def save(scene, path):
    pv.SaveScreenshot(path, scene.view, ImageResolution=list(scene.view.ViewSize), OverrideColorPalette="")
    print(path, flush=True)


def animate(scene, folder):
    """Writes a picture of every output time and, with Pillow, a GIF of them."""
    os.makedirs(folder, exist_ok=True)
    times, files = scene.run.times(scene.series), []
    for k, time in enumerate(times):
        scene.go_to(time)
        files.append(os.path.join(folder, f"{k:04d}.png"))
        pv.SaveScreenshot(files[-1], scene.view, ImageResolution=list(scene.view.ViewSize), OverrideColorPalette="")
    try:
        from PIL import Image as Picture
    except ImportError:
        print(f"{folder}/*.png ({len(files)} pictures; with Pillow, Debian's python3-pil, also a GIF)")
        return
    pictures = [Picture.open(file).convert("P", palette=Picture.Palette.ADAPTIVE) for file in files]
    pictures[0].save(folder + ".gif", save_all=True, append_images=pictures[1:] + [pictures[-1]] * 4,
                     duration=400, loop=0)
    print(f"{folder}.gif", flush=True)


# ---- command line ----------------------------------------------------------------------------------


def arguments(argv):
    parser = argparse.ArgumentParser(prog="rhoflow-paraview", description="Pictures of a run of Rhoflow by ParaView.")
    parser.add_argument("run", metavar="RUN", help="folder of a run, density or finite network")
    parser.add_argument("--output", metavar="DIR", help="where PNG files go (default: RUN/paraview)")
    parser.add_argument("--time", type=float, metavar="T", help="training time, the nearest output (default: the last)")
    parser.add_argument("--show", metavar="NAME,...", help="what to show (default: all but volume; see --list)")
    parser.add_argument("--particles", metavar="RUN", help="run of a finite network to lay over the densities")
    parser.add_argument("--size", default="1280x960", metavar="WxH", help="pixels (default: %(default)s)")
    parser.add_argument("--animate", action="store_true", help="also a picture of every output time, and a GIF")
    parser.add_argument("--list", action="store_true", help="print what there is to show, and end")
    options, rest = parser.parse_known_args(argv)
    if rest:
        names = [name for action in parser._actions for name in action.option_strings if name.startswith("--")]
        near = difflib.get_close_matches(rest[0].split("=")[0], names, 1) if rest[0].startswith("-") else []
        parser.error(f"'{rest[0]}': there is no such option" + (f"; did you mean {near[0]}?" if near else ""))
    try:
        options.size = tuple(int(side) for side in options.size.split("x"))
        if len(options.size) != 2 or min(options.size) < 100:
            raise ValueError
    except ValueError:
        parser.error(f"--size {options.size}: give width and height in pixels, at least 100, as 1280x960")
    return options


def draw(options):
    run = Run(options.run)
    kinds = kinds_of(run, Run(options.particles) if options.particles else run)
    if options.list:
        print("\n".join(kinds))
        return
    names = options.show.split(",") if options.show else [name for name in kinds if name != "volume"]
    for name in names:
        if name not in kinds:
            raise RunError(f"'{options.run}' has nothing called '{name}'; it has {', '.join(kinds)}")
    output = options.output or os.path.join(options.run, "paraview")
    try:
        os.makedirs(output, exist_ok=True)
    except OSError as error:
        raise RunError(f"cannot make the folder '{output}': {error.strerror}") from None
    for name in names:
        scene = prepare(kinds[name](options.size), options.time)
        save(scene, os.path.join(output, name + ".png"))
        if options.animate:
            prepare(scene, None, all_times=True)
            animate(scene, os.path.join(output, name + "_animation"))
        pv.Delete(scene.view)


def show_selected():
    """Shows the series whose file is selected in ParaView's pipeline, in the active view."""
    file = getattr(pv.GetActiveSource(), "FileName", None)
    file = file[0] if isinstance(file, (list, tuple)) and file else file
    if not isinstance(file, str) or os.path.basename(os.path.dirname(file)) != "density":
        raise RunError("open a file density/*.pvd of a run and select it, or call rhoflow_paraview.show(FOLDER, NAME)")
    return show(os.path.dirname(os.path.dirname(file)), os.path.basename(file)[:-4],
                pv.GetTimeKeeper().Time)


def main():
    try:
        if INTERACTIVE:
            show_selected()
            return 0
        draw(arguments(sys.argv[1:]))
    except RunError as error:
        print(f"rhoflow-paraview: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ in ("__main__", "__vtkconsole__"):
    status = main()
    if not INTERACTIVE:
        sys.exit(status)
