"""CSV files: their charset, their delimiter, their rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import cast

from jobmatch.errors import Text
from jobmatch.exchange.tables import Cell, Progress, Table, TableError

DELIMITERS = (";", ",", "\t")
LARGEST_FILE = 2 * 1024**3
"""Bytes; a file for all of Denmark has about a twentieth of it."""

_CHUNK = 1 << 20
_LONGEST_LINE = 1 << 16
_REPORT_EVERY = 2000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TWO_BYTE_LETTER = re.compile(rb"\xc3[\x80-\xbf]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_NUL = Text(
    "Filen indeholder NUL-tegn og er ikke en ren tekstfil. Gem den igen som CSV.",
    "The file holds NUL characters and is no plain text. Save it as CSV again.",
)
_MIXED = Text(
    "Filen blander to tegnsæt, så æ, ø og å ville blive forkerte. Gem den igen som CSV UTF-8.",
    "The file mixes two character sets, so letters would turn out wrong. Save it again as CSV UTF-8.",
)
_NO_CHARSET = Text(
    "Filens tegnsæt kan ikke læses. Gem den igen som CSV UTF-8.",
    "The character set of the file cannot be read. Save it again as CSV UTF-8.",
)


def read_delimited(path: Path, name: str, is_header: Callable[[str], bool], progress: Progress | None = None) -> Table:
    """A CSV file as a table; rows are read as they are asked for.

    Args:
        is_header: whether a text is a known header; decides between delimiters.

    Raises:
        TableError: the file is no text in one of the charsets that are read.
    """
    encoding = encoding_of(path)
    delimiter, skipped = _delimiter(path, encoding, is_header)
    return Table(name, _rows(path, name, encoding, delimiter, skipped, progress))


def encoding_of(path: Path) -> str:
    """UTF-8 when the whole file is, else Windows-1252; UTF-16 when it says so itself.

    Raises:
        TableError: empty, too large, holds NUL, mixes charsets, or is no text at all.
    """
    size = path.stat().st_size
    if size == 0:
        raise TableError(Text("Filen er tom.", "The file is empty."))
    if size > LARGEST_FILE:
        raise TableError(Text("Filen er for stor. Del den i flere.", "The file is too large. Split it into several."))
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(b"PK\x03\x04"):
        raise TableError(
            Text(
                "Filen er ikke en CSV-fil, men ligner en Excel-fil. Giv den endelsen .xlsx.",
                "The file is no CSV file but looks like an Excel file. Give it the ending .xlsx.",
            )
        )
    if start.startswith(_UTF16):
        return _checked(path, "utf-16", _NO_CHARSET)
    with suppress(UnicodeDecodeError):
        _decode(path, "utf-8-sig")
        return "utf-8-sig"
    _refuse_mixture(path.read_bytes())
    return _checked(path, "cp1252", _NO_CHARSET)


def _checked(path: Path, encoding: str, refusal: Text) -> str:
    try:
        _decode(path, encoding)
    except UnicodeDecodeError as error:
        raise TableError(refusal) from error
    return encoding


def _decode(path: Path, encoding: str) -> None:
    """Reads the file through once, so that later reading cannot fail half-way."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if "\x00" in decoder.decode(chunk):
                raise TableError(_NUL)
        decoder.decode(b"", final=True)


def _refuse_mixture(content: bytes) -> None:
    """Refuses UTF-8 with foreign bytes in it: read as Windows-1252 its Danish letters would become ``Ã¸``."""
    whole = len(_MULTIBYTE.findall(content))
    broken = len(_NOT_ASCII.findall(_MULTIBYTE.sub(b"", content)))
    if content.startswith(codecs.BOM_UTF8) or _TWO_BYTE_LETTER.search(content) or whole > broken:
        raise TableError(_MIXED)


def _delimiter(path: Path, encoding: str, is_header: Callable[[str], bool]) -> tuple[str, int]:
    """The delimiter under which most headers are known, and how many lines stand before the header."""
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(_LONGEST_LINE).strip().strip('"')
    if re.fullmatch(r"sep=.", first, re.IGNORECASE):
        # Excel hides this line and counts from the next one
        return first[-1], 1
    best = max(DELIMITERS, key=lambda delimiter: _score(path, encoding, delimiter, is_header))
    return best, 0


def _score(path: Path, encoding: str, delimiter: str, is_header: Callable[[str], bool]) -> tuple[int, int]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(islice(file, 200), delimiter=delimiter, strict=True)
            header = next((fields for fields in reader if any(field.strip() for field in fields)), [])
    except csv.Error:
        return (-1, 0)
    return (sum(is_header(field) for field in header), len(header))


def _rows(
    path: Path, name: str, encoding: str, delimiter: str, skipped: int, progress: Progress | None
) -> Iterator[tuple[int, list[Cell]]]:
    size = path.stat().st_size
    number = 0
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        try:
            for fields in islice(reader, skipped, None):
                number += 1
                if progress is not None and number % _REPORT_EVERY == 0:
                    progress(name, min(raw.tell() / size, 1.0))
                yield number, cast("list[Cell]", fields)
        except csv.Error as error:
            raise TableError(_broken(error), row=number + 1) from error
    if progress is not None:
        progress(name, 1.0)


def _broken(error: csv.Error) -> Text:
    if "field limit" in str(error):
        return Text(
            "Her står et felt, der er alt for langt. Mangler der et anførselstegn? Resten af filen er ikke læst.",
            "A cell here is far too long. Is a quotation mark missing? The rest of the file was not read.",
        )
    return Text(
        'Et anførselstegn (") mangler eller står forkert. Resten af filen er ikke læst.',
        'A quotation mark (") is missing or misplaced. The rest of the file was not read.',
    )
