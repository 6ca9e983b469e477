"""Whatever stands in a file: problems are collected, nothing else is raised, and no CPR number is repeated."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobmatch.exchange.codes import fold
from jobmatch.exchange.kinds import KINDS, FileKind
from jobmatch.exchange.read import FileSet, read_files
from jobmatch.exchange.write import write_rejected
from tests.exchange.records import cells
from tests.exchange.workbooks import workbook

many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
kinds = st.sampled_from(KINDS)
bytes_of_text = st.text(st.sampled_from("borgernr;,\t\"'\r\nabæø1-0=|%\ufeff"), max_size=200).flatmap(
    lambda text: st.sampled_from([text.encode(each) for each in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be")])
)


def read(name: str, content: bytes) -> FileSet:
    """The content as a file of this name, read; its rejected rows written and read again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        files = read_files([path])
        if files.rejected:
            read_files([write_rejected(files.rejected, Path(folder))])
    for problem in files.errors + files.warnings:
        assert problem.message.da
        assert problem.message.en
    return files


@many
@given(kinds, st.sampled_from([".csv", ".xlsx", ".tsv"]), st.binary(max_size=300) | bytes_of_text)
def test_any_bytes(kind: FileKind, ending: str, content: bytes) -> None:
    files = read(kind.danish + ending, content)
    assert files.errors or files.sources


@many
@given(kinds, st.lists(st.lists(cells, max_size=6), max_size=5), st.data())
def test_any_cells_under_known_headers(kind: FileKind, rows: list[list[str]], data: st.DataObject) -> None:
    headers = data.draw(st.lists(st.sampled_from([c.danish for c in kind.columns]) | cells, min_size=1, max_size=6))
    text = StringIO()
    csv.writer(text, delimiter=";").writerows([headers, *rows])
    files = read(kind.danish + ".csv", text.getvalue().encode("utf-8", "replace"))
    assert len(files.rejected) + len(files.rows(kind)) <= len(rows)


@many
@given(kinds, st.data())
def test_any_value_in_a_workbook(kind: FileKind, data: st.DataObject) -> None:
    value = st.one_of(
        cells.map(lambda text: re.sub(r"[^\x20-\x7eæøåÆØÅ]", "", text)),
        st.floats(),
        st.integers(-(10**18), 10**18),
        st.booleans(),
        st.dates(),
        st.times(),
        st.none(),
        st.timedeltas(),
    )
    row = [data.draw(value) for _ in kind.columns]
    with TemporaryDirectory() as folder:
        path = workbook(Path(folder) / f"{kind.danish}.xlsx", Ark1=[[c.danish for c in kind.columns], row])
        files = read_files([path])
    assert files.errors or files.rows(kind) or files.header_only(kind)


@many
@given(kinds, st.data())
def test_a_cpr_number_in_any_cell_is_never_repeated(kind: FileKind, data: st.DataObject) -> None:
    around = st.text(st.sampled_from("abc æ|:;'=\"\n"), max_size=5)
    column = data.draw(st.sampled_from([column for column in kind.columns]))
    cell = data.draw(around) + "010180-1234" + data.draw(around)
    text = StringIO()
    csv.writer(text, delimiter=";").writerows([[column.danish, "ekstra"], [cell, cell]])
    files = read(kind.danish + ".csv", text.getvalue().encode())
    assert len([problem for problem in files.errors if problem.row == 2]) >= 2
    assert not re.search(r"0180|1234", repr([files.errors, files.warnings]))


@given(st.text(max_size=50))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
