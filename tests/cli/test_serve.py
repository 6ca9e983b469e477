"""The pages stay on this machine until somebody says otherwise, and a port that is taken is said plainly."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from anyio.to_thread import current_default_thread_limiter

from jobmatch.bootstrap import Application
from jobmatch.cli.commands.serve import check_host
from jobmatch.cli.site import NEW_OBJECTS, TURN_SECONDS, Site, listen
from jobmatch.errors import BadInput, Conflict
from jobmatch.settings import Settings
from tests.cli.conftest import Call
from tests.clients import visitor


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "jobmatch.kommune.example"])
def test_other_addresses_are_refused_while_nobody_can_log_in(on_sample: Call, host: str) -> None:
    said = on_sample("serve", "--host", host)
    assert said.status == 1
    assert "ingen brugere endnu" in said.err
    assert "jobmatch user add" in said.err


HTTPS_IN_FRONT = {"trusted_proxies": ("10.0.0.1",), "public_address": "https://jobmatch.kommune.example"}


@pytest.mark.parametrize(
    ("settings", "refusal"),
    [
        ({}, "ikke er krypteret"),
        ({"public_address": "https://jobmatch.kommune.example"}, "ikke er krypteret"),
        ({**HTTPS_IN_FRONT, "public_address": "http://jobmatch.kommune.example"}, "ikke er krypteret"),
        ({"tls_certificate": "a.pem"}, "hører sammen"),
        ({"tls_certificate": "a.pem", "tls_key": "b.pem"}, None),
        (HTTPS_IN_FRONT, None),
        ({"plain_http_on_network": True}, None),
    ],
)
def test_a_network_asks_for_a_login_and_for_encryption(settings: dict[str, Any], refusal: str | None) -> None:
    chosen = Settings(**settings)
    if refusal is None:
        check_host("0.0.0.0", chosen, needs_login=True)
    else:
        with pytest.raises(BadInput, match=refusal):
            check_host("0.0.0.0", chosen, needs_login=True)
    with pytest.raises(BadInput):
        check_host("0.0.0.0", chosen, needs_login=False)


def test_no_more_questions_are_worked_on_at_once_than_the_cores_can_take(
    sample: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[float] = []
    looks: list[int] = []
    monkeypatch.setattr(sys, "setswitchinterval", turns.append)
    monkeypatch.setattr(gc, "set_threshold", looks.append)
    with visitor(Site(sample)) as client:
        assert client.portal is not None
        assert client.portal.call(lambda: current_default_thread_limiter().total_tokens) == 2 * (os.cpu_count() or 1)
        assert client.get("/health").status_code == 200
    assert turns == [TURN_SECONDS]
    assert looks == [NEW_OBJECTS]


def test_on_this_machine_nothing_is_asked_for() -> None:
    check_host("127.0.0.1", Settings(), needs_login=False)


def test_a_certificate_that_cannot_be_used_is_said(
    on_sample: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("CERTIFICATE", "KEY"):
        (tmp_path / name).write_text("ikke en nøgle")
        monkeypatch.setenv(f"JOBMATCH_TLS_{name}", str(tmp_path / name))
    said = on_sample("serve", "--port", "0")
    assert said.status == 1
    assert "Certifikatet kan ikke bruges" in said.err


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Conflict, match=f"Port {port} er i brug"):
            listen("127.0.0.1", port)
    with pytest.raises(BadInput, match="Der kan ikke lyttes"):
        listen("203.0.113.7", 0)


def test_the_address_it_prints_answers(sample_file: Path, tmp_path: Path) -> None:
    own = shutil.copyfile(sample_file, tmp_path / "own.sqlite")
    command = [sys.executable, "-m", "jobmatch", "serve", "--port", "0", "--db", f"sqlite:///{own}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as served:
        try:
            assert served.stdout is not None
            line = served.stdout.readline()
            address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
            with urlopen(address + "health", timeout=30) as answer:
                assert answer.status == 200
            with urlopen(address + "regler", timeout=30) as answer:
                assert answer.headers["content-type"].startswith("text/html")
        finally:
            served.terminate()
            served.wait(timeout=30)
