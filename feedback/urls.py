from django.urls import URLPattern, path

from feedback.views import answers, comments, drafts, preview, privacy, settings, surveys, tags

app_name = "feedback"

urlpatterns: list[URLPattern] = [
    path("feedback/comments/", comments.index, name="comments"),
    path("feedback/answers/<int:pk>/", answers.detail, name="answer"),
    path("feedback/answers/<int:pk>/close/", answers.close, name="answer_close"),
    path("feedback/answers/<int:pk>/reply/", answers.reply, name="answer_reply"),
    path("feedback/answers/<int:pk>/tag/", tags.tag, name="answer_tag"),
    path("feedback/answers/<int:pk>/untag/", tags.untag, name="answer_untag"),
    path("contacts/<int:pk>/known/", privacy.known, name="contact_known"),
    path("contacts/<int:pk>/known/file/", privacy.known_file, name="contact_known_file"),
    path("feedback/tags/", tags.index, name="tags"),
    path("feedback/tags/new/", tags.create, name="tag_new"),
    path("feedback/tags/<int:pk>/", tags.change, name="tag"),
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
]
