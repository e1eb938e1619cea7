"""What people wrote stands in the cells of a list as they wrote it, and is never read as HTML."""

from types import SimpleNamespace

from crm.columns import Cell, Column
from crm.templatetags.cells import cells

NASTY = "<b title=\"x\">Mill & 'Sons'"


def test_every_place_of_a_cell() -> None:
    column = Column("name", NASTY, "name")
    drawn = [Cell(column, NASTY, address=NASTY, note=NASTY), Cell(column, NASTY, tone=NASTY), Cell(column, NASTY)]

    class Row:
        pk = 7

        def __str__(self) -> str:
            return NASTY

    html = cells(SimpleNamespace(row=Row(), cells=drawn), True)
    assert "<b" not in html and '"x"' not in html and "'Sons'" not in html
    assert html.count("&lt;b title=&quot;x&quot;&gt;Mill &amp; &#x27;Sons&#x27;") == 9
    assert 'value="7"' in html
    assert "checkbox" not in cells(SimpleNamespace(row=Row(), cells=drawn), False)
