# SPDX-License-Identifier: Apache-2.0
"""Copies what the pages need of Debian's MathJax beside them: formulas need no network.

The output is SVG, whose letters are paths: browsers refuse fonts of local files in other folders.
"""

import shutil
from pathlib import Path

from sphinx.errors import ExtensionError

package = Path("/usr/share/javascript/mathjax")
parts = [
    "MathJax.js",
    "config/TeX-AMS_SVG.js",
    "extensions",
    "jax/element",
    "jax/input/TeX",
    "jax/output/SVG/config.js",
    "jax/output/SVG/jax.js",
    "jax/output/SVG/autoload",
    "jax/output/SVG/fonts/TeX",
]


def check(app):
    if not (package / "MathJax.js").exists():
        raise ExtensionError(f"{package}: there is no MathJax; install libjs-mathjax ('make packages')")


def copy(app, error):
    if error is not None or app.builder.name != "html":
        return
    target = Path(app.outdir) / "_static" / "mathjax"
    for part in parts:
        source = package / part
        (target / part).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target / part, dirs_exist_ok=True)
        else:
            shutil.copy(source, target / part)


def setup(app):
    app.connect("builder-inited", check)
    app.connect("build-finished", copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
