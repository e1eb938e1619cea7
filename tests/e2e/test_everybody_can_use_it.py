"""axe finds nothing serious on any page, in either theme; nothing on a phone is wider than the screen; and whoever opens
a page for the first time loads little."""

import gzip
from pathlib import Path
from typing import Any

from tests.e2e.walking import make_demo, sign_in

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
SERIOUS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter((each) => ["serious", "critical"].includes(each.impact))
  .map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`)"""
# Of a page with nothing in the browser's cache, as a server sends it, compressed.
MOST_BYTES = 250_000


def test_nothing_serious_in_either_theme_nothing_too_wide_and_nothing_heavy(
    transactional_db: None, settings: Any, browser: Any, live_server: Any
) -> None:
    """One walk, since making the company takes longer than looking at it."""
    addresses = make_demo(settings)
    found: list[str] = []

    def failed(error: Any) -> None:
        found.append(f"script: {error}")

    for theme, width in (("light", 1440), ("dark", 390)):
        context = browser.new_context(
            locale="fr-FR" if theme == "dark" else "en-GB",
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            reduced_motion="reduce",
        )
        sign_in(context.new_page(), live_server.url)
        for address in addresses:
            # A page of its own: what another one still loads is not this one's.
            page = context.new_page()
            page.on("pageerror", failed)
            if theme == "light":
                if (size := loaded(context, page, f"{live_server.url}{address}")) > MOST_BYTES:
                    found.append(f"{address} loads {size / 1000:.0f} KB")
            else:
                page.goto(f"{live_server.url}{address}")
            page.evaluate(AXE)
            found += [f"{theme} {address} {each}" for each in page.evaluate(SERIOUS)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{theme} {address} is wider than {width}")
            page.close()
        context.close()
    assert not found, "\n".join(found)


def loaded(context: Any, page: Any, address: str) -> int:
    """Goes there with nothing in the browser's cache; the bytes of all answers, until nothing more is asked for."""
    answers: list[Any] = []
    page.on("requestfinished", lambda request: answers.append(request.response()))
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address, wait_until="networkidle")
    return sum(weight(answer) for answer in answers if answer.status == 200)


weights: dict[str, int] = {}


def weight(answer: Any) -> int:
    """Static files, which every page loads, are weighed once."""
    if "/static/" not in answer.url:
        return len(gzip.compress(answer.body()))
    if answer.url not in weights:
        weights[answer.url] = len(gzip.compress(answer.body()))
    return weights[answer.url]
