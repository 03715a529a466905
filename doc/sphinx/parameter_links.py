# SPDX-License-Identifier: Apache-2.0
"""Links every `Section/Key` of any page to where doc/parameters.md explains it.

A key that the program does not have is a warning, so that no page speaks of a parameter of the past.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.util import logging

reference_page = "doc/parameters"
logger = logging.getLogger(__name__)
# As in text, on the command line (--set 'Section/Key=value'), or with a value.
mention = re.compile(r"^(?:--set )?'?(([A-Z][a-z]+)/([A-Z][^='.]*[^='. ]))(?: ?=.*)?'?$", re.DOTALL)


def read_names(app):
    """The names of all parameters, from the headings of their page."""
    text = (Path(app.srcdir) / (reference_page + ".md")).read_text()
    app.parameter_names = re.findall(r"^### (\S+/.+)$", text, re.MULTILINE)
    app.parameter_sections = {name.split("/")[0] for name in app.parameter_names}


def link_parameters(app, doctree, docname):
    for literal in list(doctree.findall(nodes.literal)):
        match = mention.match(literal.astext().replace("\n", " "))
        inside_link = isinstance(literal.parent, (nodes.reference, nodes.title))
        if not match or inside_link or match.group(2) not in app.parameter_sections:
            continue
        name = match.group(1)
        if name not in app.parameter_names:
            logger.warning("there is no parameter %s", name, location=literal)
            continue
        page = app.builder.get_relative_uri(docname, reference_page)
        where = f"{page}#{nodes.make_id(name)}"
        link = nodes.reference("", "", literal.deepcopy(), refuri=where, internal=True)
        literal.replace_self(link)


def setup(app):
    app.connect("builder-inited", read_names)
    app.connect("doctree-resolved", link_parameters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
