from django.urls import path, register_converter

from kia.agendas import views


class VersionLabel:
    """The number of a version as practice writes it: 1.0, 2.0."""

    regex = r"[1-9][0-9]{0,3}\.0"

    def to_python(self, value):
        return int(value.removesuffix(".0"))

    def to_url(self, value):
        return value if isinstance(value, str) else f"{value}.0"


register_converter(VersionLabel, "label")

urlpatterns = [
    path("", views.agenda_list, name="agendas"),
    path("<slug:slug>/", views.agenda_detail, name="agenda"),
    path("<slug:slug>/<label:number>/", views.version_detail, name="version"),
    path("<slug:slug>/<label:number>/regels/", views.version_rules, name="rules"),
    path("<slug:slug>/<label:number>/stuk/", views.adoption_document, name="adoption"),
    path(
        "<slug:slug>/verschil/<label:old>/<label:new>/",
        views.difference,
        name="difference",
    ),
]
