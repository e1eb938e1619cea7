"""What people were told is done, compared with what is stored: nothing less, nothing twice."""

from collections import Counter
from collections.abc import Iterator

import psycopg

from tests.upgrade.visitors import Ledger
from tests.upgrade.works import IMPORTED

EVENTS = (
    "SELECT opportunity_id::text FROM upgrade_told JOIN crm_opportunityevent ON crm_opportunityevent.id = subject_id"
)
WRITTEN = {
    "activities": "SELECT notes FROM crm_activity WHERE notes LIKE 'by page %' OR notes LIKE 'by-program-%'",
    "opened": "SELECT id::text FROM crm_opportunity WHERE name LIKE 'Upgrade %.'",
    "move": "SELECT opportunity_id::text FROM crm_opportunityevent WHERE kind = 'stage' AND opportunity_id IN ({deals})",
    "win": "SELECT opportunity_id::text FROM crm_opportunityevent WHERE kind = 'won' AND opportunity_id IN ({deals})",
    "answers": "SELECT comment FROM feedback_answer WHERE comment LIKE 'customer %'",
    "imports": "SELECT split_part(split_part(name, ' ', 2), '-', 1) FROM crm_account WHERE name LIKE 'Imported %'",
    "sales": "SELECT opportunity_id::text FROM crm_sale WHERE opportunity_id IN ({deals})",
    "told of activities": "SELECT notes FROM upgrade_told JOIN crm_activity ON crm_activity.id = subject_id "
    "WHERE type = 'activity.done' AND (notes LIKE 'by page %' OR notes LIKE 'by-program-%')",
    "told of moves": f"{EVENTS} WHERE type = 'opportunity.moved' AND opportunity_id IN ({{deals}})",
    "told of wins": f"{EVENTS} WHERE type = 'opportunity.won' AND opportunity_id IN ({{deals}})",
}
DEALS = "SELECT id FROM crm_opportunity WHERE name LIKE 'Upgrade %.'"
# What follows from what people did: by kind, what they were told.
FOLLOWS = {"sales": "win", "told of activities": "activities", "told of moves": "move", "told of wins": "win"}

# What webhooks would be told is kept apart: where no endpoint asks for it, it is forgotten soon.
KEEP = """
CREATE TABLE upgrade_told (type text, subject_id bigint);
CREATE FUNCTION upgrade_keep() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN INSERT INTO upgrade_told VALUES (NEW.type, NEW.subject); RETURN NULL; END $body$;
CREATE TRIGGER upgrade_keep AFTER INSERT ON crm_webhookevent FOR EACH ROW EXECUTE FUNCTION upgrade_keep();
"""


def keep_what_is_told(address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute(KEEP)


def differences(address: str, ledger: Ledger) -> Iterator[str]:
    """A sentence for each kind of which something is lost, or there more than once."""
    with psycopg.connect(address) as connection:
        for kind, statement in WRITTEN.items():
            told = Counter(ledger.done[FOLLOWS.get(kind, kind)])
            found = Counter(row for (row,) in connection.execute(statement.format(deals=DEALS)).fetchall())
            if kind == "imports":
                told = Counter({name: IMPORTED for name in told})
            if lost := told - found:
                yield f"{kind}: {lost.total()} of {told.total()} are lost, such as {next(iter(lost))}"
            if more := found - told:
                yield f"{kind}: {more.total()} are there that nobody was told of, such as {next(iter(more))}"
