# SPDX-License-Identifier: Apache-2.0
"""The command rhoflow-paraview and what `make packages` says, with scripts in the place of programs."""

import os
import subprocess
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("RHOFLOW_BUILD", SOURCE / "build"))


def write_script(path, text):
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)
    return path


def run(command, **environment):
    path = environment.pop("PATH", "/usr/bin:/bin")
    return subprocess.run(command, env={"PATH": str(path), **environment}, capture_output=True, text=True, check=False)


@pytest.fixture(name="launcher")
def fixture_launcher():
    path = BUILD / "rhoflow-paraview"
    assert path.exists(), f"{path} is missing; RHOFLOW_BUILD names another build folder"
    return str(path)


def test_a_missing_pvpython_is_named_with_the_remedy(launcher):
    result = run([launcher, "run"], PVPYTHON="/nowhere/pvpython")
    assert result.returncode == 2
    assert "/nowhere/pvpython" in result.stderr and "PVPYTHON" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_pvpython_gets_the_script_and_all_arguments(launcher, tmp_path):
    pvpython = write_script(tmp_path / "pvpython", 'printf "%s\\n" "$@"; exit 3\n')
    result = run([launcher, "a run", "--time", "2"], PVPYTHON=str(pvpython), DISPLAY=":1")
    assert result.returncode == 3
    script, *rest = result.stdout.splitlines()
    assert Path(script).resolve() == BUILD.resolve() / "rhoflow_paraview.py"
    assert rest == ["a run", "--time", "2"]


def test_without_a_display_one_is_started(launcher, tmp_path):
    pvpython = write_script(tmp_path / "pvpython", "exit 0\n")
    write_script(tmp_path / "xvfb-run", 'echo "server: $*"\n')
    result = run([launcher, "run"], PVPYTHON=str(pvpython), PATH=f"{tmp_path}:/usr/bin:/bin")
    assert result.returncode == 0
    assert result.stdout.startswith("server: -a") and "-noreset" in result.stdout
    assert result.stdout.rstrip().endswith("rhoflow_paraview.py run")


def test_packages_names_the_conflict_with_paraview(tmp_path):
    # libvtk9-dev alone is missing, python3-paraview is there.
    write_script(tmp_path / "dpkg-query",
                 'for package; do :; done\n[ "$package" = libvtk9-dev ] && exit 1\nprintf installed\n')
    write_script(tmp_path / "apt-get", "echo apt-get was called; exit 1\n")
    result = run(["sh", str(SOURCE / "cmake" / "install-packages.sh"), "build"], PATH=f"{tmp_path}:/usr/bin:/bin")
    assert result.returncode == 1
    assert "libvtk9-dev" in result.stderr and "python3-paraview" in result.stderr
    assert "apt-get was called" not in result.stdout
    assert len(result.stderr.splitlines()) == 1
