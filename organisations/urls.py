from django.urls import path

from organisations import views

app_name = "organisations"

urlpatterns = [
    path("topsectoren/", views.topsector_list, name="topsectors"),
    path("topsectoren/<slug:slug>/", views.topsector_detail, name="topsector"),
    path("departementen/", views.department_list, name="departments"),
    path("departementen/<slug:slug>/", views.department_detail, name="department"),
    path("organisaties/", views.organisation_list, name="organisations"),
    path("organisaties/<slug:slug>/", views.organisation_detail, name="organisation"),
]
