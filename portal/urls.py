from django.urls import path

from portal import counting, dossiers, linking, search_views, views, wellknown

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("zoeken/", search_views.search, name="search"),
    path("zoeken/suggesties/", search_views.suggestions, name="suggestions"),
    path("id/kamerstuk/<slug:number>", views.identified_paper, name="paper"),
    path("id/<slug:kind>/<slug:slug>", views.identified, name="identified"),
    path(
        "<slug:kind>/<slug:slug>/dossier.<slug:form>", dossiers.dossier, name="dossier"
    ),
    path("over/", views.about, name="about"),
    path("over/tellen/", counting.counting, name="counting"),
    path("over/koppelingen/", linking.linking, name="linking"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("contact/", views.contact, name="contact"),
    path("robots.txt", wellknown.robots, name="robots"),
    path("sitemap.xml", wellknown.sitemap, name="sitemap"),
    path(".well-known/security.txt", wellknown.security, name="security"),
]
