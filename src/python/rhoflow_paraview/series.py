# SPDX-License-Identifier: Apache-2.0
"""The results of a run as ParaView reads them: time series, grids, levels of a density."""

import glob
import os

from rhoflow_paraview.environment import np, pv, servermanager, vtk_to_numpy


class RunError(Exception):
    """What is wrong with a folder, and the remedy."""


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
