from django.urls import path

from kia.contract import views

# Part of the namespace kia.
urlpatterns = [
    path("", views.contract, name="contract"),
    path("<int:year>/", views.contract_year, name="contract_year"),
    path("<int:year>/stuk/", views.signed_document, name="contract_document"),
    path(
        "<int:year>/<slug:which>.<slug:form>",
        views.year_file,
        name="contract_file",
    ),
]
