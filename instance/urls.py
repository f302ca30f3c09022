from django.urls import path

from instance import views

app_name = "instance"

urlpatterns = [
    path("", views.report, name="report"),
    path("ontvangen/<int:number>/", views.received, name="received"),
]
