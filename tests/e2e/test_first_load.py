"""Whoever opens a page for the first time loads little."""

import gzip
from typing import Any

from tests.e2e.walking import make_demo, sign_in

MOST_BYTES = 250_000


def test_pages_are_light(transactional_db: None, settings: Any, browser: Any, live_server: Any) -> None:
    """With nothing in the browser's cache; sizes as a server sends them, compressed."""
    addresses = make_demo(settings)
    context = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    sign_in(context.new_page(), live_server.url)
    known = context.storage_state()
    context.close()
    found = []
    for address in addresses:
        context = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900}, storage_state=known)
        page, answers = context.new_page(), []
        page.on("requestfinished", lambda request, answers=answers: answers.append(request.response()))
        page.goto(f"{live_server.url}{address}", wait_until="networkidle")
        size = sum(len(gzip.compress(answer.body())) for answer in answers if answer.status == 200)
        if size > MOST_BYTES:
            found.append(f"{address} {size / 1000:.0f} KB")
        context.close()
    assert not found, "\n".join(found)
