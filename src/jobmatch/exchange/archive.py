"""The zip archive that an Excel file is: bounded before anything is unpacked, and while it is."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from jobmatch.errors import Text
from jobmatch.exchange.tables import TableError

LARGEST_ARCHIVE = 200 * 1024**2
"""Bytes of the file itself."""
LARGEST_UNPACKED = 600 * 1024**2
"""Bytes of everything inside; a sheet for all of Denmark takes about half of it."""

_MOST_PARTS = 5000
_CHUNK = 1 << 18
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 0x1
_TOO_LARGE = Text(
    "Excel-filen fylder for meget, når den pakkes ud. Del den i flere, eller gem den som CSV.",
    "The Excel file is too large when it is unpacked. Split it into several, or save it as CSV.",
)
_NO_WORKBOOK = Text(
    "Filen er ikke en Excel-fil, som kan læses. Gem den igen som .xlsx uden adgangskode.",
    "The file is no Excel file that can be read. Save it again as .xlsx without a password.",
)
_ENTITIES = Text(
    "Excel-filen indeholder XML-erklæringer, som ikke hører hjemme der, og bliver ikke læst.",
    "The Excel file holds XML declarations that do not belong there, and is not read.",
)


def damaged() -> TableError:
    """What is said about a file that only pretends to be a workbook."""
    return TableError(_NO_WORKBOOK)


class Archive:
    """The parts of a workbook file, unpacked piece by piece and never beyond what they declare."""

    def __init__(self, path: Path) -> None:
        """Looks at the list of parts only.

        Raises:
            TableError: no archive, or one that would unpack to too much.
        """
        if path.stat().st_size > LARGEST_ARCHIVE:
            raise TableError(_TOO_LARGE)
        try:
            with zipfile.ZipFile(path) as archive:
                parts = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, EOFError) as error:
            raise damaged() from error
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise TableError(_TOO_LARGE)
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise damaged()
        self._path = path
        self._parts = {part.filename: part for part in parts}
        if len(self._parts) != len(parts):
            raise damaged()

    def names(self) -> list[str]:
        """Names of the parts."""
        return list(self._parts)

    def parse(self, name: str, parser: expat.XMLParserType) -> None:
        """Feeds a part to an XML parser.

        Raises:
            TableError: the part is no XML, declares entities, or unpacks to more than it declares.
        """
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            for chunk in self.chunks(name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise damaged() from error

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, unpacked piece by piece."""
        part = self._parts.get(name)
        if part is None or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged()
        left = part.file_size
        with self._path.open("rb") as file:
            for chunk in _unpacked(file, part):
                left -= len(chunk)
                if left < 0:
                    raise TableError(_TOO_LARGE)
                yield chunk


def _unpacked(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpacks by hand: the library stops at the declared size, and would not notice that more follows."""
    file.seek(part.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size:
        raise damaged()
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    if signature != b"PK\x03\x04":
        raise damaged()
    file.seek(name_length + extra_length, 1)
    left = part.compress_size
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := file.read(min(_CHUNK, left))):
        left -= len(packed)
        if inflater is None:
            yield packed
            continue
        while packed:
            try:
                yield inflater.decompress(packed, _CHUNK)
            except zlib.error as error:
                raise damaged() from error
            packed = inflater.unconsumed_tail


def _refuse_doctype(*declaration: object) -> None:
    raise TableError(_ENTITIES)
