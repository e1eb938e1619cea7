"""The preview: the form of customers, in each language and version, in a frame of our own site; nothing is recorded."""

from django.test import Client

from crm.models import Company
from feedback.models import Answer, AnswerDraft, FeedbackSettings, Survey


def test_the_form_may_stand_in_a_frame_of_this_site_only(admin: Client, survey: Survey) -> None:
    version = survey.draft_version()
    assert version is not None
    form = admin.get(f"/surveys/versions/{version.pk}/form/?language=fr")
    page = form.content.decode()
    assert "Quelle est la probabilité" in page and '<html lang="fr">' in page and ">Envoyer<" in page
    assert form.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in form.headers["Content-Security-Policy"]
    around = admin.get(f"/surveys/{survey.pk}/preview/")
    assert around.headers["X-Frame-Options"] == "DENY"
    assert around.content.decode().count(f'src="/surveys/versions/{version.pk}/form/?language=en"') == 2


def test_it_is_the_very_page_of_customers(admin: Client, survey: Survey) -> None:
    """With the company's name, the languages, the privacy notice and the way out; what keeps answers is left out."""
    Company.objects.filter(pk=Company.current().pk).update(name="Moulin SA")
    row = FeedbackSettings.current()
    row.privacy_notice = {"en": "We sell nothing."}
    row.save()
    version = survey.draft_version()
    assert version is not None
    page = admin.get(f"/surveys/versions/{version.pk}/form/?language=en").content.decode()
    for part in ("Moulin SA", ">Français</a>", "We sell nothing.", "I want no more surveys", "css/customers.css"):
        assert part in page, part
    assert "keep-answers.js" not in page and "/u/" not in page


def test_sent_in_a_language_it_stays_in_it(admin: Client, survey: Survey) -> None:
    version = survey.draft_version()
    assert version is not None
    done = admin.post(f"/surveys/versions/{version.pk}/form/", {"seen": "score q1 q4", "score": "3", "language": "fr"})
    assert '<html lang="fr">' in done.content.decode() and "Merci" in done.content.decode()


def test_sent_it_thanks_and_records_nothing(admin: Client, survey: Survey) -> None:
    version = survey.draft_version()
    assert version is not None
    address = f"/surveys/versions/{version.pk}/form/"
    refused = admin.post(address, {"seen": "score q4"})
    assert refused.status_code == 422 and "Please answer this question." in refused.content.decode()
    more = admin.post(address, {"seen": "score q4", "score": "3"})
    assert more.status_code == 200 and "Your answer is read by a person" not in more.content.decode()
    done = admin.post(address, {"seen": "score q1 q4", "score": "3"})
    assert "Thank you. Your answer is read by a person" in done.content.decode()
    assert not Answer.objects.exists() and not AnswerDraft.objects.exists()


def test_each_version_and_language_can_be_looked_at(admin: Client, survey: Survey) -> None:
    admin.post(f"/surveys/{survey.pk}/publish/")
    admin.post(f"/surveys/{survey.pk}/draft/")
    first, second = survey.versions.order_by("number")
    for asked, shown in (
        ("", second),
        ("?version=1", first),
        ("?version=99", second),
        ("?version=1&language=xx", first),
    ):
        page = admin.get(f"/surveys/{survey.pk}/preview/{asked}").content.decode()
        assert f"/surveys/versions/{shown.pk}/form/?language=en" in page
    assert "language=fr" in admin.get(f"/surveys/{survey.pk}/preview/?language=fr").content.decode()
