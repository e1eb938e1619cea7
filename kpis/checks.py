"""What `manage.py check` says of the catalogue: a figure that pages cannot name, write or open is told early."""

import gettext
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.utils import translation
from django.utils.functional import Promise

from crm.templatetags.formats import FORMATS
from kpis.catalogue import DIMENSIONS, KINDS, METRICS
from kpis.engine.measures import Computed
from kpis.engine.metrics import Metric
from kpis.engine.periods import GRAINS
from kpis.templatetags.figures import PARTS

BETTER = ("up", "down")
NAME = re.compile(r"[a-z][a-z0-9_]*")
SOURCE_LANGUAGE = "en"


class Silence(gettext.NullTranslations):
    """Says nothing of what a catalogue of messages does not know."""

    def gettext(self, message: str) -> str:
        return ""


def check_catalogue(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """What is wrong with the figures, their kinds and their dimensions."""
    found = [problem for name, metric in METRICS.items() for problem in of_metric(name, metric)]
    texts = {**texts_of(METRICS, "label", "definition"), **texts_of(KINDS, "label", "definition")}
    texts |= {**texts_of(DIMENSIONS, "label"), **sentences(METRICS)}
    return [*found, *unwritten(texts), *untranslated(texts)]


def of_metric(name: str, metric: Metric) -> Iterator[Error]:
    if name != metric.id or not NAME.fullmatch(name) or name in KINDS:
        yield Error(
            f"The figure “{name}” needs a name of its own in small letters, the same as its id.", id="kpis.E001"
        )
    if metric.unit not in FORMATS:
        hint = f"Known are {', '.join(FORMATS)}."
        yield Error(f"The figure “{name}” has the unit “{metric.unit}”, which nobody can write.", hint, id="kpis.E003")
    if metric.better not in BETTER:
        yield Error(f"The figure “{name}” does not say whether up or down is better.", id="kpis.E004")
    if problem := problem_of_parts(metric):
        yield Error(f"The figure “{name}” {problem}.", id="kpis.E005")
    unknown = [each for each in metric.dimensions() if each not in DIMENSIONS and each not in GRAINS]
    if unknown or (metric.always_by and metric.always_by not in metric.dimensions()):
        yield Error(f"The figure “{name}” is split by what is no dimension of it: {unknown}.", id="kpis.E006")


def problem_of_parts(metric: Metric) -> str:
    """Every figure opens: what stands behind its numerator, and its denominator where it has one, is listed."""
    sides = metric.sides()
    if "numerator" not in sides:
        return "does not say which rows stand behind its numerator"
    listed = {part.removeprefix("-") for parts in sides.values() for part in parts}
    if unknown := sorted({part for part in metric.parts if part not in PARTS} | (listed ^ set(metric.parts))):
        return f"lists rows of parts that no figure has: {', '.join(unknown)}"
    silent = [part for part, each in metric.parts.items() if isinstance(each, Computed) and each.rows is None]
    return f"cannot list the rows of its {', '.join(silent)}" if silent else ""


def texts_of(things: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {f"{name}.{key}": getattr(thing, key) for name, thing in things.items() for key in names}


def sentences(metrics: Mapping[str, Metric]) -> dict[str, Any]:
    return {f"{name}.{each.reason}": each.sentence for name, metric in metrics.items() for each in metric.omissions}


def unwritten(texts: Mapping[str, Any]) -> Iterator[Error]:
    """Texts that are empty, or fixed in one language."""
    for name, text in texts.items():
        if not isinstance(text, Promise) or not str(text).strip():
            yield Error(f"“{name}” is not written, or not marked to be translated.", id="kpis.E002")


def untranslated(texts: Mapping[str, Any]) -> Iterator[Warning]:
    """A warning, since a server that was updated without compiling its messages should still start."""
    for language in [code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE]:
        missing = sorted(missing_in(language, texts))
        if missing:
            sentence = f"The catalogue of figures is not whole in “{language}”: {', '.join(missing)}."
            yield Warning(sentence, "Run “make messages”, or translate locale/*/django.po.", id="kpis.W001")


def missing_in(language: str, texts: Mapping[str, Any]) -> Iterable[str]:
    """The names of the texts that the compiled messages of a language lack."""
    try:
        known: gettext.NullTranslations = gettext.translation("django", settings.LOCALE_PATHS[0], [language])
    except FileNotFoundError:
        known = Silence()
    known.add_fallback(Silence())
    with translation.override(SOURCE_LANGUAGE):
        return [name for name, text in texts.items() if not known.gettext(str(text))]
