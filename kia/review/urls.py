from django.urls import path

from kia.review import (
    correction_views,
    judging_views,
    point_views,
    reading_urls,
    step_views,
)

app_name = "review"

urlpatterns = [
    path("<slug:slug>/stap/<slug:action>/", step_views.step, name="step"),
    path("<slug:slug>/herzien/", step_views.revise, name="revise"),
    path("<slug:slug>/oordeel/", judging_views.judge, name="judge"),
    path("<slug:slug>/punten/", point_views.points, name="points"),
    path("<slug:slug>/correctie/", correction_views.correction, name="correction"),
    *reading_urls.urlpatterns,
]
