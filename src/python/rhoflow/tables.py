# SPDX-License-Identifier: Apache-2.0
"""Tables: csv files with one line of names."""

import csv
import io

import numpy as np

from .errors import InputError, NameNotFound
from .text_file import read_text


class Table(np.ndarray):
    """A structured array with one field for each column of a csv file: `table["loss"]`.

    Columns of numbers have 64 bits, others are texts.
    """

    #: Where the table is from, for messages.
    where = "table"

    @classmethod
    def from_columns(cls, columns, where="table"):
        """From a dict of name to sequence; all of one length."""
        arrays = {name: np.asarray(values) for name, values in columns.items()}
        length = len(next(iter(arrays.values()))) if arrays else 0
        table = np.empty(length, [(name, array.dtype) for name, array in arrays.items()])
        for name, array in arrays.items():
            table[name] = array
        result = table.view(cls)
        result.where = str(where)
        return result

    def __array_finalize__(self, former):
        self.where = getattr(former, "where", "table")

    @property
    def columns(self):
        """Names of the columns, tuple of str."""
        return self.dtype.names

    def __getitem__(self, key):
        if isinstance(key, str) and self.dtype.names and key not in self.dtype.names:
            raise NameNotFound(f"{self.where}: there is no column '{key}'; columns are {', '.join(self.dtype.names)}")
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


def _numbers(name, texts, path):
    """A column of numbers; InputError naming file and line of an entry that is none."""
    column = _column(texts)
    if column.dtype.kind == "f":
        return column
    for line, text in enumerate(texts, 2):
        if text and _column([text]).dtype.kind != "f":
            raise InputError(f"{path}:{line}: {name} is '{text}', no number; the file is damaged")
    return np.full(len(texts), np.nan)


def read_table(path, numbers=False):
    """Reads a csv file.

    Parameters
    ----------
    path : path-like
        First line: names of the columns. Quoted texts are understood.
    numbers : bool
        Whether all entries have to be numbers, or nothing.

    Returns
    -------
    Table [lines]

    Raises
    ------
    InputError
        Naming file and line.
    """
    try:
        rows = [row for row in csv.reader(io.StringIO(read_text(path), newline="")) if row]
    except csv.Error as error:
        raise InputError(f"{path}: is damaged ({error})") from None
    if not rows:
        raise InputError(f"{path}: is empty; the first line should name the columns")
    names = [name.strip() for name in rows[0]]
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(names):
            raise InputError(f"{path}:{number}: {len(row)} entries instead of {len(names)}")
    texts = {name: [row[k].strip() for row in rows[1:]] for k, name in enumerate(names)}
    columns = {name: _numbers(name, entries, path) if numbers else _column(entries)
               for name, entries in texts.items()}
    return Table.from_columns(columns, path)
