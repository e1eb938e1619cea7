"""axe finds nothing serious on any page, in either theme; and nothing on a phone is wider than the screen."""

from pathlib import Path
from typing import Any

from tests.e2e.walking import make_demo, sign_in

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
SERIOUS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter((each) => ["serious", "critical"].includes(each.impact))
  .map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`)"""


def test_nothing_serious_in_either_theme_and_nothing_too_wide(
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
        page = context.new_page()
        page.on("pageerror", failed)
        sign_in(page, live_server.url)
        for address in addresses:
            page.goto(f"{live_server.url}{address}")
            page.evaluate(AXE)
            found += [f"{theme} {address} {each}" for each in page.evaluate(SERIOUS)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{theme} {address} is wider than {width}")
        context.close()
    assert not found, "\n".join(found)
