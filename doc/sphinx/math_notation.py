# SPDX-License-Identifier: Apache-2.0
"""Reads formulas as GitHub and GitLab do: $`...`$ within a line and ```math blocks.

MyST knows both by other names. The number of lines stays, so that warnings name the right one.
"""

import re

fence = re.compile(r"^\s*(`{3,}|~{3,})(.*)$")
inline = re.compile(r"\$`([^`]+)`\$")


def translate(text):
    """The Markdown `text` with its formulas as roles and directives of MyST."""
    lines = []
    opened = None  # the fence of the block that we are in
    for line in text.split("\n"):
        mark = fence.match(line)
        if opened is None:
            if mark:
                opened = mark.group(1)
                line = re.sub(r"```math\s*$", "```{math}", line)
            else:
                line = inline.sub(r"{math}`\1`", line)
        elif mark and mark.group(1).startswith(opened) and not mark.group(2).strip():
            opened = None
        lines.append(line)
    return "\n".join(lines)


def read_source(app, docname, source):
    source[0] = translate(source[0])


def setup(app):
    app.connect("source-read", read_source)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
