from django.urls import URLPattern, path

from feedback.views import by_hand, drafts, preview, rules, sending, settings, surveys

app_name = "feedback"

urlpatterns: list[URLPattern] = [
    path("surveys/", surveys.index, name="surveys"),
    path("surveys/new/", surveys.create, name="survey_new"),
    path("surveys/settings/", settings.settings, name="settings"),
    path("surveys/<int:pk>/", surveys.detail, name="survey"),
    path("surveys/<int:pk>/about/", surveys.about, name="survey_about"),
    path("surveys/<int:pk>/copy/", surveys.duplicate, name="survey_copy"),
    path("surveys/<int:pk>/switch/", surveys.switch, name="survey_switch"),
    path("surveys/<int:pk>/delete/", surveys.delete, name="survey_delete"),
    path("surveys/<int:pk>/draft/", surveys.draft, name="survey_draft"),
    path("surveys/<int:pk>/discard/", surveys.discard, name="survey_discard"),
    path("surveys/<int:pk>/publish/", surveys.publish, name="survey_publish"),
    path("surveys/<int:pk>/preview/", preview.preview, name="survey_preview"),
    path("surveys/<int:pk>/edit/", drafts.edit, name="survey_edit"),
    path("surveys/<int:pk>/texts/", drafts.texts, name="survey_texts"),
    path("surveys/<int:pk>/order/", drafts.order, name="survey_order"),
    path("surveys/<int:pk>/questions/new/", drafts.question_new, name="survey_question_new"),
    path("surveys/versions/<int:pk>/form/", preview.preview_form, name="preview_form"),
    path("surveys/questions/<int:pk>/", drafts.question_edit, name="question_edit"),
    path("surveys/questions/<int:pk>/move/", drafts.question_move, name="question_move"),
    path("surveys/questions/<int:pk>/remove/", drafts.question_remove, name="question_remove"),
    path("surveys/<int:pk>/rules/", rules.index, name="survey_rules"),
    path("surveys/<int:pk>/rules/new/", rules.create, name="survey_rule_new"),
    path("surveys/rules/<int:pk>/", rules.detail, name="rule"),
    path("surveys/rules/<int:pk>/edit/", rules.edit, name="rule_edit"),
    path("surveys/rules/<int:pk>/mail/", rules.mail, name="rule_mail"),
    path("surveys/rules/<int:pk>/switch/", rules.switch, name="rule_switch"),
    path("surveys/rules/<int:pk>/ask/", rules.ask, name="rule_ask"),
    path("contacts/<int:pk>/ask/", by_hand.contact_ask, name="contact_ask"),
    path("surveys/sending/", sending.sending, name="sending"),
    path("surveys/sending/now/", sending.now, name="sending_now"),
    path("surveys/invitations/<int:pk>/settle/", sending.settle, name="invitation_settle"),
]
