"""What a file is taken for by its header alone, before anybody says."""

import pytest

from crm.importers.profile import likely_kind, subject_of


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("USER_ID,First Name,Last Name,Email", "reps"),
        ("Contact Id,First Name,Last Name,Email", "contacts"),
        ("First Name,Last Name,Email", "contacts"),
        ("customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state", "accounts"),
        ("order_id,customer_id,order_status,order_purchase_timestamp", "sales"),
        ("order_id,payment_sequential,payment_type,payment_installments,payment_value", "sales"),
        ("Customer ID,Date,Amount", "sales"),
        ("Customer ID,Customer,Order Date,Amount", "sales"),
        ("sales_agent,manager,regional_office", "reps"),
    ],
)
def test_by_its_columns_then_by_what_the_first_numbers(header: str, kind: str) -> None:
    assert likely_kind(header.split(","))[0] == kind


def test_a_file_of_which_nothing_is_known_is_no_list_of_people() -> None:
    assert likely_kind(["seller_id", "seller_zip_code_prefix", "seller_city"])[0] != "reps"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Order ID", "sales"), ("order_no", "sales"), ("InvoiceNumber", "sales"), ("N° de commande", "sales"),
        ("Numéro de facture", "sales"), ("Id client", "accounts"), ("N° client", "accounts"), ("Code article", "products"),
        ("Employee number", "reps"), ("Id", ""), ("Note", ""), ("Identity", ""), ("Order", ""), ("Customer", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_the_first_column_numbers(header: str, kind: str) -> None:
    assert subject_of([header, "Anything"]) == kind
