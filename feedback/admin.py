"""Surveys, who was asked, what they answered."""

from django.contrib import admin

from crm.admin.base import HouseAdmin, HouseInline, NamedAdmin, RecordedAdmin
from crm.admin.work import ReadOnly
from feedback.models import Answer, AnswerValue, Invitation, Question, Survey


class QuestionInline(HouseInline):
    model = Question


class AnswerValueInline(ReadOnly, HouseInline):
    model = AnswerValue


@admin.register(Survey)
class SurveyAdmin(RecordedAdmin, NamedAdmin):
    list_display = ("name", "kind", "anonymous", "active")
    list_filter = ("kind", "active")
    inlines = (QuestionInline,)


@admin.register(Question)
class QuestionAdmin(HouseAdmin):
    list_display = ("text", "survey", "kind", "order", "required")
    list_filter = ("kind",)
    list_select_related = ("survey",)
    search_fields = ("text",)


@admin.register(Invitation)
class InvitationAdmin(HouseAdmin):
    list_display = ("survey", "contact", "account", "sent_on", "answered_on")
    list_filter = ("survey",)
    list_select_related = ("survey", "contact", "account")
    search_fields = ("contact__normalised_name", "account__normalised_name", "external_id")


@admin.register(Answer)
class AnswerAdmin(HouseAdmin):
    list_display = ("survey", "answered_on", "score", "account", "contact")
    list_filter = ("survey", "kind")
    list_select_related = ("survey", "account", "contact")
    search_fields = ("comment", "account__normalised_name", "external_id")
    inlines = (AnswerValueInline,)
