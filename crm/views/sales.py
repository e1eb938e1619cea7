"""The list of sales and refunds."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from crm.filters import SaleFilter
from crm.listings import SALES
from crm.models import Sale
from crm.page_cache import cached_page
from crm.views.lists import list_page


@require_safe
@cached_page
def index(request: HttpRequest) -> HttpResponse:
    return list_page(request, SALES, SaleFilter(request.GET, Sale.objects.visible_to(request.user), request))
