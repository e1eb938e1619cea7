"""The company's logo and colour: chosen by administrators, checked by content, shown to everybody."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from crm.forms.settings.brand import KILOBYTE, MOST_KILOBYTES
from crm.models import Company
from tests.pictures import SVG, jpeg, png, webp

ADDRESS = "/settings/company/brand/"
COLOUR = "#0b5394"


def post(admin: Client, data: bytes = b"", name: str = "logo.png", **words: Any) -> Any:
    files = {"new_logo": SimpleUploadedFile(name, data)} if data else {}
    return admin.post(ADDRESS, {"brand_colour": COLOUR, **words, **files})


def logo_address() -> str:
    return f"/brand/logo/{Company.objects.get().logo_name}"


@pytest.mark.parametrize(("data", "kind"), [(png(200, 50), "png"), (jpeg(200, 50), "jpeg"), (webp(200, 50), "webp")])
def test_kept_and_shown_to_everybody(admin: Client, data: bytes, kind: str) -> None:
    assert post(admin, data, "any name.bin").status_code == 302
    company = Company.objects.get()
    assert (company.brand_colour, company.logo_width, company.logo_height) == (COLOUR, 200, 50)
    answer = Client().get(logo_address())
    assert (answer.content, answer["Content-Type"]) == (data, f"image/{kind}")
    assert "immutable" in answer["Cache-Control"] and "public" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    assert not answer.cookies
    assert logo_address() in admin.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (SVG, "no whole PNG, JPEG or WebP"),
        (b"<html><script>alert(1)</script>", "no whole PNG, JPEG or WebP"),
        (png()[:-20], "no whole PNG, JPEG or WebP"),
        (png() + b"\x00" * MOST_KILOBYTES * KILOBYTE, "larger than 20 KB"),
        (png(1601, 1), "1601 by 1 pixels"),
    ],
)
def test_refused_beside_the_field_and_nothing_changed(admin: Client, data: bytes, sentence: str) -> None:
    post(admin, png())
    before = Company.objects.values().get()
    answer = post(admin, data, brand_colour="#ffffff")
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert Company.objects.values().get() == before


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#12345g", "#1234567", "#0B5394;", "#0B53941"])
def test_no_colour(admin: Client, colour: str) -> None:
    assert post(admin, brand_colour=colour).status_code == 422
    assert Company.current().brand_colour != colour


def test_a_new_logo_has_a_new_address_and_the_old_file_goes(
    admin: Client, django_capture_on_commit_callbacks: Any
) -> None:
    post(admin, png())
    before, name = logo_address(), Company.objects.get().logo.name
    with django_capture_on_commit_callbacks(execute=True):
        post(admin, jpeg())
    assert logo_address() != before and not default_storage.exists(name)
    assert Client().get(before).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        post(admin, remove_logo="on")
    company = Company.objects.get()
    assert (company.logo.name, company.logo_width, company.logo_height) == ("", None, None)


def test_the_colour_alone_leaves_the_logo(admin: Client) -> None:
    post(admin, png())
    before = logo_address()
    post(admin, brand_colour="#d50000")
    assert (logo_address(), Company.objects.get().brand_colour) == (before, "#d50000")


def test_nothing_else_is_handed_out(admin: Client) -> None:
    post(admin, png())
    default_storage.save("brand/other.png", ContentFile(png()))
    for address in ("/brand/logo/other.png", "/brand/logo/..%2fattachments%2fa.png", "/brand/logo/-"):
        assert Client().get(address).status_code == 404, address
    default_storage.delete(Company.objects.get().logo.name)
    assert Client().get(logo_address()).status_code == 404


def test_the_colours_are_a_style_sheet_of_their_own(db: None) -> None:
    answer = Client().get("/brand/0b5394.css")
    assert answer["Content-Type"] == "text/css" and "immutable" in answer["Cache-Control"]
    assert "--brand: #0b5394" in answer.content.decode()
    for wrong in ("0B5394", "fff", "0b5394}", "url(x)"):
        assert Client().get(f"/brand/{wrong}.css").status_code == 404, wrong


def test_the_database_holds_it_too(db: None) -> None:
    Company.current()
    for wrong in ({"brand_colour": "red;"}, {"logo": "brand/a.png"}, {"logo_width": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Company.objects.update(**wrong)


def test_the_settings_keep_who_changed_it(admin: Client) -> None:
    post(admin, png())
    page = admin.get("/settings/company/").content.decode()
    assert "<ins>#0b5394</ins>" in page and "<ins>a file</ins>" in page
