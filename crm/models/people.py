"""Who works here: users, the teams they were in and when, their absences."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.access import Role, ScopedQuerySet, manages
from crm.models.names import normalise
from crm.models.organisation import Company, Region, Team
from crm.well_known import opens_nothing


def _where_it_opens(session_hash: str) -> str:
    return f"{session_hash}-{'demo' if settings.JAUGE_DEMO else 'listed'}"


class UserQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        return Q(pk=viewer.pk) | Q(team__in=manages(viewer))

    def employed(self, start: date, end: date) -> "UserQuerySet":
        """Who worked here on at least one day of [start, end)."""
        joined = Q(joined_on=None) | Q(joined_on__lt=end)
        return self.filter(joined & (Q(left_on=None) | Q(left_on__gte=start)))

    def sellers(self) -> "UserQuerySet":
        """Who sells: reps and managers with a team; not administrators."""
        return self.exclude(role=Role.ADMIN)

    def working(self, today: date) -> "UserQuerySet":
        """Who may sign in on that day: not switched off, and the last day of work is not over."""
        return self.filter(Q(left_on=None) | Q(left_on__gte=today), is_active=True)

    def staying_administrators(self) -> "UserQuerySet":
        """Administrators who may sign in and of whom no last day is known."""
        return self.filter(role=Role.ADMIN, is_active=True, left_on=None)


class PeopleManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates users as Django does, and answers `visible_to`."""

    use_in_migrations = False

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **more: Any
    ) -> Any:
        """The first of a new company, by `manage.py createsuperuser`: an administrator."""
        return super().create_superuser(username, email, password, **{"role": Role.ADMIN, **more})


class User(AbstractUser):
    """A person who signs in: a rep, a manager or an administrator."""

    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.REP)
    team = models.ForeignKey(
        Team, verbose_name=_("team"), null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    region = models.ForeignKey(
        Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    normalised_name = models.CharField(max_length=310, editable=False, db_index=True)
    hourly_cost = models.DecimalField(_("hourly cost"), max_digits=10, decimal_places=2, null=True, blank=True)
    working_share = models.DecimalField(
        _("working share"),
        max_digits=4,
        decimal_places=3,
        default=1,
        help_text=_("1 is full time, 0.5 half."),
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True, help_text=_("The last day of work."))
    language = models.CharField(_("language"), max_length=5, blank=True, help_text=_("Empty: the browser's."))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)
    # When the invitation that is still open was sent; empty once it was withdrawn.
    invited_at = models.DateTimeField(_("invited on"), null=True, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["password", "last_login"])
    objects = PeopleManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["first_name", "last_name", "username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(joined_on=None) | Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="user_left_after_joined",
            ),
            models.CheckConstraint(condition=Q(working_share__gt=0, working_share__lte=1), name="user_working_share"),
            models.CheckConstraint(condition=Q(hourly_cost=None) | Q(hourly_cost__gte=0), name="user_hourly_cost"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def clean(self) -> None:
        super().clean()
        self._leave_an_administrator()
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            raise ValidationError({"left_on": _("The last day cannot be before the first: correct one of the dates.")})

    def _leave_an_administrator(self) -> None:
        """Refuses that the last administrator stops being one: nobody could ever make another."""
        stays = self.role == Role.ADMIN and self.is_active and self.left_on is None
        administrators = User.objects.staying_administrators()
        if stays or not self.pk or not administrators.filter(pk=self.pk).exists():
            return
        if not administrators.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"role": _("This is the only administrator: make somebody else an administrator first.")}
            )

    def check_password(self, raw_password: str | None) -> bool:
        """A password that everybody knows opens nothing outside the demo; it takes as long as any other."""
        return super().check_password(raw_password) and not opens_nothing(raw_password)

    def get_session_auth_hash(self) -> str:
        """Of a session that was opened with a password of the demo nothing is left on a server.

        Nor of one that is older than the list of sessions, which could not end it.
        """
        return _where_it_opens(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same with former secrets."""
        yield from map(_where_it_opens, super().get_session_auth_fallback_hash())

    def may_sign_in(self) -> bool:
        """Until the last day of work is over, unless switched off before."""
        return self.is_active and (self.left_on is None or self.left_on >= Company.current().today())

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the membership and open opportunities true to the team, whatever path changed it."""
        self.normalised_name = normalise(str(self))
        # The admin site asks for is_staff; the role is what decides.
        self.is_staff = self.role == Role.ADMIN
        super().save(*args, **kwargs)
        self.__dict__.pop("_managed_team_ids", None)
        self._follow_team()

    def managed_team_ids(self) -> frozenset[int]:
        """Ids of the teams the user manages and of all below; read once per user object (one request)."""
        if "_managed_team_ids" not in self.__dict__:
            teams = Company.current().teams.values()
            paths = tuple(team.path for team in teams if self.pk in team.managed_by)
            self.__dict__["_managed_team_ids"] = frozenset(team.pk for team in teams if team.path.startswith(paths))
        known: frozenset[int] = self.__dict__["_managed_team_ids"]
        return known

    def join(self, team: Team | None, on: date, region: Region | None = None) -> None:
        """Moves the user to a team from a date on; closed facts keep the team they were earned in."""
        self.team = team
        self.region = region or self.region
        Membership.switch(self, on)
        self.save()

    def _follow_team(self) -> None:
        current = self.memberships.filter(end_on=None).first()
        if current is None:
            if self.team_id:
                Membership.switch(self, self.joined_on or date(1970, 1, 1))
        elif (current.team_id, current.region_id) != (self.team_id, self.region_id):
            Membership.switch(self, Company.current().today())


class MembershipQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        return Q(user_id=viewer.pk) | Q(team__in=manages(viewer))


class Membership(models.Model):
    """Who was in which team, from `start_on` to `end_on` (first day of the next membership, excluded)."""

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, verbose_name=_("team"), on_delete=models.PROTECT, related_name="memberships")
    region = models.ForeignKey(
        Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("team membership")
        verbose_name_plural = _("team memberships")
        ordering = ["user", "start_on"]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(end_on=None), name="membership_one_current"),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gt=F("start_on")), name="membership_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.team} ({self.start_on} – {self.end_on or '…'})"

    @classmethod
    @transaction.atomic
    def switch(cls, user: User, on: date) -> None:
        """Ends the current membership on `on` and starts one in the user's team; open work follows."""
        from crm.models.pipeline import Opportunity

        cls.objects.filter(user=user, end_on=None, start_on__gte=on).delete()
        cls.objects.filter(user=user, end_on=None).update(end_on=on)
        if user.team_id:
            cls.objects.create(user=user, team_id=user.team_id, region_id=user.region_id, start_on=on)
        Opportunity.objects.filter(owner=user, outcome="open").update(team_id=user.team_id)


class AbsenceQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        return Q(user_id=viewer.pk) | Q(user__team__in=manages(viewer))


class Absence(models.Model):
    """Days off of one person, both ends included."""

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="absences")
    start_on = models.DateField(_("first day"))
    end_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-start_on"]
        constraints = [
            models.CheckConstraint(condition=Q(end_on__gte=F("start_on")), name="absence_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {date_format(self.start_on)} – {date_format(self.end_on)}"
