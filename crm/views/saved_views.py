"""Saved views of lists: offered above each list, saved, renamed, shared, opened by default, deleted."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.forms.saved_views import LONGEST, SavedViewForm, kept
from crm.models import DefaultView, SavedView
from crm.remembering import remembered
from crm.saved_lists import LISTS
from crm.views.answers import form_page, said, visible_or_404


def page_of_list(name: str) -> str:
    return reverse(LISTS[name].page)


@dataclass(frozen=True)
class Offered:
    """A view above its list; `mine` may be changed by the viewer."""

    view: SavedView
    mine: bool

    @property
    def address(self) -> str:
        query = f"{self.view.query}&" if self.view.query else ""
        return f"{page_of_list(self.view.list_name)}?{query}view={self.view.pk}"


@dataclass(frozen=True)
class ViewBar:
    """The views of a list, the one that is open (None: all rows), the viewer's default one (None: all rows).

    `query` is what a view would keep of the address; `changed` when the open view keeps something else.
    """

    list_name: str
    views: list[Offered]
    current: Offered | None
    default: Offered | None
    query: str

    @property
    def changed(self) -> bool:
        if self.current is None:
            return False
        return sorted(parse_qsl(self.query)) != sorted(parse_qsl(self.current.view.query))


def view_bar(request: HttpRequest, list_name: str) -> ViewBar:
    mine = SavedView.objects.changeable_by(request.user).filter(pk=OuterRef("pk"))
    chosen = DefaultView.objects.filter(user_id=request.user.pk, list_name=list_name, view=OuterRef("pk"))
    rows = SavedView.objects.filter(list_name=list_name).visible_to(request.user)  # type: ignore[attr-defined]
    shown = rows.select_related("owner", "team").annotate(mine=Exists(mine), opens=Exists(chosen))
    stored = remembered(("views", list_name), lambda: list(shown))
    offered = [(view.opens, Offered(view, view.mine)) for view in stored]
    views = {str(each.view.pk): each for _opens, each in offered}
    default = next((each for opens, each in offered if opens), None)
    current = views.get(request.GET.get("view", ""))
    return ViewBar(list_name, list(views.values()), current, default, kept(request.GET.urlencode()))


def changeable_or_404(request: HttpRequest, pk: int) -> SavedView:
    view: SavedView = get_object_or_404(SavedView.objects.changeable_by(request.user), pk=pk)
    return view


def page_of(request: HttpRequest, form: SavedViewForm, view: SavedView) -> HttpResponse:
    """The form's page, headed by the view as it is stored."""
    shown = SavedView.objects.get(pk=view.pk) if view.pk else None
    cancel = Offered(shown, True).address if shown else f"{page_of_list(view.list_name)}?{view.query or 'view=all'}"
    title = LISTS[view.list_name].title
    return form_page(request, "crm/view_form.html", form, view=shown, cancel=cancel, list_title=title)


def view_form(request: HttpRequest, view: SavedView, done: str) -> HttpResponse:
    form = SavedViewForm(request.POST or None, instance=view, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        return said(request, done % {"name": saved}, Offered(saved, True).address)
    return page_of(request, form, view)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("list", "")
    name = asked if asked in LISTS else SavedView.List.OPPORTUNITIES.value
    query = kept(request.GET.get("query", ""))[:LONGEST]
    return view_form(
        request, SavedView(owner_id=request.user.pk, list_name=name, query=query), _("“%(name)s” is saved.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    return view_form(request, changeable_or_404(request, pk), _("“%(name)s” is saved."))


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """The filters and the sort that the list has now, under the name the view has."""
    view = changeable_or_404(request, pk)
    form = SavedViewForm(
        {"name": view.name, "shared_with": str(view.team_id or view.shared), "query": request.POST.get("query", "")},
        instance=view,
        viewer=request.user,
    )
    if not form.is_valid():
        return page_of(request, form, view)
    saved = form.save()
    return said(request, _("“%(name)s” is saved.") % {"name": saved}, Offered(saved, True).address)


@require_POST
def set_default(request: HttpRequest, pk: int) -> HttpResponse:
    """The list opens with this view from now on; once more, and it opens with all rows again."""
    view = visible_or_404(SavedView.objects.all(), request.user, pk)
    was = DefaultView.objects.filter(user_id=request.user.pk, view=view).delete()[0]
    if not was:
        DefaultView.objects.update_or_create(user_id=request.user.pk, list_name=view.list_name, defaults={"view": view})
    done = _("The list opens with all rows.") if was else _("The list opens with “%(name)s”.")
    return said(request, done % {"name": view}, Offered(view, True).address)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    view = changeable_or_404(request, pk)
    view.delete()
    return said(request, _("“%(name)s” is deleted.") % {"name": view}, f"{page_of_list(view.list_name)}?view=all")
