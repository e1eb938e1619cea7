"""Two administrators save the grid of objectives at the same moment, each in a process of the web server: what does not
collide is kept from both, what does is shown to who came second, and each save is one change in the history."""

import re
import threading
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from html import unescape

from crm.access import Role
from kpis.models import Objective, ObjectiveChange
from tests.faults.clients import Browser, together
from tests.faults.conftest import House
from tests.faults.running import Jauge
from tests.people import person

YEAR = 2030
ROUNDS = 6
INPUT = re.compile(r'<input[^>]* name="((?:owner|team|company)[^"]*|seen|metric|year|grain)"[^>]*>')
VALUE = re.compile(r' value="([^"]*)"')


def form(page: str) -> tuple[str, dict[str, str]]:
    """Where the grid's form is sent, and what it holds."""
    found = re.search(r'<form method="post" action="([^"]*)" class="stack" data-objectives', page)
    assert found, page[:2000]
    rest = page[found.end() :].split("</form>")[0]
    fields = {}
    for tag in INPUT.finditer(rest):
        value = VALUE.search(tag[0])
        fields[tag[1]] = unescape(value[1]) if value else ""
    return unescape(found[1]), fields


def test_nothing_typed_is_lost(house: House, jauge: Jauge, tell: Callable[[str], None]) -> None:
    jauge.web()
    other = person("second", Role.ADMIN)
    both = [Browser(jauge.port, house.people.admin), Browser(jauge.port, other)]
    answers: Counter[int] = Counter()
    ready = threading.Barrier(2)
    cells: list[list[str]] = [[], []]

    def save(who: int, number: int, shared: bool) -> None:
        address, fields = form(both[who].get(f"/objectives/?year={YEAR}").body)
        names = sorted(name for name in fields if name.startswith("owner"))
        cell = names[0] if shared else names[2 * number + who + 1]
        cells[who].append(cell)
        ready.wait(30)
        answer = both[who].post(address, {**fields, "do": "save", cell: str(100 + 10 * number + who)}, HX_Request="")
        answers[answer.status] += 1

    for number in range(ROUNDS):
        together([partial(save, who, number, False) for who in range(2)])
    assert answers == Counter({302: 2 * ROUNDS})
    assert ObjectiveChange.objects.count() == 2 * ROUNDS
    targets = Counter(Objective.objects.current().values_list("target", flat=True))
    assert targets == Counter(Decimal(100 + 10 * number + who) for number in range(ROUNDS) for who in range(2))

    answers.clear()
    together([partial(save, who, 50, True) for who in range(2)])
    assert answers == Counter({302: 1, 422: 1}), "who came second is shown both"
    assert ObjectiveChange.objects.count() == 2 * ROUNDS + 1
    tell(
        f"two administrators saving objectives at once, {ROUNDS} times in different cells: all {2 * ROUNDS} in force, a change "
        f"each; once in the same cell: one is saved, the other is shown both"
    )
