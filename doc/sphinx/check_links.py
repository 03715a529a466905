# SPDX-License-Identifier: Apache-2.0
"""Checks the pages in a folder: links within them lead somewhere, and nothing is loaded from a network.

Usage: check_links.py FOLDER

Of the pages that Doxygen wrote (api/) the first one counts; links from other pages into all of them do, too.
"""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The anchors of a page, where it links to, and what a browser loads to show it."""

    def __init__(self, path):
        super().__init__()
        self.anchors, self.links, self.loads = set(), set(), set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.anchors.update(values[key] for key in ("id", "name") if values.get(key))
        if tag == "a" and values.get("href"):
            self.links.add(values["href"])
        elif tag == "link" and values.get("href") and values.get("rel") in ("stylesheet", "icon"):
            self.loads.add(values["href"])
        elif values.get("src"):
            self.loads.add(values["src"])


def problems(folder):
    """One line for every broken link and everything that would be loaded from elsewhere."""
    api = folder / "api"
    pages = {
        path: Page(path)
        for path in sorted(folder.rglob("*.html"))
        if api not in path.parents or path == api / "index.html"
    }
    for path, page in pages.items():
        for address in sorted(page.links | page.loads):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                if address in page.loads and parts.scheme not in ("data", "javascript"):
                    yield f"{path}: loads {address} from a network"
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                yield f"{path}: links to {address}, which does not exist"
            elif parts.fragment and target.suffix == ".html":
                known = pages[target] if target in pages else Page(target)
                if unquote(parts.fragment) not in known.anchors:
                    yield f"{path}: links to {address}, a page without this anchor"


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check_links.py FOLDER")
    found = list(problems(Path(sys.argv[1]).resolve()))
    sys.exit("\n".join(found) if found else 0)


if __name__ == "__main__":
    main()
