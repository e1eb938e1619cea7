"""Two talks with each rep who is still there: one two months ago, one three weeks ago."""

from datetime import timedelta

from kpis.demo.world import Seller, World
from kpis.models import AgreedAction, OneToOne

# By language: what was talked about, then what was agreed on with the KPI that it should move.
NOTES = {
    "en": ("Good start of the quarter, too few first meetings.", "Offers go out late; two large customers wait."),
    "fr": (
        "Bon début de trimestre, trop peu de premiers rendez-vous.",
        "Les offres partent tard ; deux gros clients attendent.",
    ),
}
ACTIONS = {
    "en": (
        "Two first meetings more a week",
        "Call back every offer within three days",
        "Prepare the price talk together",
    ),
    "fr": (
        "Deux premiers rendez-vous de plus par semaine",
        "Relancer chaque offre sous trois jours",
        "Préparer ensemble la discussion du prix",
    ),
}
METRICS = ("new_opportunities", "win_rate", "average_deal")
DAYS_AGO = (63, 21)


def make_one_to_ones(world: World) -> None:
    for seller in world.sellers:
        if seller.user.left_on is None:
            for number, days in enumerate(DAYS_AGO):
                talk(world, seller, number, days)


def talk(world: World, seller: Seller, number: int, days: int) -> None:
    language = world.words.language
    held_on = world.today - timedelta(days=days)
    sheet = OneToOne.objects.create(
        rep=seller.user, held_by=seller.team.managers.first(), held_on=held_on, notes=NOTES[language][number]
    )
    for place in range(number, number + 2):
        due_on = held_on + timedelta(days=14 + 14 * place)
        done = due_on if due_on < world.today and world.chance(0.6) else None
        AgreedAction.objects.create(
            one_to_one=sheet, text=ACTIONS[language][place], owner=seller.user, due_on=due_on, metric=METRICS[place],
            done_on=done,
        )  # fmt: skip
