"""The API keeps what its description promises, whatever is sent: generated requests find no server error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from jobmatch.api.app import create_api
from jobmatch.bootstrap import Application
from jobmatch.domain.shipped import DATA
from jobmatch.domain.user import User
from jobmatch.domain.viewer import STAFF
from jobmatch.services.access.keys import digest_of
from jobmatch.settings import Settings
from jobmatch.store.access_users import Token
from tests.conftest import SAMPLE_DAY

KEY = "the-key-of-a-program"
"""A program with every role: whoever sends nothing hears 401, which is checked as well."""

pytestmark = pytest.mark.xdist_group("schema")


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of an API whose small municipality may be changed at will."""
    path = tmp_path_factory.mktemp("schema") / "schema.sqlite"
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=SAMPLE_DAY))
    application.importing.run([DATA / "sample"])
    application.nightly.run(full=True)
    application.store.users.add(User("program", "Et program", STAFF, None), None)
    token = Token("1", "program", "", datetime.now(UTC), None)
    application.store.users.add_token(digest_of(KEY), token)
    yield schemathesis.openapi.from_asgi("/openapi.json", create_api(application))
    application.store.close()


_UNCONNECTED = create_api(Application(Settings(database_url="sqlite:///nowhere.sqlite"), create=False))
OPERATIONS = [(method, path) for path, methods in _UNCONNECTED.openapi()["paths"].items() for method in methods]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_as_described(described: Any, method: str, path: str, mode: GenerationMode) -> None:
    operation = described[path][method]

    @settings(max_examples=15, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        # A list with one text in it is sent as that text is, and then nothing is wrong with it.
        assume(mode is GenerationMode.POSITIVE or not any(_one_text(value) for value in (case.query or {}).values()))
        # A description cannot say everything about a value: check digits, existing postcodes, known codes.
        case.call_and_validate(
            headers={"Authorization": f"Bearer {KEY}"}, timeout=60, excluded_checks=[positive_data_acceptance]
        )

    try:
        check()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # an address without any parameter cannot be asked wrongly


def _one_text(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)


def test_the_description_names_every_problem_it_may_answer_with(described: Any, tmp_path: Path) -> None:
    for path, methods in described.raw_schema["paths"].items():
        for method, operation in methods.items():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"], (path, method, status)
