from django.urls import URLPattern, path

from kpis.views import metrics, objective_changes, objectives, one_to_ones, pages, rows

app_name = "kpis"

urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("dashboards/company/", pages.company, name="company"),
    path("dashboards/teams/<int:pk>/", pages.team, name="team"),
    path("dashboards/teams/<int:pk>/review/", pages.team_review, name="team_review"),
    path("dashboards/accounts/<int:pk>/", pages.account, name="account"),
    path("dashboards/reps/<int:pk>/", pages.rep, name="rep"),
    path("dashboards/reps/<int:pk>/one-to-ones/", one_to_ones.one_to_ones, name="rep_one_to_ones"),
    path("dashboards/reps/<int:pk>/one-to-ones/new/", one_to_ones.one_to_one_new, name="rep_one_to_one_new"),
    path("one-to-ones/<int:pk>/", one_to_ones.one_to_one, name="one_to_one"),
    path("one-to-ones/<int:pk>/edit/", one_to_ones.one_to_one_edit, name="one_to_one_edit"),
    path("agreed-actions/<int:pk>/done/", one_to_ones.action_done, name="action_done"),
    path("objectives/", objectives.objectives, name="objectives"),
    path("objectives/changes/", objective_changes.changes, name="objective_changes"),
    path("objectives/changes/<int:pk>/", objective_changes.change, name="objective_change"),
    path("objectives/changes/<int:pk>/take-back/", objective_changes.take_back, name="objective_take_back"),
    path("objectives/changes/<int:pk>/accept/", objective_changes.accept, name="objective_accept"),
    path("objectives/changes/<int:pk>/refuse/", objective_changes.refuse, name="objective_refuse"),
    path("kpis/", metrics.index, name="metrics"),
    path("kpis/<slug:metric>/", metrics.detail, name="metric"),
    path("kpis/<slug:metric>/rows/", rows.rows, name="metric_rows"),
]
