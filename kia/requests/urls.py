from django.urls import path

from kia.requests import views

urlpatterns = [
    path("", views.request_list, name="requests"),
    path("<uuid:lineage>/", views.request_detail, name="request"),
]
