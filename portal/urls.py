from django.urls import path

from portal import counting, data, linking, views, wellknown

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("id/kamerstuk/<slug:number>", views.identified_paper, name="paper"),
    path("id/<slug:kind>/<slug:slug>", views.identified, name="identified"),
    path("over/", views.about, name="about"),
    path("over/tellen/", counting.counting, name="counting"),
    path("over/koppelingen/", linking.linking, name="linking"),
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
