from collections.abc import Iterable


class QueryError(ValueError):
    """A question that cannot be answered: a code, a sentence, and what would have been right."""

    def __init__(self, code: str, sentence: str, allowed: Iterable[str] = ()) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.allowed = list(allowed)
