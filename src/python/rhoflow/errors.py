# SPDX-License-Identifier: Apache-2.0
"""What can go wrong: one sentence that names the place, the value and the remedy."""


class RhoflowError(Exception):
    """Base of all errors that this package raises itself."""


class InputError(RhoflowError, ValueError):
    """A file, an argument or a name is not what it should be."""


class NameNotFound(InputError, KeyError):
    """There is no column, parameter or run of this name."""

    __str__ = Exception.__str__  # that of a KeyError puts the sentence in quotes


class NotWritten(InputError, AttributeError):
    """A run has not written this table."""


class RunError(RhoflowError, RuntimeError):
    """A program failed.

    Attributes
    ----------
    status : int or None
        Exit status of the program: 1 the run failed, 2 its input was wrong.
    """

    def __init__(self, message, status=None):
        super().__init__(message)
        self.status = status
