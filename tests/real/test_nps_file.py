"""A file of another survey tool, made here: NPS with comments in French, an old encoding, missing scores, days first."""

from datetime import date
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import call_command

from crm.access import Operator
from crm.models import Activity
from feedback.models import Answer
from kpis.catalogue import ask
from kpis.engine import Period, Query

ROWS = 3000
COMMENTS = [
    "Très bien conseillé, merci !",
    "Livraison en retard ; personne n’a rappelé",
    "",
    "Prix élevé, qualité œuvrée",
]


@pytest.fixture(params=["cp1252", "utf-8-sig"])
def file(request: Any, tmp_path: Path) -> tuple[Path, list[int | None]]:
    chance = Random(5)
    scores: list[int | None] = [chance.choice([None, *range(11)]) for _number in range(ROWS)]
    lines = ["Enquête;N° réponse;Note;Date de réponse;Commentaire"]
    for number, score in enumerate(scores):
        day, month = 1 + number % 28, 1 + number % 12
        shown = "" if score is None else str(score)
        comment = COMMENTS[number % len(COMMENTS)]
        lines.append(f'NPS annuel;R{number};{shown};{day:02}/{month:02}/2024;"{comment}"')
    path = tmp_path / "nps.csv"
    path.write_bytes("\r\n".join(lines).encode(request.param))
    return path, scores


@pytest.mark.django_db
def test_past_answers_count_and_call_nobody_back(file: tuple[Path, list[int | None]]) -> None:
    path, scores = file
    given = [score for score in scores if score is not None]
    out = StringIO()
    call_command("load", "answers", str(path), stdout=out)
    promoters, detractors = sum(score >= 9 for score in given), sum(score <= 6 for score in given)
    for _time in range(2):
        found = ask(Query(("nps",), Period.parse("2024", date(2025, 6, 30)), Operator())).total["nps"]
        assert (found.numerator, found.denominator) == (promoters - detractors, len(given)), out.getvalue()
        assert found.value == pytest.approx(100 * (promoters - detractors) / len(given))
        assert Answer.objects.count() == ROWS
        call_command("load", "answers", str(path), stdout=out)
    assert Answer.objects.filter(comment=COMMENTS[1]).count() == ROWS // 4
    assert Answer.objects.filter(normalised_comment__contains="tres bien conseille").count() == ROWS // 4
    first = Answer.objects.get(external_id="R3")
    assert (first.answered_on.day, first.answered_on.month) == (4, 4)
    thirteenth = Answer.objects.get(external_id="R12")
    assert (thirteenth.answered_on.day, thirteenth.answered_on.month) == (13, 1)
    assert not Activity.objects.exists()
