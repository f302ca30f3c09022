from django.urls import path, register_converter

from dossiers.serving import FormatConverter
from portal import (
    changes,
    counting,
    data,
    dossiers,
    feeds,
    linking,
    search_views,
    views,
    wellknown,
)

register_converter(dossiers.KindConverter, "with_dossier")
register_converter(FormatConverter, "dossier_format")

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("zoeken/", search_views.search, name="search"),
    path("zoeken/suggesties/", search_views.suggestions, name="suggestions"),
    path("id/kamerstuk/<slug:number>", views.identified_paper, name="paper"),
    path("id/<slug:kind>/<slug:slug>", views.identified, name="identified"),
    path(
        "<with_dossier:kind>/<slug:slug>/dossier.<dossier_format:form>",
        dossiers.dossier,
        name="dossier",
    ),
    path("over/", views.about, name="about"),
    path("over/tellen/", counting.counting, name="counting"),
    path("over/koppelingen/", linking.linking, name="linking"),
    path("wijzigingen/", changes.changes, name="changes"),
    path("wijzigingen/feed.atom", feeds.all_changes, name="feed"),
    path("themas/<slug:slug>/feed.atom", feeds.theme_changes, name="theme_feed"),
    path("missies/<slug:slug>/feed.atom", feeds.mission_changes, name="mission_feed"),
    path("data/", data.data, name="data"),
    path("data/missieregister.zip", data.register_zip, name="data_zip"),
    path("data/missieregister.json", data.register_json, name="data_json"),
    path("data/<slug:code>.<slug:form>", data.kind_file, name="data_kind"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("contact/", views.contact, name="contact"),
    path("robots.txt", wellknown.robots, name="robots"),
    path("sitemap.xml", wellknown.sitemap, name="sitemap"),
    path(".well-known/security.txt", wellknown.security, name="security"),
]
