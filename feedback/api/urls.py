from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from feedback.api import views
from feedback.api.invitations import Invitations
from feedback.api.rules import SurveyRules
from feedback.api.surveys import Surveys

router = SimpleRouter()
router.register("surveys", Surveys, basename="surveys")
router.register("survey-rules", SurveyRules, basename="survey-rules")
router.register("invitations", Invitations, basename="invitations")

urlpatterns: list[URLPattern | URLResolver] = [
    *router.urls,
    path("answers/", views.Answers.as_view(), name="answers"),
    path("answers/<int:pk>/", views.OneAnswer.as_view(), name="answer"),
]
