"""Many people log activities at the same moment: nothing is lost, nothing is there twice, nobody sees an error."""

import os
import statistics
import time
from collections import Counter
from collections.abc import Callable

from crm.access import Role
from crm.models import Account, Activity
from tests.faults.clients import Browser, Notes, together
from tests.faults.conftest import House
from tests.faults.running import Jauge
from tests.people import person

EACH = 5
PEOPLE = {"sqlite": 50, "postgresql": 200}


def test_all_of_it_is_there_once(house: House, jauge: Jauge, tell: Callable[[str], None]) -> None:
    jauge.web()
    count, notes = PEOPLE[os.environ["FAULTS"]], Notes()
    reps = [person(f"rep{number}", Role.REP, house.people.north) for number in range(count)]
    accounts = [Account.objects.create(name=f"Mill of {rep}", owner=rep) for rep in reps]
    browsers = [Browser(jauge.port, rep) for rep in reps]

    def log(number: int, browser: Browser) -> None:
        for turn in range(EACH):
            name = f"{number}-{turn}"
            data = {"about": f"account:{accounts[number].pk}", "type": house.call.pk, "notes": name, "minutes": 5}
            begin = time.monotonic()
            notes.note(name, browser.post("/quick-log/", data), time.monotonic() - begin)

    begin = time.monotonic()
    together(lambda n=n, b=b: log(n, b) for n, b in enumerate(browsers))
    seconds = time.monotonic() - begin
    assert notes.statuses == Counter({200: count * EACH}), (
        notes.statuses,
        [each.body[:500] for each in notes.refused[:2]],
    )
    found = Counter(Activity.objects.values_list("notes", "owner__username"))
    assert found == Counter(
        {(f"{number}-{turn}", f"rep{number}"): 1 for number in range(count) for turn in range(EACH)}
    )
    assert " error " not in jauge.said("web")
    spent = sorted(notes.spent)
    tell(
        f"{count} reps logging {EACH} activities each at once: {count * EACH} there, each once, in {seconds:.1f} s "
        f"({count * EACH / seconds:.0f} a second); median {statistics.median(spent):.2f} s, 95 % within "
        f"{spent[int(0.95 * len(spent))]:.2f} s, slowest {spent[-1]:.2f} s"
    )
