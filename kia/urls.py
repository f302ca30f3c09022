"""The addresses of agendas and the contract."""

from django.urls import include, path

app_name = "kia"

urlpatterns = [
    path("agendas/", include("kia.agendas.urls")),
    path("contract/", include("kia.contract.urls")),
]
