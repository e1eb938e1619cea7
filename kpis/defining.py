"""A KPI of the company's own while it is defined: the form, and what its formula gives as typed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.models import Company
from kpis import narrowing
from kpis.catalogue import DIMENSIONS
from kpis.catalogue.own import checked, metric_of, refused_filters, refused_unit
from kpis.engine import Figure, Period, Query, runner, units
from kpis.engine.formulas import FormulaError
from kpis.engine.periods import GRAINS
from kpis.models import AgreedAction, Objective, OwnMetric, Panel
from kpis.models.own_metrics import PREFIX

EXAMPLES = ("this-quarter", "last-quarter")


@dataclass(frozen=True)
class Example:
    """What a formula gives now: figures by period and the dimensions it will be known by; or why it gives nothing,
    with the place marked: the text before it, the text itself, the text behind it. `unit` says why the figures are
    not shown in the unit that is chosen."""

    figures: tuple[tuple[Period, Figure], ...] = ()
    dimensions: tuple[Any, ...] = ()
    error: str = ""
    marked: tuple[str, str, str] | None = None
    refused: tuple[str, ...] = ()
    unit: str = ""


def example(own: OwnMetric, viewer: Any) -> Example | None:
    """The example of a KPI as it stands in the form; None before anything is typed."""
    if not own.formula.strip():
        return None
    try:
        found = checked(own.formula)
    except FormulaError as error:
        end = error.at + error.length
        marked = own.formula[: error.at], own.formula[error.at : end], own.formula[end:]
        return Example(error=error.sentence, marked=marked)
    refused = refused_filters(own.formula, own.filters)
    if refused:
        return Example(refused=tuple(refused.values()))
    metric, company = metric_of(own), Company.current()
    catalogue = runner.Catalogue({metric.id: metric}, DIMENSIONS)
    figures = []
    for text in EXAMPLES:
        period = Period.parse(text, company.today(), company.fiscal_year_start)
        answer = runner.ask(catalogue, Query((metric.id,), period, viewer), company.today())
        figures.append((period, answer.total[metric.id]))
    labels = [DIMENSIONS[name].label for name in metric.dimensions() if name not in GRAINS]
    known = tuple([*labels, _("time")] if "day" in metric.dimensions() else labels)
    return Example(tuple(figures), known, unit=refused_unit(found, own.unit))


class OwnMetricForm(forms.ModelForm):
    class Meta:
        model = OwnMetric
        fields = ["label_en", "label_fr", "definition_en", "definition_fr", "key", "unit", "better", "formula"]
        widgets = {
            "formula": forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        }
        help_texts = {
            "key": _("Begins with own_; in addresses, exports and on the command line; it cannot be changed later."),
            "formula": _("Names of measures, numbers, + − × ÷ and parentheses: won_amount / activity_hours"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.refused: dict[str, str] = {}
        self.gives: units.Powers | None = None
        if self.instance.pk:
            self.fields["key"].disabled = True
        elif not self.is_bound:
            self.fields["key"].initial = PREFIX
        style(self)

    def clean_formula(self) -> str:
        formula = str(self.cleaned_data["formula"])
        try:
            self.gives = checked(formula)
        except FormulaError as error:
            raise ValidationError(error.sentence) from error
        return formula

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        filters = narrowing.read(self.data)  # type: ignore[arg-type]
        if "formula" in data:
            self.refused = refused_filters(data["formula"], filters)
            for sentence in self.refused.values():
                self.add_error(None, sentence)
            if "unit" in data and (sentence := refused_unit(self.gives, data["unit"])):
                self.add_error("unit", sentence)
        data["filters"] = filters
        return data

    def save(self, commit: bool = True) -> OwnMetric:
        self.instance.filters = self.cleaned_data["filters"]
        saved: OwnMetric = super().save(commit)
        return saved


def as_typed(data: Any, stored: OwnMetric) -> OwnMetric:
    """The KPI that the form would make, wrong or not: for its example, never to be saved."""
    unit = data.get("unit", "")
    return OwnMetric(
        pk=stored.pk,
        key=stored.key or PREFIX + "example",
        formula=data.get("formula", ""),
        filters=narrowing.read(data),
        unit=unit if unit in OwnMetric.Unit.values else OwnMetric.Unit.RATIO,
        better=OwnMetric.Better.UP,
    )


def uses(own: OwnMetric) -> dict[str, int]:
    """How many objectives in force and open actions name it."""
    return {
        "objectives": Objective.objects.current().filter(metric=own.key).count(),  # type: ignore[attr-defined]
        "actions": AgreedAction.objects.filter(metric=own.key, done_on=None).count(),
    }


def panels_with(own: OwnMetric) -> int:
    """How many panels of people's dashboards show it."""
    return sum(own.key in names for names in Panel.objects.values_list("metrics", flat=True))
