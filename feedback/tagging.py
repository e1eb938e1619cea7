"""What comments are about: tags that words of the comment suggest."""

import re
from collections.abc import Iterable

from crm.models.names import normalise
from feedback.models import Answer, AnswerTag


def suggested(answer: Answer, tags: Iterable[AnswerTag]) -> list[AnswerTag]:
    """The tags with a word of the comment, accents and case ignored, less those that the answer has.

    "late" is found in "Late!", not in "chocolate"; several words on a line are found together.
    """
    text = answer.normalised_comment
    given = {each.pk for each in answer.tags.all()} if text else set()
    return [each for each in tags if text and each.pk not in given and speaks_of(text, each)]


def speaks_of(text: str, tag: AnswerTag) -> bool:
    words = [normalise(line) for line in tag.words.splitlines()]
    return any(word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)
