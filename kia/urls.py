"""The addresses of agendas, their entries, what these ask of government, and the contract."""

from django.urls import include, path

app_name = "kia"

urlpatterns = [
    path("agendas/", include("kia.agendas.urls")),
    path("bijdragen/", include("kia.entries.public.urls")),
    path("verzoeken/", include("kia.requests.urls")),
    path("contract/", include("kia.contract.urls")),
]
