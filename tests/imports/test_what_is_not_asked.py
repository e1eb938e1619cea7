"""What a file leaves no doubt about is not asked on the pages either."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from crm.models import CampaignResult, Expense, Opportunity
from tests.imports.conftest import Desk


def test_number_cells_of_a_workbook(desk: Desk, workbook: Callable[..., bytes]) -> None:
    desk.imported(workbook([["Date", "Amount"], ["2025-06-01", 12.375]]), kind="expenses")
    assert Expense.objects.get().amount == Decimal("12.375")


def test_what_is_counted(desk: Desk) -> None:
    desk.imported('Date,Campaign,Impressions,Clicks\n2025-06-01,Spring,"18,088","1,021"\n', kind="campaign_results")
    assert CampaignResult.objects.values_list("impressions", "clicks").get() == (18088, 1021)


def test_dates_of_which_another_column_tells_the_order(desk: Desk) -> None:
    text = (
        "Id,Name,Stage,Created,Closing Date,Amount\n1,Roof,Won,3/1/2023,5/9/2023,7\n2,Wall,Won,3/2/2023,5/13/2023,8\n"
    )
    desk.imported(text, kind="opportunities")
    assert Opportunity.objects.get(name="Roof").opened_on == date(2023, 3, 1)
