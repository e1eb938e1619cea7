"""The customer's rights: what is known of a person, erasing it while figures stay, how long answers name anybody."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from crm.models import Account, Activity, Company, Contact, Opportunity, Sale
from feedback.models import Answer, AnswerDraft, AnswerReply, AnswerValue, FeedbackSettings, Invitation, Question
from feedback.models.surveys import new_token

NOT_TOLD = frozenset({"normalised_name", "normalised_phone", "version", "token"})
DAYS_OF_A_MONTH = 30.4375
REASON = "erased"


def columns(record: Any) -> dict[str, Any]:
    """A row as other people read it: what is empty and what only the program uses is left out."""
    found = {}
    for field in record._meta.concrete_fields:
        value = getattr(record, field.attname)
        if field.name in NOT_TOLD or value in (None, ""):
            continue
        found[field.name] = str(getattr(record, field.name)) if field.is_relation else value
    return found


def known_of(contact: Contact) -> dict[str, Any]:
    """All that is recorded about a person, by kind: lists of rows."""
    answers = Answer.objects.filter(contact=contact)
    values = AnswerValue.objects.filter(answer__in=answers).select_related("question")
    return {
        "contact": [columns(contact)],
        "account": [columns(contact.account)] if is_the_person(contact) else [],
        "opportunities": rows_of(Opportunity.objects.filter(contact=contact)),
        "sales": rows_of(Sale.objects.filter(contact=contact)),
        "activities": rows_of(Activity.objects.filter(contact=contact)),
        "invitations": rows_of(Invitation.objects.filter(contact=contact)),
        "answers": rows_of(answers),
        "answers_to_questions": [
            {"answer": each.answer_id, "question": str(each.question), "value": each.value} for each in values
        ],
        "replies": rows_of(AnswerReply.objects.filter(answer__in=answers)),
        "changes": [
            {"at": each.history_date, "by": str(each.history_user or ""), "kind": each.history_type}
            for each in contact.history.select_related("history_user").order_by("history_date")
        ],
    }


def rows_of(rows: QuerySet[Any]) -> list[dict[str, Any]]:
    relations = [field.name for field in rows.model._meta.concrete_fields if field.is_relation]
    return [columns(each) for each in rows.select_related(*relations).order_by("pk")]


def archive(contact: Contact) -> bytes:
    """A ZIP file: the same as JSON for machines and as text for people."""
    known = known_of(contact)
    lines: list[str] = []
    for kind, rows in known.items():
        lines += [kind.replace("_", " ").upper(), ""]
        for row in rows:
            lines += [f"  {name}: {value}" for name, value in row.items()] + [""]
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr("known.json", json.dumps(known, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        packed.writestr("known.txt", "\n".join(lines))
    return file.getvalue()


def is_the_person(contact: Contact) -> bool:
    """Whether the account is the person: it has no other contact."""
    account = contact.account
    if account is None or account.kind != Account.Kind.PERSON:
        return False
    return not Contact.objects.filter(account=account).exclude(pk=contact.pk).exists()


def stand_in(key: int) -> str:
    with translation.override(Company.current().language):
        return _("Erased person %(number)s") % {"number": key}


@transaction.atomic
def erase(pk: int) -> None:
    """The person is forgotten, what they bought and the scores they gave are not: every figure stays.

    They are never asked again. The history of the record keeps that it was erased, when and by whom, and nothing else.
    """
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=pk)
    answers = Answer.objects.filter(contact=contact)
    forget_words(answers)
    answers.update(contact=None, external_id="")
    forget_invitations(Invitation.objects.filter(contact=contact))
    forget_activities(Activity.objects.filter(contact=contact))
    Activity.history.filter(contact_id=contact.pk).delete()
    if is_the_person(contact) and contact.account is not None:
        forget_account(contact.account)
    contact.history.all().delete()
    for name in ("first_name", "job_title", "email", "phone", "language", "external_id", "notes",
                 "survey_consent_source", "undeliverable_email"):  # fmt: skip
        setattr(contact, name, "")
    contact.last_name = stand_in(contact.pk)
    contact.survey_consent_on = contact.undeliverable_since = None
    contact.refuses_surveys = True
    contact._change_reason = REASON  # type: ignore[attr-defined]
    contact.save()


def forget_account(account: Account) -> None:
    """An account that is a person: where they live and how they are reached goes too."""
    account.history.all().delete()
    for name in ("email", "phone", "website", "street", "postal_code", "external_id", "notes"):
        setattr(account, name, "")
    account.name = stand_in(account.pk)
    account._change_reason = REASON  # type: ignore[attr-defined]
    account.save()


def forget_activities(activities: QuerySet[Any]) -> None:
    """What was written about them, in their history too; what was done, when and for how long stays."""
    keys = list(activities.values_list("pk", flat=True))
    Activity.history.filter(id__in=keys).delete()
    Activity.objects.filter(pk__in=keys).update(subject="", normalised_subject="", notes="", external_id="")


def forget_words(answers: QuerySet[Any]) -> None:
    """What was written in answers, about them and in reply; what was chosen and scored stays."""
    AnswerReply.objects.filter(answer__in=answers).delete()
    AnswerValue.objects.filter(answer__in=answers, question__kind=Question.Kind.TEXT).delete()
    forget_activities(Activity.objects.filter(pk__in=answers.values("follow_up")))
    answers.update(comment="", normalised_comment="", closed_with="")


def forget_invitations(invitations: QuerySet[Any]) -> None:
    """Their addresses; those that still wait are withdrawn, links that were sent open nothing."""
    AnswerDraft.objects.filter(invitation__in=invitations).delete()
    waiting = invitations.filter(state__in=(*Invitation.NOT_SENT_YET, *Invitation.AWAITED))
    waiting.update(state=Invitation.State.REVOKED, revoked_at=timezone.now())
    for each in invitations.only("pk"):
        Invitation.objects.filter(pk=each.pk).update(token=new_token())
    invitations.update(email="", external_id="")


def of_persons() -> Q:
    """Answers and invitations of customers who are persons, by the account or by what they are about."""
    person = Account.Kind.PERSON
    return Q(account__kind=person) | Q(sale__account__kind=person) | Q(opportunity__account__kind=person)


@transaction.atomic
def retain() -> dict[str, int]:
    """Carries out the periods of the settings; how many half-finished answers, answers and invitations it changed.

    A company stays named with its scores, so that its figures do; a customer who is a person does not.
    """
    settings, now = FeedbackSettings.current(), timezone.now()
    drafts = AnswerDraft.objects.filter(updated_at__lt=now - timedelta(days=settings.draft_days)).delete()[0]
    if settings.answer_months is None:
        return {"drafts": drafts, "answers": 0, "invitations": 0}
    until = Company.current().today() - timedelta(days=round(settings.answer_months * DAYS_OF_A_MONTH))
    old = Answer.objects.filter(answered_on__lt=until)
    naming = old.exclude(contact=None, comment="", closed_with="") | old.filter(of_persons())
    keys = list(naming.values_list("pk", flat=True))
    answers = Answer.objects.filter(pk__in=keys)
    forget_words(answers)
    answers.filter(of_persons()).update(account=None, sale=None, opportunity=None)
    answers.update(contact=None)
    sent = Invitation.objects.filter(sent_on__lt=until)
    asked = sent.exclude(contact=None, email="") | sent.filter(of_persons())
    invitations = Invitation.objects.filter(pk__in=list(asked.values_list("pk", flat=True)))
    count = invitations.count()
    forget_invitations(invitations)
    # What it was about would tell the customer.
    invitations.filter(of_persons()).update(account=None, sale=None, opportunity=None, occasion="")
    invitations.update(contact=None)
    return {"drafts": drafts, "answers": len(keys), "invitations": count}
