"""Opportunities: with their history, their product and, where they are won, their sale."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.importers.currencies import CONVERSION, CURRENCY_FIELD, Rates
from crm.importers.fields import DATE, NUMBER, REFERENCE, Field
from crm.importers.kinds.attribution import ACCOUNT_FIELD, ATTRIBUTION, EXTERNAL_ID, SOURCE_FIELD
from crm.importers.kinds.base import UNCHANGED, UPDATED, Kind, Row, as_date
from crm.importers.kinds.lookups import CONTACT, LOST_REASON, PRODUCT, named
from crm.importers.kinds.sales import first_sales
from crm.importers.kinds.stages import Stages
from crm.importers.problems import RowProblem
from crm.importers.references import Reference
from crm.importers.writing import draw_keys, store
from crm.models import Company, Opportunity, OpportunityEvent, OpportunityLine, Pipeline, Sale, SaleLine, Stage
from crm.models.names import normalise

PIPELINE = Reference(Pipeline, named(Pipeline))
# How a column says that it ended, or that it did not.
ENDS = {
    "won": Stage.Kind.WON, "gagnee": Stage.Kind.WON, "gagne": Stage.Kind.WON,
    "lost": Stage.Kind.LOST, "perdue": Stage.Kind.LOST, "perdu": Stage.Kind.LOST,
    "open": Stage.Kind.OPEN, "ouverte": Stage.Kind.OPEN, "ouvert": Stage.Kind.OPEN, "en cours": Stage.Kind.OPEN,
}  # fmt: skip
# What the verbs bring about; the rest is changed as it stands.
MOVED = ("stage", "outcome", "pipeline")
# What a sale has of its opportunity as it stands.
SHARED = ("contact_id", "source_id", "owner_id", "team_id", "region_id", "channel_id", "campaign_id", *CONVERSION)


class Opportunities(Kind):
    id = "opportunities"
    model = Opportunity
    repeats = True
    bystanders = ("account",)
    key = ("name", "account", "opened_on", "owner")
    related = ("account", "owner", "stage", "pipeline")
    fields = (
        Field("external_id", headers=(
            *EXTERNAL_ID, "opportunity id", "deal id", "potentialid", "id opportunité", "identifiant opportunité",
        ), most=100),
        Field("name", headers=(
            "opportunity", "opportunity name", "deal name", "deal title", "potential name", "title", "nom", "affaire",
            "nom de l affaire", "opportunité", "intitulé", "deal", "nom de l opportunité", "nombre de la oportunidad",
            "nome opportunità",
        )),
        ACCOUNT_FIELD,
        Field("contact", REFERENCE, ("contact name", "associated contact"), reference=CONTACT, lenient=True),
        Field("pipeline", REFERENCE, ("sales pipeline", "processus de vente"), reference=PIPELINE),
        Field("stage", headers=(
            "deal stage", "stage name", "stagename", "étape", "statut", "status", "phase", "étape de vente", "etapa", "fase",
        ), required=True, most=120),
        # Where a column of its own says how it ended, the stage may be the one where it stood before.
        Field("ended_as", choices=ENDS),
        Field("opened_on", DATE, (
            "engage date", "create date", "created date", "created time", "createddate", "created", "open date", "opened",
            "date d ouverture", "date de création", "créé le", "ouverte le", "created on", "erstelldatum", "erstellt am",
            "fecha de creación", "data creazione",
        )),
        Field("closed_on", DATE, (
            "close date", "closing date", "closed date", "closedate", "date de clôture", "date de fermeture", "clôturée le",
            "won time", "date de signature", "schlusstermin", "abschlussdatum", "fecha de cierre", "data chiusura",
        )),
        Field("expected_close_on", DATE, ("expected close date", "expected closing", "clôture prévue", "date prévue")),
        Field("stage_since", DATE, (
            "last stage change", "last stage change date", "date last stage update", "dernier changement d étape",
        )),
        Field("amount", NUMBER, (
            "close value", "value", "deal value", "expected revenue", "montant", "valeur", "montant ht", "revenue",
            "revenu attendu", "prix", "betrag", "importe", "importo", "ammontare",
        )),
        CURRENCY_FIELD,
        Field("product", REFERENCE, ("produit", "product name", "article"), reference=PRODUCT),
        Field("lost_reason", REFERENCE, (
            "closed lost reason", "loss reason", "raison de perte", "motif de perte", "motif",
        ), reference=LOST_REASON),
        SOURCE_FIELD,
        *ATTRIBUTION,
        Field("notes", headers=("description", "remarques"), most=20_000),
    )  # fmt: skip

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.stages = Stages(self.directory)
        self.rates = Rates()
        # Those whose closing date is that of their last change of stage.
        self.closed_by_stage = 0

    def clean(self, row: Row) -> None:
        values = row.values
        as_date(values, "opened_on", "closed_on", "expected_close_on", "stage_since")
        ended, since = values.pop("ended_as", None), values.pop("stage_since", None)
        values["stage"] = self.stages.find(values.get("pipeline"), values["stage"], ended or "")
        values["pipeline"] = values["stage"].pipeline
        values["outcome"] = values["stage"].kind
        if not values.get("external_id"):
            values["name"] = values.get("name") or self.name_of(values)
        if values["outcome"] != Stage.Kind.OPEN and values.get("closed_on") is None and since is not None:
            values["closed_on"] = since
            self.closed_by_stage += 1
        self.check_closing(values)
        if values.get("amount") is not None and values["amount"] < 0:
            raise RowProblem("amount", values["amount"], _("An opportunity's amount is not negative."))
        self.rates.convert(values, values.get("closed_on") or values.get("opened_on"))

    def clean_new(self, row: Row) -> None:
        # Where an id tells which one it is, a name made up here never replaces one that somebody gave it.
        row.values["name"] = row.values.get("name") or self.name_of(row.values)

    def name_of(self, values: dict[str, Any]) -> str:
        """What is known of it, where the file gives no name."""
        parts = [str(values[name]) for name in ("account", "product", "external_id") if values.get(name)]
        if not parts:
            raise RowProblem("name", "", _("An opportunity needs a name: fill it in, or map a column to it."))
        return " · ".join(parts[:2])[:200]

    def check_closing(self, values: dict[str, Any]) -> None:
        """Closed ones need their date; an open one's date is the day it is hoped to close."""
        closed, opened = values.get("closed_on"), values.get("opened_on")
        if values["outcome"] == Stage.Kind.OPEN:
            values["expected_close_on"] = values.get("expected_close_on") or closed
            values["closed_on"] = None
            values["lost_reason"] = None
            return
        if closed is None:
            raise RowProblem("closed_on", "", _("It is closed, so its closing date is needed."))
        if opened and closed < opened and "opened_on" in self.options.leave_empty:
            values["opened_on"] = None
            self.directory.left_empty["opened_on"] += 1
        elif opened and closed < opened:
            words = {"closed": closed, "opened": opened}
            sentence = _("It closes on %(closed)s, before it opens on %(opened)s: correct one of the dates.")
            raise RowProblem("closed_on", closed, sentence % words)
        if values["outcome"] == Stage.Kind.WON and values.get("amount") is None:
            raise RowProblem("amount", "", _("It is won, so its amount is needed."))

    def touches(self, row: Row) -> bool:
        """By its sale."""
        return bool(row.values["outcome"] == Stage.Kind.WON)

    def create(self, rows: list[Row]) -> None:
        opportunities = [self.prepare(Opportunity(**self.columns(row))) for row in rows]
        # After their history: what triggers of PostgreSQL keep of both, they then work out once. Whether all that is
        # referred to is there is asked at the end of the transaction.
        draw_keys(opportunities)
        pairs = list(zip(opportunities, rows, strict=True))
        store([line for made, row in pairs for line in self.lines(made, row)])
        store([event for made in opportunities for event in self.events(made)])
        store(opportunities)
        self.effects.made(opportunities)
        self.make_sales(pairs)

    def prepare(self, record: Any) -> Any:
        record.normalised_name = normalise(record.name)[:200]
        record.amount_at_opening = record.amount
        record.stage_since = record.closed_on or record.opened_on
        record.attribute()
        return record

    def lines(self, opportunity: Opportunity, row: Row) -> list[OpportunityLine]:
        product = row.values.get("product")
        if product is None:
            return []
        return [
            OpportunityLine(
                opportunity=opportunity,
                product=product,
                unit_price=product.price,
                amount=opportunity.amount or Decimal(0),
            )
        ]

    def events(self, opportunity: Opportunity) -> Iterable[OpportunityEvent]:
        """Its opening, and its closing if it is closed. A file says nothing of the stages between."""
        final = (opportunity.stage, opportunity.outcome)
        closed = opportunity.outcome != Stage.Kind.OPEN
        if closed:
            opportunity.stage, opportunity.outcome = self.stages.first(opportunity.pipeline), Stage.Kind.OPEN
        opened_on = opportunity.opened_on
        yield OpportunityEvent.of(opportunity, OpportunityEvent.Kind.OPENED, None, morning(opened_on), opened_on)
        opportunity.stage, opportunity.outcome = final
        if closed:
            on = opportunity.closed_on
            yield OpportunityEvent.of(opportunity, opportunity.outcome, None, morning(on), on)

    def make_sales(self, pairs: list[tuple[Opportunity, Row]]) -> None:
        """The sale of each won one, as `Opportunity.win` would make it."""
        sales, lines = [], []
        for opportunity, row in pairs:
            if opportunity.outcome == Stage.Kind.WON:
                sale = sale_of(opportunity)
                mine = [SaleLine.of(line) for line in self.lines(opportunity, row)]
                for name, value in SaleLine.summary(mine).items():
                    setattr(sale, name, value)
                sales.append(sale)
                lines.append(mine)
        store(sales)
        for sale, mine in zip(sales, lines, strict=True):
            for line in mine:
                line.sale = sale
        store([line for mine in lines for line in mine])
        first_sales(sales)

    def notes(self) -> list[str]:
        found = [self.stages.told()]
        if self.closed_by_stage:
            sentence = ngettext(
                "%(count)s closed opportunity has no closing date: it was taken to have closed when it last changed its stage.",
                "%(count)s closed opportunities have no closing date: they were taken to have closed when they last "
                "changed their stage.",
                self.closed_by_stage,
            )
            found.append(sentence % {"count": self.closed_by_stage})
        return [each for each in found if each]

    def candidates(self, name: str, values: set[Any]) -> QuerySet:
        """With their lines as they are: to ask for those of each row takes longer than all else of a known one."""
        return super().candidates(name, values).prefetch_related(Prefetch("lines", to_attr="lines_before"))

    def said(self, row: Row) -> dict[str, Any]:
        """Where the stage is one for beginners, the file says nothing of how far a known one has come."""
        values = super().said(row)
        return values if "stage" not in row.assumed else {name: values[name] for name in values if name not in MOVED}

    def update(self, record: Any, row: Row) -> str:
        """By the verbs, so that history and sale follow."""
        values = self.said(row)
        self.doubt_opening(record, values)
        closing = {"closed_on": None, "lost_reason": None} if values.get("outcome") == Stage.Kind.OPEN else {}
        changed = self.differences(record, {**values, **closing})
        product = row.values.get("product")
        other_product = product is not None and [line.product_id for line in record.lines_before] != [product.pk]
        if changed or other_product:
            self.rewrite(record, row, values, changed, other_product)
            return UPDATED
        return UNCHANGED

    @transaction.atomic
    def rewrite(
        self, record: Any, row: Row, values: dict[str, Any], changed: dict[str, Any], other_product: bool
    ) -> None:
        if "owner" in changed:
            self.hand_over(record, changed.pop("owner"))
        self.bring_to(record, values, changed)
        left = self.differences(record, {name: value for name, value in changed.items() if name not in MOVED})
        if "outcome" in changed and not left and not other_product:
            # The verb that closed or reopened it has written all.
            return
        record.change(**left)
        if other_product:
            record.lines.all().delete()
            OpportunityLine.objects.bulk_create(self.lines(record, row))
        if record.outcome == Stage.Kind.WON:
            Sale.of_opportunity(record)

    def doubt_opening(self, record: Opportunity, values: dict[str, Any]) -> None:
        """An opening after the closing that is known is left empty, where the user would have it so."""
        opened = values.get("opened_on") or record.opened_on
        closed = values.get("closed_on") or record.closed_on
        if "opened_on" in self.options.leave_empty and opened and closed and closed < opened:
            values.pop("opened_on", None)
            record.opened_on = None
            self.directory.left_empty["opened_on"] += 1

    def hand_over(self, record: Opportunity, owner: Any) -> None:
        """An open one is reassigned; of a closed one the file corrects who had earned it, and in which team."""
        if record.outcome == Stage.Kind.OPEN:
            record.reassign(owner)
        else:
            record.owner, record.team = owner, owner.team

    def bring_to(self, record: Opportunity, values: dict[str, Any], changed: dict[str, Any]) -> None:
        """To the stage of the file; where it stands there already, amount and closing date are corrected."""
        if "outcome" not in changed and "stage" not in changed:
            return
        outcome = values["outcome"]
        for name in CONVERSION:
            setattr(record, name, changed.get(name, getattr(record, name)))
        record.pipeline = values["pipeline"]
        if outcome == Stage.Kind.WON:
            record.win(values["amount"], on=values["closed_on"])
        elif outcome == Stage.Kind.LOST:
            record.lose(values.get("lost_reason"), on=values["closed_on"])
        else:
            record.reopen()
            record.move_to(values["stage"])


def morning(on: date | None) -> datetime:
    """A moment of a day in the company's time zone: what is known of an event in a file; now without a day."""
    return datetime.combine(on, time(9), Company.current().zone) if on else timezone.now()


def sale_of(opportunity: Opportunity) -> Sale:
    """Whom it belongs to is told by keys: to ask for their records would be some queries for each row."""
    return Sale(
        opportunity=opportunity, account=opportunity.account, amount=opportunity.amount, sold_on=opportunity.closed_on,
        **{name: getattr(opportunity, name) for name in SHARED},
    )  # fmt: skip
