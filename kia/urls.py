"""The addresses of agendas, their entries and the contract."""

from django.urls import include, path

app_name = "kia"

urlpatterns = [
    path("agendas/", include("kia.agendas.urls")),
    path("bijdragen/", include("kia.entries.public.urls")),
    path("contract/", include("kia.contract.urls")),
]
