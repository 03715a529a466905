# SPDX-License-Identifier: Apache-2.0
"""Parameter files: subsections with lines `set Key = value`."""

import difflib
from collections.abc import Mapping

from .errors import InputError, NameNotFound
from .text_file import read_text


def _typed(text):
    """A bool, int, float, tuple of numbers or the text itself."""
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    parts = text.split(",")
    if len(parts) > 1:
        try:
            return tuple(float(part) for part in parts)
        except ValueError:
            pass
    return text


class Parameters(Mapping):
    """The parameters of a run: `parameters["Weights/Outer nodes"]` is 16.

    Values are bool, int, float, tuple of float, or str; `text(key)` is what the file says.
    """

    def __init__(self, texts, where="parameters"):
        self._texts, self._where = dict(texts), where

    @classmethod
    def read(cls, path):
        """Reads a file that a program has written. @raises InputError naming file and line"""
        texts, sections = {}, []
        for number, line in enumerate(read_text(path).splitlines(), 1):
            line = line.split("#")[0].strip()
            word, _, rest = line.partition(" ")
            if word == "subsection":
                sections.append(rest.strip())
            elif word == "end" and sections:
                sections.pop()
            elif word == "set":
                key, equals, value = rest.partition("=")
                if not equals:
                    raise InputError(f"{path}:{number}: 'set' without '='")
                texts["/".join([*sections, key.strip()])] = value.strip()
            elif line:
                raise InputError(f"{path}:{number}: '{line}' is no line of a parameter file")
        return cls(texts, str(path))

    @classmethod
    def parse(cls, text, where):
        """From lines `Section/Key = value`, as checkpoints hold them."""
        pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
        return cls({key.strip(): value.strip() for key, _, value in pairs}, where)

    def text(self, key):
        """The value as the file has it."""
        if key not in self._texts:
            near = difflib.get_close_matches(key, self._texts, 1, 0.4)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            raise NameNotFound(f"{self._where}: there is no parameter '{key}'{hint}")
        return self._texts[key]

    def numbers(self, key):
        """A list of numbers, also where there is one only."""
        try:
            return [float(part) for part in self.text(key).split(",")]
        except ValueError:
            raise InputError(f"{self._where}: {key} = {self.text(key)} should be numbers") from None

    def number(self, key):
        """A whole number. @raises InputError naming file, key and value"""
        value = self[key]
        if not isinstance(value, int) or isinstance(value, bool):
            raise InputError(f"{self._where}: {key} = {value} should be a whole number")
        return value

    def __getitem__(self, key):
        return _typed(self.text(key))

    def __contains__(self, key):
        return key in self._texts

    def __iter__(self):
        return iter(self._texts)

    def __len__(self):
        return len(self._texts)

    def __repr__(self):
        return f"<Parameters of {self._where}: {len(self)} values>"
