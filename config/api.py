"""The one router of the API, under /api/. Every answer is JSON, every refusal a problem document."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from config import api_reference
from config.openapi import Description
from crm.api.views import Unknown

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", api_reference.index, name="root"),
    path("about/<slug:name>/", api_reference.family, name="family"),
    path("openapi.json", Description.as_view(), name="openapi"),
    path("", include("crm.api.urls")),
    path("", include("kpis.api.urls")),
    path("", include("feedback.api.urls")),
    re_path("", Unknown.as_view(), name="unknown"),
]
