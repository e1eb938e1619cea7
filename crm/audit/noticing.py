"""What is recorded without anybody calling `record`: signing in, second factors, rights, settings, deletions."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from django.contrib.auth import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from simple_history.signals import post_create_historical_record

from crm import audit
from crm.audit import Event
from crm.models import Team, User

# Fields of a person that say what they may do, and who they are when they sign in.
RIGHTS = frozenset({"role", "team", "is_active", "left_on", "is_superuser", "email", "username"})
# Kept beside what somebody wrote.
DERIVED = frozenset({"normalised_name", "path", "version", "updated_at"})

# Tables with a history whose changes are settings; deletions are told of all others that have one.
_settings: set[type[Model]] = set()


def watch(*models: type[Model]) -> None:
    """Changes of these tables are settings: with what changed where they have a history, else that they did."""
    for model in models:
        if hasattr(model, "history"):
            _settings.add(model)
        else:
            post_save.connect(saved, sender=model)
            post_delete.connect(deleted, sender=model)


def connect() -> None:
    """Once, when the app is ready."""
    user_logged_in.connect(signed_in)
    user_login_failed.connect(refused)
    user_logged_out.connect(signed_out)
    for how in ("added", "removed", "reset"):
        getattr(mfa, f"authenticator_{how}").connect(FACTORS[how])
    mfa.authentication_failed.connect(factor_refused)
    post_save.connect(password_set, sender=User)
    m2m_changed.connect(managers_changed, sender=Team.managers.through)
    post_create_historical_record.connect(history_grew)


def signed_in(request: Any, user: Any, **_signal: Any) -> None:
    ways = [each["method"] for each in get_authentication_records(request, user)]
    audit.record(Event.SIGN_IN, by=user, request=request, details={"how": ways} if ways else {})


def signed_out(request: Any, user: Any, **_signal: Any) -> None:
    if user is not None:
        audit.record(Event.SIGN_OUT, by=user, request=request)


def refused(credentials: dict[str, Any], request: Any = None, **_signal: Any) -> None:
    """Names the person if there is one. What was typed otherwise is not kept: it may be a password."""
    typed = str(credentials.get("username") or credentials.get("email") or "")
    person = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first()
    audit.record(Event.SIGN_IN_FAILED, request=request, subject=person)


def _factor(how: str) -> Any:
    def changed(user: Any, authenticator: Any, request: Any = None, **_signal: Any) -> None:
        details = {"how": how, "kind": authenticator.type}
        audit.record(Event.SECOND_FACTOR, by=user, request=request, subject=user, details=details)

    return changed


# Signals hold on to their receivers weakly.
FACTORS = {how: _factor(how) for how in ("added", "removed", "reset")}


def factor_refused(user: Any, authenticator: Any, request: Any = None, **_signal: Any) -> None:
    audit.record(Event.SECOND_FACTOR_FAILED, request=request, subject=user, details={"kind": authenticator.type})


def password_set(instance: Any, created: bool, **_signal: Any) -> None:
    """By whatever way; a hash that is merely made anew is no new password."""
    if instance._password is not None and not created:
        audit.record(Event.PASSWORD, subject=instance)


def managers_changed(instance: Any, action: str, model: Any, pk_set: set[int] | None, **_signal: Any) -> None:
    if action not in ("post_add", "post_remove", "post_clear") or (action != "post_clear" and not pk_set):
        return
    who = [str(each) for each in model._base_manager.filter(pk__in=pk_set or ())]
    details = {"managers": action.removeprefix("post_"), "who": who}
    audit.record(Event.RIGHTS, subject=instance, name=str(instance), details=details)


def history_grew(instance: Any, history_instance: Any, **_signal: Any) -> None:
    kind = history_instance.history_type
    if isinstance(instance, User):
        details = changed(history_instance, RIGHTS)
        if details or kind != "~":
            audit.record(Event.RIGHTS, subject=instance, details={**made_or_gone(kind), **details})
    elif type(instance) in _settings:
        if audit.whoever_asks():
            details = {**made_or_gone(kind), **changed(history_instance, None)}
            audit.record(Event.SETTINGS, subject=instance, name=str(instance), details=details)
    elif kind == "-" and audit.whoever_asks() and audit.told_apart():
        audit.record(Event.DELETION, subject=instance)


def made_or_gone(kind: str) -> dict[str, Any]:
    return {"+": {"made": True}, "-": {"deleted": True}}.get(kind, {})


def changed(row: Any, only: frozenset[str] | None) -> dict[str, Any]:
    """The fields whose value differs from the one before: [before, after]; of what is new or gone none."""
    before = row.prev_record if row.history_type == "~" else None
    if before is None:
        return {}
    fields = [each for each in row.tracked_fields if each.name not in DERIVED and (only is None or each.name in only)]
    differing = [each for each in fields if getattr(before, each.attname) != getattr(row, each.attname)]
    return {each.name: [said(each, before), said(each, row)] for each in differing}


def said(field: Any, row: Any) -> Any:
    """A value; of another record its name."""
    value = getattr(row, field.attname)
    if field.related_model is None or value is None:
        return value
    return str(field.related_model._base_manager.filter(pk=value).first() or value)


def saved(instance: Any, created: bool, **_signal: Any) -> None:
    if audit.whoever_asks():
        audit.record(Event.SETTINGS, subject=instance, name=str(instance), details={"made": True} if created else {})


def deleted(instance: Any, **_signal: Any) -> None:
    if audit.whoever_asks():
        audit.record(Event.SETTINGS, subject=instance, name=str(instance), details={"deleted": True})
