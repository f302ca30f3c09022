from django.urls import path

from keytech import views

app_name = "keytech"

urlpatterns = [
    path("", views.technology_list, name="list"),
    path("<slug:slug>/", views.technology_detail, name="detail"),
]
