"""Records that are written at once hold what they would hold written one by one."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from crm.importers.writing import ROWS, bring, draw_keys, store
from crm.models import Account
from crm.models.names import normalise

TEXTS = ("Plain", "tab\tand\nline", r"back\slash \N \t", 'quo"te', "d'été, l'Élan", "𝄞", r"\.", "NULL")


@pytest.mark.django_db
def test_any_text_number_and_date_is_read_as_it_was_given() -> None:
    made = [
        Account(name=text, normalised_name=text, annual_revenue=Decimal("12.500001"), customer_since=date(2024, 2, 29))
        for text in TEXTS
    ]
    store(made)
    assert list(Account.objects.order_by("pk").values_list("pk", "name")) == [(each.pk, each.name) for each in made]
    first = Account.objects.get(pk=made[0].pk)
    assert (first.annual_revenue, first.customer_since, first.owner, first.city, first.version) == (
        Decimal("12.500001"),
        date(2024, 2, 29),
        None,
        "",
        1,
    )
    assert first.created_at == made[0].created_at
    made[0].city = "Lyon"
    made[0].save()
    assert Account.objects.count() == len(TEXTS)


@pytest.mark.django_db
def test_keys_that_were_drawn_are_given_to_nobody_else() -> None:
    """Into a table that nothing was ever stored in, and into one with rows."""
    for _time in range(2):
        drawn, others = ([Account(name=name, normalised_name=name) for name in ("a", "b", "c")] for _each in range(2))
        draw_keys(drawn)
        store(others)
        one = Account.objects.create(name="d")
        store(drawn)
        keys = [each.pk for each in (*drawn, *others, one)]
        assert len({*keys}) == len(keys)
        assert [each.pk for each in drawn] == sorted(each.pk for each in drawn)
        assert {*Account.objects.values_list("pk", flat=True)} >= {*keys}


@pytest.mark.django_db
def test_more_records_than_one_statement_takes() -> None:
    made = [Account(name=str(number), normalised_name=str(number)) for number in range(2 * ROWS + 1)]
    store(made)
    found = Account.objects.order_by("pk").values_list("pk", "name")
    assert list(found) == [(each.pk, str(number)) for number, each in enumerate(made)]


@pytest.mark.django_db
def test_what_the_database_refuses_is_not_there_and_neither_are_the_others() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        store([Account(name="Mill", normalised_name="mill"), Account(name="", normalised_name="")])
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_a_column_is_brought_to_a_value_for_each_key() -> None:
    made = [Account(name=name, normalised_name=name) for name in ("a", "b", "c")]
    store(made)
    bring(Account, "customer_since", {made[0].pk: date(2024, 1, 2), made[2].pk: date(2024, 1, 3)})
    found = Account.objects.order_by("pk").values_list("customer_since", flat=True)
    assert list(found) == [date(2024, 1, 2), None, date(2024, 1, 3)]
    bring(Account, "customer_since", {})


@pytest.mark.parametrize("text", ["", "  A \t b\x1c\n", "ÉCOLE  Élan", "Ab\x0bC", "MIX\u00a0é"])
def test_names_of_plain_letters_are_normalised_as_all_others(text: str) -> None:
    """The short way and the long one, which a letter with an accent makes it take."""
    assert f"{normalise(text)} e".strip() == normalise(f"{text} é")
