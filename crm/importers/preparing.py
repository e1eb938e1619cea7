"""From a profile to a load: kind, preset, columns, formats and names, as recognised and as the user would have them."""

from dataclasses import dataclass
from typing import Any

from crm.importers.asked import options_of
from crm.importers.fields import DATE, Mapped, plain_header
from crm.importers.kinds import KINDS
from crm.importers.loading import Load
from crm.importers.naming import unknown_names
from crm.importers.options import Options
from crm.importers.presets import NONE, fitting, preset_for
from crm.importers.problems import FileProblem
from crm.importers.profile import first_lines, likely_kind, seen_in
from crm.importers.reading import Source
from crm.importers.recognising import DateColumn, NumberColumn
from crm.models import Account, Import, SavedMapping
from crm.models.names import normalise

DMY, MDY, COMMA, POINT = "dmy", "mdy", ",", "."


@dataclass(frozen=True)
class Written:
    """How a column writes its dates or numbers: `order` is what was recognised or said, empty where it must be."""

    field: str
    header: str
    is_date: bool
    style: str
    said: bool
    example: str


def take_in(own: Import, like: Import | None = None) -> None:
    """In memory: what a file is taken for as soon as it is known what is in it; what an earlier one was, if given."""
    if like is not None:
        # How dates and numbers were written is taken over: a few rejected rows may no longer tell it.
        options = whole_options(like, dry_run=True)
        own.kind = like.kind
        own.settings = {**like.settings, "date_orders": dict(options.date_orders), "decimals": dict(options.decimals)}
        return
    saved = fitting_mappings(own.profile["headers"])
    if saved:
        use(own, saved[0])
        return
    kind, preset = likely_kind(own.profile["headers"])
    begin(own, kind, preset.name if preset else NONE)


def begin(own: Import, kind: str, preset: str | None = None) -> None:
    """In memory: from the start with a kind, by the preset that fits unless one is given."""
    if preset is None:
        found = preset_for(kind, "", own.profile["headers"])
        preset = found.name if found else NONE
    kept = {"language": own.settings.get("language", "")}
    own.kind = kind
    own.settings = {**kept, "preset": preset, "create_missing": not Account.objects.exists()}
    suppose_names(own)


def use(own: Import, saved: SavedMapping) -> None:
    own.kind = saved.kind
    own.settings = {**saved.settings, "language": own.settings.get("language", ""), "saved": saved.name}
    suppose_names(own)


def suppose_names(own: Import) -> None:
    """Names that differ from ours by spaces, case, accents and punctuation only are taken for them."""
    said = {name: dict(values) for name, values in own.settings.get("values", {}).items()}
    for asked in unknown_names(opened(own), own.profile, said):
        for each in asked.unknown:
            if each.sure and not each.chosen:
                said.setdefault(asked.field, {})[each.text] = each.sure
    own.settings["values"] = said


def fitting_mappings(headers: list[str]) -> list[SavedMapping]:
    """The saved mappings whose columns a file has, the one that knows most of them first."""
    plain = {plain_header(header) for header in headers}
    found = [saved for saved in SavedMapping.objects.all() if saved.headers and plain >= set(saved.headers)]
    return sorted(found, key=lambda saved: -len(saved.headers))


def save_mapping(own: Import, name: str, by: Any) -> SavedMapping:
    """Under a name; one of that name is replaced."""
    headers = sorted({plain_header(header) for header in used_headers(own)})
    values = {key: value for key, value in own.settings.items() if key not in ("language", "saved")}
    made, _created = SavedMapping.objects.update_or_create(
        normalised_name=normalise(name),
        defaults={"name": name, "kind": own.kind, "headers": headers, "settings": values, "by": by},
    )
    return made


def used_headers(own: Import) -> list[str]:
    headers = own.profile["headers"]
    return [headers[position] for mapped in opened(own).columns for position in mapped.positions]


def opened(own: Import, dry_run: bool = True) -> Load:
    """A load of the first rows, its columns mapped; the file is not opened."""
    return Load(own.kind, own.path, whole_options(own, dry_run), first_lines(own.profile))


def load_of(own: Import, dry_run: bool = False) -> Load:
    """The load of the whole file."""
    profile = own.profile
    source = Source(own.path, profile["headers"], profile["encoding"], profile["delimiter"])
    return Load(own.kind, own.path, whole_options(own, dry_run), source)


def whole_options(own: Import, dry_run: bool) -> Options:
    """What the user says, and how dates and numbers are written as far as the whole file told."""
    said = options_of(own.settings, own.profile, dry_run)
    load = Load(own.kind, own.path, said, first_lines(own.profile))
    dates, decimals = dict(said.date_orders), dict(said.decimals)
    for each in written(load, own):
        if each.style:
            (dates if each.is_date else decimals)[each.field] = each.style
    return options_of({**own.settings, "date_orders": dates, "decimals": decimals}, own.profile, dry_run)


def written(load: Load, own: Import) -> list[Written]:
    """How each column of dates or numbers is written where the file has something that could be read two ways."""
    found = []
    seen = seen_in(own.profile, load.columns)
    for mapped in load.columns:
        if mapped.column is None:
            continue
        is_date = mapped.field.type == DATE
        said = own.settings.get("date_orders" if is_date else "decimals", {}).get(mapped.field.name, "")
        style = said or recognised(mapped, seen[mapped.field.name])
        example = example_of(mapped, own.profile, is_date)
        if example:
            found.append(Written(mapped.field.name, mapped.header, is_date, style or "", bool(said), example))
    return found


def recognised(mapped: Mapped, seen: DateColumn | NumberColumn) -> str:
    """The order of dates or the decimal mark that the whole file tells; empty where it does not."""
    try:
        found = seen.settle(mapped.header, mapped.field.name)
    except FileProblem:
        return ""
    return found if found in (DMY, MDY, COMMA, POINT) else ""


def example_of(mapped: Mapped, profile: dict[str, Any], is_date: bool) -> str:
    key = "date_example" if is_date else "number_example"
    found = [profile["columns"][position][key] for position in mapped.positions]
    return next((each for each in found if each), "")


def presets_for(own: Import) -> list[str]:
    return [preset.name for preset in fitting(own.profile["headers"]) if preset.kind == own.kind]


def needed(own: Import, load: Load) -> list[str]:
    """The fields without which nothing can be read, and that neither a column nor a value for all rows fills."""
    filled = {mapped.field.name for mapped in load.columns} | {*load.options.constants, *load.options.starting}
    return [field.name for field in KINDS[own.kind].by_name().values() if field.required and field.name not in filled]
