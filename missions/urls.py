from django.urls import path

from missions import pictures, views

app_name = "missions"

urlpatterns = [
    path("", views.mission_list, name="list"),
    path("<slug:slug>/grafiek.<slug:form>", pictures.of_mission, name="picture"),
    path("<slug:slug>/", views.mission_detail, name="detail"),
]
