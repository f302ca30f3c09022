"""Reading an entry; part of kia/review/urls.py."""

from django.urls import path

from kia.review import reading_views, remarks_views

READ = "<slug:slug>/lezen/"
VERSION = f"{READ}<int:number>/"
REMARK = "<slug:slug>/opmerkingen/<int:pk>/"

urlpatterns = [
    path(READ, reading_views.read, name="read"),
    path(VERSION, reading_views.read, name="read_version"),
    path(f"{VERSION}gelezen/", reading_views.looked, name="looked"),
    path(f"{VERSION}opmerking/<slug:field>/", remarks_views.begin, name="remark"),
    path(f"{REMARK}antwoord/", remarks_views.answer, name="answer"),
    path(f"{REMARK}intrekken/", remarks_views.withdraw, name="withdraw"),
]
