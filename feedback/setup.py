"""The step of setting a company up that is about asking customers."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.setup import Step
from crm.templatetags.formats import number
from feedback.models import Survey


def surveys() -> Step:
    """At least one survey that customers can be asked."""
    live = Survey.objects.filter(active=True, versions__published_at__isnull=False)
    count = live.distinct().count()
    return Step(
        _("Surveys"),
        _("What customers are asked after a win, a loss or a purchase; answers stand beside revenue and retention."),
        reverse("feedback:surveys"),
        "message",
        ngettext("%(count)s survey is live", "%(count)s surveys are live", count) % {"count": number(count)},
        "" if count else _("no survey is live"),
    )
