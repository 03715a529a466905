# SPDX-License-Identifier: Apache-2.0
"""Reading files of text."""

from pathlib import Path

from .errors import InputError


def read_text(path):
    """The text of a file in UTF-8.

    Raises
    ------
    InputError
        Naming the file if it cannot be read or is no text.
    """
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is damaged or no file of text (byte {error.start})") from None
