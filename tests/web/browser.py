"""Debian's Chromium, driven by Playwright; skipped with a clear word where there is none, but never in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = [
    "--lang=da",
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
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    path = find_chromium()
    if path is None:
        word = "Chromium is not installed here; on Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(word)
        pytest.skip(word)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Iterator[BrowserContext]:
    """A Danish visitor's windows."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="da-DK")
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def plain(chromium: Browser, address: str) -> Iterator[Page]:
    """A window in which no script runs."""
    context = chromium.new_context(java_script_enabled=False, base_url=address, locale="da-DK")
    context.set_default_timeout(20_000)
    yield context.new_page()
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
    assert [text for text in complaints if not any(f"status of {known}" in text for known in (404, 412, 422))] == []
    assert [url for url in asked if not url.startswith(address)] == []
