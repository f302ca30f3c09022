from django.urls import path

from kia.mailing import views

app_name = "mailing"

urlpatterns = [
    path("werk/volgen/", views.choices, name="choices"),
    path("werk/volgen/nieuw/", views.follow, name="follow"),
    path("werk/volgen/<int:pk>/stop/", views.unfollow, name="unfollow"),
    path("afmelden/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
