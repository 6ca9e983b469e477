"""Arrays kept on disk between two nights: written whole, checked when read, and never trusted when something is off.

A file is a line that names the format, a header in JSON and the arrays' bytes; nothing in it can run. It lies beside
the database, readable for its owner alone, and can be deleted at any time: the next night then reads everything anew.
Its folder is made when a night begins, and not by what is written there. So what a night has read of somebody comes to
no file once she is erased and the folder is gone, however that night ends.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from mmap import ACCESS_COPY, mmap
from pathlib import Path
from shutil import rmtree
from typing import Any

import numpy as np

FORMAT = b"jobmatch kept arrays 2\n"
_ALIGNED = 64
_WORDS = 512
_CHANGED_MEANWHILE = (errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST)
"""A file got its name, or came, while its folder was being removed."""
_BETWEEN = "\0"
"""Before each text of a row; JSON does not begin with it."""
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file holds."""

    facts: Mapping[str, Any]
    """What the arrays were made of, and whatever is small."""
    arrays: Mapping[str, Array]
    digest: str
    """Tells this content from any other."""


def make_folder(folder: Path) -> None:
    """Have a folder to write to, for its owner alone.

    Raises:
        OSError: When there is no room or no right to make it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write(path: Path, facts: Mapping[str, Any], arrays: Mapping[str, Array], lasting: bool = True) -> str:
    """Write a file, or leave the one that is there; a reader never sees half of it.

    Args:
        lasting: Whether to wait until it would outlive a power cut.

    Returns:
        The digest of what was written.

    Raises:
        OSError: When there is no room, no right to write, or no folder.
    """
    flat = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    about, at = {}, 0
    for name, array in flat.items():
        about[name] = {"type": _described(array), "shape": array.shape, "at": at, "digest": _digest(array)}
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    header = json.dumps({"facts": facts, "arrays": about}, ensure_ascii=False).encode()
    digest = sha256(header).hexdigest()
    part = path.with_name(path.name + ".part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(FORMAT + f"{len(header)} {digest}\n".encode() + header)
            file.write(b"\0" * (-file.tell() % _ALIGNED))
            for array in flat.values():
                file.write(_bytes(array))
                file.write(b"\0" * (-array.nbytes % _ALIGNED))
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return digest


def read(path: Path) -> Kept | None:
    """What a file holds; None when there is none, or when anything in it is not as it was written.

    The arrays are the file itself, so they take no memory that others could not have; what is written to them never
    comes to the file. They can be written to, so that compiled code takes them as any others.
    """
    try:
        with path.open("rb") as file:
            whole = np.frombuffer(mmap(file.fileno(), 0, access=ACCESS_COPY), np.uint8)
        return _read(whole)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def forget(folder: Path) -> None:
    """Remove a folder and everything that is kept there, also while a night is still writing to it."""
    while folder.is_dir():
        try:
            rmtree(folder)
        except OSError as error:
            if error.errno not in _CHANGED_MEANWHILE:
                raise


def _read(whole: Array) -> Kept | None:
    start = whole[: len(FORMAT) + 200].tobytes()
    line, _, _ = start.removeprefix(FORMAT).partition(b"\n")
    if not start.startswith(FORMAT):
        return None
    length, digest = line.split()
    first = len(FORMAT) + len(line) + 1
    header = whole[first : first + int(length)].tobytes()
    if sha256(header).hexdigest().encode() != digest:
        return None
    said = json.loads(header)
    data = -(-(first + len(header)) // _ALIGNED) * _ALIGNED
    arrays = {name: _array(whole, data, one) for name, one in said["arrays"].items()}
    if any(_digest(arrays[name]) != one["digest"] for name, one in said["arrays"].items()):
        return None
    return Kept(said["facts"], arrays, digest.decode())


def _array(whole: Array, data: int, about: Mapping[str, Any]) -> Array:
    described = about["type"]
    kind = np.dtype([(name, form) for name, form in described] if isinstance(described, list) else described)
    shape = tuple(about["shape"])
    size = int(np.prod(shape, dtype=np.int64)) * kind.itemsize
    begin = data + int(about["at"])
    if kind.hasobject or begin + size > len(whole):
        raise ValueError("the file is shorter than it says")
    return whole[begin : begin + size].view(kind).reshape(shape)


def _described(array: Array) -> Any:
    return [list(one) for one in array.dtype.descr] if array.dtype.names else array.dtype.str


def _digest(array: Array) -> str:
    """Tells whether anything was damaged: the sum of each few kilobytes, and a digest of the sums.

    Adding goes as fast as memory is read; whoever could forge a sum could as well write the whole file.
    """
    whole = array.reshape(-1).view(np.uint8) if array.nbytes else np.zeros(0, np.uint8)
    blocks = len(whole) // (8 * _WORDS)
    words, rest = whole[: blocks * 8 * _WORDS].view(np.uint64), whole[blocks * 8 * _WORDS :]
    return sha256(words.reshape(blocks, _WORDS).sum(axis=1).tobytes() + rest.tobytes()).hexdigest()


def _bytes(array: Array) -> Any:
    """An array's bytes, without copying them."""
    return array.reshape(-1).view(np.uint8).data if array.nbytes else b""


def texts(values: Any) -> Array:
    """Texts, or anything else that JSON can hold, as an array."""
    joined = _joined(values)
    return np.frombuffer((json.dumps(values, ensure_ascii=False) if joined is None else joined).encode(), np.uint8)


def _joined(values: Any) -> str | None:
    """Texts in a row that are only told apart, which is sooner read than JSON; None of anything else."""
    if not isinstance(values, list | tuple) or set(map(type, values)) != {str}:
        return None
    joined = _BETWEEN.join(["", *values])
    return joined if joined.count(_BETWEEN) == len(values) else None


def texts_of(array: Array) -> Any:
    """The texts again."""
    whole = array.tobytes().decode()
    return whole.split(_BETWEEN)[1:] if whole.startswith(_BETWEEN) else json.loads(whole)
