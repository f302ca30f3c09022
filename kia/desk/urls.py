from django.urls import path

from kia.desk import agenda_views, rule_views, text_views, views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("berichten/", views.messages, name="messages"),
    path("agendas/<slug:slug>/", agenda_views.agenda, name="agenda"),
    path(
        "agendas/<slug:slug>/nieuwe-versie/",
        agenda_views.open_version,
        name="open_version",
    ),
    path(
        "agendas/<slug:slug>/<int:number>/stap/<slug:action>/",
        agenda_views.step,
        name="step",
    ),
    path(
        "agendas/<slug:slug>/<int:number>/planning/", agenda_views.plan, name="planning"
    ),
    path(
        "agendas/<slug:slug>/<int:number>/secties/<slug:code>/",
        text_views.section,
        name="section",
    ),
    path(
        "agendas/<slug:slug>/<int:number>/secties/<slug:code>/eerder/",
        text_views.section_before,
        name="section_before",
    ),
    path("agendas/<slug:slug>/<int:number>/regels/", rule_views.rules, name="rules"),
    path(
        "agendas/<slug:slug>/<int:number>/regels/<slug:code>/",
        rule_views.answer,
        name="rule",
    ),
    path(
        "agendas/<slug:slug>/<int:number>/bijdragen/<slug:entry>/einde/",
        text_views.end_entry,
        name="end_entry",
    ),
]
