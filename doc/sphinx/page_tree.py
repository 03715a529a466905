# SPDX-License-Identifier: Apache-2.0
"""Makes the navigation of what the index pages link to, so that they are plain Markdown.

The pages that a section of doc/index.md links to are the group of that name in the navigation, and
those of its folder that problems/README.md links to are below it. A page that is in neither is a warning of Sphinx.
"""

import os
import posixpath
import re
from pathlib import Path

index_pages = ("doc/index", "problems/README")
link = re.compile(r"\]\(([^)#:]+)\)")


def page_of(app, docname, target):
    """The page to which the relative link `target` leads; None if there is none."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(docname), target))
    if (Path(app.srcdir) / path).is_dir():
        path = posixpath.join(path, "README.md")
    name, suffix = os.path.splitext(path)
    return name if suffix == ".md" and name in app.env.found_docs else None


def toctree(caption, pages):
    entries = "".join(f"/{page}\n" for page in pages)
    title = f":caption: {caption}\n" if caption else ""
    return f"\n```{{toctree}}\n:hidden:\n{title}\n{entries}```\n"


def read_source(app, docname, source):
    if docname not in index_pages:
        return
    groups = {}
    placed = {docname}
    caption = ""
    is_root = docname == app.config.root_doc
    for line in source[0].split("\n"):
        if is_root and line.startswith("## "):
            caption = line[3:]
        for target in link.findall(line):
            page = page_of(app, docname, target)
            inside = page and (is_root or page.startswith(posixpath.dirname(docname) + "/"))
            if inside and page not in placed:
                placed.add(page)
                groups.setdefault(caption, []).append(page)
    source[0] += "".join(toctree(caption, pages) for caption, pages in groups.items())


def setup(app):
    app.connect("source-read", read_source)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
