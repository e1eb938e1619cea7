"""What is taken away from a page of figures: a chart's picture, and paper, both with the question and the moment."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crm.models import Company, Sale
from tests.e2e.signing import sign_in
from tests.people import People, make_people

# Every text drawn on any canvas, as it is drawn.
RECORDER = """
window.written = [];
const drawn = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
  window.written.push(String(text));
  return drawn.call(this, text, ...rest);
};
"""


@pytest.fixture
def people(transactional_db: None) -> People:
    people = make_people()
    today = Company.current().today()
    for number in range(40):
        Sale.record(owner=people.rep, amount=Decimal(50 + number), sold_on=today - timedelta(days=9 * number))
    return people


def test_a_picture_carries_title_question_and_moment(people: People, page: Any, live_server: Any) -> None:
    page.add_init_script(RECORDER)
    sign_in(page, live_server.url, "manager")
    page.goto(f"{live_server.url}/kpis/revenue/?period=last-12-months&team={people.north.pk}")
    page.evaluate("window.written = []")
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="PNG").first.click()
    picture = Path(downloaded.value.path()).read_bytes()
    assert downloaded.value.suggested_filename == "trend.png"
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
    assert width > 300
    assert height > 150
    told = " ".join(page.evaluate("window.written"))
    for words in ("Revenue", "compared with", "Team: North", "You see Sales with the teams below", "figures of"):
        assert words in told
    assert str(Company.current().today().year) in told.partition("figures of")[2]


def test_paper_carries_the_question_and_no_buttons(people: People, page: Any, live_server: Any) -> None:
    sign_in(page, live_server.url, "manager")
    for path in ("kpis/revenue/", f"dashboards/teams/{people.sales.pk}/", "kpis/revenue/rows/"):
        page.goto(f"{live_server.url}/{path}?period=last-12-months")
        page.emulate_media(media="print")
        shown = page.locator(".print-only").inner_text()
        assert "You see Sales with the teams below" in shown
        assert "worked out" in shown
        assert page.locator("main button:visible, main form:visible").count() == 0
        page.emulate_media(media="screen")


def test_charts_are_drawn_for_white_paper_and_for_the_screen_again(people: People, page: Any, live_server: Any) -> None:
    page.emulate_media(color_scheme="dark")
    sign_in(page, live_server.url, "manager")
    page.goto(f"{live_server.url}/kpis/revenue/?period=last-12-months")
    ink = "() => Chart.getChart(document.querySelector('canvas')).options.scales.x.ticks.color"
    on_screen = page.evaluate(ink)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    on_paper = page.evaluate(ink)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert on_paper != on_screen
    assert page.evaluate(ink) == on_screen
