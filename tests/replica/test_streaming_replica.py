"""A real replica: who reads it, who does not, and what becomes of requests when it is away or behind.

What the replica replays can be paused: whoever reads it then sees the state of before.
"""

import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.replica.company import SHOPS
from tests.replica.servers import Site, two_servers, wait_for

LIST, FILE, FEED = "/accounts/?sort=-created", "/accounts/?format=csv", "/api/accounts/"
# A page that is remembered for as long as nothing changes.
REMEMBERED = "/kpis/open_opportunities/rows/"
FIGURE = "/api/kpis/query?metrics=open_opportunities"
WRITER, READER = "admin", "other"
# The site that is asked besides allows its replica so many seconds.
BEHIND = 2
# Within so many seconds anything else is answered, on a machine that has other work.
SOON = 10

# What is asked is not in the database of the tests; its tables are where the servers begin.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    found = connection.settings_dict
    address = f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"
    with two_servers(address) as (primary, replica):
        made = Site(primary, replica, tmp_path_factory.mktemp("site"))
        with made.serving():
            made.catch_up()
            yield made


def shows(site: Site, who: str, name: str) -> list[bool]:
    """Whether a list, a file, the API and a page that is remembered show what has that name."""
    return [name in site.page(path, who) for path in (LIST, FILE, FEED, REMEMBERED, REMEMBERED)]


def figure(site: Site, who: str) -> int:
    found: int = json.loads(site.page(FIGURE, who))["total"]["open_opportunities"]["value"]
    return found


def ready(site: Site) -> Any:
    status, text = site.ask("/readyz")
    assert status == 200, text
    return json.loads(text)["checks"]["replica"]


def lag(site: Site) -> list[float]:
    status, text = site.ask("/metrics", Authorization=f"Bearer {site.environment['JAUGE_METRICS_TOKEN']}")
    assert status == 200, text
    return [float(each) for each in re.findall(r"^jauge_replica_lag_seconds (\S+)$", text, re.MULTILINE)]


def said(site: Site, words: str) -> int:
    return site.log.read_text().count(words)


def uses_the_replica(site: Site, name: str) -> bool:
    """Whether somebody does not see what another one has written since the replica was paused."""
    with site.paused():
        site.write(WRITER, name)
        return name not in site.page(LIST, READER)


def test_what_others_wrote_is_read_from_the_replica(site: Site) -> None:
    before = figure(site, READER)
    with site.paused():
        site.write(WRITER, "Brewery")
        assert shows(site, READER, "Brewery") == [False] * 5
        assert figure(site, READER) == before
        assert shows(site, WRITER, "Brewery") == [True] * 5
        assert figure(site, WRITER) != before
    assert shows(site, READER, "Brewery") == [True] * 5
    assert figure(site, READER) == figure(site, WRITER) != before


def test_whoever_wrote_reads_the_replica_again_once_it_has_that(site: Site) -> None:
    site.write(WRITER, "Dairy")
    with site.paused():
        site.write(READER, "Bakery")
        assert shows(site, WRITER, "Bakery") == [False] * 5
        assert shows(site, WRITER, "Dairy") == [True] * 5


def test_a_replica_left_behind_is_passed_over(site: Site) -> None:
    with site.otherwise(JAUGE_REPLICA_SECONDS=str(BEHIND)).serving() as strict:
        wait_for(lambda: ready(strict)["ok"] and lag(strict) < [1.0])
        with site.paused():
            site.write(WRITER, "Forge")
            wait_for(lambda: shows(strict, READER, "Forge") == [True] * 5, BEHIND + SOON)
            assert shows(site, READER, "Forge") == [False] * 5
            assert not ready(strict)["ok"] and ready(site)["ok"]
            assert ready(strict)["lag_seconds"] > BEHIND and lag(strict) > [float(BEHIND)]
            wait_for(lambda: shows(strict, READER, "Forge") and said(strict, "seconds behind"), BEHIND + SOON)
        wait_for(lambda: ready(strict)["ok"])
        assert shows(strict, READER, "Forge") == [True] * 5


def test_a_replica_that_dies_in_the_middle_of_answers(site: Site) -> None:
    """A table is locked, in both: the answers have begun, and wait for the replica, when that dies."""
    # No page that is remembered shows it.
    site.write(WRITER, "Depot")
    paths = (LIST, FILE, FEED)
    with ThreadPoolExecutor(len(paths)) as beside, psycopg.connect(site.primary.address()) as locking:
        locking.execute("LOCK TABLE crm_account IN ACCESS EXCLUSIVE MODE")
        site.primary.run_sql("SELECT txid_current()")
        site.catch_up()
        answers = [beside.submit(site.page, path, READER) for path in paths]
        wait_for(lambda: waiting(site) == len(paths), SOON)
        site.replica.stop()
        locking.rollback()
        texts = [answer.result() for answer in answers]
    site.replica.start()
    assert all("Depot" in text for text in texts)
    assert set(re.findall(r"Shop \d+", texts[1])) == {f"Shop {number}" for number in range(SHOPS)}


def waiting(site: Site) -> int:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    found: int = site.replica.run_sql(asked)[0]
    return found


def test_a_replica_that_stopped_is_passed_over_and_used_again(site: Site) -> None:
    site.replica.stop()
    begin = time.monotonic()
    site.write(WRITER, "Laundry")
    for _request in range(8):
        assert "Laundry" in site.page(LIST, READER)
    assert time.monotonic() - begin < SOON
    assert shows(site, READER, "Laundry") == [True] * 5
    assert ready(site) == {"ok": False} and lag(site) == []
    # A line for each of the two processes, here and in the test before.
    assert 1 <= said(site, "does not answer") <= 4
    site.replica.start()
    site.catch_up()
    wait_for(lambda: uses_the_replica(site, f"Tannery {time.monotonic()}"))
    assert ready(site)["ok"]
