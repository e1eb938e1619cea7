from django.urls import URLPattern, path

from crm.views import accounts, activities, board, contacts, my_day, opportunities

app_name = "crm"

urlpatterns: list[URLPattern] = [
    path("my-day/", my_day.my_day, name="my_day"),
    path("search/", activities.search, name="search"),
    path("find/", activities.find, name="find"),
    path("quick-log/", activities.quick_log, name="quick_log"),
    path("activities/<int:pk>/done/", activities.done, name="activity_done"),
    path("activities/<int:pk>/undo/", activities.undo_done, name="activity_undo"),
    path("opportunities/", opportunities.index, name="opportunities"),
    path("opportunities/new/", opportunities.create, name="opportunity_new"),
    path("opportunities/board/", board.board, name="board"),
    path("opportunities/<int:pk>/", opportunities.detail, name="opportunity"),
    path("opportunities/<int:pk>/edit/", opportunities.change, name="opportunity_edit"),
    path("opportunities/<int:pk>/win/", opportunities.win, name="opportunity_win"),
    path("opportunities/<int:pk>/lose/", opportunities.lose, name="opportunity_lose"),
    path("opportunities/<int:pk>/move/", opportunities.move, name="opportunity_move"),
    path("opportunities/<int:pk>/reopen/", opportunities.reopen, name="opportunity_reopen"),
    path("accounts/", accounts.index, name="accounts"),
    path("accounts/new/", accounts.create, name="account_new"),
    path("accounts/<int:pk>/", accounts.detail, name="account"),
    path("accounts/<int:pk>/edit/", accounts.change, name="account_edit"),
    path("contacts/", contacts.index, name="contacts"),
    path("contacts/new/", contacts.create, name="contact_new"),
    path("contacts/<int:pk>/", contacts.detail, name="contact"),
    path("contacts/<int:pk>/edit/", contacts.change, name="contact_edit"),
]
