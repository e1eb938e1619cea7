"""Mappings shipped with Jauge, one module per product; chosen by the header of a file, or by name."""

import difflib
from collections.abc import Iterable

from django.utils.translation import gettext as _

from crm.importers.presets import (
    addresses,
    advertising,
    bitrix24,
    calendars,
    hubspot,
    odoo,
    olist,
    pipedrive,
    rees46,
    salesforce,
    shops,
    spending,
    surveys,
    zoho,
)  # fmt: skip
from crm.importers.presets.preset import Preset
from crm.importers.problems import FileProblem

MODULES = (
    hubspot, pipedrive, salesforce, odoo, zoho, bitrix24, olist, rees46, advertising, shops, calendars, surveys,
    addresses, spending,
)  # fmt: skip
PRESETS: dict[str, Preset] = {preset.name: preset for module in MODULES for preset in module.PRESETS}
NONE = "none"


def preset_for(kind: str, name: str, headers: Iterable[str]) -> Preset | None:
    """The preset of a name, or the one that knows most of the header; None where none fits or none is wanted.

    FileProblem when there is no preset of that name, or it is for another kind of file.
    """
    if name == NONE:
        return None
    known = list(headers)
    found = called(name, kind) if name else best(kind, known)
    return found.narrowed_to(known) if found else None


def best(kind: str, headers: list[str]) -> Preset | None:
    mine = [preset for preset in fitting(headers) if preset.kind == kind]
    return max(mine, key=lambda preset: len(preset.headers), default=None)


def called(name: str, kind: str) -> Preset:
    found = PRESETS.get(name)
    if found is None:
        near = difflib.get_close_matches(name, PRESETS, n=3, cutoff=0.3) or list(PRESETS)
        sentence = _("There is no preset “%(name)s”; near it are: %(names)s. All of them: --list-presets.")
        raise FileProblem(sentence % {"name": name, "names": ", ".join(near)})
    if found.kind != kind:
        sentence = _("The preset “%(name)s” is for %(theirs)s, not for %(kind)s.")
        raise FileProblem(sentence % {"name": name, "theirs": found.kind, "kind": kind})
    return found


def fitting(headers: Iterable[str]) -> list[Preset]:
    """All presets that know a header, of whatever kind."""
    known = list(headers)
    return [preset for preset in PRESETS.values() if preset.fits(known)]


__all__ = ["NONE", "PRESETS", "Preset", "fitting", "preset_for"]
