"""The pages stay on this machine until somebody says otherwise, and a port that is taken is said plainly."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from jobmatch.cli.commands.serve import check_host
from jobmatch.cli.site import listen
from jobmatch.errors import BadInput, Conflict
from jobmatch.settings import Settings
from tests.cli.conftest import Call


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "jobmatch.kommune.example"])
def test_other_addresses_are_refused_while_there_is_no_login(on_sample: Call, host: str) -> None:
    said = on_sample("serve", "--host", host)
    assert said.status == 1
    assert "intet login" in said.err
    assert "JOBMATCH_OPEN_TO_NETWORK" in said.err


def test_an_installation_with_its_own_login_may_open_it() -> None:
    check_host("0.0.0.0", Settings(open_to_network=True))
    check_host("127.0.0.1", Settings())
    with pytest.raises(BadInput):
        check_host("0.0.0.0", Settings())


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Conflict, match=f"Port {port} er i brug"):
            listen("127.0.0.1", port)
    with pytest.raises(BadInput, match="Der kan ikke lyttes"):
        listen("203.0.113.7", 0)


def test_the_address_it_prints_answers(sample_file: Path) -> None:
    command = [sys.executable, "-m", "jobmatch", "serve", "--port", "0", "--db", f"sqlite:///{sample_file}"]
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
