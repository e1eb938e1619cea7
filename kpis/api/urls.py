from django.urls import URLPattern, path

from kpis.api import views

urlpatterns: list[URLPattern] = [
    path("kpis/", views.Catalogue.as_view(), name="kpis"),
    path("kpis/query", views.Asked.as_view(), name="kpi_query"),
    path("kpis/<slug:metric>/", views.Explained.as_view(), name="kpi"),
    path("kpis/<slug:metric>/rows", views.Rows.as_view(), name="kpi_rows"),
]
