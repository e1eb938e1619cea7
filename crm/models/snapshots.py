"""What an opportunity was before a verb, so that the verb can be taken back."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from crm.models.pipeline import LostReason, Opportunity, OpportunityLine, Stage


@dataclass(frozen=True)
class Snapshot:
    """Outcome, stage and amounts as they stood, in words that fit into a signed token."""

    outcome: str
    stage: int
    stage_since: str
    amount: str
    closed_on: str
    lost_reason: int | None
    lines: dict[str, str]

    @classmethod
    def of(cls, opportunity: Opportunity) -> "Snapshot":
        return cls(
            outcome=opportunity.outcome,
            stage=opportunity.stage_id,
            stage_since=worded(opportunity.stage_since),
            amount=worded(opportunity.amount),
            closed_on=worded(opportunity.closed_on),
            lost_reason=opportunity.lost_reason_id,
            lines={str(line.pk): str(line.amount) for line in opportunity.lines.all()},
        )

    def as_words(self) -> dict[str, Any]:
        return asdict(self)

    @transaction.atomic
    def restore(self, opportunity: Opportunity, by: Any) -> None:
        """By the verbs that lead back, which write history; the sale of a win is made or taken back with them."""
        self._put_back_lines(opportunity)
        if self.outcome == Stage.Kind.OPEN:
            self._open_again(opportunity, by)
        elif self.outcome == opportunity.outcome:
            opportunity.change(by, closed_on=date.fromisoformat(self.closed_on), lost_reason_id=self.lost_reason)
        elif self.outcome == Stage.Kind.WON:
            opportunity.win(Decimal(self.amount), on=date.fromisoformat(self.closed_on), by=by)
        else:
            reason = LostReason.objects.filter(pk=self.lost_reason).first()
            opportunity.lose(reason, on=date.fromisoformat(self.closed_on), by=by)
        amount = Decimal(self.amount) if self.amount else None
        if opportunity.amount != amount:
            opportunity.change(by, amount=amount)
        self._put_back_lines(opportunity)

    def _open_again(self, opportunity: Opportunity, by: Any) -> None:
        opportunity.reopen(by)
        opportunity.move_to(Stage.objects.select_related("pipeline").get(pk=self.stage), by)
        opportunity.stage_since = date.fromisoformat(self.stage_since) if self.stage_since else None
        opportunity.save()

    def _put_back_lines(self, opportunity: Opportunity) -> None:
        """Before the verbs, for the lines of the sale; after them, since shares of another amount are rounded."""
        lines = [line for line in opportunity.lines.all() if str(line.pk) in self.lines]
        for line in lines:
            line.amount = Decimal(self.lines[str(line.pk)])
        OpportunityLine.objects.bulk_update(lines, ["amount"])


def worded(value: Any) -> str:
    return "" if value is None else str(value)
