from django.urls import path

from kia.entries.public import views

urlpatterns = [
    path("", views.entry_list, name="entries"),
    path("<slug:slug>/", views.entry_detail, name="entry"),
    path("<slug:slug>/<label:number>/", views.entry_detail, name="entry_version"),
]
