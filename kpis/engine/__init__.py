"""How a figure is computed. It knows no model: the catalogue says what the facts are."""

from kpis.engine.errors import QueryError
from kpis.engine.periods import Period
from kpis.engine.query import Query
from kpis.engine.results import Figure, Key, LeftOut, Result, Row

__all__ = ["Figure", "Key", "LeftOut", "Period", "Query", "QueryError", "Result", "Row"]
