from django.urls import URLPattern, path

from kpis.views import metrics, pages

app_name = "kpis"

urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("dashboards/company/", pages.company, name="company"),
    path("dashboards/teams/<int:pk>/", pages.team, name="team"),
    path("dashboards/reps/<int:pk>/", pages.rep, name="rep"),
    path("kpis/", metrics.index, name="metrics"),
    path("kpis/<slug:metric>/", metrics.detail, name="metric"),
    path("kpis/<slug:metric>/rows/", metrics.rows, name="metric_rows"),
]
