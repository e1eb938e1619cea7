"""What a survey can be started from: after a win, after a loss, after a purchase, once a year.

Texts are in each language that a survey may have; a survey made of them is edited as any other.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from feedback.models import Question, Survey, SurveyVersion
from feedback.models.conditions import NPS_GROUPS
from feedback.models.surveys import ScoreKind

Kind = Question.Kind
Texts = dict[str, str]


def said(english: str, french: str) -> Texts:
    return {"en": english, "fr": french}


@dataclass(frozen=True)
class Draft:
    """A question before it is in a survey; `after` is the place of the question that decides, from 0."""

    kind: str
    texts: Texts
    choices: tuple[Texts, ...] = ()
    ends: tuple[int, int] | None = None
    lowest_means: Texts = field(default_factory=dict)
    highest_means: Texts = field(default_factory=dict)
    required: bool = False
    after: int | None = None
    shown_for: tuple[Any, ...] = ()


@dataclass(frozen=True)
class StartingPoint:
    slug: str
    label: Any
    about: Any
    kind: str
    introduction: Texts
    mail_subject: Texts
    mail_text: Texts
    questions: tuple[Draft, ...]
    thanks: Texts = field(
        default_factory=lambda: said(
            "Thank you. Your answer is read by a person, and helps us do better.",
            "Merci. Votre réponse est lue par une personne et nous aide à progresser.",
        )
    )


RECOMMEND = Draft(
    Kind.SCORE,
    said(
        "How likely are you to recommend us to a colleague or a friend?",
        "Quelle est la probabilité que vous nous recommandiez à un collègue ou à un ami ?",
    ),
    lowest_means=said("Not at all likely", "Pas du tout probable"),
    highest_means=said("Very likely", "Très probable"),
    required=True,
)
WHY = (
    Draft(
        Kind.TEXT,
        said("What went wrong, and what can we put right?", "Qu’est-ce qui n’a pas été, et que pouvons-nous réparer ?"),
        after=0, shown_for=tuple(NPS_GROUPS["detractors"]),
    ),
    Draft(
        Kind.TEXT, said("What was missing for a 9 or a 10?", "Que manquait-il pour un 9 ou un 10 ?"),
        after=0, shown_for=tuple(NPS_GROUPS["passives"]),
    ),
    Draft(
        Kind.TEXT, said("What did you like most?", "Qu’avez-vous le plus apprécié ?"),
        after=0, shown_for=tuple(NPS_GROUPS["promoters"]),
    ),
)  # fmt: skip
CALL_BACK = Draft(Kind.YES_NO, said("May we call you about it?", "Pouvons-nous vous appeler à ce sujet ?"))

STARTING_POINTS = (
    StartingPoint(
        "win",
        _("After a win"),
        _("Would they recommend you, why, and what tipped the scales."),
        ScoreKind.NPS,
        said("You chose us: thank you. How was it?", "Vous nous avez choisis : merci. Comment cela s’est-il passé ?"),
        said("How was it to work with us?", "Comment s’est passée notre collaboration ?"),
        said(
            "You chose us recently, and we would like to know how it went. One click is enough.",
            "Vous nous avez choisis récemment et nous aimerions savoir comment cela s’est passé. Un clic suffit.",
        ),
        (
            RECOMMEND,
            *WHY,
            Draft(
                Kind.MULTIPLE, said("What made you choose us?", "Qu’est-ce qui a emporté votre décision ?"),
                (
                    said("The product", "Le produit"), said("The price", "Le prix"), said("The advice", "Le conseil"),
                    said("The delivery time", "Le délai de livraison"),
                    said("A recommendation", "Une recommandation"),
                ),
            ),
        ),
    ),
    StartingPoint(
        "loss",
        _("After a loss"),
        _("Why they went elsewhere, how hard it was to deal with you, and whether to try again."),
        ScoreKind.CES,
        said(
            "You decided otherwise, and we respect that. Two minutes of frankness would help us.",
            "Vous avez fait un autre choix, et nous le respectons. Deux minutes de franchise nous aideraient.",
        ),
        said("What could we have done better?", "Qu’aurions-nous pu faire mieux ?"),
        said(
            "You decided otherwise, and we will not try to change your mind. We would only like to learn from it.",
            "Vous avez fait un autre choix et nous n’essaierons pas de vous faire changer d’avis. "
            "Nous aimerions seulement en tirer une leçon.",
        ),
        (
            Draft(
                Kind.SCORE,
                said("How easy was it to deal with us?", "A-t-il été facile de traiter avec nous ?"),
                lowest_means=said("Very hard", "Très difficile"), highest_means=said("Very easy", "Très facile"),
                required=True,
            ),
            Draft(
                Kind.CHOICE, said("What counted against us?", "Qu’est-ce qui a joué contre nous ?"),
                (
                    said("The price", "Le prix"),
                    said("The product lacked something", "Il manquait quelque chose au produit"),
                    said("We answered too late", "Nous avons répondu trop tard"),
                    said("Another supplier convinced more", "Un autre fournisseur a mieux convaincu"),
                    said("The project was put off", "Le projet a été reporté"),
                ),
            ),
            Draft(Kind.TEXT, said("What should we have done?", "Qu’aurions-nous dû faire ?")),
            Draft(
                Kind.YES_NO,
                said("May we come back to you another time?", "Pouvons-nous revenir vers vous une autre fois ?"),
            ),
        ),
    ),
    StartingPoint(
        "purchase",
        _("After a purchase"),
        _("How content they are with what they bought, and what to repair."),
        ScoreKind.CSAT,
        said("Thank you for your purchase. How content are you?", "Merci pour votre achat. Répond-il à vos attentes ?"),
        said("How content are you with your purchase?", "Que pensez-vous de votre achat ?"),
        said(
            "You bought from us a few days ago. Tell us with one click how content you are.",
            "Vous avez acheté chez nous il y a quelques jours. Dites-nous d’un clic ce que vous en pensez.",
        ),
        (
            Draft(
                Kind.SCORE,
                said("How satisfied are you with your purchase?", "Votre achat vous donne-t-il satisfaction ?"),
                lowest_means=said("Not at all", "Pas du tout"), highest_means=said("Very much", "Tout à fait"),
                required=True,
            ),
            Draft(
                Kind.CHOICE, said("What disappointed you?", "Qu’est-ce qui n’a pas répondu à vos attentes ?"),
                (
                    said("The product", "Le produit"), said("The delivery", "La livraison"),
                    said("The advice", "Le conseil"), said("The price", "Le prix"),
                    said("Something else", "Autre chose"),
                ),
                after=0, shown_for=(1, 2, 3),
            ),
            Draft(Kind.TEXT, said("What should we know?", "Que devrions-nous savoir ?")),
            Draft(Kind.YES_NO, CALL_BACK.texts, after=0, shown_for=(1, 2)),
        ),
    ),
    StartingPoint(
        "yearly",
        _("Once a year"),
        _("How the relation stands: recommendation, what counts, and what to improve next year."),
        ScoreKind.NPS,
        said("Another year together. Where do we stand?", "Une année de plus ensemble. Où en sommes-nous ?"),
        said("Where do we stand, in your view?", "Où en sommes-nous, selon vous ?"),
        said(
            "Once a year we ask our customers what they think of us. It takes two minutes; one click is a beginning.",
            "Une fois par an, nous demandons à nos clients ce qu’ils pensent de nous. "
            "Cela prend deux minutes ; un clic suffit pour commencer.",
        ),
        (
            RECOMMEND,
            *WHY,
            Draft(
                Kind.SCALE,
                said("How well do we know your needs?", "Connaissons-nous bien vos besoins ?"), ends=(1, 5),
                lowest_means=said("Badly", "Mal"), highest_means=said("Very well", "Très bien"),
            ),
            Draft(
                Kind.MULTIPLE, said("What should we improve first?", "Que devrions-nous améliorer en premier ?"),
                (
                    said("Products", "Les produits"), said("Prices", "Les prix"), said("Delivery", "La livraison"),
                    said("Advice and service", "Le conseil et le service"), said("Invoices", "La facturation"),
                ),
            ),
            CALL_BACK,
        ),
    ),
)  # fmt: skip
BY_SLUG = {each.slug: each for each in STARTING_POINTS}


@transaction.atomic
def begin(survey: Survey, point: StartingPoint) -> SurveyVersion:
    """The first draft of a new survey, as the starting point has it."""
    version = SurveyVersion.objects.create(survey=survey, number=1)
    write(version, point)
    return version


@transaction.atomic
def write(version: SurveyVersion, point: StartingPoint) -> None:
    """The texts of the starting point, and its questions, into a draft that has none."""
    version.introduction, version.thanks = point.introduction, point.thanks
    version.mail_subject, version.mail_text = point.mail_subject, point.mail_text
    version.save()
    made: list[Question] = []
    for order, draft in enumerate(point.questions, 1):
        lowest, highest = draft.ends or (None, None)
        question = Question(
            version=version, order=order, kind=draft.kind, texts=draft.texts, required=draft.required,
            choices=[{"key": f"c{number}", "texts": texts} for number, texts in enumerate(draft.choices, 1)],
            lowest=lowest, highest=highest, lowest_means=draft.lowest_means, highest_means=draft.highest_means,
            depends_on=None if draft.after is None else made[draft.after], shown_for=list(draft.shown_for),
        )  # fmt: skip
        question.save()
        made.append(question)
