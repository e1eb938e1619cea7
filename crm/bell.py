"""Ringing for a worker. The queue is a bell, not a memory: what is to be done stands in the database."""

import logging
from typing import Any

from django.conf import settings

logger = logging.getLogger("jauge.queue")


def redis_errors() -> tuple[type[Exception], ...]:
    """What is raised where Redis does not answer; nothing where none is configured, as its package may be missing."""
    if not settings.REDIS_URL:
        return ()
    from redis import RedisError

    return (RedisError,)


def ring(task: Any, *words: Any) -> None:
    """Where nobody hears it, whoever asked need not know: `run_due` finds what is left undone."""
    try:
        task.enqueue(*words)
    except redis_errors() as error:
        logger.warning("nobody was rung for %s", task.name, exc_info=error)
