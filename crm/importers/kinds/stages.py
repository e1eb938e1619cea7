"""Stage names in files → stages of ours: which end a pipeline, and in which order the others come."""

import re
from functools import lru_cache

from django.utils.translation import gettext as _

from crm.importers.problems import RowProblem
from crm.importers.references import Directory
from crm.importers.wording import either
from crm.models import Pipeline, Stage
from crm.models.names import normalise

# Whole words: “Assigned” is not “signé”. Russian, and names of programs, in parts of words: “успешно”, “closedwon”.
WON_WORDS = re.compile(
    r"\b((closed_?)?won|gagnee?s?|signee?s?|vendue?s?|ganad[ao]s?|ganh[ao]s?|gewonnen|vint[aeio]|wygran[aey])\b"
    r"|\b(успешн|выигра)"
)
LOST_WORDS = re.compile(
    r"\b((closed_?)?lost|perdue?s?|abandon(nee?s?|ed)?|sans suite|annulee?s?|refusee?s?|cancell?ed|rejected|declined"
    r"|perdid[ao]s?|verloren|pers[aeio]|przegran[aey])\b|\b(провал|проигра)"
)
# “Non signé”, “won't proceed” say that it is not won; “won by a competitor” that it is lost.
NOT_WON = re.compile(r"\b(non|not|pas|no|nicht|niet|never|jamais)( yet| encore)? \w+|\bwon t\b")
WON_BY_OTHERS = re.compile(r"\b(won|gagnee?s?) (by|par) (an? |une? |the |our |l |la |le )*(competit|concurren)")
# Work on what was lost or left, such as “lost customer win-back”, is work.
WIN_BACK = re.compile(r"\b(win ?back|reconquete|follow ?up|relance)\b")
# How far along stages usually are; a name that holds none of these words comes in the middle.
USUAL_ORDER = (
    "lead", "prospect", "new", "nouv", "appointment", "qualif", "contact", "need", "besoin", "analys", "perception",
    "engag", "present", "demo", "value", "decision", "propos", "offer", "offre", "quote", "devis", "contract", "contrat",
    "negot", "negoc", "review", "verbal",
)  # fmt: skip
MIDDLE, WON_ORDER, LOST_ORDER = 50, 900, 901
# Names told of each kind.
MOST_TOLD = 20


@lru_cache(maxsize=1000)
def kind_of(name: str) -> str:
    """How a pipeline ends at a stage of that name, if it does."""
    plain = re.sub(r"[-'’]", " ", normalise(name))
    if WIN_BACK.search(plain):
        return Stage.Kind.OPEN
    if LOST_WORDS.search(plain) or WON_BY_OTHERS.search(plain):
        return Stage.Kind.LOST
    return Stage.Kind.WON if WON_WORDS.search(NOT_WON.sub(" ", plain)) else Stage.Kind.OPEN


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
        # By kind the names in the file that were taken for it, in order.
        self.read_as: dict[Stage.Kind, dict[str, None]] = {}
        self.default: Pipeline | None = Pipeline.objects.filter(is_default=True).first()

    def find(self, pipeline: Pipeline | None, text: str, ended: str = "") -> Stage:
        """The stage of that name, or the one that ends the pipeline the same way; RowProblem if there is none.

        `ended` is how the file says that it ended, or that it did not; else its name tells.
        """
        pipeline = pipeline or self.default_pipeline()
        kind = ended or kind_of(text)
        found = self.known.get((pipeline.pk, normalise(text)))
        if found is not None and ended and found.kind != kind:
            found = self.first(pipeline) if kind == Stage.Kind.OPEN else None
        if found is None and kind != Stage.Kind.OPEN:
            found = next((each for each in self.of(pipeline) if each.kind == kind), None)
        if found is not None:
            return self.taken(text, found)
        if self.defined_by_file or self.directory.create_missing or not self.of(pipeline):
            return self.taken(text, self.create(pipeline, self.name_for(pipeline, text, kind), kind))
        words = {"value": text, "names": ", ".join(each.name for each in self.of(pipeline))}
        sentence = either(
            _("There is no stage “%(value)s”; there are %(names)s. Correct it, or load with --create-missing."),
            _(
                "There is no stage “%(value)s”; there are %(names)s. Say which it is under “Names in the file”, or have "
                "what is missing created."
            ),
        )
        raise RowProblem("stage", text, sentence % words)

    def taken(self, text: str, stage: Stage) -> Stage:
        names = self.read_as.setdefault(Stage.Kind(stage.kind), {})
        if len(names) < MOST_TOLD:
            names.setdefault(text)
        return stage

    def name_for(self, pipeline: Pipeline, text: str, kind: str) -> str:
        """Of a closed one the file may name the stage where it stood before it ended."""
        own = kind in (Stage.Kind.OPEN, kind_of(text)) and (pipeline.pk, normalise(text)) not in self.known
        return text if own else str(Stage.Kind(kind).label)

    def told(self) -> str:
        """Which names were taken for what; empty where there were none."""
        if not self.read_as:
            return ""
        named = {kind: ", ".join(self.read_as.get(kind, ())) or "–" for kind in Stage.Kind}
        words = {"won": named[Stage.Kind.WON], "lost": named[Stage.Kind.LOST], "open": named[Stage.Kind.OPEN]}
        return _("Stages taken as won: %(won)s; as lost: %(lost)s; as open: %(open)s.") % words

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
