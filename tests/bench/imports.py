"""The job behind the pages of imports: a file of opportunities is read, checked, applied and can be taken back."""

import random
import resource
import time
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from django.utils import timezone

from crm.importers import jobs
from crm.models import Import, ImportEffect, Pipeline, Stage, User

HEADER = "Id,Name,Account,Owner,Stage,Created,Close date,Amount"
STATES = ("Lead", "Offer", "Won", "Lost")
KINDS = ("open", "open", "won", "lost")


def measure(size: int, reps: int) -> None:
    """Prints the seconds of each step and the most memory that the process ever took, in MB."""
    make_company(reps)
    own = Import(name="opportunities.csv", size=0, by=User.objects.first(), stored=uuid4())
    own.path.parent.mkdir(parents=True, exist_ok=True)
    own.size = write(own.path, size, reps)
    own.save()
    print(f"{'beginning':>12}: {peak()} MB")
    timed("read", own)
    assert own.kind == "opportunities", own.kind
    own.settings["create_missing"] = True
    own.save()
    for state in (Import.State.CHECKING, Import.State.RUNNING):
        own.state, own.started_at = state, timezone.now() if state == Import.State.RUNNING else None
        own.save()
        timed(state, own)
    assert (own.state, own.created, own.rejected) == (Import.State.DONE, size, 0), (own.state, own.created, own.note)
    print(f"{ImportEffect.objects.filter(made_by=own).count():,} effects can be taken back")


def make_company(reps: int) -> None:
    """Reps and stages, in an empty database that is migrated; see docs/performance.md."""
    pipeline = Pipeline.objects.create(name="Bench", is_default=not Pipeline.objects.filter(is_default=True).exists())
    for order, (name, kind) in enumerate(zip(STATES, KINDS, strict=True), 1):
        Stage.objects.create(pipeline=pipeline, name=name, kind=kind, order=order)
    User.objects.bulk_create(
        User(
            username=f"rep{number}",
            first_name="Rep",
            last_name=f"Number{number}",
            normalised_name=f"rep number{number}",
        )
        for number in range(reps)
    )


def write(path: Path, size: int, reps: int) -> int:
    """The file, a fifth as many accounts as opportunities; its bytes."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        print(HEADER, file=file)
        for number in range(size):
            opened = date(2023, 1, 1) + timedelta(days=chance.randrange(1000))
            stage = chance.choice(STATES)
            closed = opened + timedelta(days=chance.randrange(60)) if stage in ("Won", "Lost") else ""
            account, rep, amount = (
                chance.randrange(size // 5 or 1),
                chance.randrange(reps),
                chance.randrange(100, 99999),
            )
            print(
                f"{number},Deal {number},Customer {account},Rep Number{rep},{stage},{opened},{closed},{amount}",
                file=file,
            )
    return path.stat().st_size


def timed(step: str, own: Import) -> None:
    began, worked = time.perf_counter(), time.process_time()
    jobs.work_on(own.pk)
    own.refresh_from_db()
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    print(
        f"{step:>12}: {seconds:6.1f} s, {work:6.1f} of this process, at most {peak()} MB, {own.state} {own.note}",
        flush=True,
    )


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
