"""What customers answered: whether those of projects recommend the company, how content those of the shops are."""

from datetime import date, timedelta

from crm.models import Activity, Opportunity, Sale
from feedback.models import Answer, Invitation
from kpis.demo.deals import Deal
from kpis.demo.selling import BATCH
from kpis.demo.surveys import Asked, make_surveys, make_values
from kpis.demo.words import COMMENTS
from kpis.demo.working import CALL, medium
from kpis.demo.world import World

INVITED = 0.7
SHOP_INVITED = 0.15
ANSWERED = 0.35
COMMENTED = 0.5
FOLLOWED_UP = 0.85
UNHAPPY_TO = 6
UNHAPPY, SO_SO, HAPPY = range(3)
NPS_SCORES = ((0, 2, 4, 5, 6), (7, 8), (9, 10))
CSAT_SCORES = ((1, 2), (3,), (4, 5))


def make_feedback(world: World, deals: list[Deal]) -> None:
    nps, csat = make_surveys(world)
    asked = [after_project(world, nps, deal.opportunity) for deal in deals if deal.opportunity.outcome == "won"]
    bought = Sale.objects.counted().filter(opportunity=None, account__isnull=False)
    sales = bought.select_related("account__owner", "region", "owner", "team").order_by("pk")
    asked += [after_purchase(world, csat, sale) for sale in sales]
    invitations = [each for each in asked if each is not None]
    answers = [each for each in (answer(world, invitation) for invitation in invitations) if each is not None]
    Invitation.objects.bulk_create(invitations, batch_size=BATCH)
    for each in answers:
        each.invitation = each.invitation  # the key is known only since the invitation was written
    Answer.objects.bulk_create(answers, batch_size=BATCH)
    make_values(answers)
    follow_up(world, answers)


def after_project(world: World, asked: Asked, opportunity: Opportunity) -> Invitation | None:
    assert opportunity.closed_on is not None
    sent = opportunity.closed_on + timedelta(days=14)
    if sent > world.today or not world.chance(INVITED):
        return None
    made = invite(world, asked, sent)
    made.opportunity, made.account, made.contact = opportunity, opportunity.account, opportunity.contact
    made.owner, made.team, made.region = opportunity.owner, opportunity.team, opportunity.region
    made.attribute()
    return made


def after_purchase(world: World, asked: Asked, sale: Sale) -> Invitation | None:
    sent = sale.sold_on + timedelta(days=5)
    if sent > world.today or not world.chance(SHOP_INVITED):
        return None
    made = invite(world, asked, sent)
    made.sale, made.account = sale, sale.account
    made.owner, made.team, made.region, made.channel = sale.owner, sale.team, sale.region, sale.channel
    made.attribute()
    return made


def invite(world: World, asked: Asked, sent: date) -> Invitation:
    at = world.moment(sent, 8)
    version = asked.on(sent)
    return Invitation(
        survey=version.survey,
        version=version,
        state=Invitation.State.SENT,
        due_at=at,
        sent_on=sent,
        sent_at=at,
        expires_at=at + timedelta(days=30),
    )


def answer(world: World, invitation: Invitation) -> Answer | None:
    """A third answer within a week; the falling region's customers are less happy."""
    assert invitation.sent_on is not None
    on = invitation.sent_on + timedelta(days=world.random.randrange(7))
    if on > world.today or not world.chance(ANSWERED):
        return None
    invitation.answered_on, invitation.state = on, Invitation.State.ANSWERED
    mood = world.pick((UNHAPPY, SO_SO, HAPPY), moods(world, invitation, on))
    scores = NPS_SCORES if invitation.survey.kind == "nps" else CSAT_SCORES
    language = world.pick((world.words.language, "en", "fr"), (4, 2, 2))
    made = Answer(
        survey=invitation.survey, version=invitation.version, invitation=invitation,
        kind=invitation.survey.kind, score=world.pick(scores[mood]),
        account=invitation.account, contact=invitation.contact, owner=invitation.owner, team=invitation.team,
        region=invitation.region, channel=invitation.channel, campaign=invitation.campaign, language=language,
        comment=world.pick(COMMENTS[language][mood]) if world.chance(COMMENTED) else "", answered_on=on,
        answered_at=world.moment(on, 8),
    )  # fmt: skip
    invitation.answered_at = made.answered_at
    made.attribute()
    return made


def moods(world: World, invitation: Invitation, on: date) -> tuple[float, float, float]:
    if invitation.region and world.is_falling(invitation.region, on):
        return (5, 3, 3)
    return (2, 3, 6)


def follow_up(world: World, answers: list[Answer]) -> None:
    """Most who would not recommend the company are called within days; of the last ones some still wait."""
    called: list[tuple[Answer, Activity]] = []
    for each in answers:
        unhappy = each.kind == "nps" and each.score is not None and each.score <= UNHAPPY_TO
        if unhappy and each.owner is not None and world.chance(FOLLOWED_UP):
            called.append((each, call_back(world, each)))
    Activity.objects.bulk_create([activity for _answer, activity in called], batch_size=BATCH)
    for each, activity in called:
        each.follow_up = activity
    Answer.objects.bulk_update([each for each, _activity in called], ["follow_up"], batch_size=BATCH)


def call_back(world: World, answer: Answer) -> Activity:
    due = answer.answered_on + timedelta(days=1 + world.random.randrange(6))
    made = Activity(
        type=world.activity_types[CALL], medium=medium(world, CALL), subject=world.pick(world.words.subjects[CALL]),
        account=answer.account, contact=answer.contact, owner=answer.owner, team=answer.team, region=answer.region,
        state=Activity.State.PLANNED, due_on=due, due_at=world.moment(due, 10),
    )  # fmt: skip
    if due < world.today:
        made.state, made.done_on, made.done_at = Activity.State.DONE, due, world.moment(due, 10)
        made.duration_seconds = 60 * world.activity_types[CALL].default_minutes
    made.attribute()
    return made
