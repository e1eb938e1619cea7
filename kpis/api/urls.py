from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from kpis.api import views
from kpis.api.objectives import ObjectiveChanges, Objectives

router = SimpleRouter()
router.register("objectives", Objectives, basename="objectives")
router.register("objective-changes", ObjectiveChanges, basename="objective-changes")

urlpatterns: list[URLPattern | URLResolver] = [
    *router.urls,
    path("kpis/", views.Catalogue.as_view(), name="kpis"),
    path("kpis/query", views.Asked.as_view(), name="kpi_query"),
    path("kpis/<slug:metric>/", views.Explained.as_view(), name="kpi"),
    path("kpis/<slug:metric>/rows", views.Rows.as_view(), name="kpi_rows"),
]
