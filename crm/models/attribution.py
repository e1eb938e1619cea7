"""What every fact carries, so that all facts are sliced the same way, each from its own table."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.access import AttributedQuerySet

DIMENSIONS = ("owner", "team", "region", "channel", "campaign")


def attribution_indexes(name: str, date: str, *extra: str) -> list[models.Index]:
    """An index per dimension of attribution with the fact's date, and one on the date alone.

    `extra` columns are appended to the date's index only. Names stay under 30 characters.
    """
    indexes = [models.Index(fields=[f"{each}", date], name=f"{name}_{each}_idx") for each in DIMENSIONS]
    return [*indexes, models.Index(fields=[date, *extra], name=f"{name}_date_idx")]


class Attributed(models.Model):
    """A fact keeps the owner, team, region, channel and campaign it was earned in."""

    # The foreign keys have no index of their own: each is the head of an index with the fact's date.
    owner = models.ForeignKey(
        "crm.User",
        verbose_name=_("owner"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    team = models.ForeignKey(
        "crm.Team",
        verbose_name=_("team"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    region = models.ForeignKey(
        "crm.Region",
        verbose_name=_("region"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    channel = models.ForeignKey(
        "crm.Channel",
        verbose_name=_("channel"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    campaign = models.ForeignKey(
        "crm.Campaign",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = AttributedQuerySet.as_manager()

    class Meta:
        abstract = True

    def attribute(self) -> None:
        """Fills what is empty: the account's owner, the owner's team, the account's region else the owner's,
        the opportunity's campaign and channel else the account's. What is set stays."""
        account = getattr(self, "account", None)
        opportunity = getattr(self, "opportunity", None)
        self._take("owner", opportunity, account)
        # Looked up only where something is missing that an owner gives.
        owner = self.owner if self.team_id is None or self.region_id is None else None
        if owner is not None:
            self._take("team", owner)
        self._take("team", opportunity, account)
        self._take("region", account, owner, opportunity)
        self._take("channel", opportunity, account)
        self._take("campaign", opportunity, account)

    def _take(self, name: str, *sources: Any) -> None:
        attribute = f"{name}_id"
        for source in sources:
            if getattr(self, attribute) is None and source is not None:
                setattr(self, attribute, getattr(source, attribute, None))
