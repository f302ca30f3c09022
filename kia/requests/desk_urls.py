from django.urls import path

from kia.requests import desk_views

app_name = "requests"

urlpatterns = [
    path("", desk_views.own_requests, name="list"),
    path("<uuid:lineage>/", desk_views.one, name="one"),
    path("<uuid:lineage>/openbaar/", desk_views.publish, name="publish"),
]
