# SPDX-License-Identifier: Apache-2.0
"""Pictures in one view that can go to any time of their series."""

from rhoflow_paraview.environment import np, pv, vtk_to_numpy
from rhoflow_paraview.series import enclosing_levels
from rhoflow_paraview.view import INK, colour_by, colours_of, look_at, name_axes, new_view, number, paint, symmetric
from rhoflow_paraview.view import rewrite_text, write_text

SHARES = (0.99, 0.9, 0.5)
"""Surfaces enclose these shares of the mass, drawn from the outermost on."""
SURFACES = (((0.45, 0.68, 0.88), 0.14), ((0.17, 0.42, 0.72), 0.30), ((0.86, 0.33, 0.10), 1.0))
"""Colour and opacity of each of them."""
CROP = 0.999
"""Axes reach as far as the surface that encloses this share of the mass."""
MEANING = {
    "head": "head", "head_inner": "head, inner weights",
    "encoder_first": "encoder, first depth node", "encoder_middle": "encoder, middle depth node",
    "encoder_last": "encoder, last depth node", "inner_first": "encoder, inner weights, first depth node",
    "inner_middle": "encoder, inner weights, middle depth node",
    "inner_last": "encoder, inner weights, last depth node",
    "marginals": "encoder, inner weights over the depth s", "pairs": "encoder over the depth s",
}


class Scene:
    """A picture in one view that can go to any time of its series."""

    left, heading_size = 0.02, 22  # of the heading: a share of the width, and points

    def __init__(self, run, series, size, title):
        self.run, self.series, self.title = run, series, title
        self.view = new_view(size)
        self.heading = write_text(self.view, " ", (self.left, 0.93), self.heading_size, bold=1)

    def go_to(self, time):
        """Shows training time `time`, one of the series."""
        pv.GetTimeKeeper().Time = time
        self.view.ViewTime = time
        heading = f"{self.run.name}: {self.title}, t = {number(time)}"
        rewrite_text(self.view, self.heading, heading, self.heading_size, self.left)

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
