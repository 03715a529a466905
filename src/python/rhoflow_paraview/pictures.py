# SPDX-License-Identifier: Apache-2.0
"""What there is to show of a run, and how a picture is shown, saved and animated."""

import os

from rhoflow_paraview.environment import pv
from rhoflow_paraview.scenes import DecisionScene, DensityScene, ParticleScene, TrajectoryScene, VolumeScene
from rhoflow_paraview.series import Run, RunError


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
