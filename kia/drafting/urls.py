from django.urls import path, register_converter

from kia.drafting import entry_views, paper_views, views
from kia.drafting.tabs import NUMBERS


class TabConverter:
    """The name of a tab, as its number."""

    regex = "|".join(NUMBERS)

    def to_python(self, value):
        return NUMBERS[value]

    def to_url(self, number):
        return next(slug for slug, found in NUMBERS.items() if found == number)


register_converter(TabConverter, "tab")

app_name = "drafting"

urlpatterns = [
    path("", entry_views.own_entries, name="entries"),
    path("nieuw/", entry_views.start, name="start"),
    path("<slug:slug>/", entry_views.overview, name="entry"),
    path("<slug:slug>/voorbeeld/", entry_views.preview, name="preview"),
    path(
        "<slug:slug>/dossier.<entry_format:form>", entry_views.dossier, name="dossier"
    ),
    path("<slug:slug>/begroting.csv", entry_views.budget, name="budget"),
    path("<slug:slug>/verloop/", entry_views.history, name="history"),
    path("<slug:slug>/word/", paper_views.take, name="word"),
    path("<slug:slug>/inlezen/", paper_views.bring_back, name="bring_back"),
    path("<slug:slug>/kopie/", entry_views.copy, name="copy"),
    path("<slug:slug>/delen/", entry_views.share, name="share"),
    path("<slug:slug>/bevestig-missies/", entry_views.confirm_missions, name="confirm"),
    path("<slug:slug>/<tab:number>/", views.tab, name="tab"),
]
