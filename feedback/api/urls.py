from django.urls import URLPattern, path

from feedback.api import views

urlpatterns: list[URLPattern] = [path("answers/", views.Answers.as_view(), name="answers")]
