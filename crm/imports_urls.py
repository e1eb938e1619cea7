"""Importing files, for administrators; below /imports/."""

from django.urls import URLPattern, path

from crm.views.imports import backup, history, preparing, running

urlpatterns: list[URLPattern] = [
    path("", history.index, name="imports"),
    path("backup/", backup.take, name="backup"),
    path("mappings/<int:pk>/delete/", history.delete_mapping, name="mapping_delete"),
    path("<int:pk>/", running.page, name="import"),
    path("<int:pk>/prepare/", preparing.prepare, name="import_prepare"),
    path("<int:pk>/mapping/", preparing.use_saved, name="import_mapping"),
    path("<int:pk>/start/", running.start, name="import_start"),
    path("<int:pk>/wish/", running.wish, name="import_wish"),
    path("<int:pk>/resume/", running.resume, name="import_resume"),
    path("<int:pk>/undo/", running.undo, name="import_undo"),
    path("<int:pk>/correct/", history.correct, name="import_correct"),
    path("<int:pk>/delete/", history.delete, name="import_delete"),
    path("<int:pk>/rejected.<slug:form>", running.rejected, name="import_rejected"),
]
