"""Anonymous links: made, attributed, answered as often as customers come, withdrawn; QR codes that say their address."""

import struct
import zlib
from typing import Any

import pytest
import qrcode
from django.test import Client

from crm.models import Channel
from feedback import qr_codes
from feedback.models import Answer, Survey, SurveyLink
from tests.feedback_pages.conftest import everything
from tests.people import People


def test_every_customer_answers_and_the_link_says_for_whom(client: Client, link: SurveyLink) -> None:
    for score in (9, 2):
        answer = client.post(f"/a/{link.token}/", everything(link.survey, score))
        assert answer.status_code == 302 and client.get(answer["Location"]).status_code == 200
    made = Answer.objects.order_by("score")
    assert [each.score for each in made] == [2, 9]
    assert {(each.team, each.channel, each.contact, each.link) for each in made} == {
        (link.team, link.channel, None, link)
    }


def test_the_version_that_was_shown_is_the_one_answered(client: Client, link: SurveyLink) -> None:
    sent = everything(link.survey, 9, version="1")
    link.survey.edit().publish(None)
    client.post(f"/a/{link.token}/", sent)
    client.post(f"/a/{link.token}/", everything(link.survey, 9, version="99"))
    assert sorted(Answer.objects.values_list("version__number", flat=True)) == [1, 2]


def test_a_draft_version_is_never_answered(client: Client, link: SurveyLink) -> None:
    link.survey.edit()
    client.post(f"/a/{link.token}/", everything(link.survey, 9, version="2"))
    assert Answer.objects.get().version == link.survey.current_version()


def test_a_link_is_made_named_attributed_and_withdrawn(admin: Client, survey: Survey, people: People) -> None:
    desk = Channel.objects.create(name="Desk")
    sent = {"label": "Counter", "place": "counter", "team": people.north.pk, "channel": desk.pk}
    answer = admin.post(f"/surveys/{survey.pk}/links/new/", sent)
    link = SurveyLink.objects.get()
    assert answer["Location"] == f"/surveys/links/{link.pk}/"
    assert (link.team, link.channel, link.created_by, link.language) == (people.north, desk, people.admin, "")
    assert f"https://crm.example.com/a/{link.token}/" in admin.get(answer["Location"]).content.decode()
    again = admin.post(f"/surveys/{survey.pk}/links/new/", sent)
    assert again.status_code == 422 and "Another link of this survey is called so" in again.content.decode()
    admin.post(f"/surveys/links/{link.pk}/edit/", sent | {"label": "Till"})
    admin.post(f"/surveys/links/{link.pk}/switch/")
    link.refresh_from_db()
    assert link.label == "Till" and link.revoked_at is not None
    assert "Withdrawn" in admin.get(f"/surveys/{survey.pk}/links/").content.decode()
    admin.post(f"/surveys/links/{link.pk}/switch/")
    link.refresh_from_db()
    assert link.revoked_at is None


def test_the_form_to_embed_is_copied_as_a_frame(admin: Client, link: SurveyLink) -> None:
    SurveyLink.objects.update(place="embedded")
    page = admin.get(f"/surveys/links/{link.pk}/").content.decode()
    assert f"&lt;iframe src=&quot;https://crm.example.com/e/{link.token}/&quot;" in page.replace('"', "&quot;")


@pytest.mark.parametrize("verb", ["links/new/", "switch", "edit"])
def test_nobody_else_makes_or_changes_links(client: Client, link: SurveyLink, people: People, verb: str) -> None:
    client.force_login(people.manager)
    address = f"/surveys/{link.survey_id}/{verb}" if "/" in verb else f"/surveys/links/{link.pk}/{verb}/"
    assert client.post(address, {"label": "Mine", "place": "site"}).status_code == 403
    assert SurveyLink.objects.get().label == "Counter"


def modules_of(picture: bytes) -> list[list[bool]]:
    """Reads a picture back: its modules, dark or not."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    side, depth = struct.unpack(">I", picture[16:20])[0], picture[24]
    data, at = b"", 8
    while at < len(picture):
        length, name = struct.unpack(">I4s", picture[at : at + 8])
        body = picture[at + 8 : at + 8 + length]
        assert zlib.crc32(name + body) == struct.unpack(">I", picture[at + 8 + length : at + 12 + length])[0]
        data, at = data + (body if name == b"IDAT" else b""), at + 12 + length
    width = -(-side // 8) + 1
    lines = zlib.decompress(data)
    assert depth == 1 and len(lines) == side * width
    pixels = [
        bin(int.from_bytes(lines[y * width + 1 : (y + 1) * width], "big") | 1 << (width - 1) * 8)[3:]
        for y in range(side)
    ]
    size = qr_codes.PIXELS
    return [[line[x] == "0" for x in range(0, side, size)] for line in pixels[::size]]


def test_the_picture_is_the_code_of_the_address(admin: Client, link: SurveyLink) -> None:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(f"https://crm.example.com/a/{link.token}/")
    answer = admin.get(f"/surveys/links/{link.pk}/code.png?file=1")
    assert answer["Content-Disposition"] == 'attachment; filename="counter.png"'
    assert modules_of(answer.content) == code.get_matrix()


def test_the_drawing_and_the_page_to_print(admin: Client, link: SurveyLink) -> None:
    drawn = admin.get(f"/surveys/links/{link.pk}/code.svg")
    assert drawn["Content-Type"] == "image/svg+xml" and b"<svg" in drawn.content and b"<path" in drawn.content
    SurveyLink.objects.update(language="fr")
    page: Any = admin.get(f"/surveys/links/{link.pk}/poster/").content.decode()
    assert "After a win" in page and '<html lang="fr">' in page and link.token in page
    assert link.survey.current_version().questions.get(key="score").texts["fr"] in page


def test_without_a_public_address_it_is_the_one_the_administrator_reads_under(
    admin: Client, link: SurveyLink, settings: Any
) -> None:
    settings.PUBLIC_ADDRESS = ""
    assert f"http://testserver/a/{link.token}/" in admin.get(f"/surveys/links/{link.pk}/").content.decode()
