"""Surveys, who was asked, what they answered.

What is published or sent is only read here: it is written in the survey editor, which keeps versions true.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from crm.admin.base import ATTRIBUTION, HouseAdmin, HouseInline, NamedAdmin, RecordedAdmin
from crm.admin.work import ReadOnly
from feedback.models import (
    Answer,
    AnswerDraft,
    AnswerReply,
    AnswerTag,
    AnswerValue,
    FeedbackSettings,
    Invitation,
    Question,
    SendingRun,
    Sentence,
    Survey,
    SurveyLink,
    SurveyRule,
    SurveyVersion,
)


class QuestionInline(ReadOnly, HouseInline):
    model = Question


class AnswerValueInline(ReadOnly, HouseInline):
    model = AnswerValue


@admin.register(Survey)
class SurveyAdmin(RecordedAdmin, NamedAdmin):
    list_display = ("name", "kind", "anonymous", "active")
    list_filter = ("kind", "active")


@admin.register(SurveyVersion)
class SurveyVersionAdmin(ReadOnly, HouseAdmin):
    list_display = ("survey", "number", "default_language", "published_at", "published_by")
    list_select_related = ("survey", "published_by")
    search_fields = ("survey__normalised_name",)
    inlines = (QuestionInline,)


@admin.register(Question)
class QuestionAdmin(ReadOnly, HouseAdmin):
    list_display = ("__str__", "version", "kind", "order", "required")
    list_filter = ("kind",)
    list_select_related = ("version__survey",)
    search_fields = ("key", "version__survey__normalised_name")


@admin.register(SurveyLink)
class SurveyLinkAdmin(RecordedAdmin):
    list_display = ("label", "survey", "place", *ATTRIBUTION, "revoked_at")
    list_filter = ("place",)
    list_select_related = ("survey", *ATTRIBUTION)
    search_fields = ("label", "survey__normalised_name")


@admin.register(SurveyRule)
class SurveyRuleAdmin(RecordedAdmin, NamedAdmin):
    list_display = ("name", "survey", "event", "starts_on", "active")
    list_filter = ("event", "active")
    list_select_related = ("survey",)


@admin.register(FeedbackSettings)
class FeedbackSettingsAdmin(RecordedAdmin):
    list_display = ("__str__", "contact_rest_days", "smallest_group", "follow_up_days")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Invitation)
class InvitationAdmin(HouseAdmin):
    list_display = ("survey", "contact", "account", "state", "due_at", "sent_on", "answered_on")
    list_filter = ("state", "delivery", "survey")
    list_select_related = ("survey", "contact", "account")
    search_fields = ("contact__normalised_name", "account__normalised_name", "email", "external_id")
    readonly_fields = ("version", "rule", "occasion", "state", "sent_at", "sent_on", "answered_at", "answered_on")


@admin.register(Answer)
class AnswerAdmin(HouseAdmin):
    list_display = ("survey", "answered_on", "score", "account", "contact")
    list_filter = ("survey", "kind")
    list_select_related = ("survey", "account", "contact")
    search_fields = ("comment", "account__normalised_name", "external_id")
    readonly_fields = ("version", "link")
    inlines = (AnswerValueInline,)


@admin.register(AnswerDraft)
class AnswerDraftAdmin(ReadOnly, HouseAdmin):
    list_display = ("version", "invitation", "link", "updated_at")
    list_select_related = ("version__survey", "invitation__survey", "link")
    search_fields = ("version__survey__normalised_name",)


@admin.register(AnswerTag)
class AnswerTagAdmin(RecordedAdmin, NamedAdmin):
    exclude = ("answers",)


@admin.register(Sentence)
class SentenceAdmin(HouseAdmin):
    list_display = ("language", "key", "text")
    list_filter = ("language",)
    search_fields = ("text",)


@admin.register(AnswerReply)
class AnswerReplyAdmin(ReadOnly, HouseAdmin):
    list_display = ("subject", "answer", "email", "sent_at", "by")
    list_select_related = ("answer__survey", "by")
    search_fields = ("subject", "email")


@admin.register(SendingRun)
class SendingRunAdmin(ReadOnly, HouseAdmin):
    list_display = ("started_at", "state", "planned", "sent", "reminded", "finished_at")
    list_filter = ("state",)
    search_fields = ("note",)
