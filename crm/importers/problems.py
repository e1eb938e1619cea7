from typing import Any

# What stands before a rejected row's own cells in the file of rejected rows.
REJECTED_COLUMNS = ("line", "column", "value", "sentence")


class FileProblem(ValueError):
    """The whole file cannot be read as asked; the sentence says what to do."""


class RowProblem(ValueError):
    """One row cannot be taken: the field (None: the row as a whole), the value typed, a sentence."""

    def __init__(self, field: str | None, value: Any, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.field = field
        self.value = value
        self.sentence = str(sentence)
