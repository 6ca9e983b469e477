"""Debian's Chromium, driven by Playwright; skipped with a clear word where there is none, but never in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """The browser, if the machine has one."""
    return os.environ.get("JOBMATCH_TEST_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser with a profile of its own."""
    path = find_chromium()
    if path is None:
        word = "Chromium is not installed here; on Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(word)
        pytest.skip(word)
    profile: Path = tmp_path_factory.mktemp("browser")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=path, headless=True, args=ARGUMENTS, viewport={"width": 1280, "height": 900}
        )
        context.set_default_timeout(20_000)
        yield context
        context.close()


@pytest.fixture
def page(browser: BrowserContext, address: str) -> Iterator[Page]:
    """A fresh tab that keeps what the browser complains about."""
    browser.clear_cookies()
    tab = browser.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda fault: complaints.append(str(fault)))
    tab.on("request", lambda request: asked.append(request.url))
    yield tab
    tab.close()
    assert [text for text in complaints if "status of 404" not in text and "status of 422" not in text] == []
    assert [url for url in asked if not url.startswith(address)] == []
