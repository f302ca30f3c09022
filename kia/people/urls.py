from django.urls import path

from kia.people import views

app_name = "people"

urlpatterns = [
    path("", views.team, name="team"),
    path("rollen/<int:pk>/beeindigen/", views.end_role, name="end_role"),
    path("uitnodigingen/<int:pk>/intrekken/", views.take_back, name="take_back"),
]
