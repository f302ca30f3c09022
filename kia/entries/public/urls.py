from django.urls import path, register_converter

from dossiers.serving import FormatConverter
from kia.entries.public import views

register_converter(FormatConverter, "entry_format")

urlpatterns = [
    path("", views.entry_list, name="entries"),
    path("<slug:slug>/", views.entry_detail, name="entry"),
    path(
        "<slug:slug>/dossier.<entry_format:form>",
        views.entry_dossier,
        name="entry_dossier",
    ),
    path("<slug:slug>/<label:number>/", views.entry_detail, name="entry_version"),
    path(
        "<slug:slug>/<label:number>/dossier.<entry_format:form>",
        views.entry_dossier,
        name="entry_version_dossier",
    ),
]
