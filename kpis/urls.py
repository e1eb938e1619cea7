from django.urls import URLPattern, path

from kpis.views import metrics, one_to_ones, own_dashboards, own_metrics, pages

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
    path("dashboards/own/", own_dashboards.dashboards, name="dashboards"),
    path("dashboards/own/new/", own_dashboards.dashboard_new, name="dashboard_new"),
    path("dashboards/own/<int:pk>/", own_dashboards.dashboard, name="dashboard"),
    path("dashboards/own/<int:pk>/edit/", own_dashboards.dashboard_edit, name="dashboard_edit"),
    path("dashboards/own/<int:pk>/arrange/", own_dashboards.dashboard_arrange, name="dashboard_arrange"),
    path("dashboards/own/<int:pk>/order/", own_dashboards.dashboard_order, name="dashboard_order"),
    path("dashboards/own/<int:pk>/panels/new/", own_dashboards.dashboard_panel, name="dashboard_panel"),
    path("dashboards/own/<int:pk>/copy/", own_dashboards.dashboard_copy, name="dashboard_copy"),
    path("dashboards/own/<int:pk>/home/", own_dashboards.dashboard_home, name="dashboard_home"),
    path("dashboards/own/<int:pk>/delete/", own_dashboards.dashboard_delete, name="dashboard_delete"),
    path("panels/<int:pk>/edit/", own_dashboards.panel_edit, name="panel_edit"),
    path("panels/<int:pk>/move/", own_dashboards.panel_move, name="panel_move"),
    path("panels/<int:pk>/remove/", own_dashboards.panel_remove, name="panel_remove"),
    path("own-kpis/", own_metrics.own_metrics, name="own_metrics"),
    path("own-kpis/new/", own_metrics.own_metric_new, name="own_metric_new"),
    path("own-kpis/check/", own_metrics.own_metric_check, name="own_metric_check"),
    path("own-kpis/<int:pk>/edit/", own_metrics.own_metric_edit, name="own_metric_edit"),
    path("own-kpis/<int:pk>/active/", own_metrics.own_metric_active, name="own_metric_active"),
    path("own-kpis/<int:pk>/delete/", own_metrics.own_metric_delete, name="own_metric_delete"),
    path("kpis/", metrics.index, name="metrics"),
    path("kpis/<slug:metric>/", metrics.detail, name="metric"),
    path("kpis/<slug:metric>/rows/", metrics.rows, name="metric_rows"),
]
