"""Everything that ships says where it comes from."""

from __future__ import annotations

from jobmatch.domain.shipped import DATA


def test_every_data_file_is_listed_with_source_and_licence() -> None:
    listed = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    for entry in DATA.iterdir():
        if entry.name == "SOURCES.md":
            continue
        assert f"| `{entry.name}{'/' if entry.is_dir() else ''}` |" in listed, entry.name


def test_the_attribution_that_the_licences_ask_for_is_there() -> None:
    listed = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    for word in (
        "Open Database License",
        "countries-states-cities-database",
        "GeoNames",
        "Creative Commons Attribution",
    ):
        assert word in listed
