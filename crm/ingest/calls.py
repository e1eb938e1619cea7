"""Calls become done activities of whoever made or took them."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from crm.ingest.customers import colleague, found
from crm.ingest.documents import Call
from crm.ingest.ledger import Ledger, Result, applied, deleted_here, is_repeat, older, repeated
from crm.ingest.refusals import RefusedError
from crm.models import Activity, ActivityType, IngestRecord

CALL = IngestRecord.Kind.CALL
# What the usual type of a call is called by programs.
CODE = "call"


def was_erased(entry: IngestRecord) -> bool:
    """Whether the customer had their data erased: what was said with them is not filled in again."""
    return entry.activity is not None and not entry.activity.external_id


class Calls:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.source = ledger.source

    def call(self, call: Call) -> Result:
        entry = self.ledger.entry(CALL, call.external_id)
        if entry.was_deleted or was_erased(entry):
            return deleted_here()
        if entry.is_older(call.version):
            return older()
        if is_repeat(entry, call):
            return repeated()
        entry.version = call.version
        known = entry.activity or self.loaded_before(call)
        if known is None:
            known = self.logged(call)
        else:
            self.put_right(known, call)
        entry.becomes(known)
        entry.save()
        if known.account is None:
            sentence = _("Nobody here has this number or address: the call belongs to no account.")
            return Result(applied().outcome, sentence)
        return applied()

    def loaded_before(self, call: Call) -> Any:
        day = self.ledger.company.local_date(call.at)
        return self.ledger.loaded_before(Activity, call.external_id, "done_on", day, state=Activity.State.DONE)

    def logged(self, call: Call) -> Activity:
        account, contact = found(call.customer)
        owner = colleague(call.user, call.extension)
        if owner is None:
            theirs = account.owner if account is not None else None
            owner = theirs or self.source.owner_of_new()
        made: Activity = Activity.log(
            at=call.at, type=self.type_of_calls(), account=account, contact=contact, owner=owner,
            subject=call.subject or self.subject(call), notes=call.notes, external_id=call.external_id,
            duration_seconds=call.seconds, outcome=self.outcome(call),
        )  # fmt: skip
        return made

    def type_of_calls(self) -> ActivityType:
        usual = ActivityType.objects.filter(code=CODE, active=True).first()
        found = self.source.call_type or usual
        if found is None:
            sentence = _("Nobody has said which type of activity calls are: choose it on the page of this system.")
            raise RefusedError(sentence)
        return found  # type: ignore[no-any-return]

    def outcome(self, call: Call) -> str:
        return Activity.Outcome.NONE if call.answered else Activity.Outcome.NO_ANSWER

    def subject(self, call: Call) -> str:
        """In the company's language, with the number: by it a person finds out who it was."""
        number = {"number": call.customer.phone or call.customer.email or _("unknown number")}
        with translation.override(self.ledger.company.language):
            if call.inbound is None:
                return _("Call with %(number)s") % number
            return (_("Call from %(number)s") if call.inbound else _("Call to %(number)s")) % number

    def put_right(self, known: Activity, call: Call) -> None:
        """How long it took, and who it was if nobody has said; what a person wrote about it stays."""
        known.duration_seconds = call.seconds
        if known.outcome in (Activity.Outcome.NONE, Activity.Outcome.NO_ANSWER):
            known.outcome = self.outcome(call)
        known.notes = known.notes or call.notes
        if known.account is None and known.contact is None and known.opportunity is None:
            known.account, known.contact = found(call.customer)
        known.save()
