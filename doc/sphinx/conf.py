# SPDX-License-Identifier: Apache-2.0
"""Settings of Sphinx for the pages that `make docs` builds; the sources are Markdown all over the tree.

Sphinx is started by doc/build_pages.sh with the top folder as source folder. Every warning is an error.
"""

import re
import sys
from pathlib import Path

top = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))

project = "Rhoflow"
author = "the authors of Rhoflow"
cmake = (top / "CMakeLists.txt").read_text()
release = re.search(r"project\(rhoflow VERSION (\d+\.\d+\.\d+)", cmake).group(1)

extensions = [
    "myst_parser",
    "sphinx.ext.mathjax",
    "math_notation",
    "page_tree",
    "source_links",
    "parameter_links",
    "local_mathjax",
]
root_doc = "doc/index"
include_patterns = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "doc/*.md", "problems/**.md"]
exclude_patterns = ["build*", "output", ".*", "src", "include", "tests", "cmake"]

myst_enable_extensions = ["html_image"]
myst_heading_anchors = 4
myst_update_mathjax = False

html_theme = "furo"
html_title = f"Rhoflow {release}"
html_copy_source = False
html_show_copyright = False
html_static_path = ["static"]
html_css_files = ["tables.css"]
# Nothing may be fetched from the network: MathJax lies beside the pages, see local_mathjax.py.
mathjax_path = "mathjax/MathJax.js?config=TeX-AMS_SVG"
mathjax2_config = {
    "messageStyle": "none",
    "tex2jax": {"ignoreClass": "document", "processClass": "math"},
    "SVG": {"scale": 92, "linebreaks": {"automatic": True}},
}
# Quotes in texts are those that one types in parameter files and commands.
smartquotes = False
# Blocks without a language are output or files.
highlight_language = "none"
