"""Records that the pages change by a form: the same form says here what is allowed, so there is one set of rules."""

from abc import abstractmethod
from typing import Any

from django.db.models import Model
from django.forms import Form

from crm.api.records import Deleted
from crm.api.refusals import InvalidError, field_errors


class ByForm(Deleted):
    """Administrators' records, kept by a form of the settings."""

    configures = True

    @abstractmethod
    def form(self, data: dict[str, Any] | None, record: Any) -> Any:
        """The form of the pages, filled with the data where there are any."""

    def make(self, rows: list[dict[str, Any]]) -> list[Any]:
        return [self.save(self.model(), values) for values in rows]

    def change(self, record: Any, values: dict[str, Any]) -> None:
        self.save(record, values)

    def save(self, record: Any, values: dict[str, Any]) -> Any:
        """What the form does not ask for is put into the record beforehand."""
        asked = self.form(None, record)
        for name in [name for name in values if name not in asked.fields]:
            setattr(record, name, values[name])
        known = {name: value for name, value in values.items() if name in asked.fields}
        form = self.form({**seen(asked), **plain(known)}, record)
        refuse_invalid(form)
        return form.save()


def refuse_invalid(form: Form) -> None:
    """422 with every sentence of the form beside its field."""
    if not form.is_valid():
        errors = {name: [str(sentence) for sentence in found] for name, found in form.errors.items()}
        raise InvalidError(field_errors(errors))


def seen(form: Any) -> dict[str, Any]:
    """What a form shows before anything is typed."""
    return plain({name: form.get_initial_for_field(field, name) for name, field in form.fields.items()})


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """As a form reads it: keys for records, texts for what is chosen from a list."""
    return {name: key_of(value) for name, value in values.items()}


def key_of(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, (list, tuple)) or hasattr(value, "iterator"):
        return [key_of(each) for each in value]
    return value
