"""The pages of the settings, for administrators; below /settings/."""

from django.urls import URLPattern, path

from crm.views.settings import company, home, leaving, people, reference, teams, webhooks

urlpatterns: list[URLPattern] = [
    path("", home.home, name="settings"),
    path("usual/<slug:kind>/", home.usual, name="settings_usual"),
    path("company/", company.company, name="settings_company"),
    path("lists/<slug:kind>/", reference.index, name="reference"),
    path("lists/<slug:kind>/new/", reference.create, name="reference_new"),
    path("lists/<slug:kind>/<int:pk>/", reference.change, name="reference_edit"),
    path("lists/<slug:kind>/<int:pk>/move/", reference.reorder, name="reference_move"),
    path("lists/<slug:kind>/<int:pk>/switch/", reference.switch, name="reference_switch"),
    path("lists/<slug:kind>/<int:pk>/delete/", reference.delete, name="reference_delete"),
    path("teams/", teams.index, name="teams"),
    path("teams/new/", teams.create, name="team_new"),
    path("teams/<int:pk>/", teams.change, name="team_edit"),
    path("teams/<int:pk>/switch/", teams.switch, name="team_switch"),
    path("teams/<int:pk>/delete/", teams.delete, name="team_delete"),
    path("people/", people.index, name="people"),
    path("people/new/", people.create, name="person_new"),
    path("people/<int:pk>/", people.change, name="person_edit"),
    path("people/<int:pk>/invite/", people.send, name="person_invite"),
    path("people/<int:pk>/revoke/", people.revoke, name="person_revoke"),
    path("people/<int:pk>/absences/", people.add_absence, name="person_absence"),
    path("people/<int:pk>/leaving/", leaving.leaving, name="person_leaving"),
    path("webhooks/", webhooks.index, name="webhooks"),
    path("webhooks/new/", webhooks.create, name="webhook_new"),
    path("webhooks/<int:pk>/", webhooks.detail, name="webhook"),
    path("webhooks/<int:pk>/edit/", webhooks.change, name="webhook_edit"),
    path("webhooks/<int:pk>/secret/", webhooks.renew, name="webhook_secret"),
    path("webhooks/<int:pk>/test/", webhooks.test, name="webhook_test"),
    path("webhooks/<int:pk>/switch/", webhooks.switch, name="webhook_switch"),
    path("webhooks/<int:pk>/delete/", webhooks.delete, name="webhook_delete"),
    path("webhooks/deliveries/<int:pk>/", webhooks.delivery, name="delivery"),
    path("webhooks/deliveries/<int:pk>/resend/", webhooks.resend, name="delivery_resend"),
    path("absences/<int:pk>/remove/", people.remove_absence, name="absence_remove"),
]
