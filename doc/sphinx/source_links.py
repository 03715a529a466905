# SPDX-License-Identifier: Apache-2.0
"""Leads links to folders, which a forge resolves, to pages: a folder to its README, include/ to the API.

The pages of the API are Doxygen's, in the folder api/ beside those of Sphinx.
"""

import posixpath
from pathlib import Path

from docutils import nodes

from page_tree import page_of

api = "api/index.html"


def address(app, docname, target):
    """Where the link `target` of the page `docname` leads, relative to it; None: nowhere."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(docname), target))
    if path == "include":
        return posixpath.relpath(api, posixpath.dirname(docname) or ".")
    if not (Path(app.srcdir) / path).is_dir():
        return None
    page = page_of(app, docname, target)
    return page and app.builder.get_relative_uri(docname, page)


def resolve(app, env, node, content):
    where = address(app, node.get("refdoc", env.docname), node["reftarget"])
    return where and nodes.reference("", "", content, refuri=where, internal=True)


def write_entry(app, error):
    """The folder of the pages has an index.html that leads to the first page."""
    if error is None and app.builder.name == "html":
        first = app.builder.get_target_uri(app.config.root_doc)
        (Path(app.outdir) / "index.html").write_text(
            f'<!DOCTYPE html>\n<meta charset="utf-8"><title>{app.config.project}</title>\n'
            f'<meta http-equiv="refresh" content="0; url={first}"><a href="{first}">Pages</a>\n'
        )


def setup(app):
    app.connect("missing-reference", resolve)
    app.connect("build-finished", write_entry)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
