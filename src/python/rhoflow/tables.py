# SPDX-License-Identifier: Apache-2.0
"""Tables: csv files with one line of names."""

import csv
from pathlib import Path

import numpy as np

from .errors import InputError


class Table(np.ndarray):
    """A structured array with one field for each column of a csv file: `table["loss"]`.

    Columns of numbers have 64 bits, others are texts.
    """

    @classmethod
    def from_columns(cls, columns):
        """From a dict of name to sequence; all of one length."""
        arrays = {name: np.asarray(values) for name, values in columns.items()}
        length = len(next(iter(arrays.values()))) if arrays else 0
        table = np.empty(length, [(name, array.dtype) for name, array in arrays.items()])
        for name, array in arrays.items():
            table[name] = array
        return table.view(cls)

    @property
    def columns(self):
        """Names of the columns, tuple of str."""
        return self.dtype.names

    def __getitem__(self, key):
        if isinstance(key, str) and self.dtype.names and key not in self.dtype.names:
            raise KeyError(f"there is no column '{key}'; columns are {', '.join(self.dtype.names)}")
        result = super().__getitem__(key)
        return result.view(np.ndarray) if isinstance(key, str) else result

    def to_pandas(self):
        """The same as a pandas.DataFrame; needs pandas."""
        import pandas

        return pandas.DataFrame({name: self[name] for name in self.columns})


def _column(texts):
    """Numbers, nan where nothing stands between commas, or texts."""
    try:
        if any(texts):
            return np.array([float(text) if text else np.nan for text in texts])
    except ValueError:
        pass
    return np.array(texts, dtype=str)


def read_table(path):
    """Reads a csv file.

    Parameters
    ----------
    path : path-like
        First line: names of the columns. Quoted texts are understood.

    Returns
    -------
    Table [lines]

    Raises
    ------
    InputError
        Naming file and line.
    """
    path = Path(path)
    try:
        with open(path, newline="", encoding="utf-8") as file:
            rows = [row for row in csv.reader(file) if row]
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    if not rows:
        raise InputError(f"{path}: is empty; the first line should name the columns")
    names = [name.strip() for name in rows[0]]
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(names):
            raise InputError(f"{path}:{number}: {len(row)} entries instead of {len(names)}")
    return Table.from_columns(
        {name: _column([row[k].strip() for row in rows[1:]]) for k, name in enumerate(names)}
    )
