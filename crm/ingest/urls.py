from django.urls import URLPattern, path

from crm.ingest.receiving import receive

app_name = "ingest"

urlpatterns: list[URLPattern] = [path("<slug:token>/", receive, name="receive")]
