# SPDX-License-Identifier: Apache-2.0
"""HDF5 files of Rhoflow: opening, checks, seals."""

import contextlib
import zlib
from pathlib import Path

from .errors import InputError

USER_BLOCK = 512
_SEAL = b"rhoflow seal: CRC-32 of the bytes from 512 on is 0x"


@contextlib.contextmanager
def opened(path, schema, version=1):
    """The open file, of the given schema and version.

    Raises
    ------
    InputError
        Naming the file if it is missing, damaged, or something else.
    """
    import h5py

    path = Path(path)
    if not path.exists():
        raise InputError(f"{path}: does not exist")
    try:
        with h5py.File(path, "r") as file:
            found = text_attribute(file, "schema")
            if found != schema:
                raise InputError(f"{path}: has the schema '{found}' instead of '{schema}'")
            if int(file.attrs.get("version", 0)) != version:
                raise InputError(f"{path}: version {file.attrs.get('version')} of '{schema}'; this "
                                 f"package reads version {version}, a newer one may read it")
            yield file
    except (OSError, KeyError, RuntimeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path}: is damaged, incomplete, or no file of Rhoflow "
                         f"({str(error).strip()})") from error


def text_attribute(file, name, default=""):
    """An attribute as str."""
    value = file.attrs.get(name, default)
    return value.decode() if isinstance(value, bytes) else str(value)


def check_seal(path):
    """Compares the seal of a file, if it has one, with its content; InputError if they differ."""
    with open(path, "rb") as file:
        block = file.read(USER_BLOCK)
        if not block.startswith(_SEAL):
            return
        crc = 0
        while chunk := file.read(1 << 22):
            crc = zlib.crc32(chunk, crc)
    if int(block[len(_SEAL) : len(_SEAL) + 8], 16) != crc:
        raise InputError(f"{path}: is damaged, its content does not fit its seal")


def write_seal(path):
    """Writes the CRC-32 of all that follows into the user block of a complete file."""
    with open(path, "r+b") as file:
        file.seek(USER_BLOCK)
        crc = 0
        while chunk := file.read(1 << 22):
            crc = zlib.crc32(chunk, crc)
        file.seek(0)
        file.write((_SEAL + f"{crc:08x}\n".encode()).ljust(USER_BLOCK, b"\0"))
