"""Why a message was not recorded."""

from typing import Any


class RefusedError(Exception):
    """What it says is wrong; `sentence` says what. 422, or 400 where it is not even JSON."""

    def __init__(self, sentence: Any, status: int = 422) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)
        self.status = status


class UnusedError(Exception):
    """Nothing is wrong with it, and nothing is to be recorded: the sender is told that all is well."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)
