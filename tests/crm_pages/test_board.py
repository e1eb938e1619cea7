"""The board: sums over all rows, signs on the cards, and answers to verbs asked for by its script."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from crm.models import Opportunity, Sale
from tests.crm_pages.conftest import Mill

SCRIPT = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "board"}


def verb(client: Client, mill: Mill, name: str, **fields: str) -> tuple[int, str]:
    words = {"board": f"pipeline={mill.pipeline.pk}"} | fields
    answer = client.post(f"/opportunities/{mill.opportunity.pk}/{name}/", words, **SCRIPT)
    return answer.status_code, answer.content.decode()


def board(client: Client) -> str:
    """The columns, without the filters above them."""
    return client.get("/opportunities/board/").content.decode().partition('id="board"')[2]


def test_cards_show_next_step_age_and_silence(rep: Client, mill: Mill) -> None:
    page = board(rep)
    assert "Call about stones" in page and "Gone quiet" not in page and "No next step" not in page
    Opportunity.objects.update(stage_since=mill.today - timedelta(days=40))
    mill.activity.cancel()
    page = board(rep)
    assert "40 days" in page and "Gone quiet" in page and "No next step" in page


def test_how_long_is_quiet_is_a_setting_of_the_stage(rep: Client, mill: Mill) -> None:
    Opportunity.objects.update(stage_since=mill.today - timedelta(days=40))
    mill.pipeline.stages.update(quiet_after_days=40)
    assert "Gone quiet" not in board(rep)
    mill.pipeline.stages.update(quiet_after_days=39)
    assert "Gone quiet" in board(rep)


def test_a_stage_no_longer_in_use_is_shown_while_it_holds_something(rep: Client, mill: Mill) -> None:
    mill.pipeline.stages.filter(name__in=["Contact", "Offer"]).update(active=False)
    page = board(rep)
    assert "Two stones" in page and "Contact" in page and "Offer" not in page


def test_a_move_by_script_answers_with_the_board_and_undo(rep: Client, mill: Mill) -> None:
    offer = mill.pipeline.stages.get(name="Offer")
    status, page = verb(rep, mill, "move", stage=str(offer.pk), version="1")
    assert status == 200 and "<html" not in page and 'id="board"' in page and "Undo" in page
    mill.opportunity.refresh_from_db()
    assert mill.opportunity.stage == offer


def test_a_stale_move_draws_the_board_as_it_is_and_says_why(rep: Client, mill: Mill) -> None:
    mill.opportunity.change(name="Renamed")
    offer = mill.pipeline.stages.get(name="Offer")
    status, page = verb(rep, mill, "move", stage=str(offer.pk), version="1")
    assert status == 422 and "Renamed" in page and "meanwhile" in page


def test_a_refused_win_keeps_what_was_typed_in_the_dialog(rep: Client, mill: Mill) -> None:
    answer = rep.post(
        f"/opportunities/{mill.opportunity.pk}/win/",
        {"board": f"pipeline={mill.pipeline.pk}", "amount": "77.5", "on": "2001-01-01"},
        **SCRIPT,
    )
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#verb-body")
    assert "77.5" in answer.content.decode()


def test_the_moved_card_is_shown_even_where_newer_ones_fill_the_column(rep: Client, mill: Mill) -> None:
    offer = mill.pipeline.stages.get(name="Offer")
    for _number in range(20):
        Opportunity.open(name="Newer", owner=mill.people.rep, stage=offer)
    _status, page = verb(rep, mill, "move", stage=str(offer.pk))
    assert f'id="card-{mill.opportunity.pk}"' in page


@pytest.mark.parametrize("name", ["win", "lose"])
def test_the_question_is_a_page_without_script_and_a_fragment_with_it(rep: Client, mill: Mill, name: str) -> None:
    address = f"/opportunities/{mill.opportunity.pk}/{name}/"
    assert "<html" in rep.get(address).content.decode()
    assert "<html" not in rep.get(address, {"board": ""}, **SCRIPT).content.decode()


def narrowed(client: Client, mill: Mill, address: str) -> str:
    Opportunity.open(name="Of a colleague", owner=mill.people.colleague, amount=Decimal(9))
    Opportunity.open(name="Of the south", owner=mill.people.outsider)
    client.force_login(mill.people.admin)
    return client.get(f"/opportunities/board/?{address}").content.decode()


def test_it_is_narrowed_to_a_person_and_the_sums_are_theirs(client: Client, mill: Mill) -> None:
    page = narrowed(client, mill, f"owner=user:{mill.people.rep.pk}")
    assert "Two stones" in page and "Of a colleague" not in page
    assert 'value="1200.500000"' in page


def test_it_is_narrowed_to_a_team_with_those_below_it(client: Client, mill: Mill) -> None:
    page = narrowed(client, mill, f"team={mill.people.sales.pk}")
    assert "Two stones" in page and "Of a colleague" in page and "Of the south" not in page


def test_a_move_keeps_what_the_board_is_narrowed_to(client: Client, mill: Mill) -> None:
    narrowed(client, mill, "")
    offer = mill.pipeline.stages.get(name="Offer")
    asked = f"pipeline={mill.pipeline.pk}&owner=user:{mill.people.rep.pk}"
    status, page = verb(client, mill, "move", stage=str(offer.pk), board=asked)
    assert status == 200 and "Two stones" in page and "Of a colleague" not in page


def test_a_wrong_filter_is_told_and_shows_nothing(rep: Client, mill: Mill) -> None:
    answer = rep.get("/opportunities/board/", {"owner_text": "Nobody of this name"})
    assert answer.status_code == 422 and "Two stones" not in answer.content.decode()


def token_of(page: str) -> str:
    return page.split('name="token" value="')[1].split('"')[0]


def won(client: Client, mill: Mill) -> str:
    answer = client.post(f"/opportunities/{mill.opportunity.pk}/win/", {"amount": "900"}, follow=True)
    return token_of(answer.content.decode())


def take_back(client: Client, mill: Mill, token: str) -> str:
    answer = client.post(f"/opportunities/{mill.opportunity.pk}/undo/", {"token": token}, follow=True)
    mill.opportunity.refresh_from_db()
    return answer.content.decode()


def test_a_win_is_taken_back_from_the_message(rep: Client, mill: Mill) -> None:
    assert "Taken back" in take_back(rep, mill, won(rep, mill))
    assert (mill.opportunity.outcome, mill.opportunity.amount) == ("open", Decimal("1200.50"))
    assert not Sale.objects.filter(opportunity=mill.opportunity).exists()


def test_only_whoever_did_it_takes_it_back_and_only_while_nothing_else_changed(
    rep: Client, client: Client, mill: Mill
) -> None:
    token = won(rep, mill)
    assert "no longer" in take_back(rep, mill, "forged")
    mill.opportunity.refresh_from_db()
    mill.opportunity.change(name="Renamed")
    assert "no longer" in take_back(rep, mill, token)
    assert mill.opportunity.outcome == "won"
    client.force_login(mill.people.manager)
    token = token_of(client.post(f"/opportunities/{mill.opportunity.pk}/reopen/", follow=True).content.decode())
    client.force_login(mill.people.rep)
    assert "no longer" in take_back(client, mill, token)
