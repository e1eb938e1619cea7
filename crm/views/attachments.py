"""Files of opportunities: added, handed out as downloads, removed."""

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm.forms.attachments import AttachForm, content_type
from crm.models import Attachment, Opportunity
from crm.views.answers import locked_or_404, said, visible_or_404
from crm.views.opportunity import RELATED, page_of


@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic():
        opportunity = locked_or_404(Opportunity.objects.select_related(*RELATED), request.user, pk)
        form = AttachForm(
            request.POST, request.FILES, viewer=request.user, opportunity=opportunity, auto_id="attach_%s"
        )
        done = form.carry_out()
    if done:
        return said(request, _("The file is kept here."), reverse("crm:opportunity", args=[pk]))
    return page_of(request, pk, attach_form=form)


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """Always as a download: nothing that was uploaded is ever shown as a page of ours."""
    attachment = visible_or_404(Attachment.objects.all(), request.user, pk)
    try:
        opened = attachment.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(opened, as_attachment=True, filename=attachment.name, content_type=content_type(attachment))


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    attachment = visible_or_404(Attachment.objects.all(), request.user, pk)
    attachment.delete()
    done = _("“%(name)s” is removed.") % {"name": attachment}
    return said(request, done, reverse("crm:opportunity", args=[attachment.opportunity_id]))
