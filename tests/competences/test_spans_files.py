"""Files of spans are read as others write them."""

from pathlib import Path

import pytest

from benchmarks.spans_files import read

ROWS = [("arbejde med børn", "S3"), ("å lære nyt; gerne", "T1"), ("regnskab", "K04")]


@pytest.mark.parametrize(
    "content",
    [
        "arbejde med børn\tS3\nå lære nyt; gerne\tT1\nregnskab\tK04\n".encode(),
        "arbejde med børn\tS3\r\n\r\nå lære nyt; gerne\tT1\r\nregnskab\tK04".encode("utf-8-sig"),
        "arbejde med børn\tS3\nå lære nyt; gerne\tT1\nregnskab\tK04\n".encode("cp1252"),
        'span\tgroup\n"arbejde med børn"\tS3\n"å lære nyt; gerne"\tT1\n"regnskab"\tK04\n'.encode(),
        "1\tarbejde med børn\tS3\n2\tå lære nyt; gerne\tT1\n3\tregnskab\tK04\n".encode(),
        "S3\tarbejde med børn\nT1\tå lære nyt; gerne\nK04\tregnskab\n\t\nkun en celle\n".encode(),
        'arbejde med børn,S3\n"å lære nyt; gerne",T1\nregnskab,K04\n'.encode(),
    ],
)
def test_the_same_rows_however_they_are_written(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "spans.tsv"
    path.write_bytes(content)
    assert read(path) == ROWS


def test_a_group_nobody_knows_is_kept_and_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "spans.tsv"
    path.write_text("a b\tS1\nc d\tX9\ne f\tandet\n", "utf-8")
    assert read(path) == [("a b", "S1"), ("c d", "X9"), ("e f", "andet")]
    path.write_text("\n", "utf-8")
    assert read(path) == []
