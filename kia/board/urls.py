from django.urls import path

from kia.board import views

app_name = "board"

urlpatterns = [
    path("agendas/<slug:slug>/bord/", views.board, name="board"),
    path("agendas/<slug:slug>/bord/herinner/", views.remind, name="remind"),
    path("agendas/<slug:slug>/gaten/", views.gaps, name="gaps"),
    path("agendas/<slug:slug>/overlap/", views.overlap, name="overlap"),
    path("departement/", views.department, name="department"),
]
