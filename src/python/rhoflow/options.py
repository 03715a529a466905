# SPDX-License-Identifier: Apache-2.0
"""Command lines of the programs in Python."""

import argparse
import difflib


class OptionParser(argparse.ArgumentParser):
    """Answers a misspelt option with the nearest one that there is."""

    def parse_args(self, args=None, namespace=None):
        options, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error(self._unknown(rest))
        return options

    def _unknown(self, words):
        known = [name for action in self._actions for name in action.option_strings
                 if name.startswith("--")]
        for word in words:
            if word.startswith("-"):
                name = word.split("=")[0]
                near = difflib.get_close_matches(name, known, 1)
                return f"'{name}': there is no such option" + (f"; did you mean {near[0]}?" if near else "")
        return f"unexpected: {' '.join(words)}"

    def error(self, message):
        """Ends the process with status 2 and one line, without the usage before it."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")
