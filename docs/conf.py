"""How the documentation is built: ``sphinx-build -W docs docs/_build``."""

from __future__ import annotations

from sphinx.application import Sphinx

from jobmatch import __version__
from jobmatch.domain.needs import NEEDS
from jobmatch.exchange.documentation import columns_table
from jobmatch.exchange.kinds import CITIZENS, COURSES, PLACEMENTS

project = "jobmatch"
version = release = __version__
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "alabaster"
html_theme_options = {"description": "Few and growing hours that can succeed", "page_width": "1100px"}
html_sidebars = {"**": ["about.html", "navigation.html", "searchbox.html"]}
language = "en"

_FROM_CODE = {
    "citizens": columns_table(CITIZENS),
    "placements": columns_table(PLACEMENTS),
    "events": columns_table(COURSES),
    "needs": "| Code | Dansk | English |\n|---|---|---|\n"
    + "".join(f"| `{need.code}` | {need.label.da} | {need.label.en} |\n" for need in NEEDS.values()),
}
"""Tables that are declared in the code and would go stale if they were written twice."""


def _put_in(app: Sphinx, name: str, source: list[str]) -> None:
    for key, table in _FROM_CODE.items():
        source[0] = source[0].replace(f"<!-- table: {key} -->", table)


def setup(app: Sphinx) -> None:
    """Put the tables of the code where a page asks for them."""
    app.connect("source-read", _put_in)
