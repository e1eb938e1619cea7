from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog, set_language

from config import health
from config.metrics import metrics

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


handler500 = "config.problems.failure"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("account/", include("allauth.account.urls")),
    path("account/", include("allauth.mfa.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("i18n/script/", login_not_required(JavaScriptCatalog.as_view()), name="javascript_catalogue"),
    path("admin/", admin.site.urls),
    path("api/", include("config.api", namespace="api")),
    path("ingest/", include("crm.ingest.urls")),
    path("", include("crm.urls")),
    path("", include("feedback.urls")),
    path("", include("kpis.urls")),
]
