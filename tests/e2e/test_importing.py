"""The files of a hardware seller go in by the pages, in a browser, and the figures are those computed elsewhere."""

from pathlib import Path
from typing import Any

import pytest

from crm.importers import jobs
from crm.models import Import, Opportunity
from tests.e2e.signing import sign_in
from tests.people import make_people
from tests.real.commands import kpi, same
from tests.real.files import DATA, MISSING, expected

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=MISSING)
FILES = (("sales_teams.csv", 35), ("accounts.csv", 85), ("products.csv", 7), ("sales_pipeline.csv", 8800))


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.IMPORTS_ROOT = tmp_path / "imports"


def work() -> None:
    """What the worker beside the web server does."""
    for own in Import.objects.filter(state__in=Import.AT_WORK):
        jobs.work_on(own.pk)


def bring_in(page: Any, address: str, file: str, rows: int) -> None:
    page.goto(f"{address}/imports/")
    page.set_input_files("input[type=file]", DATA / "maven" / file)
    page.click("text=Upload")
    page.wait_for_url("**/prepare/")
    page.click("text=Check the whole file")
    page.wait_for_selector(".import-progress")
    work()
    page.click("text=Import now", timeout=60_000)
    page.wait_for_selector("text=Pause")
    work()
    page.wait_for_selector("text=Take it back", timeout=60_000)
    own = Import.objects.latest("pk")
    assert (own.state, own.created, own.rejected) == (Import.State.DONE, rows, 0)


def test_four_files_give_the_figures_of_the_company_and_go_again(
    transactional_db: None, live_server: Any, page: Any
) -> None:
    make_people()
    sign_in(page, live_server.url, "admin")
    for file, rows in FILES:
        bring_in(page, live_server.url, file, rows)
    theirs = expected("maven")
    figures = kpi("won_count", "lost_count", "win_rate", "revenue")["total"]
    assert (figures["won_count"]["value"], figures["lost_count"]["value"]) == (4238, 2473)
    assert same(figures["revenue"]["value"], theirs["revenue_total"])
    assert same(round(figures["win_rate"]["value"], 6), theirs["win_rate"])
    page.click("text=Take it back")
    page.click("text=Take the whole import back")
    page.wait_for_selector("text=Being taken back")
    work()
    page.wait_for_selector("text=records are taken back", timeout=60_000)
    own = Import.objects.latest("pk")
    # The opportunities, the stages that the file named, and the accounts, which became customers by it.
    assert own.undone > 8800
    assert own.effects.count() == 0
    assert not Opportunity.objects.exists()
