"""`manage.py encrypt_secrets`: what is kept encrypted is encrypted again with the present JAUGE_SECRET_KEY.

Also what was kept as it is: from then on secrets of shops and webhooks are encrypted whenever they are stored.
"""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction
from django.utils.translation import gettext as _

from crm.encryption import SECOND_FACTORS, LostKeyError, decrypted, encrypted
from crm.models import Company, IngestSource, WebhookEndpoint
from crm.models.encrypted import EncryptedField, Unreadable

# Where the sign-in package keeps seeds within the data of a factor; the last is a list.
SEEDS, LISTS = ("secret", "seed"), ("migrated_codes",)


class Command(BaseCommand):
    help = "Encrypts what is kept encrypted again, with the newest key; run it after JAUGE_SECRET_KEY was changed."

    def handle(self, *args: Any, **options: Any) -> None:
        Company.current()
        Company.objects.update(encrypts_secrets=True)
        shops = renewed(IngestSource)
        hooks = renewed(WebhookEndpoint)
        factors = [renewed_factor(key) for key in keys_of(Authenticator)]
        said = _("With the present key: shops and telephony %(shops)d, webhooks %(hooks)d, second factors %(factors)d.")
        counts = {"shops": sum(shops), "hooks": sum(hooks), "factors": sum(factors)}
        self.stdout.write(said % counts)
        lost = {"shops": shops.count(False), "hooks": hooks.count(False), "factors": factors.count(False)}
        if any(lost.values()):
            said = _(
                "With a key that is lost: shops and telephony %(shops)d, webhooks %(hooks)d, "
                "second factors %(factors)d. Add it to JAUGE_SECRET_KEY_FALLBACKS, or make these secrets anew."
            )
            raise CommandError(said % lost)


def keys_of(model: type[models.Model]) -> Iterator[Any]:
    yield from model._default_manager.order_by("pk").values_list("pk", flat=True)


def renewed(model: type[models.Model]) -> list[bool]:
    """Of each row whether its secrets could be read; a row is locked for as long as it takes to write it."""
    names = [field.attname for field in model._meta.concrete_fields if isinstance(field, EncryptedField)]
    found = []
    for key in keys_of(model):
        with transaction.atomic():
            row = model._default_manager.select_for_update().filter(pk=key).first()
            if row is not None:
                row.save(update_fields=names)
                found.append(not any(isinstance(getattr(row, name), Unreadable) for name in names))
    return found


def renewed_factor(key: int) -> bool:
    """False where a seed of it cannot be read; then it stays as it is."""
    with transaction.atomic():
        factor = Authenticator.objects.select_for_update().filter(pk=key).first()
        if factor is None:
            return True
        try:
            seeds = {name: again(factor.data[name]) for name in SEEDS if name in factor.data}
            codes = {name: [again(code) for code in factor.data[name]] for name in LISTS if name in factor.data}
        except LostKeyError:
            return False
        factor.data = {**factor.data, **seeds, **codes}
        factor.save(update_fields=["data"])
    return True


def again(stored: str) -> str:
    return encrypted(decrypted(stored, SECOND_FACTORS), SECOND_FACTORS)
