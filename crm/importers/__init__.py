"""File → rows → a form per row → create, update or leave; rejected rows told with line, column and sentence."""

from crm.importers.loading import Load, Summary
from crm.importers.options import Options
from crm.importers.problems import FileProblem, RowProblem

__all__ = ["FileProblem", "Load", "Options", "RowProblem", "Summary"]
