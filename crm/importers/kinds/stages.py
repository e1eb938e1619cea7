"""Stage names in files → stages of ours: which end a pipeline, and in which order the others come."""

import re

from django.utils.translation import gettext as _

from crm.importers.problems import RowProblem
from crm.importers.references import Directory
from crm.importers.wording import either
from crm.models import Pipeline, Stage
from crm.models.names import normalise

# Whole words: “Assigned” is not “signé”.
WON_WORDS = re.compile(r"\b(won|gagnee?s?|signee?s?|ganad[ao]s?|gewonnen)\b")
LOST_WORDS = re.compile(r"\b(lost|perdue?s?|abandon(nee?s?|ed)?|perdid[ao]s?|verloren)\b")
# How far along stages usually are; a name that holds none of these words comes in the middle.
USUAL_ORDER = (
    "lead", "prospect", "new", "nouv", "qualif", "appointment", "contact", "need", "besoin", "analys", "perception",
    "engag", "present", "demo", "value", "decision", "propos", "offer", "offre", "quote", "devis", "contract", "contrat",
    "negot", "negoc", "review", "verbal",
)  # fmt: skip
MIDDLE, WON_ORDER, LOST_ORDER = 50, 900, 901


def kind_of(name: str) -> str:
    plain = normalise(name)
    if LOST_WORDS.search(plain):
        return Stage.Kind.LOST
    return Stage.Kind.WON if WON_WORDS.search(plain) else Stage.Kind.OPEN


def usual_order(name: str) -> int:
    plain = normalise(name)
    found = [position for position, word in enumerate(USUAL_ORDER) if word in plain]
    return 10 + found[0] * 4 if found else MIDDLE


class Stages:
    """All stages, by pipeline and name. In a company without any, the file defines them."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.known: dict[tuple[int, str], Stage] = {}
        for stage in Stage.objects.select_related("pipeline"):
            self.known[stage.pipeline_id, stage.normalised_name] = stage
        self.defined_by_file = not self.known
        self.default: Pipeline | None = Pipeline.objects.filter(is_default=True).first()

    def find(self, pipeline: Pipeline | None, text: str) -> Stage:
        """The stage of that name, or the one that ends the pipeline the same way; RowProblem if there is none."""
        pipeline = pipeline or self.default_pipeline()
        found = self.known.get((pipeline.pk, normalise(text)))
        kind = kind_of(text)
        if found is None and kind != Stage.Kind.OPEN:
            found = next((each for each in self.of(pipeline) if each.kind == kind), None)
        if found is not None:
            return found
        if self.defined_by_file or self.directory.create_missing or not self.of(pipeline):
            return self.create(pipeline, text, kind)
        words = {"value": text, "names": ", ".join(each.name for each in self.of(pipeline))}
        sentence = either(
            _("There is no stage “%(value)s”; there are %(names)s. Correct it, or load with --create-missing."),
            _(
                "There is no stage “%(value)s”; there are %(names)s. Say which it is under “Names in the file”, or have "
                "what is missing created."
            ),
        )
        raise RowProblem("stage", text, sentence % words)

    def of(self, pipeline: Pipeline) -> list[Stage]:
        return [stage for (key, _name), stage in self.known.items() if key == pipeline.pk]

    def first(self, pipeline: Pipeline) -> Stage:
        """The first open stage; made when the file names only won and lost."""
        stages = [stage for stage in self.of(pipeline) if stage.kind == Stage.Kind.OPEN]
        if not stages:
            return self.create(pipeline, _("Open"), Stage.Kind.OPEN)
        return min(stages, key=lambda stage: (stage.order, stage.pk))

    def default_pipeline(self) -> Pipeline:
        if self.default is None:
            # Another import may have made it since this one began.
            self.default, made = Pipeline.objects.get_or_create(is_default=True, defaults={"name": _("Sales")})
            if made:
                self.directory.effects.made([self.default])
                self.directory.created["pipeline"] += 1
        return self.default

    def create(self, pipeline: Pipeline, name: str, kind: str) -> Stage:
        orders = {Stage.Kind.WON: (WON_ORDER, 100), Stage.Kind.LOST: (LOST_ORDER, 0)}
        order, probability = orders.get(Stage.Kind(kind), (usual_order(name), 50))
        told = {"name": name[:120], "kind": kind, "order": order, "probability": probability}
        # A pipeline ends once each way, whatever that is called.
        one = {"normalised_name": normalise(name[:120])} if kind == Stage.Kind.OPEN else {"kind": kind}
        stage, made = Stage.objects.get_or_create(pipeline=pipeline, **one, defaults=told)
        if made:
            self.directory.created["stage"] += 1
            self.directory.effects.made([stage])
        self.known[pipeline.pk, stage.normalised_name] = stage
        return stage
