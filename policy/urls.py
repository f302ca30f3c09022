from django.urls import path

from policy import views

app_name = "policy"

urlpatterns = [
    path("instrumenten/", views.instrument_list, name="instruments"),
    path("instrumenten/<slug:slug>/", views.instrument_detail, name="instrument"),
    path("voorbeelden/", views.example_list, name="examples"),
    path("voorbeelden/<slug:slug>/", views.example_detail, name="example"),
    path("regels/", views.rule_list, name="rules"),
    path("regels/<slug:slug>/", views.rule_detail, name="rule"),
    path("begrippen/", views.term_list, name="terms"),
    path("begrippen/<slug:slug>/", views.term_detail, name="term"),
    path("bedragen/", views.amount_list, name="amounts"),
    path("termijnen/", views.milestone_list, name="milestones"),
    path("termijnen/termijnen.ics", views.milestone_calendar, name="calendar"),
]
