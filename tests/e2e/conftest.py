"""A real browser: the distribution's Chromium, driven by its own protocol."""

import os
import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connections

# The browser's driver runs an event loop in this thread; the tests' own queries beside it are meant.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium: install the distribution's package “chromium”")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()
        # While the driver's event loop runs this thread has connections of its own, which nobody finds after it.
        connections.close_all()


@pytest.fixture(scope="session", autouse=True)
def answering() -> Iterator[list[int]]:
    """Requests that the server is answering: how many began and how many are over."""
    counts = [0, 0]

    def began(**words: Any) -> None:
        counts[0] += 1

    def ended(**words: Any) -> None:
        counts[1] += 1

    request_started.connect(began)
    request_finished.connect(ended)
    yield counts
    request_started.disconnect(began)
    request_finished.disconnect(ended)


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    """Forgets who signed in: from one address only so many may a minute, and all tests come from the same."""
    cache.clear()


def close(context: Any, answering: list[int]) -> None:
    """Closes the pages, and waits for the last answers: the database is emptied next, and SQLite's is shared."""
    context.close()
    deadline = time.monotonic() + 2
    while answering[0] > answering[1] and time.monotonic() < deadline:
        time.sleep(0.02)


@pytest.fixture
def page(browser: Any, answering: list[int]) -> Iterator[Any]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield context.new_page()
    close(context, answering)


@pytest.fixture
def phone(browser: Any, answering: list[int]) -> Iterator[Any]:
    """A page on a phone with a touch screen."""
    context = browser.new_context(
        locale="en-GB", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    close(context, answering)
